package dev.holdfast.metrics;

import dev.holdfast.facts.FactType;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What a refresh of the rollups did.
 *
 * @param upTo facts recorded up to here are in the rollups
 * @param fromScratch whether everything was computed anew; then every account counts as touched
 * @param usageEvents usage events added or taken away
 * @param ticketEvents ticket events added or taken away
 * @param accountDays (account, day) pairs computed
 * @param tickets tickets computed
 * @param accounts accounts about which facts of a type were added or taken away; empty when {@code
 *     fromScratch}
 */
public record Refreshed(
    Instant upTo,
    boolean fromScratch,
    long usageEvents,
    long ticketEvents,
    long accountDays,
    long tickets,
    Map<FactType, Set<String>> accounts) {

  public Refreshed {
    accounts = Map.copyOf(accounts);
  }
}
