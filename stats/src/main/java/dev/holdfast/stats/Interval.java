package dev.holdfast.stats;

/**
 * A confidence interval around an estimate, in the estimate's own unit.
 *
 * @param low lower bound; may be negative infinity when the method gives none
 * @param high upper bound; may be positive infinity when the method gives none
 * @param level coverage, such as 0.95
 * @param method how it was computed, in words a statistician knows ("Wilson", "score", "Garwood")
 */
public record Interval(double low, double high, double level, String method) {

  /** The level used everywhere unless a caller asks for another one. */
  public static final double LEVEL = 0.95;

  public Interval {
    if (Double.isNaN(low) || Double.isNaN(high) || low > high) {
      throw new IllegalArgumentException("not an interval: [" + low + ", " + high + "]");
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must lie between 0 and 1: " + level);
    }
  }

  /** The same interval in another unit, such as a share turned into percent. */
  public Interval scaled(double factor) {
    if (!(factor > 0)) {
      throw new IllegalArgumentException("factor must be positive: " + factor);
    }
    return new Interval(low * factor, high * factor, level, method);
  }
}
