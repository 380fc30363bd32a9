package dev.holdfast.stats;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Purchase histories, equal ones taken together, with times in units of the mean observation, so
 * that a search does not depend on the caller's unit.
 */
final class PurchaseGroups {

  private static final int FEWEST_REPEAT_BUYERS = 100;

  /** The different numbers of repeats, ascending. */
  final long[] repeats;

  /** For each group: the place of its repeats in that list, its times, and how many it counts. */
  final int[] place;

  final double[] last;
  final double[] observed;
  final double[] customers;

  private final double unit;
  private final double purchases;
  private final long repeatBuyers;

  private PurchaseGroups(List<PurchaseHistory> histories) {
    unit = histories.stream().mapToDouble(PurchaseHistory::observed).average().orElse(1);
    purchases = histories.stream().mapToDouble(PurchaseHistory::repeats).sum();
    repeatBuyers = histories.stream().filter(history -> history.repeats() > 0).count();
    repeats = histories.stream().mapToLong(PurchaseHistory::repeats).distinct().sorted().toArray();
    Map<PurchaseHistory, Integer> counts =
        new TreeMap<>(
            Comparator.comparingLong(PurchaseHistory::repeats)
                .thenComparingDouble(PurchaseHistory::last)
                .thenComparingDouble(PurchaseHistory::observed));
    histories.forEach(history -> counts.merge(history, 1, Integer::sum));
    place = new int[counts.size()];
    last = new double[counts.size()];
    observed = new double[counts.size()];
    customers = new double[counts.size()];
    int group = 0;
    int at = 0;
    for (Map.Entry<PurchaseHistory, Integer> entry : counts.entrySet()) {
      while (repeats[at] < entry.getKey().repeats()) {
        at++;
      }
      place[group] = at;
      last[group] = entry.getKey().last() / unit;
      observed[group] = entry.getKey().observed() / unit;
      customers[group++] = entry.getValue();
    }
  }

  static PurchaseGroups of(List<PurchaseHistory> histories) {
    return new PurchaseGroups(histories);
  }

  int size() {
    return place.length;
  }

  boolean tooFew() {
    return repeatBuyers < FEWEST_REPEAT_BUYERS;
  }

  <F> FitOutcome<F> refusal() {
    return new FitOutcome.Refused<>(
        FitOutcome.Reason.TOO_FEW_REPEAT_BUYERS,
        repeatBuyers + " customers bought again; a fit needs " + FEWEST_REPEAT_BUYERS);
  }

  /** The mean observation in the caller's unit: what a time of 1 is here. */
  double unit() {
    return unit;
  }

  /** A log-likelihood in the caller's unit; each repeat purchase has a density per unit of time. */
  double inCallersUnit(double logLikelihood) {
    return logLikelihood - purchases * Math.log(unit);
  }
}
