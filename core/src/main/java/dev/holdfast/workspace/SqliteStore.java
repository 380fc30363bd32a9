package dev.holdfast.workspace;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jooq.Converter;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The SQLite file itself: one writing connection, a few reading ones, migrations, and the columns
 * types that SQLite does not have.
 *
 * <p>The journal is a write-ahead log with {@code synchronous=FULL}: a commit that returned
 * survives the loss of power. Writers take turns on the one connection, so a transaction never
 * meets another one's half-made change.
 */
final class SqliteStore implements AutoCloseable {

  private static final int BUSY_MILLIS = 10_000;
  private static final int READERS = 4;

  /** Fixed width, so that text sorts as time. */
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final DataType<Instant> INSTANT =
      SQLDataType.VARCHAR.asConvertedDataType(
          Converter.ofNullable(String.class, Instant.class, Instant::parse, TIMESTAMP::format));

  private final Connection writer;
  private final HikariDataSource readers;
  private final ReentrantLock turn = new ReentrantLock();

  private SqliteStore(Connection writer, HikariDataSource readers) {
    this.writer = writer;
    this.readers = readers;
  }

  static SqliteStore open(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "There is no folder " + folder + " to keep the workspace in.");
    }
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    SQLiteDataSource source = source(file);
    try {
      migrate(source);
      return new SqliteStore(source.getConnection(), readers(file));
    } catch (FlywayException | SQLException e) {
      throw new HoldfastException(
          ErrorCode.STORE_FAILED, "The workspace " + file + " cannot be opened: " + e, e);
    }
  }

  private static SQLiteDataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return source;
  }

  private static HikariDataSource readers(Path file) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("workspace-readers");
    config.setConnectionInitSql("PRAGMA query_only = ON");
    config.setDataSource(source(file));
    config.setMaximumPoolSize(READERS);
    config.setMinimumIdle(1);
    return new HikariDataSource(config);
  }

  private static void migrate(SQLiteDataSource source) {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:holdfast/workspace/common", "classpath:holdfast/workspace/sqlite")
        .placeholders(
            Map.of(
                "identity", "INTEGER PRIMARY KEY AUTOINCREMENT",
                "integer", "INTEGER",
                "text", "TEXT",
                "instant", "TEXT",
                "options", "STRICT"))
        .validateMigrationNaming(true)
        .load()
        .migrate();
  }

  /** Runs a query on one of the reading connections. */
  <T> T read(Function<DSLContext, T> query) {
    try (Connection connection = readers.getConnection()) {
      return query.apply(DSL.using(connection, SQLDialect.SQLITE));
    } catch (SQLException | DataAccessException e) {
      throw failed(e);
    }
  }

  /** Runs one transaction on the writing connection; it is on the disk when this returns. */
  <T> T write(Function<DSLContext, T> change) {
    turn.lock();
    try {
      return DSL.using(writer, SQLDialect.SQLITE)
          .transactionResult(transaction -> change.apply(transaction.dsl()));
    } catch (DataAccessException e) {
      throw failed(e);
    } finally {
      turn.unlock();
    }
  }

  /** Runs one transaction that has nothing to hand back. */
  void change(Consumer<DSLContext> change) {
    write(dsl -> {
      change.accept(dsl);
      return true;
    });
  }

  private static HoldfastException failed(Exception cause) {
    return new HoldfastException(
        ErrorCode.STORE_FAILED, "The workspace refused a statement: " + cause.getMessage(), cause);
  }

  /** A column of instants, kept as text that sorts as time, to the microsecond. */
  static Field<Instant> instant(String table, String column) {
    return DSL.field(DSL.name(table, column), INSTANT);
  }

  static Field<String> text(String table, String column) {
    return DSL.field(DSL.name(table, column), SQLDataType.VARCHAR);
  }

  static Field<Long> number(String table, String column) {
    return DSL.field(DSL.name(table, column), SQLDataType.BIGINT);
  }

  /** A column of yes or no, kept as 1 or 0. */
  static Field<Boolean> flag(String table, String column) {
    return DSL.field(
        DSL.name(table, column),
        SQLDataType.INTEGER.asConvertedDataType(
            Converter.ofNullable(Integer.class, Boolean.class, n -> n != 0, yes -> yes ? 1 : 0)));
  }

  /** An instant as a column can hold it. */
  static Instant storable(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public void close() {
    readers.close();
    turn.lock();
    try {
      writer.close();
    } catch (SQLException e) {
      throw failed(e);
    } finally {
      turn.unlock();
    }
  }
}
