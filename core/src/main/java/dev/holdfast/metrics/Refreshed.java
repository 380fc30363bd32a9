package dev.holdfast.metrics;

import dev.holdfast.facts.FactType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a refresh of the rollups did.
 *
 * @param before facts recorded up to there were in the rollups before; absent when none were
 * @param upTo facts recorded up to here are in the rollups
 * @param fromScratch whether everything was computed anew; then every account counts as touched
 * @param usageEvents usage events added or taken away
 * @param ticketEvents ticket events added or taken away
 * @param usedFrom first day of use that was summed anew; absent when none was or when {@code
 *     fromScratch}
 * @param undone whether facts were taken away
 * @param accountDays (account, day) pairs computed
 * @param tickets tickets computed
 * @param accounts accounts about which facts of a type were added or taken away; empty when {@code
 *     fromScratch}
 */
public record Refreshed(
    Optional<Instant> before,
    Instant upTo,
    boolean fromScratch,
    long usageEvents,
    long ticketEvents,
    Optional<LocalDate> usedFrom,
    boolean undone,
    long accountDays,
    long tickets,
    Map<FactType, Set<String>> accounts) {

  public Refreshed {
    accounts = Map.copyOf(accounts);
  }
}
