package dev.holdfast.stats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Weekly counts of one account, from which the season can be taken out.
 *
 * <p>A week that was not seen (an ingestion gap) is not in the list. A week that was seen and in
 * which nothing happened is there with a count of 0. Weeks are numbered by the caller, without a
 * jump at the new year, such as the number of Mondays since a fixed one.
 *
 * <p>Unit: events per week; after dividing, events per week of an average season.
 *
 * <p>Source: Anscombe (1948), Biometrika 35:246-254 (transform).
 *
 * @param weeks in ascending order, each at most once
 */
public record WeeklyCounts(List<Week> weeks) {

  /** Weeks after which the seasonal factors start again. */
  public static final int YEAR = 52;

  public WeeklyCounts {
    weeks = List.copyOf(weeks);
    for (int i = 1; i < weeks.size(); i++) {
      if (weeks.get(i).week() <= weeks.get(i - 1).week()) {
        throw new IllegalArgumentException(
            "weeks must ascend, yet "
                + weeks.get(i).week()
                + " follows "
                + weeks.get(i - 1).week());
      }
    }
  }

  /**
   * One week that was seen.
   *
   * @param week its number
   * @param count events in it, 0 or more
   */
  public record Week(int week, double count) {

    public Week {
      if (!Double.isFinite(count) || count < 0) {
        throw new IllegalArgumentException(
            "week "
                + week
                + " has count "
                + count
                + "; a count is 0 or more, and a week not seen is left out");
      }
    }
  }

  /**
   * Each count by the index of its week (such as the use of the whole portfolio), the index being
   * scaled to a mean of 1 over the weeks that both have. A week whose index is missing or 0 says
   * nothing about the season: it is left out, as if it had not been seen.
   */
  public WeeklyCounts dividedBy(WeeklyCounts index) {
    Map<Integer, Double> levels = new HashMap<>();
    index.weeks.stream()
        .filter(week -> week.count() > 0)
        .forEach(week -> levels.put(week.week(), week.count()));
    List<Week> shared = weeks.stream().filter(week -> levels.containsKey(week.week())).toList();
    double sum = 0;
    for (Week week : shared) {
      sum += levels.getOrDefault(week.week(), 0.0);
    }
    List<Week> divided = new ArrayList<>();
    for (Week week : shared) {
      double factor = levels.getOrDefault(week.week(), 0.0) / (sum / shared.size());
      divided.add(new Week(week.week(), week.count() / factor));
    }
    return new WeeklyCounts(divided);
  }

  /**
   * Each count by the factor of its week of the year, {@code factors[week mod 52]}.
   *
   * @param factors {@value #YEAR} of them, above 0, around 1
   */
  public WeeklyCounts dividedBy(double[] factors) {
    requireFactors(factors);
    return new WeeklyCounts(
        weeks.stream()
            .map(week ->
                new Week(week.week(), week.count() / factors[Math.floorMod(week.week(), YEAR)]))
            .toList());
  }

  /**
   * {@code 2 √(x + 3/8)} of each count: for a Poisson count above about 4 the standard deviation of
   * this is 1 whatever the level, and with dispersion φ it is √φ.
   */
  public double[] anscombe() {
    return weeks.stream().mapToDouble(week -> 2 * Math.sqrt(week.count() + 0.375)).toArray();
  }

  /** The counts in order of week, without the gaps. */
  public double[] counts() {
    return weeks.stream().mapToDouble(Week::count).toArray();
  }

  private static void requireFactors(double[] factors) {
    if (factors.length != YEAR) {
      throw new IllegalArgumentException(
          "a year has " + YEAR + " seasonal factors, not " + factors.length);
    }
    for (int i = 0; i < factors.length; i++) {
      if (!(factors[i] > 0) || Double.isInfinite(factors[i])) {
        throw new IllegalArgumentException(
            "the seasonal factor of week " + i + " is " + factors[i] + ", not above 0");
      }
    }
  }
}
