package dev.holdfast.reports;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Facts that arrived together: one file, one stream, the demo company.
 *
 * @param number its number
 * @param kind how it came, such as {@code file} or {@code demo}
 * @param label what a person calls it
 * @param by who started it
 * @param startedAt when
 * @param lastRecordedAt when the last of its facts arrived; null when it brought none
 * @param undone whether it was taken back
 * @param counts how many facts of each kind it brought, most first
 */
public record DeliveryLine(
    long number,
    String kind,
    String label,
    String by,
    Instant startedAt,
    @Nullable Instant lastRecordedAt,
    boolean undone,
    List<Count> counts) {

  /** So many facts of a kind. */
  public record Count(String fact, long facts) {}

  public DeliveryLine {
    counts = List.copyOf(counts);
  }

  /** How many facts it brought in all. */
  public long facts() {
    return counts.stream().mapToLong(Count::facts).sum();
  }
}
