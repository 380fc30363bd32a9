package dev.holdfast.stats;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How often, of two subjects, the one with the higher fitted risk has the event first: Harrell's C.
 *
 * <p>{@code C = (concordant + tied / 2) / (concordant + discordant + tied)} over the pairs that can
 * be compared: one has the event while the other is under observation and goes on. One censored at
 * the time of an event goes on; two events at one time are not compared. Unit: a share from 0 to 1;
 * 0.5 is chance. No pair to compare gives no estimate. It ranks and says nothing on calibration.
 *
 * <p>Source: Harrell, Lee and Mark (1996), Stat. Med. 15:361-387; the same count as R makes for a
 * fit. Golden: {@code cox_checks.csv}; Telco's .850785.
 *
 * @param concordant pairs in which the higher risk had the event first
 * @param discordant pairs in which the lower risk had the event first
 * @param tied pairs with equal risks
 */
public record Concordance(long concordant, long discordant, long tied) {

  static Concordance of(PartialLikelihood fit) {
    return new Walk(fit).count();
  }

  /** C; absent when no pair can be compared. */
  public OptionalDouble share() {
    long pairs = concordant + discordant + tied;
    return pairs == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((concordant + tied / 2.0) / pairs);
  }

  /** From the last time to the first, counting those who go on by the rank of their risk. */
  private static final class Walk {
    private final CoxSample sample;
    private final int[] ranks;

    /** Fenwick's tree: sums of counts over ranges of ranks. */
    private final long[] tree;

    private long goingOn;
    private long concordant;
    private long discordant;
    private long tied;

    Walk(PartialLikelihood fit) {
      sample = fit.sample();
      int n = sample.subjects().size();
      double[] risks = new double[n];
      for (int i = 0; i < n; i++) {
        risks[i] = sample.logRisk(i, fit.coefficients());
      }
      double[] distinct = Arrays.stream(risks).sorted().distinct().toArray();
      ranks = Arrays.stream(risks).mapToInt(r -> Arrays.binarySearch(distinct, r)).toArray();
      tree = new long[distinct.length + 1];
    }

    Concordance count() {
      int[] byTime = sample.byTime();
      List<CoxRegression.Subject> subjects = sample.subjects();
      int entered = 0;
      for (int from = 0, to; from < byTime.length; from = to) {
        double time = subjects.get(byTime[from]).time();
        to = from;
        while (to < byTime.length && subjects.get(byTime[to]).time() == time) {
          to++;
        }
        put(from, to, false);
        for (; entered < sample.byEntry().length; entered++) {
          int place = sample.byEntry()[entered];
          if (subjects.get(place).entry() < time) {
            break;
          }
          add(ranks[place], -1);
        }
        compare(from, to);
        put(from, to, true);
      }
      return new Concordance(concordant, discordant, tied);
    }

    private void put(int from, int to, boolean event) {
      for (int i = from; i < to; i++) {
        int place = sample.byTime()[i];
        if (sample.subjects().get(place).event() == event) {
          add(ranks[place], 1);
        }
      }
    }

    private void compare(int from, int to) {
      for (int i = from; i < to; i++) {
        int place = sample.byTime()[i];
        if (sample.subjects().get(place).event()) {
          long below = below(ranks[place]);
          long upTo = below(ranks[place] + 1);
          concordant += below;
          tied += upTo - below;
          discordant += goingOn - upTo;
        }
      }
    }

    private void add(int rank, int count) {
      goingOn += count;
      for (int i = rank + 1; i < tree.length; i += i & -i) {
        tree[i] += count;
      }
    }

    private long below(int rank) {
      long sum = 0;
      for (int i = rank; i > 0; i -= i & -i) {
        sum += tree[i];
      }
      return sum;
    }
  }
}
