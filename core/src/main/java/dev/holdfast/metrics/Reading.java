package dev.holdfast.metrics;

import dev.holdfast.facts.FactReader;
import dev.holdfast.warehouse.Engine;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * What an evaluation reads from: one snapshot of the warehouse and the facts that count in it.
 *
 * @param sql runs queries on the snapshot
 * @param facts the facts that count
 * @param engine how the warehouse spells functions
 * @param settings how facts are summed up by day and by ticket
 */
record Reading(DSLContext sql, FactReader facts, Engine engine, RollupSettings settings) {

  /**
   * Until when something can be known: the moment asked for, or that of the last refresh; absent
   * before the first one.
   */
  Optional<Instant> knownUntil() {
    return facts
        .knowledge()
        .recordedBy()
        .or(() -> RollupStore.state(sql).map(state -> state.watermark().toInstant(ZoneOffset.UTC)));
  }
}
