package dev.holdfast.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A main class of ours in a process of its own, so that its processor time and memory are its own.
 * It hears lines on its standard input and answers lines on its standard output; when its input
 * ends, because this process stopped or died, it has to stop.
 */
public final class JavaProcess implements AutoCloseable {

  private final Process process;
  private final BufferedWriter to;
  private final BufferedReader from;

  private JavaProcess(Process process) {
    this.process = process;
    this.to = process.outputWriter(StandardCharsets.UTF_8);
    this.from = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts a class of this class path. */
  public static JavaProcess start(Class<?> main, List<String> flags, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new JavaProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  /** Says a line to it. */
  public void say(String line) throws IOException {
    to.write(line);
    to.newLine();
    to.flush();
  }

  /** The next line it says. */
  public String hear() throws IOException {
    String line = from.readLine();
    if (line == null) {
      throw new IOException("the process ended without an answer");
    }
    return line;
  }

  @Override
  public void close() {
    try {
      to.close();
    } catch (IOException e) {
      process.destroyForcibly(); // it did not hear, so it cannot stop by itself
    }
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
