package dev.holdfast.warehouse;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.sql.SQLException;
import java.time.Instant;
import org.duckdb.DuckDBConnection;
import org.jooq.DSLContext;

/**
 * What a {@link Write} may use: the transaction's SQL, bulk append, and the moment it is recorded.
 */
public final class Writer {

  private final DuckDBConnection connection;
  private final DSLContext sql;
  private final Instant recordedAt;

  Writer(DuckDBConnection connection, DSLContext sql, Instant recordedAt) {
    this.connection = connection;
    this.sql = sql;
    this.recordedAt = recordedAt;
  }

  public DSLContext sql() {
    return sql;
  }

  /** When this change is recorded: later than every change committed before it. */
  public Instant recordedAt() {
    return recordedAt;
  }

  /**
   * Appends many rows to a table, far faster than inserts; close it before the transaction ends.
   */
  public Appender appender(String table) {
    try {
      return new Appender(connection.createAppender(table));
    } catch (SQLException e) {
      throw new HoldfastException(
          ErrorCode.STORE_FAILED, "cannot append to " + table + ": " + e.getMessage(), e);
    }
  }
}
