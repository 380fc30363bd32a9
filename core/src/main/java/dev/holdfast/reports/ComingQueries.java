package dev.holdfast.reports;

import static org.jooq.impl.DSL.min;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/** Reads which fact that is recorded already comes true next. */
final class ComingQueries {

  private ComingQueries() {}

  /** When the next fact occurs that was recorded ahead of its time. */
  static Optional<Instant> next(DSLContext sql, Instant now) {
    return Arrays.stream(FactType.values())
        .flatMap(type ->
            Stream.ofNullable(
                sql.select(min(CommonColumns.OCCURRED_AT))
                    .from(type.table())
                    .where(CommonColumns.OCCURRED_AT.gt(FactReader.utc(now)))
                    .fetchOne(0, LocalDateTime.class)))
        .map(Look::instant)
        .min(Instant::compareTo);
  }
}
