package dev.holdfast.metrics;

import static org.jooq.impl.DSL.max;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Asks how new the facts are. */
final class FreshnessQueries {

  private FreshnessQueries() {}

  /** When the newest fact of a type that counts was recorded. */
  static Optional<Instant> newest(Reading reading, FactType type) {
    return Optional.ofNullable(
            reading
                .sql()
                .select(max(CommonColumns.RECORDED_AT))
                .from(type.table())
                .where(reading.facts().counts())
                .fetchOneInto(LocalDateTime.class))
        .map(newest -> newest.toInstant(ZoneOffset.UTC));
  }
}
