package dev.holdfast.signals;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The contract of a kind of signal.
 *
 * @param name its key in files, addresses and tables
 * @param version raised whenever what it says may change
 * @param timing when it may speak and when it is over
 * @param sources facts whose gaps silence it, in order
 * @param falseAlarmsPerAccountYear how often it speaks of a quiet account, at most, checked by
 *     simulation; null when nothing is left to chance
 */
public record SignalRule(
    String name,
    int version,
    Wording words,
    Severity severity,
    Timing timing,
    List<FactType> sources,
    Detector detector,
    @Nullable Double falseAlarmsPerAccountYear) {

  /**
   * What people read of it.
   *
   * @param question what it answers
   * @param owner who answers for it
   * @param nextStep the action it asks for
   */
  public record Wording(String title, String question, String owner, String nextStep) {}

  /**
   * Its days.
   *
   * @param baselineDays days of an account that must be known before it may speak of it; 0 when
   *     nothing is compared with the account's own past
   * @param confirmDays days in a row, the first included, for which it must hold to be raised
   * @param clearDays days in a row for which it must be clear to end
   */
  public record Timing(int baselineDays, int confirmDays, int clearDays) {}

  /** Eight weeks. */
  private static final int LEAST_BASELINE = 56;

  public SignalRule {
    sources = List.copyOf(sources);
    if (!name.matches("[a-z][a-z0-9_]{1,39}")) {
      throw wrong("the name must be lower case letters, digits and _, not '" + name + "'");
    }
    if (version < 1) {
      throw wrong("the version must be 1 or more");
    }
    if (timing.baselineDays < 0 || timing.baselineDays > 365) {
      throw wrong("'baseline_days' must lie between 0 and 365, not " + timing.baselineDays);
    }
    if (timing.confirmDays < 1 || timing.clearDays < 1) {
      throw wrong("'confirm_days' and 'clear_days' must be 1 or more");
    }
    if (detector.needsBaseline() && timing.baselineDays < LEAST_BASELINE) {
      throw wrong(
          "this kind of rule compares with what is usual for the account, so 'baseline_days' must"
              + " be 56 or more, not "
              + timing.baselineDays);
    }
    if (detector.weekly()) {
      if (timing.confirmDays != 7 || timing.clearDays % 7 != 0) {
        throw wrong(
            "a rule on weekly use has 'confirm_days' of 7 and counts 'clear_days' in whole weeks");
      }
    }
  }

  private static HoldfastException wrong(String what) {
    return new HoldfastException(ErrorCode.BAD_DEFINITION, what);
  }
}
