package dev.holdfast.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/** Resampling of whole units for a ratio of sums. */
final class RatioBootstrap {

  private static final int FEWEST_DRAWS = 100;

  private final double[] x;
  private final double[] y;
  private final PairSums sums;

  private RatioBootstrap(double[] x, double[] y) {
    this.x = x;
    this.y = y;
    this.sums = PairSums.of(x, y);
  }

  static RatioBootstrap of(double[] x, double[] y) {
    for (double denominator : x) {
      if (denominator < 0) {
        throw new IllegalArgumentException("negative denominator: " + denominator);
      }
    }
    return new RatioBootstrap(x, y);
  }

  Optional<Interval> interval(double level, int draws, long seed) {
    if (draws < FEWEST_DRAWS) {
      throw new IllegalArgumentException("too few draws: " + draws);
    }
    if (sums.units() < 2 || Arrays.stream(x).anyMatch(only -> only >= sums.sumX())) {
      return Optional.empty();
    }
    double[] ratios = sortedDraws(draws, seed);
    if (ratios[0] == ratios[draws - 1]) {
      return Optional.empty();
    }
    double bias = CriticalValues.normalQuantile(shareBelowEstimate(ratios));
    double acceleration = acceleration();
    double z = CriticalValues.z(level);
    double low = Quantile.interpolate(ratios, corrected(bias, acceleration, -z));
    double high = Quantile.interpolate(ratios, corrected(bias, acceleration, z));
    return Optional.of(
        new Interval(Math.min(low, high), Math.max(low, high), level, "BCa bootstrap by unit"));
  }

  private double[] sortedDraws(int draws, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] ratios = new double[draws];
    for (int i = 0; i < draws; i++) {
      ratios[i] = draw(random);
    }
    Arrays.sort(ratios);
    return ratios;
  }

  /** One resample; drawn again while its denominator is 0, which has no ratio. */
  private double draw(SplittableRandom random) {
    double sumX = 0;
    double sumY = 0;
    while (sumX <= 0) {
      sumX = 0;
      sumY = 0;
      for (int i = 0; i < x.length; i++) {
        int unit = random.nextInt(x.length);
        sumX += x[unit];
        sumY += y[unit];
      }
    }
    return sumY / sumX;
  }

  /** Share of draws under the estimate, ties counting half, kept off 0 and 1. */
  private double shareBelowEstimate(double[] ratios) {
    double below = 0;
    for (double ratio : ratios) {
      below += ratio < sums.ratio() ? 1 : ratio == sums.ratio() ? 0.5 : 0;
    }
    return Math.clamp(below, 0.5, ratios.length - 0.5) / ratios.length;
  }

  /** {@code Σ (m - θᵢ)³ / 6 (Σ (m - θᵢ)²)^1.5} over the ratios θᵢ without one unit, mean m. */
  private double acceleration() {
    double[] without = new double[x.length];
    double mean = 0;
    for (int i = 0; i < x.length; i++) {
      without[i] = (sums.sumY() - y[i]) / (sums.sumX() - x[i]);
      mean += without[i] / x.length;
    }
    double squares = 0;
    double cubes = 0;
    for (double ratio : without) {
      double deviation = mean - ratio;
      squares += deviation * deviation;
      cubes += deviation * deviation * deviation;
    }
    return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
  }

  private static double corrected(double bias, double acceleration, double z) {
    double shifted = bias + z;
    return CriticalValues.normalProbability(bias + shifted / (1 - acceleration * shifted));
  }
}
