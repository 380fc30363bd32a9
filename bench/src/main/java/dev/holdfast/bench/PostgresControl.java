package dev.holdfast.bench;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The control: a small HTTP server that copies each batch into PostgreSQL. */
final class PostgresControl implements Target {

  static final String NAME = "control";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx1g",
          "-Dsun.net.httpserver.nodelay=true", // else answers wait for the client's delayed ack
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");

  private final PostgresServer postgres;
  private final JavaProcess server;
  private final Connection connection;
  private final URI address;
  private final int connections;
  private final String version;

  private PostgresControl(
      PostgresServer postgres, JavaProcess server, Connection connection, int connections)
      throws IOException, SQLException {
    this.postgres = postgres;
    this.server = server;
    this.connection = connection;
    this.connections = connections;
    execute(ControlServer.TABLE);
    this.version = connection.getMetaData().getDatabaseProductVersion();
    server.say(
        JSON.writeValueAsString(
            new ControlServer.Setup(
                postgres.url(), PostgresServer.USER, postgres.password(), connections)));
    this.address = URI.create("http://127.0.0.1:" + server.hear());
  }

  /** Starts PostgreSQL and the server. */
  static PostgresControl start(Path programs, Path folder, int connections) {
    PostgresServer postgres = PostgresServer.start(programs, folder, connections);
    try {
      JavaProcess server = JavaProcess.start(ControlServer.class, FLAGS);
      try {
        return new PostgresControl(postgres, server, postgres.connect(), connections);
      } catch (IOException | SQLException | RuntimeException e) {
        server.close();
        throw e;
      }
    } catch (IOException | SQLException e) {
      postgres.close();
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "the control did not start: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public URI address() {
    return address;
  }

  @Override
  public String writeKey() {
    return "control";
  }

  @Override
  public long pid() {
    return server.pid();
  }

  @Override
  public Map<String, Long> processes() {
    Map<String, Long> processes = new LinkedHashMap<>();
    processes.put("server", server.pid());
    processes.put("postgres", postgres.pid());
    return processes;
  }

  /**
   * What PostgreSQL and the server have counted. Backends tell PostgreSQL's statistics once a
   * second at most, so a difference over a short time is rough; syncs are those of the log.
   */
  @Override
  public Map<String, Long> counters() {
    Map<String, Long> counters = new LinkedHashMap<>();
    counters.put(DURABLE_EVENTS, status("/status").getOrDefault(DURABLE_EVENTS, 0L));
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select wal_sync, (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint,"
                    + " checkpoints_timed + checkpoints_req"
                    + " from pg_stat_wal, pg_stat_bgwriter")) {
      row.next();
      counters.put(FSYNCS, row.getLong(1));
      counters.put("walBytes", row.getLong(2));
      counters.put("checkpoints", row.getLong(3));
      return counters;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public Map<String, Long> gauges() {
    return Map.of(HEAP_BYTES, status("/status?collect").getOrDefault(HEAP_BYTES, 0L));
  }

  /** Empties the table and writes out what is dirty. */
  @Override
  public void settle() {
    try {
      execute("truncate usage_event");
      execute("checkpoint");
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public Map<String, Object> about() {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("postgresql", version);
    about.put("settings", PostgresServer.SETTINGS);
    about.put("folder", String.valueOf(postgres.folder().getParent()));
    about.put("http", "com.sun.net.httpserver, " + connections + " threads");
    about.put("work", "parse, COPY into one table without an index, commit; no deduplication");
    return about;
  }

  @Override
  public void close() {
    try (postgres;
        connection) {
      server.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private Map<String, Long> status(String path) {
    try (InputStream in = address.resolve(path).toURL().openStream()) {
      return JSON.readValue(in, new TypeReference<Map<String, Long>>() {});
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "the control's server does not answer", e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static HoldfastException failed(SQLException e) {
    return new HoldfastException(
        ErrorCode.OUTSIDE_UNAVAILABLE, "the control's PostgreSQL failed: " + e.getMessage(), e);
  }
}
