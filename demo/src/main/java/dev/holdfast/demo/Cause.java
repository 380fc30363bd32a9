package dev.holdfast.demo;

import java.util.Locale;

/**
 * Why an account may leave, with its true strength.
 *
 * <p>{@code logOdds} is what the cause adds to the log odds of leaving at a decision point. The
 * onset rate and length say how often it befalls an account; {@link #LOW_FIT} does not come and go.
 */
public enum Cause {
  /** People use the product less and less. */
  USAGE_FALL(1.6, 0.026),
  /** The person who wanted the product has left and nobody has taken over. */
  CHAMPION_GONE(1.2, 0.017),
  /** Tickets wait several times longer than promised. */
  SLOW_SUPPORT(0.9, 0.020),
  /** The product does not match what the account needs. */
  LOW_FIT(1.1, 0);

  private final double logOdds;
  private final double onsetPerMonth;

  Cause(double logOdds, double onsetPerMonth) {
    this.logOdds = logOdds;
    this.onsetPerMonth = onsetPerMonth;
  }

  public double logOdds() {
    return logOdds;
  }

  /** Chance per month that an account without it falls into it. */
  public double onsetPerMonth() {
    return onsetPerMonth;
  }

  /** The name in files and as a theme of comments. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
