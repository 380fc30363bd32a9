package dev.holdfast.reports;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened at an account, the newest first.
 *
 * @param kind what it is narrowed to; null for everything important
 * @param next where the next page begins; null on the last one
 */
public record Timeline(
    TimelineEntry.@Nullable Kind kind, List<TimelineEntry> entries, @Nullable Instant next) {

  /** Entries on a page. */
  static final int PAGE_SIZE = 40;

  public Timeline {
    entries = List.copyOf(entries);
  }

  /** Cuts entries, the newest first, to a page. */
  static Timeline of(TimelineEntry.@Nullable Kind kind, List<TimelineEntry> sorted) {
    if (sorted.size() <= PAGE_SIZE) {
      return new Timeline(kind, sorted, null);
    }
    // A page never ends between two entries of one moment, so that "before it" loses none.
    int end = PAGE_SIZE;
    Instant last = sorted.get(end - 1).at();
    while (end < sorted.size() && sorted.get(end).at().equals(last)) {
      end++;
    }
    return new Timeline(kind, sorted.subList(0, end), end < sorted.size() ? last : null);
  }
}
