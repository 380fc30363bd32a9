package dev.holdfast.stats;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Kendall's rank correlation of two columns: do they tend to rise together?
 *
 * <p>{@code S = Σ sign(x(j) - x(i)) sign(y(j) - y(i))} over all pairs, τa = S by the number of
 * pairs, τb = S by {@code √(pairs untied in x × pairs untied in y)}. Range: -1 to 1, no unit. Fewer
 * than two pairs of values, columns of unequal length and values that are not numbers are refused.
 *
 * <p>Source: Kendall and Gibbons (1990), Rank Correlation Methods, chapters 1 to 5; as in R's
 * {@code cor.test}. Golden files: {@code ppm_ces_sed_clv.json}, {@code golden/change_checks.csv}.
 *
 * @param n how many pairs of values
 * @param s concordant minus discordant pairs
 * @param untiedX pairs that differ in x
 * @param untiedY pairs that differ in y
 * @param variance of S when the columns have nothing to do with each other
 */
public record Kendall(int n, long s, long untiedX, long untiedY, double variance) {

  /** From one x and one y for each unit, in n² steps. */
  public static Kendall of(double[] x, double[] y) {
    requireColumns(x, y);
    long s = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        s += (long) (Math.signum(x[i] - x[j]) * Math.signum(y[i] - y[j]));
      }
    }
    Ties tiesX = Ties.of(x);
    Ties tiesY = Ties.of(y);
    return new Kendall(
        x.length, s, tiesX.untied(), tiesY.untied(), variance(x.length, tiesX, tiesY));
  }

  /** Without allowing for ties, which pull it toward 0. */
  public double tauA() {
    return s / pairs();
  }

  /** Allowing for ties; absent when a column has only one value. */
  public OptionalDouble tauB() {
    if (untiedX == 0 || untiedY == 0) {
      return OptionalDouble.empty();
    }
    double tau = s / (Math.sqrt((double) untiedX) * Math.sqrt((double) untiedY));
    return OptionalDouble.of(Math.clamp(tau, -1, 1));
  }

  /**
   * Two-sided p value of no correlation: exact without ties for n below 50, else from the normal
   * with the variance corrected for ties and no continuity correction. Absent when a column has
   * only one value.
   */
  public OptionalDouble probability() {
    if (variance == 0) {
      return OptionalDouble.empty();
    }
    if (exact()) {
      double tail = new KendallDistribution(n).upperTail(Math.abs(s));
      return OptionalDouble.of(Math.min(1, 2 * tail));
    }
    double z = Math.abs(s) / Math.sqrt(variance);
    return OptionalDouble.of(2 * CriticalValues.normalProbability(-z));
  }

  boolean exact() {
    return n <= KendallDistribution.LARGEST && untiedX == pairs() && untiedY == pairs();
  }

  private double pairs() {
    return n * (n - 1.0) / 2;
  }

  private static double variance(double n, Ties x, Ties y) {
    if (x.untied() == 0 || y.untied() == 0) {
      return 0;
    }
    double plain = (n * (n - 1) * (2 * n + 5) - x.weighted() - y.weighted()) / 18;
    double twos = x.pairs() * y.pairs() / (2 * n * (n - 1));
    double threes = n < 3 ? 0 : x.triples() * y.triples() / (9 * n * (n - 1) * (n - 2));
    return plain + twos + threes;
  }

  /**
   * Sums over the groups of equal values, t being the size of one.
   *
   * @param untied pairs that differ
   * @param pairs {@code Σ t (t - 1)}
   * @param triples {@code Σ t (t - 1) (t - 2)}
   * @param weighted {@code Σ t (t - 1) (2t + 5)}
   */
  record Ties(long untied, double pairs, double triples, double weighted) {

    static Ties of(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double pairs = 0;
      double triples = 0;
      double weighted = 0;
      int start = 0;
      for (int end = 1; end <= sorted.length; end++) {
        // Not Arrays.equals or compare: 0 and -0 are the same value.
        if (end == sorted.length || sorted[end] != sorted[start]) {
          double t = end - start;
          pairs += t * (t - 1);
          triples += t * (t - 1) * (t - 2);
          weighted += t * (t - 1) * (2 * t + 5);
          start = end;
        }
      }
      double n = sorted.length;
      return new Ties(Math.round((n * (n - 1) - pairs) / 2), pairs, triples, weighted);
    }
  }

  static void requireColumns(double[] x, double[] y) {
    if (x.length != y.length || x.length < 2) {
      throw new IllegalArgumentException(
          "a rank correlation needs two columns of equal length and at least two rows, not "
              + x.length
              + " and "
              + y.length);
    }
    for (int i = 0; i < x.length; i++) {
      if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
        throw new IllegalArgumentException(
            "row " + i + " is " + x[i] + " and " + y[i] + "; leave out a row with a gap");
      }
    }
  }
}
