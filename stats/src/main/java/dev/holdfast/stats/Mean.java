package dev.holdfast.stats;

import java.util.Optional;

/**
 * A sample mean with its sample variance (divisor n - 1).
 *
 * <p>Unit: that of the values, and its square. An empty sample has no mean and is refused; one
 * value has a mean but no known variance, which is stored as 0 and gives no interval.
 *
 * <p>Golden files: {@code ppm_ces_sed_clv.json} (CES), {@code resolution_time_uci.json}.
 */
public record Mean(long n, double mean, double variance) {

  public Mean {
    if (n <= 0) {
      throw new IllegalArgumentException("a mean needs at least one value, not " + n);
    }
    if (!Double.isFinite(mean) || !Double.isFinite(variance) || variance < 0) {
      throw new IllegalArgumentException("mean " + mean + " with variance " + variance);
    }
    if (n == 1 && variance != 0) {
      throw new IllegalArgumentException("one value has no variance, yet got " + variance);
    }
  }

  /**
   * From sums, as a query delivers them: variance {@code (Σx² - (Σx)²/n) / (n-1)}.
   *
   * <p>The subtraction cancels when the mean is large beside the spread; what is below the rounding
   * error of its terms counts as 0. Keep the sums exact (integers or decimals) until they get here.
   */
  public static Mean ofSums(long n, double sum, double sumOfSquares) {
    if (n <= 0) {
      throw new IllegalArgumentException("a mean needs at least one value, not " + n);
    }
    if (n == 1) {
      return new Mean(1, sum, 0);
    }
    double squares = Rounding.difference(sumOfSquares, sum * (sum / n), n);
    return new Mean(n, sum / n, squares / (n - 1));
  }

  /** From the values themselves, in two passes: safe for values that are large and close. */
  public static Mean of(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a mean needs at least one value");
    }
    double sum = 0;
    double least = values[0];
    double most = values[0];
    for (double value : values) {
      sum += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    if (least == most) {
      return new Mean(values.length, least, 0);
    }
    double rough = sum / values.length;
    double rest = 0;
    double squares = 0;
    for (double value : values) {
      double deviation = value - rough;
      rest += deviation;
      squares += deviation * deviation;
    }
    double corrected = Math.max(0, squares - rest * (rest / values.length));
    return new Mean(values.length, rough + rest / values.length, corrected / (values.length - 1));
  }

  /** Standard error of the mean, {@code √(variance / n)}; 0 for one value, where it is unknown. */
  public double standardError() {
    return Math.sqrt(variance / n);
  }

  /**
   * Student's interval, {@code mean ± t(n-1) √(variance / n)}.
   *
   * <p>Absent for fewer than two values, and when all values are equal: an interval of width 0
   * would claim a certainty that the sample cannot give.
   */
  public Optional<Interval> tInterval(double level) {
    if (n < 2 || variance == 0) {
      return Optional.empty();
    }
    double half = CriticalValues.t(level, n - 1) * standardError();
    return Optional.of(new Interval(mean - half, mean + half, level, "Student t"));
  }
}
