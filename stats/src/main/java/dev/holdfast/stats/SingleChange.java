package dev.holdfast.stats;

import java.util.Optional;

/**
 * The one most likely change in the level of a series of counts.
 *
 * <p>The statistic is {@code 2 log LR}, the cost saved by splitting at the best position, divided
 * by the dispersion. Since the position was chosen to make it large, it is not chi-squared: compare
 * it with a penalty such as {@code 2 ln n}, as {@link ChangePoints} does. Absent for fewer than
 * twice {@value ChangePoints#SHORTEST} counts and when no split saves anything.
 *
 * <p>Source: Worsley (1986), Biometrika 73:91-104. Golden file: {@code changepoint_small.json}
 * (coal mining disasters: index 41, the year 1892 on, rates 3.098 and 0.901, statistic 69.988).
 *
 * @param index position from 0 at which the new level starts
 * @param before mean count before it
 * @param after mean count from it on
 * @param statistic twice the log-likelihood ratio by the dispersion, above 0
 */
public record SingleChange(int index, double before, double after, double statistic) {

  /** From counts in the order of time. */
  public static Optional<SingleChange> ofCounts(double[] counts, double dispersion) {
    SegmentCost cost = SegmentCost.poisson(counts, dispersion);
    int n = counts.length;
    Optional<SingleChange> best = Optional.empty();
    double most = 0;
    for (int index = ChangePoints.SHORTEST; index <= n - ChangePoints.SHORTEST; index++) {
      double saved = Rounding.difference(cost.of(0, n), cost.of(0, index) + cost.of(index, n), n);
      if (saved > most) {
        most = saved;
        best =
            Optional.of(new SingleChange(index, cost.level(0, index), cost.level(index, n), saved));
      }
    }
    return best;
  }
}
