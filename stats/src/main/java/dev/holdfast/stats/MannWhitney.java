package dev.holdfast.stats;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Whether the answers of one group tend to be higher than those of another, by ranks only.
 *
 * <p>{@code U = number of pairs with x > y, plus half of those with x = y}. {@link #superiority()}
 * is {@code U / (n m)}, from 0 to 1: the chance that a random answer of the first group beats one
 * of the second, ties counting half; 1/2 is no difference. Meant for ordinal scales such as effort
 * from 1 to 7. An empty group and values that are not numbers are refused.
 *
 * <p>Source: Mann and Whitney (1947), Ann. Math. Stat. 18:50-60; as in R's {@code wilcox.test}.
 * Golden file: {@code golden/change_checks.csv}.
 *
 * @param u the statistic W of R
 * @param first how many values the first group has
 * @param second how many the second has
 * @param tieSum {@code Σ (t³ - t)} over groups of t equal values of both groups together
 */
public record MannWhitney(double u, long first, long second, double tieSum) {

  /** Both groups below this, and no ties, gives the exact p value. */
  private static final int EXACT = 50;

  /** From the values of both groups, in any order. */
  public static MannWhitney of(double[] x, double[] y) {
    double[] sorted = sortedGroup(y);
    double[] all = Arrays.copyOf(sortedGroup(x), x.length + y.length);
    System.arraycopy(y, 0, all, x.length, y.length);
    double u = 0;
    for (double observed : x) {
      int below = firstNotBelow(sorted, observed);
      int upTo = firstNotBelow(sorted, Math.nextUp(observed));
      u += below + (upTo - below) / 2.0;
    }
    Kendall.Ties ties = Kendall.Ties.of(all);
    // t³ - t is t(t-1)(t-2) + 3t(t-1).
    return new MannWhitney(u, x.length, y.length, ties.triples() + 3 * ties.pairs());
  }

  /** The chance that the first group beats the second, ties counting half; from 0 to 1. */
  public double superiority() {
    return u / first / second;
  }

  /**
   * Two-sided p value of no difference: exact for groups under 50 without ties, else from the
   * normal with the variance corrected for ties and a continuity correction of 1/2. Absent when all
   * values are equal.
   */
  public OptionalDouble probability() {
    double n = first;
    double m = second;
    double all = n + m;
    if (tieSum == all * all * all - all) {
      return OptionalDouble.empty();
    }
    if (tieSum == 0 && first < EXACT && second < EXACT) {
      return OptionalDouble.of(exact((int) first, (int) second, Math.min(u, n * m - u)));
    }
    double variance = n * m / 12 * (all + 1 - tieSum / (all * (all - 1)));
    double distance = Math.max(0, Math.abs(u - n * m / 2) - 0.5);
    double tail = CriticalValues.normalProbability(-distance / Math.sqrt(variance));
    return OptionalDouble.of(Math.min(1, 2 * tail));
  }

  /** Twice the chance of a U of at most this one, by counting the ways to reach each sum. */
  private static double exact(int n, int m, double least) {
    // chances[i][u]: i of the values seen so far belong to the first group, which won u pairs.
    double[][] chances = new double[n + 1][n * m + 1];
    chances[0][0] = 1;
    for (int seen = 0; seen < n + m; seen++) {
      double[][] next = new double[n + 1][n * m + 1];
      for (int i = Math.max(0, seen - m); i <= Math.min(n, seen); i++) {
        int second = seen - i;
        double toFirst = (double) (n - i) / (n + m - seen);
        for (int u = 0; u <= i * m; u++) {
          if (i < n && u + second <= n * m) {
            next[i + 1][u + second] += chances[i][u] * toFirst;
          }
          next[i][u] += chances[i][u] * (1 - toFirst);
        }
      }
      chances = next;
    }
    double sum = 0;
    for (int u = 0; u <= least; u++) {
      sum += chances[n][u];
    }
    return Math.min(1, 2 * sum);
  }

  private static int firstNotBelow(double[] sorted, double bound) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double[] sortedGroup(double[] group) {
    if (group.length == 0) {
      throw new IllegalArgumentException("a comparison needs a value in each group");
    }
    for (double observed : group) {
      if (!Double.isFinite(observed)) {
        throw new IllegalArgumentException(
            "a rank needs a number, not " + observed + "; leave a missing value out");
      }
    }
    double[] sorted = group.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
