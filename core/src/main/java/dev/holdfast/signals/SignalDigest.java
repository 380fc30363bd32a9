package dev.holdfast.signals;

import java.time.LocalDate;
import java.util.List;

/**
 * What was told of a day, all together on the next morning.
 *
 * @param day the day it is about, over by the time it is read
 * @param raised what was raised on it and was not muted, the most valuable first; also what has
 *     ended since
 * @param ended what ended on it, by account and rule
 */
public record SignalDigest(LocalDate day, List<Line> raised, List<Line> ended) {

  public SignalDigest {
    raised = List.copyOf(raised);
    ended = List.copyOf(ended);
  }

  /**
   * A signal with what people call its account and rule.
   *
   * @param nextStep the action it asks for; empty when the company has the rule no more
   * @param belowBudget whether it waits below the budget
   */
  public record Line(
      Signal signal, String accountName, String title, String nextStep, boolean belowBudget) {}

  public boolean isEmpty() {
    return raised.isEmpty() && ended.isEmpty();
  }
}
