package dev.holdfast.stats;

import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/** Quantiles of the standard distributions that turn a level into a margin. */
final class CriticalValues {

  /** Absolute accuracy asked of the root search; the default of 1e-9 is too coarse for us. */
  private static final double ACCURACY = 1e-14;

  private static final NormalDistribution NORMAL = new NormalDistribution();

  private CriticalValues() {}

  /** Two-sided standard normal quantile: 1.959963984540054 for a level of 0.95. */
  static double z(double level) {
    return NORMAL.inverseCumulativeProbability(upperTail(level));
  }

  /** Two-sided Student quantile with the given degrees of freedom. */
  static double t(double level, long degreesOfFreedom) {
    return new TDistribution(degreesOfFreedom, ACCURACY)
        .inverseCumulativeProbability(upperTail(level));
  }

  /** Quantile of the chi-squared distribution. */
  static double chiSquared(double probability, double degreesOfFreedom) {
    return new ChiSquaredDistribution(degreesOfFreedom, ACCURACY)
        .inverseCumulativeProbability(probability);
  }

  static double normalQuantile(double probability) {
    return NORMAL.inverseCumulativeProbability(probability);
  }

  static double normalProbability(double quantile) {
    return NORMAL.cumulativeProbability(quantile);
  }

  /** 1 - (1 - level) / 2, after checking the level. */
  static double upperTail(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must lie between 0 and 1: " + level);
    }
    return 0.5 + level / 2;
  }
}
