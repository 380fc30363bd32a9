package dev.holdfast.stats;

import java.util.SplittableRandom;

/**
 * How many values one side of a {@link Cusum} takes until it signals, on average.
 *
 * <p>Without a shift this is the mean time between false alarms: with slack 0.5 about 335 values
 * for a threshold of 4 and about 930 for 5. With a shift of one standard deviation it is the mean
 * delay: about 8 and 10 values. Unit: values (weeks, when fed weekly). Independent normal values
 * with known level and spread are assumed.
 *
 * <p>Golden file: {@code golden/change_checks.csv} (integral equation of Page).
 */
public final class CusumRunLength {

  /** How far the discrete sum overshoots, in standard deviations: twice 0.583. */
  private static final double OVERSHOOT = 1.166;

  /** Longest mean run that is simulated, so that a simulation ends. */
  private static final double LONGEST = 1e6;

  private CusumRunLength() {}

  /**
   * Siegmund's approximation, {@code (exp(-2 d b) + 2 d b - 1) / (2 d²)} with {@code d = shift -
   * slack} and {@code b = threshold + 1.166}; {@code b²} for d = 0. Within 2 % for a slack of 0.5
   * and thresholds from 4 to 5.
   *
   * <p>Source: Siegmund (1985), Sequential Analysis, section 2.5.
   *
   * @param shift of the level toward the watched side, in standard deviations; 0 for none
   */
  public static double approximate(double slack, double threshold, double shift) {
    requireSettings(slack, threshold, shift);
    double drift = shift - slack;
    double limit = threshold + OVERSHOOT;
    double exponent = 2 * drift * limit;
    if (Math.abs(exponent) < 1e-6) {
      return limit * limit;
    }
    return (Math.expm1(-exponent) + exponent) / (2 * drift * drift);
  }

  /**
   * The mean of simulated runs, with its variance and so its interval. Same seed, same result. A
   * setting whose mean run is above a million values is refused: it would not end.
   */
  public static Mean simulate(double slack, double threshold, double shift, int runs, long seed) {
    if (approximate(slack, threshold, shift) > LONGEST) {
      throw new IllegalArgumentException(
          "slack "
              + slack
              + " and threshold "
              + threshold
              + " signal less than once in a million values; take a lower threshold");
    }
    SplittableRandom random = new SplittableRandom(seed);
    Cusum cusum = new Cusum(0, 1, slack, threshold);
    double[] lengths = new double[runs];
    for (int run = 0; run < runs; run++) {
      lengths[run] = runLength(cusum, shift, random);
    }
    return Mean.of(lengths);
  }

  private static double runLength(Cusum cusum, double shift, SplittableRandom random) {
    Cusum.State state = Cusum.State.START;
    int length = 0;
    do {
      state = cusum.next(state, random.nextGaussian() - shift);
      length++;
    } while (state.lower() <= cusum.threshold());
    return length;
  }

  private static void requireSettings(double slack, double threshold, double shift) {
    if (!(slack >= 0) || !(threshold > 0) || !Double.isFinite(slack + threshold + shift)) {
      throw new IllegalArgumentException(
          "slack " + slack + ", threshold " + threshold + ", shift " + shift);
    }
  }
}
