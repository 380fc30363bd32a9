package dev.holdfast.bench;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A PostgreSQL of its own in a folder that is made for it, reachable from this machine only;
 * stopped and deleted when closed, or when this process ends.
 */
final class PostgresServer implements AutoCloseable {

  static final String USER = "bench";

  /** What differs from how PostgreSQL comes; fsync and synchronous_commit are named to be seen. */
  static final List<String> SETTINGS =
      List.of(
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "shared_buffers=1GB",
          "max_wal_size=8GB",
          "checkpoint_timeout=15min");

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql/15/bin");
  private static final long PATIENCE_SECONDS = 60;

  private final Path programs;
  private final Path folder;
  private final PostgresUser user;
  private final Process process;
  private final String url;
  private final String password;
  private final AtomicBoolean closed = new AtomicBoolean();

  private PostgresServer(
      Path programs, Path folder, PostgresUser user, Process process, int port, String password) {
    this.programs = programs;
    this.folder = folder;
    this.user = user;
    this.process = process;
    this.url =
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable&gssEncMode=disable";
    this.password = password;
  }

  /** The folder of PostgreSQL's programs: Debian's of version 15, else the first on the path. */
  static Optional<Path> programs() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Stream.of(DEBIAN), Stream.of(path.split(File.pathSeparator)).map(Path::of))
        .filter(candidate -> Files.isExecutable(candidate.resolve("initdb")))
        .findFirst();
  }

  /** Makes a database in a new folder inside the given one and starts it. */
  static PostgresServer start(Path programs, Path parent, int connections) {
    String password = UUID.randomUUID().toString();
    try {
      PostgresUser user = PostgresUser.find();
      Path folder = user.makeFolder(parent, "control-");
      PostgresServer server = null;
      try {
        Path secret = user.write(folder.resolve("password"), password);
        Path data = folder.resolve("data");
        user.run(
            folder,
            List.of(
                programs.resolve("initdb").toString(),
                "-D",
                data.toString(),
                "-U",
                USER,
                "--auth=scram-sha-256",
                "--pwfile=" + secret,
                "--encoding=UTF8",
                "--locale=C"));
        int port = freePort();
        Process process =
            user.start(folder, command(programs, data, port, connections), folder.resolve("log"));
        server = new PostgresServer(programs, folder, user, process, port, password);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        server.awaitConnections();
        return server;
      } catch (IOException | RuntimeException e) {
        if (server == null) {
          Folders.delete(folder);
        } else {
          server.close();
        }
        throw e;
      }
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "PostgreSQL did not start: " + e.getMessage(), e);
    }
  }

  String url() {
    return url;
  }

  String password() {
    return password;
  }

  long pid() {
    return process.pid();
  }

  Path folder() {
    return folder;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, USER, password);
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      if (process.isAlive()) {
        user.run(
            folder,
            List.of(
                programs.resolve("pg_ctl").toString(),
                "-D",
                folder.resolve("data").toString(),
                "-m",
                "fast",
                "-t",
                Long.toString(PATIENCE_SECONDS),
                "stop"));
      }
    } catch (IOException e) {
      process.destroyForcibly();
    }
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Folders.delete(folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "cannot delete " + folder, e);
    }
  }

  private static List<String> command(Path programs, Path data, int port, int connections) {
    List<String> command =
        new ArrayList<>(
            List.of(
                programs.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=" + (connections + 10)));
    SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
    return command;
  }

  private void awaitConnections() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try {
        connect().close();
        return;
      } catch (SQLException e) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new IOException(Files.readString(folder.resolve("log")), e);
        }
      }
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
