package dev.holdfast.metrics;

import static dev.holdfast.metrics.Estimator.require;

/** Estimators over the days on which people used the product, in windows that end a period. */
public sealed interface UsageEstimator extends Estimator {

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
  record Stickiness(int windowDays, Unit per) implements UsageEstimator {
    public Stickiness {
      require(windowDays > 0 && windowDays % 7 == 0, "window_days must be whole weeks");
    }
  }

  /**
   * Events in a window against those in the window before it, each day against the same weekday.
   *
   * @param windowDays length of each window, a whole number of weeks
   */
  record UsageChange(int windowDays) implements UsageEstimator {
    public UsageChange {
      require(windowDays > 0 && windowDays % 7 == 0, "window_days must be whole weeks");
    }
  }
}
