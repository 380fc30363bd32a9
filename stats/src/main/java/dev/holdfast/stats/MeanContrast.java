package dev.holdfast.stats;

import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The mean of some rows less the mean of the rest, with the unit (an account) as what is drawn, so
 * that a unit with many rows weighs as one unit and not as many.
 *
 * <p>The standard error is the larger of two. (1) The jackknife that leaves out one unit at a time,
 * {@code √((A-1)/A Σ (d without a - d)²)}: it sees units that differ in spread, and a difference
 * that rests on one unit. (2) The one that the spread of all rows gives, {@code √(Σ (w n(a) + b
 * n(a)²)/n² + the same of the rest - 2b Σ n(a) r(a)/(n r))} with w the variance within units, b
 * between them ({@link VarianceComponents}), n(a) and r(a) a unit's rows inside and in the rest: it
 * does not fall to 0 when a few rows happen to be alike, such as five satisfied answers of five.
 *
 * <p>p value and interval: Student with {@code min(e, e of the rest) - 1} degrees of freedom, where
 * {@code e = n² / Σ n(a)²} is how many units of equal size say as much. Absent when either side
 * rests on fewer than two such units, or when nothing varies. Unit: that of the values.
 *
 * <p>Source: MacKinnon and White (1985), J. Econometrics 29:305-325 (HC3, here by units); Kish
 * (1965), Survey Sampling, section 8.2; Cameron and Miller (2015), J. Human Resources 50:317-372,
 * section VI (few units). Golden file: {@code golden/context_checks.csv} (made by {@code
 * golden/context_checks.R}).
 *
 * @param difference mean inside less mean of the rest
 * @param standardError above 0, in the same unit
 * @param degreesOfFreedom 1 or more, not always whole
 */
public record MeanContrast(double difference, double standardError, double degreesOfFreedom) {

  /** Accuracy asked of the search for a quantile. */
  private static final double ACCURACY = 1e-14;

  /**
   * The rows on one side.
   *
   * @param n how many
   * @param sum of their values
   * @param squaredSizes {@code Σ n(a)²}, n(a) being how many of them a unit has
   */
  public record Side(long n, double sum, double squaredSizes) {
    public Side {
      if (n < 1 || !Double.isFinite(sum) || !(squaredSizes >= n)) {
        throw new IllegalArgumentException(
            "a side of " + n + " rows, sum " + sum + ", squared sizes " + squaredSizes);
      }
    }

    public double mean() {
      return sum / n;
    }

    /** How many units of equal size say as much; at least 1. */
    public double effectiveUnits() {
      return (double) n * n / squaredSizes;
    }
  }

  public MeanContrast {
    if (!Double.isFinite(difference) || !(standardError > 0) || !(degreesOfFreedom >= 1)) {
      throw new IllegalArgumentException(
          "difference " + difference + " ± " + standardError + ", " + degreesOfFreedom + " df");
    }
  }

  /**
   * From sums over units, as a query delivers them.
   *
   * @param inside the rows in question
   * @param rest all other rows
   * @param sharedSizes {@code Σ n(a) r(a)}: how far both sides are made of the same units
   * @param leftOut {@code Σ (d without a - d)²} over all units
   * @param units how many units there are on both sides together
   * @param spread of all rows
   */
  public static Optional<MeanContrast> ofSums(
      Side inside,
      Side rest,
      double sharedSizes,
      double leftOut,
      long units,
      VarianceComponents spread) {
    double effective = Math.min(inside.effectiveUnits(), rest.effectiveUnits());
    double pooled =
        varianceOfMean(inside, spread)
            + varianceOfMean(rest, spread)
            - 2 * spread.between() * sharedSizes / inside.n() / rest.n();
    double jackknife = (units - 1.0) / units * leftOut;
    double variance = Math.max(pooled, jackknife);
    if (effective < 2 || !(pooled > 0)) {
      return Optional.empty();
    }
    return Optional.of(
        new MeanContrast(inside.mean() - rest.mean(), Math.sqrt(variance), effective - 1));
  }

  private static double varianceOfMean(Side side, VarianceComponents spread) {
    return (spread.within() + spread.between() * side.squaredSizes() / side.n()) / side.n();
  }

  /** Two-sided probability of a difference at least as large when there is none. */
  public double probability() {
    return Math.min(1, 2 * student().cumulativeProbability(-Math.abs(difference) / standardError));
  }

  /** {@code difference ± t SE}. */
  public Interval interval(double level) {
    double half =
        student().inverseCumulativeProbability(CriticalValues.upperTail(level)) * standardError;
    return new Interval(
        difference - half, difference + half, level, "difference of means, Student t by account");
  }

  private TDistribution student() {
    return new TDistribution(degreesOfFreedom, ACCURACY);
  }
}
