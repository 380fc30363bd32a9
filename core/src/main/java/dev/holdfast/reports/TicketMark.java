package dev.holdfast.reports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account's unfinished tickets in a list.
 *
 * @param open how many are neither solved nor closed
 * @param waitingOnUs how many of them wait for us
 * @param longestSince since when the longest of those waits; null when none does
 */
public record TicketMark(int open, int waitingOnUs, @Nullable Instant longestSince) {

  static final TicketMark NONE = new TicketMark(0, 0, null);
}
