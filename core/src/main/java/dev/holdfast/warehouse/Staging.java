package dev.holdfast.warehouse;

import static org.jooq.impl.DSL.name;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A place beside the warehouse where a large import prepares its rows without holding up the one
 * writer. Its tables can be read, but not written, by every connection; they are gone when it is
 * closed.
 */
public final class Staging implements AutoCloseable {

  private static final AtomicLong NEXT = new AtomicLong(1);

  private final DuckDBConnection connection;
  private final DSLContext sql;
  private final String name;
  private final @Nullable Path file;
  private final List<Path> files = new ArrayList<>();

  private Staging(DuckDBConnection connection, DSLContext sql, String name, @Nullable Path file) {
    this.connection = connection;
    this.sql = sql;
    this.name = name;
    this.file = file;
  }

  static Staging open(
      DuckDBConnection root, Function<Connection, DSLContext> context, @Nullable Path folder) {
    String name = "staging_" + NEXT.getAndIncrement();
    try {
      DuckDBConnection connection = root.duplicate();
      DSLContext sql = context.apply(connection);
      Path file = null;
      if (folder != null) {
        Files.createDirectories(folder);
        file = folder.resolve(name + ".duckdb");
        delete(file);
      }
      sql.execute(
          "attach {0} as {1}",
          DSL.inline(file == null ? ":memory:" : file.toString()), DSL.name(name));
      return new Staging(connection, sql, name, file);
    } catch (SQLException | IOException e) {
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "cannot prepare an import: " + e.getMessage(), e);
    }
  }

  /** SQL on the staging connection; every statement is a transaction of its own. */
  public DSLContext sql() {
    return sql;
  }

  /** A table of this place, to be named so by any connection. */
  public Table<?> table(String table) {
    return DSL.table(name(name, "main", table));
  }

  /** Appends many rows to a table of this place. */
  public Appender appender(String table) {
    try {
      return new Appender(connection.createAppender(name, "main", table));
    } catch (SQLException e) {
      throw new HoldfastException(
          ErrorCode.STORE_FAILED, "cannot append to " + table + ": " + e.getMessage(), e);
    }
  }

  /** A file beside this place for the engine to read; gone when this is closed. */
  public Path file(String label) {
    try {
      Path made =
          file == null
              ? Files.createTempFile("holdfast", label)
              : file.resolveSibling(name + "-" + label);
      files.add(made);
      return made;
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "cannot prepare an import: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      sql.execute("detach {0}", DSL.name(name));
      connection.close();
      if (file != null) {
        delete(file);
      }
      for (Path other : files) {
        Files.deleteIfExists(other);
      }
    } catch (SQLException | IOException e) {
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "cannot clean up after an import: " + e.getMessage(), e);
    }
  }

  private static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".wal"));
  }
}
