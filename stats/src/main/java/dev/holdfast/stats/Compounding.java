package dev.holdfast.stats;

/**
 * Rates of loss carried from one period to another by compounding, not by multiplying.
 *
 * <p>Losing the share m in each of k periods loses {@code 1 - (1 - m)^k} in all: 2 % a month is
 * 21.5 % a year and not 24 %, and 10 % a year is 0.874 % a month. Unit: shares from 0 to 1; the
 * rate is taken to be the same in every period. A share outside 0..1 and a number of periods that
 * is not above 0 are refused.
 */
public final class Compounding {

  private Compounding() {}

  /**
   * The loss over several periods. With a part of 1 for the number of periods it goes the other
   * way: {@code overPeriods(yearly, 1.0 / 12)} is the monthly loss.
   */
  public static double overPeriods(double lost, double periods) {
    if (!(lost >= 0 && lost <= 1)) {
      throw new IllegalArgumentException("a loss is a share from 0 to 1, not " + lost);
    }
    if (!(periods > 0) || Double.isInfinite(periods)) {
      throw new IllegalArgumentException("the number of periods must be above 0, not " + periods);
    }
    return -Math.expm1(periods * Math.log1p(-lost));
  }

  /** The same for both bounds of an interval of the loss, whose level it keeps. */
  public static Interval overPeriods(Interval lost, double periods) {
    return new Interval(
        overPeriods(lost.low(), periods),
        overPeriods(lost.high(), periods),
        lost.level(),
        lost.method());
  }
}
