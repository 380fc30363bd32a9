package dev.holdfast.bench;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The load generator in a process of its own: a plan comes in as a line of JSON; {@code begin},
 * {@code end} and the result as JSON go out.
 */
public final class LoadProcess {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The quick compiler only: a run is too short for the thorough one to pay for itself. */
  private static final List<String> FLAGS =
      List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx256m", "-XX:TieredStopAtLevel=1");

  private LoadProcess() {}

  /** Runs a plan in a new process. */
  public static LoadResult run(LoadPlan plan, LoadGenerator.Listener listener) throws IOException {
    try (JavaProcess process = JavaProcess.start(LoadProcess.class, FLAGS)) {
      process.say(JSON.writeValueAsString(plan));
      hear(process, "begin");
      listener.begin();
      hear(process, "end");
      listener.end();
      return JSON.readValue(process.hear(), LoadResult.class);
    }
  }

  private static void hear(JavaProcess process, String expected) throws IOException {
    String line = process.hear();
    if (!line.equals(expected)) {
      throw new IOException("the load generator said '" + line + "', not '" + expected + "'");
    }
  }

  /** The process itself. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    LoadPlan plan =
        JSON.readValue(
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine(),
            LoadPlan.class);
    LoadResult result =
        LoadGenerator.run(
            plan,
            new LoadGenerator.Listener() {
              @Override
              public void begin() {
                out.println("begin");
              }

              @Override
              public void end() {
                out.println("end");
              }
            });
    out.println(JSON.writeValueAsString(result));
  }
}
