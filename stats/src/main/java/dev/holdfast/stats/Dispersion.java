package dev.holdfast.stats;

/**
 * How much more counts vary than a Poisson process would: variance by mean, φ.
 *
 * <p>No unit; 1 for Poisson. Usage counts come in bursts, so φ of 5 to 20 is usual there, and a
 * test that takes them for Poisson finds changes that are not there. Values below 1 count as 1: an
 * estimate from a short series may fall there by chance, and must not make a test bolder than the
 * plain Poisson one. Counts must be finite and 0 or more.
 *
 * <p>Golden file: {@code changepoint_small.json}.
 */
public final class Dispersion {

  private Dispersion() {}

  /**
   * Sample variance by mean of a baseline of steady level. At least two counts are needed; a
   * baseline of zeros has φ 1.
   */
  public static double ofBaseline(double[] counts) {
    requireCounts(counts);
    Mean mean = Mean.of(counts);
    return mean.mean() == 0 ? 1 : Math.max(1, mean.variance() / mean.mean());
  }

  /**
   * {@code Σ (x(i+1) - x(i))² / (x(i+1) + x(i))} by the number of pairs that are not both 0: a
   * lasting change of level touches one pair only, so the whole series may be used.
   */
  public static double ofDifferences(double[] counts) {
    requireCounts(counts);
    double sum = 0;
    int pairs = 0;
    for (int i = 1; i < counts.length; i++) {
      double total = counts[i] + counts[i - 1];
      if (total > 0) {
        double step = counts[i] - counts[i - 1];
        sum += step * step / total;
        pairs++;
      }
    }
    return pairs == 0 ? 1 : Math.max(1, sum / pairs);
  }

  private static void requireCounts(double[] counts) {
    if (counts.length < 2) {
      throw new IllegalArgumentException(
          "dispersion needs at least two counts, not " + counts.length);
    }
    for (double count : counts) {
      if (!Double.isFinite(count) || count < 0) {
        throw new IllegalArgumentException("a count must be 0 or more, not " + count);
      }
    }
  }
}
