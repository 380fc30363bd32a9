package dev.holdfast.demo;

import java.util.Set;

/**
 * The true rule by which accounts leave.
 *
 * <p>Formula: P(leave) = 1 / (1 + exp(-(base + renewal + sum of the log odds of the causes))), a
 * probability per decision point. A monthly contract decides every month; a yearly one once, some
 * weeks before its term ends, with {@code renewal} added. A cause counts from {@link #LEAD_DAYS}
 * days after it began until it ends, so that its traces can be seen first. Source: chosen for this
 * demo.
 */
final class ChurnModel {

  /** Log odds of leaving in a month without any cause: 0.9 %. */
  static final double BASE = -4.7;

  /** Added when a yearly contract is up: without any cause 5.7 % leave. */
  static final double RENEWAL = 1.9;

  /** Days from the first trace of a cause until it counts. */
  static final int LEAD_DAYS = 30;

  /** Share of accounts that the product does not suit. */
  static final double LOW_FIT_SHARE = 0.18;

  private ChurnModel() {}

  static double hazard(boolean renewal, Set<Cause> causes) {
    double logOdds = BASE + (renewal ? RENEWAL : 0);
    for (Cause cause : causes) {
      logOdds += cause.logOdds();
    }
    return 1 / (1 + StrictMath.exp(-logOdds));
  }
}
