package dev.holdfast.stats;

import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * Sample quantiles and their distribution-free intervals.
 *
 * <p>Unit: that of the values, which must come sorted ascending. An empty sample has no quantile
 * and is refused. Open (unfinished) durations belong into {@link KaplanMeier}, not here.
 *
 * <p>Golden file: {@code resolution_time_uci.json}.
 */
public final class Quantile {

  private Quantile() {}

  /**
   * The two order statistics that enclose a quantile, counted from 1.
   *
   * @param low 0 when the sample is too small for a lower bound
   * @param high n + 1 when the sample is too small for an upper bound
   */
  public record Ranks(long low, long high) {}

  /**
   * The quantile of type 7: linear between the values around the 0-based position {@code (n-1) q}.
   *
   * <p>Source: Hyndman and Fan (1996), The American Statistician 50:361-365; the default of R,
   * NumPy and SQL's {@code percentile_cont}.
   */
  public static double type7(double[] sorted, double q) {
    requireSorted(sorted);
    return interpolate(sorted, q);
  }

  /**
   * The interval between two order statistics that covers the quantile whatever the distribution,
   * with at least the asked level. A side without such a rank is infinite.
   *
   * <p>Source: Conover (1999), Practical Nonparametric Statistics, section 3.2.
   */
  public static Interval orderStatistic(double[] sorted, double q, double level) {
    requireSorted(sorted);
    Ranks ranks = orderStatisticRanks(sorted.length, q, level);
    double low = ranks.low() == 0 ? Double.NEGATIVE_INFINITY : sorted[(int) ranks.low() - 1];
    double high =
        ranks.high() > sorted.length ? Double.POSITIVE_INFINITY : sorted[(int) ranks.high() - 1];
    return new Interval(low, high, level, "order statistics");
  }

  /**
   * The ranks of {@link #orderStatistic}, for callers that fetch the two values by a query.
   *
   * <p>Low is the smallest r with {@code P(X <= r) >= (1-level)/2}, high is one more than the
   * smallest r with {@code P(X <= r) >= (1+level)/2}, for X binomial with n trials and chance q.
   */
  public static Ranks orderStatisticRanks(long n, double q, double level) {
    double upperTail = CriticalValues.upperTail(level);
    requireShare(q);
    if (n <= 0) {
      throw new IllegalArgumentException("a quantile needs at least one value, not " + n);
    }
    BinomialDistribution below = new BinomialDistribution(Math.toIntExact(n), q);
    long low = below.inverseCumulativeProbability(1 - upperTail);
    long high = below.inverseCumulativeProbability(upperTail) + 1L;
    return new Ranks(low, high);
  }

  /** Type 7 of values already known to be sorted. */
  static double interpolate(double[] sorted, double q) {
    requireShare(q);
    double position = (sorted.length - 1) * q;
    int below = (int) Math.floor(position);
    if (below + 1 >= sorted.length) {
      return sorted[sorted.length - 1];
    }
    return sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]);
  }

  private static void requireShare(double q) {
    if (!(q >= 0 && q <= 1)) {
      throw new IllegalArgumentException("a quantile's share lies in 0..1, not " + q);
    }
  }

  private static void requireSorted(double[] sorted) {
    if (sorted.length == 0) {
      throw new IllegalArgumentException("a quantile needs at least one value");
    }
    for (int i = 0; i < sorted.length; i++) {
      if (Double.isNaN(sorted[i]) || (i > 0 && sorted[i - 1] > sorted[i])) {
        throw new IllegalArgumentException("values are not sorted at position " + i);
      }
    }
  }
}
