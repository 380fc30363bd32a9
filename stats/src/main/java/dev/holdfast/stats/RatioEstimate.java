package dev.holdfast.stats;

import java.util.Optional;

/**
 * A ratio of sums over units with its linearised standard error.
 *
 * <p>Each interval is absent for fewer than two units, and when the standard error is 0: all units
 * having the same ratio says nothing about the next one, and a width of 0 would claim certainty.
 *
 * <p>Golden file: {@code ratio_grr_nrr_example.csv}.
 *
 * @param ratio the estimate, unit of y per unit of x
 * @param standardError in the same unit; 0 for one unit, where it is unknown
 * @param units how many units (accounts) it rests on
 */
public record RatioEstimate(double ratio, double standardError, int units) {

  public RatioEstimate {
    if (!Double.isFinite(ratio) || !Double.isFinite(standardError) || standardError < 0) {
      throw new IllegalArgumentException("ratio " + ratio + " with error " + standardError);
    }
    if (units <= 0) {
      throw new IllegalArgumentException("a ratio needs at least one unit, not " + units);
    }
  }

  /** {@code R ± t(A-1) SE}; may leave the range that the ratio itself can take. */
  public Optional<Interval> tInterval(double level) {
    return margin(standardError, level)
        .map(half -> new Interval(ratio - half, ratio + half, level, "ratio, Student t"));
  }

  /** {@code R exp(± t(A-1) SE / R)}, above 0, for net retention; absent unless R is above 0. */
  public Optional<Interval> logTInterval(double level) {
    if (ratio <= 0) {
      return Optional.empty();
    }
    return margin(standardError / ratio, level)
        .map(half ->
            new Interval(
                ratio * Math.exp(-half),
                ratio * Math.exp(half),
                level,
                "ratio, Student t on log scale"));
  }

  /**
   * {@code logistic(logit R ± t(A-1) SE / (R (1-R)))}, within 0..1, for gross retention; absent
   * unless R lies strictly between 0 and 1.
   */
  public Optional<Interval> logitTInterval(double level) {
    if (ratio <= 0 || ratio >= 1) {
      return Optional.empty();
    }
    double odds = ratio / (1 - ratio);
    return margin(standardError / (ratio * (1 - ratio)), level)
        .map(half ->
            new Interval(
                shareOf(odds * Math.exp(-half)),
                shareOf(odds * Math.exp(half)),
                level,
                "ratio, Student t on logit scale"));
  }

  private Optional<Double> margin(double error, double level) {
    if (units < 2 || error == 0) {
      return Optional.empty();
    }
    return Optional.of(CriticalValues.t(level, units - 1L) * error);
  }

  private static double shareOf(double odds) {
    return Double.isInfinite(odds) ? 1 : odds / (1 + odds);
  }
}
