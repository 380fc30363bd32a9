package dev.holdfast.reports;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.max;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.Delivery;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what each delivery brought. Counts only; no account is named. */
final class DeliveryQueries {

  private DeliveryQueries() {}

  /** Deliveries that had begun by then, the newest first. */
  static List<DeliveryLine> all(Look look, List<Delivery> deliveries) {
    Map<Long, List<DeliveryLine.Count>> counts = new HashMap<>();
    Map<Long, Instant> last = new HashMap<>();
    for (FactType type : EnumSet.complementOf(EnumSet.copyOf(FeedQueries.PRIVATE))) {
      look.sql()
          .select(CommonColumns.IMPORT_ID, count(), max(CommonColumns.RECORDED_AT))
          .from(type.table())
          .where(CommonColumns.RECORDED_AT.le(FactReader.utc(look.view().until())))
          .groupBy(CommonColumns.IMPORT_ID)
          .forEach(row -> {
            counts
                .computeIfAbsent(row.value1(), id -> new ArrayList<>())
                .add(new DeliveryLine.Count(type.word(), row.value2()));
            last.merge(row.value1(), Look.instant(row.value3()), (a, b) -> a.isAfter(b) ? a : b);
          });
    }
    return deliveries.stream()
        .filter(delivery -> !delivery.startedAt().isAfter(look.view().until()))
        .map(delivery ->
            new DeliveryLine(
                delivery.id().number(),
                delivery.kind(),
                delivery.label(),
                delivery.by(),
                delivery.startedAt(),
                last.get(delivery.id().number()),
                delivery.undoneAt().filter(at -> !at.isAfter(look.view().until())).isPresent(),
                counts.getOrDefault(delivery.id().number(), List.of()).stream()
                    .sorted(
                        Comparator.comparingLong(DeliveryLine.Count::facts)
                            .reversed()
                            .thenComparing(DeliveryLine.Count::fact))
                    .toList()))
        .sorted(Comparator.comparingLong(DeliveryLine::number).reversed())
        .toList();
  }
}
