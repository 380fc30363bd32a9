package dev.holdfast.signals;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A change in the log of signals; only ever added.
 *
 * @param day on which it happened
 * @param episode as it is after it
 */
record SignalEvent(
    String accountId,
    String rule,
    int ruleVersion,
    Severity severity,
    Kind kind,
    LocalDate day,
    Episode episode,
    long arrMinor,
    @Nullable String currency) {

  /** What happened, in the order in which it can happen on one day. */
  enum Kind {
    RAISED,
    /** It had ended and, by facts that came later, had not. */
    REOPENED,
    ENDED
  }
}
