package dev.holdfast.health;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each measure adds to the scores of the accounts of one profile, on average.
 *
 * <p>Formula: mean over the accounts with a score; a measure that is left out adds 0. So the means
 * of the measures add up to the mean score, and the differences from them to the difference of the
 * scores.
 */
record PeerMeans(long accounts, double score, Map<String, Double> contributions) {

  static PeerMeans of(List<HealthScore> scores) {
    Map<String, Long> sums = new HashMap<>();
    long total = 0;
    long accounts = 0;
    for (HealthScore score : scores) {
      Integer thousandths = score.thousandths();
      if (thousandths == null) {
        continue;
      }
      accounts++;
      total += thousandths;
      for (MeasureScore measure : score.measures()) {
        Integer own = measure.contribution();
        sums.merge(measure.measure().name(), own == null ? 0L : (long) own, Long::sum);
      }
    }
    Map<String, Double> means = new HashMap<>();
    long n = accounts;
    sums.forEach((name, sum) -> means.put(name, (double) sum / n / 1000));
    return new PeerMeans(n, n == 0 ? 0 : (double) total / n / 1000, Map.copyOf(means));
  }

  Optional<Double> contribution(String measure) {
    return Optional.ofNullable(contributions.get(measure));
  }
}
