package dev.holdfast.bench;

import dev.holdfast.base.Clocks;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.FactType;
import dev.holdfast.warehouse.Warehouse;
import dev.holdfast.warehouse.WarehouseSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.SplittableRandom;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The limit that the engine sets when events go straight into the table of usage events, so many in
 * each commit: one connection, DuckDB's appender, every commit on disk.
 */
public final class RawAppend {

  private static final String PROPERTIES =
      "{\"page\":\"/workspaces/321/reports/4711\",\"title\":\"Shipments by lane and week\","
          + "\"plan\":\"growth\",\"duration_ms\":\"1834\",\"rows\":\"512\"}";

  private final DuckDBConnection connection;
  private final DuckDBAppender appender;
  private final SplittableRandom random = new SplittableRandom(7);
  private final int rowsPerCommit;
  private long rows;

  /**
   * What the engine took.
   *
   * @param rowsPerCommit rows in each commit
   * @param rowsPerSecond rows committed a second
   * @param commitsPerSecond commits a second
   */
  public record Result(int rowsPerCommit, double rowsPerSecond, double commitsPerSecond) {}

  private RawAppend(DuckDBConnection connection, DuckDBAppender appender, int rowsPerCommit) {
    this.connection = connection;
    this.appender = appender;
    this.rowsPerCommit = rowsPerCommit;
  }

  /** Appends for so many seconds to a new file in a folder, which is deleted. */
  public static Result run(Path folder, int rowsPerCommit, double warmUpSeconds, double seconds) {
    Path inside = folder.resolve("raw-append");
    try {
      Folders.delete(inside);
      Path file = inside.resolve("warehouse.duckdb");
      WarehouseSettings settings = WarehouseSettings.defaults();
      try (Warehouse warehouse = Warehouse.open(file, settings, Clocks.system())) {
        FactLog.open(warehouse); // makes the table as it really is
      }
      Result result = measure(file, settings, rowsPerCommit, warmUpSeconds, seconds);
      Folders.delete(inside);
      return result;
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "cannot write to " + inside, e);
    } catch (SQLException e) {
      throw new HoldfastException(ErrorCode.STORE_FAILED, "the raw append failed", e);
    }
  }

  private static Result measure(
      Path file, WarehouseSettings settings, int rowsPerCommit, double warmUp, double seconds)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("memory_limit", settings.memoryLimit());
    properties.setProperty("threads", Integer.toString(settings.threads()));
    try (DuckDBConnection connection =
            (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file, properties);
        Statement statement = connection.createStatement()) {
      statement.execute("set checkpoint_threshold = '64MB'"); // as the warehouse has it
      connection.setAutoCommit(false);
      try (DuckDBAppender appender = connection.createAppender(FactType.USAGE_EVENT.tableName())) {
        RawAppend raw = new RawAppend(connection, appender, rowsPerCommit);
        raw.appendFor(warmUp);
        long before = raw.rows;
        double took = raw.appendFor(seconds);
        double rate = (raw.rows - before) / took;
        return new Result(rowsPerCommit, rate, rate / rowsPerCommit);
      }
    }
  }

  private double appendFor(double seconds) throws SQLException {
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    while (System.nanoTime() < end) {
      for (int i = 0; i < rowsPerCommit; i++) {
        append();
      }
      appender.flush();
      connection.commit();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void append() throws SQLException {
    int account = random.nextInt(10_000);
    long micros = 1_790_000_000_000_000L + rows;
    appender.beginRow();
    appender.append("segment");
    appender.append("node-next-1790000000000-" + Long.toHexString(random.nextLong()) + rows);
    appender.appendEpochMicros(micros);
    appender.appendEpochMicros(micros);
    appender.append(1L);
    appender.append("acc-" + account);
    appender.append("per-" + account + "-" + random.nextInt(12));
    appender.append("report_viewed");
    appender.append(1L);
    appender.appendNull();
    appender.appendNull();
    appender.append(PROPERTIES);
    appender.endRow();
    rows++;
  }
}
