package dev.holdfast.metrics;

import static dev.holdfast.metrics.Estimator.require;

/** Estimators over the days on which people used the product. */
public sealed interface UsageEstimator extends Estimator {

  /** Estimators over windows that end a period, whatever its own length. */
  sealed interface Windowed extends UsageEstimator {}

  /** What is added up for each person. */
  enum Amount {
    /** Days on which they were active. */
    ACTIVE_DAYS,
    /** Events that count as use. */
    VALUE_EVENTS
  }

  /** What an active person comes to in the period, on average. */
  record PerPerson(Amount of) implements UsageEstimator {}

  /** People who are active in the period for each hundred who may be, in percent. */
  record Reach() implements UsageEstimator {}

  /** What counts as coming back. */
  enum Unit {
    DAY,
    WEEK
  }

  /**
   * Mean number of people active per day (or week) divided by the number active in the window.
   *
   * @param windowDays length of the window, a whole number of weeks
   * @param per whether a day or a week is the unit of coming back
   */
  record Stickiness(int windowDays, Unit per) implements Windowed {
    public Stickiness {
      require(windowDays > 0 && windowDays % 7 == 0, "window_days must be whole weeks");
    }
  }

  /**
   * Events in a window against those in the window before it, each day against the same weekday.
   *
   * @param windowDays length of each window, a whole number of weeks
   */
  record UsageChange(int windowDays) implements Windowed {
    public UsageChange {
      require(windowDays > 0 && windowDays % 7 == 0, "window_days must be whole weeks");
    }
  }
}
