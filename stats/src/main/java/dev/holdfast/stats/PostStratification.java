package dev.holdfast.stats;

import java.util.List;
import java.util.Optional;

/**
 * An estimate for a whole population from answers that came in unequal shares from its segments.
 *
 * <p>{@code Σ W e} with the variance {@code Σ W² v}, where W is the segment's share of the
 * population and not of the answers. Unit: that of the estimates. It mends unequal response between
 * segments, not within one.
 *
 * <p>No segment, and a segment with people but without an answer, are refused: join that segment to
 * a similar one. A segment whose answers are all alike brings a variance of 0, so with small
 * segments the interval is too narrow.
 *
 * <p>Source: Cochran (1977), Sampling Techniques, section 5A.9. Golden file: {@code surveys.json}.
 *
 * @param estimate for the population
 * @param variance of the estimate, in the unit squared
 */
public record PostStratification(double estimate, double variance) {

  public PostStratification {
    if (!Double.isFinite(estimate) || !Double.isFinite(variance) || variance < 0) {
      throw new IllegalArgumentException("estimate " + estimate + " with variance " + variance);
    }
  }

  /**
   * One segment.
   *
   * @param population how many people or accounts belong to it, answered or not, above 0
   * @param estimate from its answers
   * @param variance of that estimate (squared standard error), 0 or more
   */
  public record Stratum(double population, double estimate, double variance) {

    public Stratum {
      if (!(population > 0) || Double.isInfinite(population)) {
        throw new IllegalArgumentException(
            "a segment needs a population above 0, not " + population + "; leave it out");
      }
      if (!Double.isFinite(estimate) || !Double.isFinite(variance) || variance < 0) {
        throw new IllegalArgumentException("estimate " + estimate + " with variance " + variance);
      }
    }

    /** From a score, with the square of {@link Nps#standardError} as variance. */
    public static Stratum of(double population, Nps nps) {
      return new Stratum(population, nps.score(), nps.standardError() * nps.standardError());
    }

    /** From a share, with the variance {@code p (1 - p) / n}. */
    public static Stratum of(double population, long successes, long n) {
      if (n <= 0 || successes < 0 || successes > n) {
        throw new IllegalArgumentException(
            successes
                + " successes in "
                + n
                + " answers; join a segment without answers to another");
      }
      double share = (double) successes / n;
      return new Stratum(population, share, share * (1 - share) / n);
    }

    /** From a mean of at least two answers, with the variance {@code s² / n}. */
    public static Stratum of(double population, Mean mean) {
      if (mean.n() < 2) {
        throw new IllegalArgumentException(
            "the spread of a segment needs two answers; join it to another");
      }
      return new Stratum(population, mean.mean(), mean.variance() / mean.n());
    }
  }

  /** From all segments of the population; their order does not matter. */
  public static PostStratification of(List<Stratum> strata) {
    if (strata.isEmpty()) {
      throw new IllegalArgumentException("a population needs at least one segment");
    }
    double population = strata.stream().mapToDouble(Stratum::population).sum();
    double estimate = 0;
    double variance = 0;
    for (Stratum stratum : strata) {
      double share = stratum.population() / population;
      estimate += share * stratum.estimate();
      variance += share * share * stratum.variance();
    }
    return new PostStratification(estimate, variance);
  }

  public double standardError() {
    return Math.sqrt(variance);
  }

  /**
   * {@code estimate ± z standard error}; may leave the range of the estimate. Absent when the
   * variance is 0: a width of 0 would claim certainty.
   */
  public Optional<Interval> interval(double level) {
    if (variance == 0) {
      return Optional.empty();
    }
    double half = CriticalValues.z(level) * standardError();
    return Optional.of(
        new Interval(estimate - half, estimate + half, level, "post-stratified, normal"));
  }
}
