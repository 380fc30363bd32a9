package dev.holdfast.stats;

/**
 * The exact distribution of Kendall's S, concordant minus discordant pairs, when the two orders
 * have nothing to do with each other and neither has ties.
 *
 * <p>Source: Kendall (1938), Biometrika 30:81-93: each further value adds 0 to m - 1 inversions,
 * all equally likely.
 */
final class KendallDistribution {

  /** Largest sample for which it is used, as in R; beyond it the normal is as good. */
  static final int LARGEST = 49;

  private final double[] inversions;

  KendallDistribution(int n) {
    double[] chances = {1};
    for (int m = 2; m <= n; m++) {
      double[] next = new double[chances.length + m - 1];
      for (int i = 0; i < chances.length; i++) {
        for (int added = 0; added < m; added++) {
          next[i + added] += chances[i] / m;
        }
      }
      chances = next;
    }
    inversions = chances;
  }

  /** {@code P(S >= s)}. */
  double upperTail(long s) {
    // S is the number of pairs less twice the number of inversions.
    long most = Math.floorDiv(inversions.length - 1 - s, 2);
    double sum = 0;
    for (int i = 0; i <= most && i < inversions.length; i++) {
      sum += inversions[i];
    }
    return Math.min(1, sum);
  }
}
