package dev.holdfast.stats;

import java.util.Arrays;

/**
 * A trend line that one odd value cannot turn: the median of the slopes between all pairs of
 * points.
 *
 * <p>Unit: that of y per that of x. Pairs with equal x have no slope and are left out. The
 * intercept is {@code median(y) - slope × median(x)}. Fewer than two points, and points that all
 * have the same x, are refused. A self-evaluation trend asks for at least four periods before
 * showing it.
 *
 * <p>The interval holds the slopes that Kendall's S would not reject, so it lies between two of the
 * slopes: the m-th smallest and the m-th largest, with the largest m for which {@code P(S >= N - 2m
 * + 2) <= (1 - level) / 2}, N being the number of slopes. The distribution is exact for up to 50
 * points without ties, which then cover at least the level; else it is the normal with the variance
 * corrected for ties. With fewer than five points there is no such m at 0.95, and the bounds are
 * infinite.
 *
 * <p>Source: Sen (1968), J. Am. Stat. Assoc. 63:1379-1389. Golden files: {@code
 * ppm_ces_sed_clv.json}, {@code golden/change_checks.csv}.
 *
 * @param slope median of the pairwise slopes
 * @param intercept of the line at x = 0
 * @param interval of the slope
 */
public record TheilSen(double slope, double intercept, Interval interval) {

  /** From one x and one y for each point, in any order; takes n² memory. */
  public static TheilSen of(double[] x, double[] y, double level) {
    Kendall kendall = Kendall.of(x, y);
    double[] slopes = slopes(x, y);
    if (slopes.length == 0) {
      throw new IllegalArgumentException("a trend needs two points with different x");
    }
    double slope = Quantile.type7(slopes, 0.5);
    return new TheilSen(slope, median(y) - slope * median(x), interval(kendall, slopes, level));
  }

  private static Interval interval(Kendall kendall, double[] slopes, double level) {
    int m = rank(kendall, slopes.length, level);
    if (m == 0) {
      return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, level, "Sen");
    }
    return new Interval(slopes[m - 1], slopes[slopes.length - m], level, "Sen");
  }

  private static int rank(Kendall kendall, int slopes, double level) {
    if (!kendall.exact()) {
      double margin = CriticalValues.z(level) * Math.sqrt(kendall.variance());
      int m = (int) Math.floor((slopes - margin) / 2);
      return Math.clamp(m, 0, (slopes + 1) / 2);
    }
    KendallDistribution distribution = new KendallDistribution(kendall.n());
    double tail = 1 - CriticalValues.upperTail(level);
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
