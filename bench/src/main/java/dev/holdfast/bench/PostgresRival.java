package dev.holdfast.bench;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period;
import dev.holdfast.demo.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/** PostgreSQL with the facts copied into it, its own rollups, and indexes for the questions. */
final class PostgresRival implements Rival {

  static final String NAME = "postgresql";

  /** For one person who asks about a lot, on a machine that is otherwise free. */
  private static final List<String> SETTINGS =
      List.of(
          "work_mem = '256MB'",
          "maintenance_work_mem = '1GB'",
          "effective_cache_size = '8GB'",
          "random_page_cost = 1.1",
          "jit = off",
          "timezone = 'UTC'");

  private static final Pattern TABLE = Pattern.compile("create table (\\w+) \\((.*)\\)");

  private final PostgresServer server;
  private final Connection connection;
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private final Map<String, Object> about = new LinkedHashMap<>();

  private PostgresRival(PostgresServer server, Connection connection) {
    this.server = server;
    this.connection = connection;
  }

  /** Starts a server inside the folder and fills it with the facts that DuckDB holds. */
  static PostgresRival start(
      Path programs, Path folder, Connection facts, Period year, Progress progress) {
    PostgresServer server = PostgresServer.start(programs, folder, 1);
    try {
      PostgresRival rival = new PostgresRival(server, server.connect());
      rival.prepare(facts, folder.toAbsolutePath(), year, progress);
      return rival;
    } catch (SQLException e) {
      server.close();
      throw Rival.failed(NAME, e);
    } catch (IOException e) {
      server.close();
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "cannot copy the facts: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void prepare(Connection facts, Path folder, Period year, Progress progress)
      throws SQLException, IOException {
    Rival.run(connection, SETTINGS.stream().map(setting -> "set " + setting).toList());
    List<String> tables = HandQuestions.statements("postgres-tables.sql");
    long start = System.nanoTime();
    int copied = 0;
    for (String table : tables) {
      progress.at("Copying to PostgreSQL", copied++, tables.size());
      Rival.run(connection, List.of(table));
      copy(facts, table, folder);
    }
    start = took("copy", start);
    progress.at("PostgreSQL's rollups", 0, 1);
    Rival.run(connection, HandQuestions.stepTables(year));
    Rival.run(connection, HandQuestions.statements("stretches.sql"));
    Rival.run(connection, HandQuestions.statements("postgres-rollups.sql"));
    start = took("rollups and indexes", start);
    Rival.run(connection, List.of("vacuum analyze", "checkpoint"));
    took("vacuum", start);
    about.put("version", connection.getMetaData().getDatabaseProductVersion());
    about.put(
        "settings", Stream.concat(PostgresServer.SETTINGS.stream(), SETTINGS.stream()).toList());
    about.put("tables", "its own rollups of the same facts, indexed, vacuumed and analysed");
  }

  private long took(String step, long start) {
    long now = System.nanoTime();
    seconds.put(step, (now - start) / 1e9);
    return now;
  }

  /** A file between both, so that neither waits for rows to pass through Java one by one. */
  private void copy(Connection facts, String definition, Path folder)
      throws SQLException, IOException {
    Matcher table = TABLE.matcher(definition);
    if (!table.find()) {
      throw new HoldfastException(ErrorCode.BROKEN_PROMISE, "no table: " + definition);
    }
    String columns =
        Stream.of(table.group(2).split(","))
            .map(column -> column.strip().split(" ")[0])
            .collect(Collectors.joining(", "));
    Path file = folder.resolve(table.group(1) + ".csv");
    try {
      Rival.run(
          facts,
          List.of(
              "copy (select "
                  + columns
                  + " from main."
                  + table.group(1)
                  + ") to '"
                  + file.toString().replace("'", "''")
                  + "' (format csv, header false)"));
      try (InputStream in = Files.newInputStream(file)) {
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy " + table.group(1) + " from stdin (format csv)", in, 1 << 16);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> about() {
    return about;
  }

  @Override
  public Map<String, Double> seconds() {
    return seconds;
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public void close() {
    try (server;
        connection) {
      // both are closed in turn
    } catch (SQLException e) {
      throw Rival.failed(NAME, e);
    }
  }
}
