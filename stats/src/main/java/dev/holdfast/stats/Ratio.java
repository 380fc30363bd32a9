package dev.holdfast.stats;

import java.util.Optional;

/**
 * Ratios of sums {@code R = Σy / Σx} over units that are drawn whole, such as accounts.
 *
 * <p>Serves gross and net revenue retention (x opening, y closing MRR), the quick ratio,
 * stickiness, and any average of answers when one account answers more than once. Unit: that of y
 * per that of x. {@code Σx <= 0} is refused: the caller reports "no data".
 *
 * <p>Source: Cochran (1977), Sampling Techniques, section 6.4. Golden file: {@code
 * ratio_grr_nrr_example.csv}.
 */
public final class Ratio {

  private Ratio() {}

  /** The ratio with its linearised standard error, from one x and one y for each unit. */
  public static RatioEstimate of(double[] x, double[] y) {
    return of(PairSums.of(x, y));
  }

  /**
   * The same from sums over units, as a query delivers them. Keep the sums exact (integers or
   * decimals) until they get here: the standard error is a difference of them.
   */
  public static RatioEstimate ofSums(
      int units, double sumX, double sumY, double sumXX, double sumXY, double sumYY) {
    return of(new PairSums(units, sumX, sumY, sumXX, sumXY, sumYY));
  }

  /** Fieller's interval from one x and one y for each unit; see {@link #fiellerOfSums}. */
  public static Optional<Interval> fieller(double[] x, double[] y, double level) {
    return fieller(PairSums.of(x, y), level);
  }

  /**
   * Fieller's interval of the ratio of two means: all R with {@code (ȳ - R x̄)² <= t²(A-1) s²(ȳ - R
   * x̄)}.
   *
   * <p>Absent ("undetermined") for fewer than two units, when the denominator is not significantly
   * different from zero ({@code g = t² s²(x̄) / x̄² >= 1}), and when the residuals do not vary.
   *
   * <p>Source: Fieller (1954), J. R. Stat. Soc. B 16:175-185. Golden file: {@code
   * ppm_ces_sed_clv.json}.
   */
  public static Optional<Interval> fiellerOfSums(
      int units, double sumX, double sumY, double sumXX, double sumXY, double sumYY, double level) {
    return fieller(new PairSums(units, sumX, sumY, sumXX, sumXY, sumYY), level);
  }

  /**
   * The bias-corrected and accelerated bootstrap interval, drawing whole units.
   *
   * <p>Meant for fewer than 50 units, or when one unit holds over a fifth of {@code Σx}. Same seed,
   * same interval. Absent for fewer than two units, when one unit holds all of {@code Σx}, and when
   * no draw differs from another. Every x must be 0 or more.
   *
   * <p>Source: Efron (1987), J. Am. Stat. Assoc. 82:171-185.
   *
   * @param draws number of resamples, at least 100; 2000 is usual
   */
  public static Optional<Interval> bcaBootstrap(
      double[] x, double[] y, double level, int draws, long seed) {
    return RatioBootstrap.of(x, y).interval(level, draws, seed);
  }

  private static RatioEstimate of(PairSums sums) {
    return new RatioEstimate(sums.ratio(), sums.standardError(), sums.units());
  }

  private static Optional<Interval> fieller(PairSums sums, double level) {
    if (sums.units() < 2 || sums.squaredResiduals() == 0) {
      return Optional.empty();
    }
    double n = sums.units();
    double meanX = sums.sumX() / n;
    double meanY = sums.sumY() / n;
    double t = CriticalValues.t(level, sums.units() - 1L);
    double scale = t * t / (n * (n - 1));
    double a = meanX * meanX - scale * (sums.sumXX() - sums.sumX() * meanX);
    double b = meanX * meanY - scale * (sums.sumXY() - sums.sumX() * meanY);
    double c = meanY * meanY - scale * (sums.sumYY() - sums.sumY() * meanY);
    if (a <= 0) {
      return Optional.empty();
    }
    double root = Math.sqrt(Math.max(0, b * b - a * c));
    return Optional.of(new Interval((b - root) / a, (b + root) / a, level, "Fieller"));
  }
}
