package dev.holdfast.stats;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Natural process limits of a series of single values (XmR chart).
 *
 * <p>{@code mean ± 2.66 × mean moving range}, the moving range being the absolute difference of
 * neighbours. Unit: that of the values. Fewer than two values have no moving range and are refused.
 * The order of the values matters.
 *
 * <p>Source: Wheeler (2000), Understanding Variation. Worked example: 50, 52, 47, 51, 49, 53, 48,
 * 50 gives 40.88 to 59.12.
 *
 * @param mean centre line
 * @param meanMovingRange average absolute step from one value to the next
 * @param points how many values the limits rest on
 */
public record ProcessBehaviour(double mean, double meanMovingRange, int points) {

  /** 3 / d2, with d2 = 1.128 the expected range of two normal values in standard deviations. */
  private static final double LIMIT_FACTOR = 2.66;

  /** Expected range of two normal values, in standard deviations. */
  private static final double D2 = 1.128;

  /** Variance of the mean moving range by that of n - 1 independent normal values' deviation. */
  private static final double LESS_EFFICIENT = 1.652;

  /** Fewest values in a row on one side of the centre line that are a signal. */
  public static final int LONG_RUN = 8;

  /** Where a value lies; on a limit is still within. */
  public enum Position {
    BELOW,
    WITHIN,
    ABOVE
  }

  public ProcessBehaviour {
    if (points < 2 || !Double.isFinite(mean) || !(meanMovingRange >= 0)) {
      throw new IllegalArgumentException(
          points + " points, mean " + mean + ", moving range " + meanMovingRange);
    }
  }

  /** The limits of a baseline, given in the order of time. */
  public static ProcessBehaviour of(double[] baseline) {
    if (baseline.length < 2) {
      throw new IllegalArgumentException("limits need two values, not " + baseline.length);
    }
    double sum = baseline[0];
    double steps = 0;
    for (int i = 1; i < baseline.length; i++) {
      sum += baseline[i];
      steps += Math.abs(baseline[i] - baseline[i - 1]);
    }
    return new ProcessBehaviour(
        sum / baseline.length, steps / (baseline.length - 1), baseline.length);
  }

  public double lowerLimit() {
    return mean - LIMIT_FACTOR * meanMovingRange;
  }

  public double upperLimit() {
    return mean + LIMIT_FACTOR * meanMovingRange;
  }

  /**
   * Limit under which the next value lies with a chance of at most {@code chance} while nothing
   * changes, given that mean and range were estimated from few points: {@code mean - t × mean
   * moving range / 1.128 × √(1 + 1/n)}, t being Student's quantile with {@code (n - 1) / 1.652}
   * degrees of freedom. The plain limit of 2.66 is passed by 1.5 % of next values after 8 points
   * and by 0.4 % after 26, where three standard deviations would be by 0.135 %; this one is passed
   * by 0.04 % and 0.11 %.
   *
   * <p>Source of the efficiency of the mean moving range: Cryer and Ryan (1990), Journal of Quality
   * Technology 22:187-192. Shares found by simulation of 400,000 normal series in R.
   *
   * @param chance above 0, at most a half
   */
  public double lowerLimitOfNext(double chance) {
    return mean - widthOfNext(points, chance) * meanMovingRange;
  }

  /** How many mean moving ranges {@link #lowerLimitOfNext} lies below the mean. */
  public static double widthOfNext(int points, double chance) {
    if (points < 2 || !(chance > 0) || chance > 0.5) {
      throw new IllegalArgumentException(points + " points, chance " + chance);
    }
    double t =
        new TDistribution((points - 1) / LESS_EFFICIENT).inverseCumulativeProbability(chance);
    return -t / D2 * Math.sqrt(1 + 1.0 / points);
  }

  /** Whether a value is a signal, and in which direction. */
  public Position locate(double value) {
    if (value > upperLimit()) {
      return Position.ABOVE;
    }
    return value < lowerLimit() ? Position.BELOW : Position.WITHIN;
  }

  /**
   * Values in a row on one side of the centre line.
   *
   * @param start position of the first one, from 0
   * @param length how many, {@value #LONG_RUN} or more
   * @param side BELOW or ABOVE the centre line
   */
  public record Run(int start, int length, Position side) {}

  /**
   * The runs of at least {@value #LONG_RUN} values on one side of the centre line, in order of
   * time: each is a signal that the level has moved although no value crossed a limit. A value on
   * the line ends a run.
   *
   * <p>Source: Wheeler (2000), Understanding Variation; Western Electric (1956), rule 4.
   */
  public List<Run> longRuns(double[] values) {
    List<Run> runs = new ArrayList<>();
    int start = 0;
    for (int end = 1; end <= values.length; end++) {
      if (end == values.length || side(values[end]) != side(values[start])) {
        Position side = side(values[start]);
        if (side != Position.WITHIN && end - start >= LONG_RUN) {
          runs.add(new Run(start, end - start, side));
        }
        start = end;
      }
    }
    return List.copyOf(runs);
  }

  private Position side(double value) {
    if (value > mean) {
      return Position.ABOVE;
    }
    return value < mean ? Position.BELOW : Position.WITHIN;
  }
}
