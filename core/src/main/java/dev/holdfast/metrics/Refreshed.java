package dev.holdfast.metrics;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a refresh of the rollups did.
 *
 * @param upTo facts recorded up to here are in the rollups
 * @param fromScratch whether everything was computed anew; then every account counts as touched
 * @param usageEvents usage events added or taken away
 * @param ticketEvents ticket events added or taken away
 * @param accountDays (account, day) pairs computed
 * @param tickets tickets computed
 * @param accounts accounts about which a fact of any type was added or taken away, in order; empty
 *     when {@code fromScratch}
 */
public record Refreshed(
    Instant upTo,
    boolean fromScratch,
    long usageEvents,
    long ticketEvents,
    long accountDays,
    long tickets,
    Set<String> accounts) {

  public Refreshed {
    accounts = Collections.unmodifiableSet(new TreeSet<>(accounts));
  }
}
