package dev.holdfast.stats;

/**
 * Intervals for shares {@code k / n} and for the difference of two of them.
 *
 * <p>Unit: shares from 0 to 1. No trials is not a share: it is refused, and the caller reports "no
 * data". All or none of the trials succeeding still gives an interval of positive width.
 *
 * <p>Golden files: {@code proportions.csv}, {@code proportion_differences.csv}.
 */
public final class Proportion {

  private static final String WILSON = "Wilson";
  private static final String NEWCOMBE = "Newcombe";

  private Proportion() {}

  /**
   * The Wilson score interval.
   *
   * <p>{@code (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)}, within 0..1.
   *
   * <p>Source: Wilson (1927), J. Am. Stat. Assoc. 22:209-212; Newcombe (1998), Stat. Med.
   * 17:857-872, method 3.
   */
  public static Interval wilson(long successes, long n, double level) {
    requireCounts(successes, n);
    double z = CriticalValues.z(level);
    double z2 = z * z;
    double failures = (double) (n - successes);
    double centre = (successes + z2 / 2) / (n + z2);
    double half = z / (n + z2) * Math.sqrt(successes * failures / n + z2 / 4);
    double low = successes == 0 ? 0 : Math.max(0, centre - half);
    double high = successes == n ? 1 : Math.min(1, centre + half);
    return new Interval(low, high, level, WILSON);
  }

  /**
   * Newcombe's interval for {@code k1/n1 - k2/n2} of two independent samples, within -1..1.
   *
   * <p>{@code d - √((p1-l1)² + (u2-p2)²)} to {@code d + √((u1-p1)² + (p2-l2)²)}, with l and u from
   * the two Wilson intervals.
   *
   * <p>Source: Newcombe (1998), Stat. Med. 17:873-890, method 10.
   */
  public static Interval newcombeDifference(long k1, long n1, long k2, long n2, double level) {
    Interval first = wilson(k1, n1, level);
    Interval second = wilson(k2, n2, level);
    return differenceOf(
        (double) k1 / n1, first, (double) k2 / n2, second, new Interval(-1, 1, level, NEWCOMBE));
  }

  /**
   * The interval of a difference from the intervals of its two independent parts (method of
   * variance estimates recovery), clipped to {@code range}, whose level and method it takes.
   *
   * <p>Source: Zou and Donner (2008), Stat. Med. 27:1693-1702.
   */
  static Interval differenceOf(double a, Interval ofA, double b, Interval ofB, Interval range) {
    double difference = a - b;
    double low = difference - Math.hypot(a - ofA.low(), ofB.high() - b);
    double high = difference + Math.hypot(ofA.high() - a, b - ofB.low());
    return new Interval(
        Math.max(range.low(), low), Math.min(range.high(), high), range.level(), range.method());
  }

  private static void requireCounts(long successes, long n) {
    if (n <= 0) {
      throw new IllegalArgumentException("a share needs at least one trial, not " + n);
    }
    if (successes < 0 || successes > n) {
      throw new IllegalArgumentException(successes + " successes in " + n + " trials");
    }
  }
}
