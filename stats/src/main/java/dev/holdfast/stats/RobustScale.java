package dev.holdfast.stats;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The week-to-week noise of a series, hardly touched by a shift in its level.
 *
 * <p>Unit: that of the values, a standard deviation for normal noise without memory.
 */
final class RobustScale {

  /** The 0.75 quantile of the standard normal: half of all values lie nearer to 0 than this. */
  private static final double QUARTILE = CriticalValues.normalQuantile(0.75);

  /** 2/√π, the mean absolute difference of two standard normal values. */
  private static final double MEAN_DIFFERENCE = 2 / Math.sqrt(Math.PI);

  private RobustScale() {}

  /**
   * {@code median |x(i+1) - x(i)| / (0.6745 √2)}; when more than half of the differences are 0, as
   * in a series of few small counts, their mean absolute value by {@code 2/√π}. Absent for fewer
   * than two values and when all are equal.
   *
   * <p>Source: Hampel (1974), J. Am. Stat. Assoc. 69:383-393 (median deviation); von Neumann et al.
   * (1941), Ann. Math. Stat. 12:153-162 (successive differences).
   */
  static OptionalDouble ofDifferences(double[] values) {
    if (values.length < 2) {
      return OptionalDouble.empty();
    }
    double[] steps = new double[values.length - 1];
    double sum = 0;
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Math.abs(values[i + 1] - values[i]);
      sum += steps[i];
    }
    Arrays.sort(steps);
    double median = Quantile.type7(steps, 0.5);
    if (median > 0) {
      return OptionalDouble.of(median / (QUARTILE * Math.sqrt(2)));
    }
    return sum == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(sum / steps.length / MEAN_DIFFERENCE);
  }
}
