package dev.holdfast.signals;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Made-up accounts whose use does not change: person-days of two years of weeks, of 1 to 3 times
 * the variance of Poisson counts, with a season that all share. Those of the demo company have 0.6
 * to 1.8 times that variance, and no memory from week to week.
 */
final class QuietAccounts {

  static final LocalDate MONDAY = LocalDate.of(2024, 1, 1);
  static final int WEEKS = 104;

  private final SplittableRandom random;
  private final double least;
  private final double most;

  /**
   * Accounts of some sizes, the logarithms of which are spread evenly.
   *
   * @param least person-days of an ordinary week
   * @param most person-days of an ordinary week
   */
  QuietAccounts(long seed, double least, double most) {
    this.random = new SplittableRandom(seed);
    this.least = least;
    this.most = most;
  }

  /**
   * Those of whom chance has most to say: what is asked for is a fall by a fifth or two fifths,
   * which a week of 100 person-days does not show by chance.
   */
  static QuietAccounts small(long seed) {
    return new QuietAccounts(seed, 4, 40);
  }

  /** The weeks of one account, with the season taken out by the season itself. */
  List<UsageWeek> next(double levelAfter, int change) {
    double level = least * Math.pow(most / least, random.nextDouble());
    double dispersion = 1 + 2 * random.nextDouble();
    Map<LocalDate, Long> counts = new HashMap<>();
    Map<LocalDate, Double> season = new HashMap<>();
    for (int week = 0; week < WEEKS + UsageWalk.SETTLING; week++) {
      LocalDate monday = MONDAY.plusWeeks(week);
      double factor = 1 + 0.15 * Math.sin(2 * Math.PI * week / 52);
      season.put(monday, factor);
      double mean = level * factor * (week >= change ? levelAfter : 1);
      counts.put(monday, count(mean, dispersion));
    }
    return UsageWeek.of(
        counts,
        season,
        monday -> Optional.empty(),
        MONDAY.plusWeeks(WEEKS + UsageWalk.SETTLING - 1));
  }

  List<UsageWeek> next() {
    return next(1, Integer.MAX_VALUE);
  }

  /** A negative binomial count: Poisson of a gamma, of that mean and dispersion. */
  private long count(double mean, double dispersion) {
    if (mean <= 0) {
      return 0;
    }
    double rate = dispersion <= 1.001 ? mean : gamma(mean / (dispersion - 1)) * (dispersion - 1);
    return poisson(rate);
  }

  /** Marsaglia and Tsang (2000). */
  private double gamma(double shape) {
    if (shape < 1) {
      return gamma(shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }

  private long poisson(double mean) {
    if (mean > 30) {
      long half = poisson(mean / 2);
      return half + poisson(mean / 2);
    }
    double limit = Math.exp(-mean);
    long count = -1;
    for (double product = 1; product > limit; count++) {
      product *= 1 - random.nextDouble();
    }
    return count;
  }

  /** Signals that a rule raises in a list of weeks. */
  static List<Episode> raised(SignalRule rule, List<UsageWeek> weeks) {
    Reading reading =
        switch (rule.detector()) {
          case Detector.UsageCusum cusum -> UsageWalk.cusum(rule, cusum, weeks);
          case Detector.UsageLimits limits -> UsageWalk.limits(rule, limits, weeks);
          default -> throw new IllegalArgumentException(rule.name());
        };
    List<Episode> raised = new ArrayList<>(reading.over());
    if (reading.standing() instanceof Standing.Firing firing) {
      raised.add(firing.episode());
    }
    return raised;
  }
}
