package dev.holdfast.stats;

import java.util.OptionalDouble;

/**
 * Expected customer lifetime under a constant churn rate: {@code 1 / churn}, churn being {@code
 * lost / atStart} of one period.
 *
 * <p>Unit: periods of the churn rate (a rate per month gives months). It is a lifetime and no
 * money. No lost customer gives no estimate but still a lower bound; nobody at the start is
 * refused. Where churn falls with age this is too short: prefer {@link KaplanMeier#rmst}.
 *
 * <p>Golden file: {@code ppm_ces_sed_clv.json} (1 / 0.02 is 50 months).
 *
 * @param lost customers present at the start of the period and gone at its end
 * @param atStart customers present at the start of the period
 */
public record Lifetime(long lost, long atStart) {

  public Lifetime {
    if (atStart <= 0 || lost < 0 || lost > atStart) {
      throw new IllegalArgumentException(lost + " lost of " + atStart);
    }
  }

  /** The estimate; absent when nobody was lost ("no churn observed"). */
  public OptionalDouble periods() {
    return lost == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) atStart / lost);
  }

  /** One over the Wilson interval of churn; without a loss the upper bound is infinite. */
  public Interval interval(double level) {
    Interval churn = Proportion.wilson(lost, atStart, level);
    double high = lost == 0 ? Double.POSITIVE_INFINITY : 1 / churn.low();
    return new Interval(1 / churn.high(), high, level, "inverse Wilson");
  }
}
