package dev.holdfast.warehouse;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Appends rows to one table, column by column in the table's order. */
public final class Appender implements AutoCloseable {

  private final DuckDBAppender appender;

  Appender(DuckDBAppender appender) {
    this.appender = appender;
  }

  public Appender row() {
    return run(appender::beginRow);
  }

  public Appender text(@Nullable String text) {
    return text == null ? run(appender::appendNull) : run(() -> appender.append(text));
  }

  public Appender integer(long number) {
    return run(() -> appender.append(number));
  }

  public Appender number(double number) {
    return run(() -> appender.append(number));
  }

  public Appender flag(boolean flag) {
    return run(() -> appender.append(flag));
  }

  /** An instant, stored as a UTC timestamp with microseconds. */
  public Appender instant(Instant instant) {
    long micros =
        Math.addExact(
            Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    return run(() -> appender.appendEpochMicros(micros));
  }

  public Appender date(LocalDate date) {
    return run(() -> appender.appendEpochDays(Math.toIntExact(date.toEpochDay())));
  }

  /** A number of 128 bits. */
  public Appender uuid(UUID uuid) {
    return run(
        () -> appender.appendUUID(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()));
  }

  /** Bytes as they are. */
  public Appender bytes(byte[] bytes) {
    return run(() -> appender.append(bytes));
  }

  public Appender nothing() {
    return run(appender::appendNull);
  }

  public void end() {
    run(appender::endRow);
  }

  /** Stores what was appended. The driver's own close says nothing of a row that was refused. */
  @Override
  public void close() {
    try (appender) {
      appender.flush();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private Appender run(Step step) {
    try {
      step.run();
      return this;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static HoldfastException failed(SQLException e) {
    return new HoldfastException(ErrorCode.STORE_FAILED, "append failed: " + e.getMessage(), e);
  }

  @FunctionalInterface
  private interface Step {
    @Nullable Object run() throws SQLException;
  }
}
