package dev.holdfast.stats;

import java.util.Arrays;
import java.util.Optional;

/**
 * A trend line that one odd value cannot turn: the median of the slopes between all pairs of
 * points.
 *
 * <p>Unit: that of y per that of x. Pairs with equal x have no slope and are left out. The
 * intercept is {@code median(y) - slope × median(x)}. Fewer than two points, and points that all
 * have the same x, are refused. A self-evaluation trend asks for at least four periods before
 * showing it.
 *
 * <p>The interval holds the slopes whose residuals Kendall's S would not reject, so it lies between
 * two of the slopes: the m-th smallest and the m-th largest, with the largest m for which {@code
 * P(S >= N - 2m + 2) <= (1 - level) / 2}, N being the number of slopes. The distribution is exact
 * for fewer than 50 points without equal x, which then cover at least the level; else it is the
 * normal with the variance corrected for equal x. Equal y do not matter, since residuals are
 * compared. With fewer than five points there is no such m at 0.95, and the bounds are infinite.
 *
 * <p>Source: Sen (1968), J. Am. Stat. Assoc. 63:1379-1389. Golden files: {@code
 * ppm_ces_sed_clv.json}, {@code golden/change_checks.csv}.
 *
 * @param slope median of the pairwise slopes
 * @param intercept of the line at x = 0
 * @param low lower bound of the slope
 * @param high upper bound of the slope
 * @param level coverage of the bounds
 */
public record TheilSen(double slope, double intercept, double low, double high, double level) {

  /** From one x and one y for each point, in any order; takes n² memory. */
  public static TheilSen of(double[] x, double[] y, double level) {
    Kendall.requireColumns(x, y);
    double[] slopes = slopes(x, y);
    if (slopes.length == 0) {
      throw new IllegalArgumentException("a trend needs two points with different x");
    }
    double slope = Quantile.type7(slopes, 0.5);
    int m = rank(x, slopes.length, level);
    double low = m == 0 ? Double.NEGATIVE_INFINITY : slopes[m - 1];
    double high = m == 0 ? Double.POSITIVE_INFINITY : slopes[slopes.length - m];
    return new TheilSen(slope, median(y) - slope * median(x), low, high, level);
  }

  /**
   * The interval of the slope. Absent when both bounds are the same, as for values that are all
   * equal: a width of 0 would claim certainty.
   */
  public Optional<Interval> interval() {
    return low == high ? Optional.empty() : Optional.of(new Interval(low, high, level, "Sen"));
  }

  private static int rank(double[] x, int slopes, double level) {
    double tail = 1 - CriticalValues.upperTail(level);
    int n = x.length;
    Kendall.Ties ties = Kendall.Ties.of(x);
    if (n > KendallDistribution.LARGEST || ties.pairs() > 0) {
      double variance = (n * (n - 1.0) * (2.0 * n + 5) - ties.weighted()) / 18;
      double margin = CriticalValues.z(level) * Math.sqrt(variance);
      return (int) Math.max(0, Math.ceil((slopes - margin) / 2));
    }
    KendallDistribution distribution = new KendallDistribution(n);
    int m = 0;
    while (2 * m < slopes && distribution.upperTail(slopes - 2L * m) <= tail) {
      m++;
    }
    return m;
  }

  private static double[] slopes(double[] x, double[] y) {
    double[] slopes = new double[Math.multiplyExact(x.length, x.length - 1) / 2];
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        if (x[i] != x[j]) {
          slopes[count++] = (y[i] - y[j]) / (x[i] - x[j]);
        }
      }
    }
    double[] sorted = Arrays.copyOf(slopes, count);
    Arrays.sort(sorted);
    return sorted;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Quantile.type7(sorted, 0.5);
  }
}
