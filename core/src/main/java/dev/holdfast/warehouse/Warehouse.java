package dev.holdfast.warehouse;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;
import org.jooq.DSLContext;
import org.jooq.conf.Settings;
import org.jooq.conf.StatementType;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * One DuckDB file: a single writer that commits small changes together, and readers that see
 * snapshots.
 *
 * <p>A write is acknowledged only after the commit that holds it has reached the disk. Small writes
 * that wait at the same time share one commit (group commit). If one of them fails, the group is
 * rolled back and each is tried alone, so that only the faulty one fails.
 */
public final class Warehouse implements AutoCloseable {

  private final DuckDBConnection root;
  private final Engine engine = Engine.duckDb();
  private final BlockingQueue<Connection> readers;
  private final GroupCommit writer;
  private final InstantSource clock;

  private final @Nullable Path spill;

  private Warehouse(
      DuckDBConnection root, WarehouseSettings settings, InstantSource clock, @Nullable Path folder)
      throws SQLException {
    this.root = root;
    this.spill = folder == null ? null : folder.resolve("spill");
    this.readers = new ArrayBlockingQueue<>(settings.readers());
    for (int i = 0; i < settings.readers(); i++) {
      readers.add(root.duplicate());
    }
    this.writer = new GroupCommit(root, this::context, clock);
    this.clock = clock;
  }

  /**
   * Opens the file, making it when there is none.
   *
   * @throws HoldfastException {@code DATA_FOLDER_IN_USE} when another process holds it
   */
  public static Warehouse open(Path file, WarehouseSettings settings, InstantSource clock) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return open("jdbc:duckdb:" + file, settings, clock, folder);
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "cannot make the folder of " + file, e);
    } catch (SQLException e) {
      throw openFailed(file, e);
    }
  }

  /** A warehouse in memory, gone when closed: for dry runs and tests of queries. */
  public static Warehouse inMemory(InstantSource clock) {
    try {
      return open("jdbc:duckdb:", new WarehouseSettings("1GB", 2, 2), clock, null);
    } catch (SQLException e) {
      throw new HoldfastException(ErrorCode.STORE_FAILED, "cannot open a warehouse in memory", e);
    }
  }

  private static Warehouse open(
      String url, WarehouseSettings settings, InstantSource clock, @Nullable Path folder)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("memory_limit", settings.memoryLimit());
    properties.setProperty("threads", Integer.toString(settings.threads()));
    if (folder != null) {
      properties.setProperty("temp_directory", folder.resolve("spill").toString());
    }
    DuckDBConnection root = (DuckDBConnection) DriverManager.getConnection(url, properties);
    try (Statement statement = root.createStatement()) {
      statement.execute("set autoinstall_known_extensions = false");
      statement.execute("set TimeZone = 'UTC'");
      // Every commit is on disk in the log; folding it into the file more rarely spares refreshes.
      statement.execute("set checkpoint_threshold = '64MB'");
    }
    return new Warehouse(root, settings, clock, folder);
  }

  public Engine engine() {
    return engine;
  }

  /** The clock by which what is written is dated. */
  public InstantSource clock() {
    return clock;
  }

  /** Runs a query on a snapshot: it sees every change committed before it began, and no other. */
  public <T> T read(Function<DSLContext, T> query) {
    Connection connection = take();
    try {
      connection.setAutoCommit(false);
      try {
        return query.apply(context(connection));
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new HoldfastException(ErrorCode.STORE_FAILED, "cannot read the warehouse", e);
    } finally {
      readers.add(connection);
    }
  }

  /** Queues a small change; the future completes after the commit that holds it. */
  public <T> CompletableFuture<T> submit(Write<T> write) {
    return writer.submit(write, GroupCommit.Kind.SHARED);
  }

  /** Makes a small change and waits for its commit. */
  public <T> T write(Write<T> write) {
    return join(writer.submit(write, GroupCommit.Kind.SHARED));
  }

  /** Makes a large change in a transaction of its own and waits for its commit. */
  public <T> T writeAlone(Write<T> write) {
    return join(writer.submit(write, GroupCommit.Kind.ALONE));
  }

  /**
   * The same for what arrives all day long: readers that keep what they read until the next
   * {@linkplain #settledCommits settled} commit see it only then, as it takes a refresh to show
   * anyway.
   */
  public <T> T writeStreamed(Write<T> write) {
    return join(writer.submit(write, GroupCommit.Kind.STREAMED));
  }

  /**
   * How many commits there were since the warehouse was opened. What was read after this number was
   * is still all there is to know for as long as the number stays: every acknowledged change is
   * counted before it is acknowledged, and no other process can write.
   */
  public long commits() {
    return writer.commits();
  }

  /** The same without those of {@link #writeStreamed}. */
  public long settledCommits() {
    return writer.settledCommits();
  }

  /** Opens a place to prepare a large import in. */
  public Staging stage() {
    return Staging.open(root, this::context, spill);
  }

  /** From now on changes are recorded after this moment. Facts calls it once with what it holds. */
  public void recordAfter(Instant instant) {
    writer.recordAfter(instant);
  }

  @Override
  public void close() {
    writer.close();
    try {
      for (Connection reader : readers) {
        reader.close();
      }
      root.close();
    } catch (SQLException e) {
      throw new HoldfastException(ErrorCode.STORE_FAILED, "cannot close the warehouse", e);
    }
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof HoldfastException known) {
        throw known;
      }
      throw new HoldfastException(
          ErrorCode.STORE_FAILED, "a change was not stored: " + e.getCause(), e.getCause());
    }
  }

  private Connection take() {
    try {
      return readers.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "interrupted while waiting", e);
    }
  }

  /**
   * Values are written into the text: DuckDB plans a prepared statement once when it is prepared
   * and once more when it is run, and better when it sees the values.
   */
  private DSLContext context(Connection connection) {
    return DSL.using(
        connection,
        engine.dialect(),
        new Settings().withExecuteLogging(false).withStatementType(StatementType.STATIC_STATEMENT));
  }

  private static HoldfastException openFailed(Path file, SQLException e) {
    String message = String.valueOf(e.getMessage());
    if (message.toLowerCase(Locale.ROOT).contains("lock")) {
      return new HoldfastException(
          ErrorCode.DATA_FOLDER_IN_USE,
          "Another Holdfast process works on " + file + ". Stop it first, or use its pages.",
          e);
    }
    return new HoldfastException(
        ErrorCode.OUTSIDE_UNAVAILABLE, "cannot open " + file + ": " + message, e);
  }
}
