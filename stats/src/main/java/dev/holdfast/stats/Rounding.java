package dev.holdfast.stats;

/** Differences of nearly equal numbers, without mistaking rounding error for a result. */
final class Rounding {

  /** How many units in the last place of the larger term count as nothing. */
  private static final double NOISE_ULPS = 8;

  private Rounding() {}

  /** {@code a - b} for a difference that cannot be negative; 0 when it drowns in rounding error. */
  static double difference(double a, double b) {
    double noise = NOISE_ULPS * Math.ulp(Math.max(Math.abs(a), Math.abs(b)));
    double difference = a - b;
    return difference > noise ? difference : 0;
  }
}
