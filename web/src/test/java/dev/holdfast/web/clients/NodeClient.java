package dev.holdfast.web.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A client for Node, in a process of its own: one of the scripts of {@code src/test/clients}.
 *
 * <p>The clients are installed from the lock file, once for all tests, in a folder under {@code
 * target}. On a machine without Node a test that makes one of these is aborted; where the variable
 * {@code HOLDFAST_EVERY_CLIENT} is set, as in continuous integration, it fails.
 */
final class NodeClient implements Client {

  /** The client that a script drives. */
  enum Script {
    SEGMENT("segment-node.mjs"),
    RUDDER("rudder-node.mjs"),
    POSTHOG("posthog-node.mjs");

    private final String file;

    Script(String file) {
      this.file = file;
    }
  }

  private static final Path SCRIPTS =
      Path.of(System.getProperty("holdfast.root"), "web/src/test/clients");
  private static final Path INSTALLED =
      Path.of(System.getProperty("holdfast.root"), "web/target/clients");
  private static final Duration INSTALLING = Duration.ofMinutes(5);
  private static final Duration STARTING = Duration.ofSeconds(10);

  private final Script script;
  private final Duration limit;

  /** A client that is given a time for all it sends. */
  NodeClient(Script script, Duration limit) {
    missing().ifPresent(NodeClient::leaveOut);
    this.script = script;
    this.limit = limit;
    install();
  }

  /** Why no such client can run on this machine, if none can. */
  static Optional<String> missing() {
    return Stream.of("node", "npm")
        .filter(command -> !onPath(command))
        .findFirst()
        .map(command -> "Tests with clients for Node need " + command + " on the path.");
  }

  private static void leaveOut(String why) {
    if (System.getenv("HOLDFAST_EVERY_CLIENT") != null) {
      throw new IllegalStateException(why);
    }
    Assumptions.abort(why);
  }

  private static boolean onPath(String command) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  @Override
  public List<String> send(URI host, String writeKey, int count, String prefix) {
    String output =
        run(
            limit.plus(STARTING),
            "node",
            script.file,
            host.toString(),
            writeKey,
            String.valueOf(count),
            prefix,
            String.valueOf(limit.toSeconds()));
    return output.lines().toList();
  }

  /** Installs what the lock file names, unless that is done. */
  private static synchronized void install() {
    try {
      Files.createDirectories(INSTALLED);
      try (FileChannel others =
          FileChannel.open(
              INSTALLED.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        others.lock();
        try (Stream<Path> files = Files.list(SCRIPTS)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            Files.copy(
                file, INSTALLED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
          }
        }
        Path wanted = INSTALLED.resolve("package-lock.json");
        Path done = INSTALLED.resolve("installed-package-lock.json");
        if (!Files.exists(done) || Files.mismatch(wanted, done) >= 0) {
          run(INSTALLING, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
          Files.copy(wanted, done, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The standard output of a command that must end well and in time. */
  private static String run(Duration limit, String... command) {
    try {
      Path output = Files.createTempFile(INSTALLED, "output", ".txt");
      Path errors = Files.createTempFile(INSTALLED, "errors", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(INSTALLED.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().put("NO_PROXY", "127.0.0.1");
      Process process = builder.start();
      try {
        boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended || process.exitValue() != 0) {
          throw new IllegalStateException(
              command[0]
                  + " "
                  + command[1]
                  + (ended ? " ended with " + process.exitValue() : " did not end")
                  + ": "
                  + Files.readString(errors));
        }
        return Files.readString(output);
      } finally {
        process.destroyForcibly();
        Files.delete(output);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
