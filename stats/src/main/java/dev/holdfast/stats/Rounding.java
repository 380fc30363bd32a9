package dev.holdfast.stats;

/** Differences of nearly equal sums, without mistaking rounding error for a result. */
final class Rounding {

  /** Rounding steps of the subtraction's own few operations. */
  private static final double OPERATIONS = 8;

  private Rounding() {}

  /**
   * {@code a - b} for a difference that cannot be negative; 0 when it is no larger than the
   * rounding error of two sums of so many terms, half a unit in the last place for each.
   */
  static double difference(double a, double b, long terms) {
    double ulp = Math.ulp(Math.max(Math.abs(a), Math.abs(b)));
    double difference = a - b;
    return difference > ulp * (OPERATIONS + terms / 2.0) ? difference : 0;
  }
}
