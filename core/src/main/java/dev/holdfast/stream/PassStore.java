package dev.holdfast.stream;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.warehouse.Writer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** When the last nightly pass was, and what one forgets. */
final class PassStore {

  private static final Table<?> PASS = table(name("stream_pass"));
  private static final Field<LocalDate> DAY = field(name("day"), SQLDataType.LOCALDATE);

  private PassStore() {}

  static void createTable(DSLContext sql) {
    sql.createTableIfNotExists(PASS).columns(DAY, CommonColumns.RECORDED_AT).execute();
  }

  /** The day of the last pass. */
  static Optional<LocalDate> lastDay(DSLContext sql) {
    return sql.select(max(DAY)).from(PASS).fetchOptional(0, LocalDate.class);
  }

  /**
   * After this moment messages were loaded that no pass has looked at; none when there are none.
   */
  static Optional<Instant> streamedAfter(DSLContext sql) {
    Optional<LocalDateTime> oldest =
        sql.select(min(CommonColumns.RECORDED_AT))
            .from(KnownStore.SEEN)
            .fetchOptional(0, LocalDateTime.class);
    Optional<LocalDateTime> last =
        sql.select(max(CommonColumns.RECORDED_AT)).from(PASS).fetchOptional(0, LocalDateTime.class);
    return oldest.map(seen -> last.orElse(seen.minusSeconds(1)).toInstant(ZoneOffset.UTC));
  }

  /** Notes that a pass was. */
  static void save(Writer writer, LocalDate day) {
    writer.sql().deleteFrom(PASS).execute();
    writer
        .sql()
        .insertInto(PASS)
        .columns(DAY, CommonColumns.RECORDED_AT)
        .values(day, FactReader.utc(writer.recordedAt()))
        .execute();
  }

  /** Deletes the ids, and what is noted of loads, from before a moment. */
  static void forgetBefore(DSLContext sql, Instant moment) {
    LocalDateTime until = FactReader.utc(moment);
    for (Table<?> noted : new Table<?>[] {KnownStore.SEEN, LoadStore.LOAD, LoadStore.DUPLICATE}) {
      sql.deleteFrom(noted).where(CommonColumns.RECORDED_AT.lt(until)).execute();
    }
    sql.deleteFrom(LoadStore.REFRESHED).where(LoadStore.UP_TO.lt(until)).execute();
  }
}
