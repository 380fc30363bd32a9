package dev.holdfast.stream;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.FactReader;
import dev.holdfast.warehouse.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once a day: takes back what was sent again after its id was forgotten, then forgets ids and what
 * is noted of loads. What a load looks up stays bounded that way, and a repeat that came too late
 * to be left out at once counts until the night at most.
 */
final class NightlyPass {

  private static final Logger LOG = LoggerFactory.getLogger(NightlyPass.class);

  /** So long an id is known at least, and what became of its load can be told. */
  static final Duration KEPT = Duration.ofDays(8);

  private static final Table<?> PASS = table(name("stream_pass"));
  private static final Field<LocalDate> DAY = field(name("day"), SQLDataType.LOCALDATE);

  private NightlyPass() {}

  static void createTable(DSLContext sql) {
    sql.createTableIfNotExists(PASS).columns(DAY, CommonColumns.RECORDED_AT).execute();
  }

  /** The day of the last pass. */
  static Optional<LocalDate> lastDay(DSLContext sql) {
    return sql.select(max(DAY)).from(PASS).fetchOptional(0, LocalDate.class);
  }

  /** One pass; how many facts were taken back. */
  static long run(FactLog log, LocalDate day) {
    return log.warehouse()
        .writeAlone(writer -> {
          DSLContext sql = writer.sql();
          long repeats =
              streamedAfter(sql)
                  .map(after -> log.undoRepeats(writer, after, Loader.HOLDFAST))
                  .orElse(0L);
          forget(writer);
          sql.deleteFrom(PASS).execute();
          sql.insertInto(PASS)
              .columns(DAY, CommonColumns.RECORDED_AT)
              .values(day, FactReader.utc(writer.recordedAt()))
              .execute();
          if (repeats > 0) {
            LOG.info(
                "{} facts had been sent again after more than a week and count once now", repeats);
          }
          return repeats;
        });
  }

  /**
   * After this moment messages were loaded that no pass has looked at; none when there are none.
   */
  private static Optional<Instant> streamedAfter(DSLContext sql) {
    Optional<LocalDateTime> oldest =
        sql.select(min(CommonColumns.RECORDED_AT))
            .from(KnownStore.SEEN)
            .fetchOptional(0, LocalDateTime.class);
    Optional<LocalDateTime> last =
        sql.select(max(CommonColumns.RECORDED_AT)).from(PASS).fetchOptional(0, LocalDateTime.class);
    return oldest.map(seen -> last.orElse(seen.minusSeconds(1)).toInstant(ZoneOffset.UTC));
  }

  private static void forget(Writer writer) {
    LocalDateTime until = FactReader.utc(writer.recordedAt().minus(KEPT));
    DSLContext sql = writer.sql();
    for (Table<?> noted : new Table<?>[] {KnownStore.SEEN, LoadStore.LOAD, LoadStore.DUPLICATE}) {
      sql.deleteFrom(noted).where(CommonColumns.RECORDED_AT.lt(until)).execute();
    }
    sql.deleteFrom(LoadStore.REFRESHED).where(LoadStore.UP_TO.lt(until)).execute();
  }
}
