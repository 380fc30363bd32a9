package dev.holdfast.web.clients;

import dev.holdfast.app.Holdfast;
import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactType;
import dev.holdfast.stream.FailedEvent;
import dev.holdfast.stream.FailedFilter;
import dev.holdfast.stream.SourceTraffic;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the warehouse holds of the messages of a source, once all that was accepted is loaded.
 *
 * @param usage the ids of its usage events, each as often as it is stored
 * @param states the ids of the messages that told of an account, a person or another id
 * @param failed the ids of the messages that wait with a reason
 * @param day the counts of a day
 */
record Stored(List<String> usage, Set<String> states, List<String> failed, SourceTraffic.Day day) {

  private static final List<FactType> STATES =
      List.of(FactType.ACCOUNT, FactType.PERSON, FactType.ALIAS);

  static Stored of(Holdfast holdfast, String source) {
    holdfast.arrivals().load();
    Set<String> states = new HashSet<>();
    STATES.forEach(type -> states.addAll(ids(holdfast, source, type)));
    return new Stored(
        ids(holdfast, source, FactType.USAGE_EVENT),
        states,
        holdfast.arrivals().failed().list(FailedFilter.open()).stream()
            .filter(event -> event.source().equals(source))
            .map(FailedEvent::messageId)
            .toList(),
        holdfast.arrivals().traffic().stream()
            .filter(traffic -> traffic.source().equals(source))
            .map(SourceTraffic::day)
            .findFirst()
            .orElseThrow());
  }

  private static List<String> ids(Holdfast holdfast, String source, FactType type) {
    return holdfast
        .facts()
        .warehouse()
        .read(sql ->
            sql.select(CommonColumns.FACT_ID)
                .from(type.table())
                .where(CommonColumns.SOURCE.eq(source))
                .fetch(CommonColumns.FACT_ID));
  }

  /** Those of some messages of which nothing is stored, though each told news. */
  Set<String> lost(Collection<String> sent) {
    Set<String> lost = new HashSet<>(sent);
    usage.forEach(lost::remove);
    lost.removeAll(states);
    failed.forEach(lost::remove);
    return lost;
  }

  /** The usage events that are stored more than once. */
  Set<String> doubled() {
    Set<String> once = new HashSet<>();
    Set<String> doubled = new HashSet<>();
    usage.stream().filter(id -> !once.add(id)).forEach(doubled::add);
    return doubled;
  }
}
