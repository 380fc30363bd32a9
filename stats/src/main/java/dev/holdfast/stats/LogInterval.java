package dev.holdfast.stats;

/**
 * The interval of a number above 0 on the log scale: {@code value × exp(± z e)}, {@code e} being
 * the standard error of its logarithm.
 *
 * <p>For a product or quotient of independent factors {@code e² = Σ (standard error / factor)²}
 * (delta method). An error of 0 gives an interval of length 0; a value of 0 or less is refused.
 *
 * <p>Source: Casella and Berger (2002), Statistical Inference, section 5.5.4.
 */
public final class LogInterval {

  private LogInterval() {}

  /** The interval from the relative standard errors of the factors. */
  public static Interval of(double value, double level, double... relativeErrors) {
    if (!(value > 0)) {
      throw new IllegalArgumentException("a log interval needs a value above 0, not " + value);
    }
    double variance = 0;
    for (double error : relativeErrors) {
      variance += error * error;
    }
    double factor = Math.exp(CriticalValues.z(level) * Math.sqrt(variance));
    return new Interval(value / factor, value * factor, level, "delta method, log scale");
  }

  /** The relative standard error that gives an interval on the log scale; its bounds above 0. */
  public static double relativeError(Interval interval) {
    if (!(interval.low() > 0) || Double.isInfinite(interval.high())) {
      throw new IllegalArgumentException("not an interval above 0: " + interval);
    }
    return Math.log(interval.high() / interval.low()) / 2 / CriticalValues.z(interval.level());
  }
}
