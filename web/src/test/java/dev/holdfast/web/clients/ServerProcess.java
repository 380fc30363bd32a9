package dev.holdfast.web.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A {@link LiveServer} in a process of its own, which can be killed. */
final class ServerProcess implements AutoCloseable {

  private static final String READY = "ready";

  private final Process process;
  private final Path errors;

  private ServerProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /** A free port that the system does not give to connections, which could take it meanwhile. */
  static int freePort(Random random) {
    while (true) {
      int port = 20_000 + random.nextInt(10_000);
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (IOException e) {
        // taken: another one
      }
    }
  }

  /**
   * Starts one; it answers when this returns.
   *
   * @param errors where it writes its log
   */
  static ServerProcess start(Path folder, int port, Path errors) {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Xshare:auto",
                  "-Xmx256m",
                  "--enable-native-access=ALL-UNNAMED",
                  "--sun-misc-unsafe-memory-access=allow",
                  "-Dorg.jooq.no-logo=true",
                  "-Dorg.jooq.no-tips=true",
                  "-cp",
                  System.getProperty("java.class.path"),
                  ServerProcess.class.getName(),
                  folder.toString(),
                  Integer.toString(port))
              .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
              .start();
      ServerProcess server = new ServerProcess(process, errors);
      server.awaitReady();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.equals(READY)) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IllegalStateException("the server did not start: " + Files.readString(errors));
    }
  }

  /** Ends it at once, as a loss of power to the process would; it is gone when this returns. */
  void kill() {
    process.toHandle().destroyForcibly(); // SIGKILL
    try {
      int code = process.waitFor();
      if (code != 137) {
        throw new IllegalStateException("it had ended by itself with " + code + ", see " + errors);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The process: a folder and a port; it ends when whoever started it has gone. */
  public static void main(String[] arguments) throws IOException {
    LiveServer _ = new LiveServer(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    System.out.println(READY);
    while (System.in.read() >= 0) {
      // Nobody writes; the end says that nobody is there.
    }
    Runtime.getRuntime().halt(1);
  }
}
