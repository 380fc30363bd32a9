package dev.holdfast.signals;

import dev.holdfast.workspace.SignalMarks;
import org.jspecify.annotations.Nullable;

/**
 * A signal as it stands on the board.
 *
 * @param accountName the account's name
 * @param csm who looks after it; null for nobody
 * @param rule its contract; null when the company has it no more
 * @param place where it stands
 * @param rank its place among all signals of the CSM that wait to be looked at, from 1; 0 when it
 *     does not wait
 * @param expectedMinor severity x how often the rule is of use x yearly revenue, in minor units of
 *     the reporting currency
 * @param mute why it is not to be seen; null when nobody said so
 * @param useful what was last said of it; null when nothing was
 */
public record SignalLine(
    Signal signal,
    String accountName,
    @Nullable String csm,
    @Nullable SignalRule rule,
    Place place,
    int rank,
    double expectedMinor,
    SignalMarks.@Nullable Mute mute,
    @Nullable Boolean useful) {

  /** Where a signal stands. */
  public enum Place {
    /** Among those that the CSM is asked to look at this week. */
    IN_BUDGET,
    /** Waits, since others are worth more. */
    BELOW_BUDGET,
    /** Judged in an earlier week: somebody has dealt with it. */
    ANSWERED,
    /** Put off or muted. */
    MUTED
  }

  /** The title of its rule, or its name when the company has the rule no more. */
  public String title() {
    return rule == null ? signal.rule() : rule.words().title();
  }
}
