package dev.holdfast.metrics;

import dev.holdfast.facts.FactType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Table;

/** A table made of facts that contracts may name as their source. */
interface Relation {

  /** The name used in contracts. */
  String name();

  /** The kinds of fact it is made of. */
  List<FactType> facts();

  /** Its columns, unqualified, with their types. */
  List<Field<?>> columns();

  /**
   * Its rows: those stored by the last refresh when everything known now counts, otherwise the same
   * derived from the facts that count.
   */
  Table<?> rows(Reading reading);

  /** When the newest fact in it was recorded; absent when there is none. */
  default Optional<Instant> freshness(Reading reading) {
    return facts().stream()
        .map(type -> FreshnessQueries.newest(reading, type))
        .flatMap(Optional::stream)
        .max(Instant::compareTo);
  }
}
