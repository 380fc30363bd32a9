package dev.holdfast.stats;

/**
 * Net Promoter Score of counted answers: {@code 100 (promoters - detractors) / n}.
 *
 * <p>Unit: points from -100 to 100, no percent sign. No answers is not a score: it is refused, and
 * the caller reports "no data". Several answers of one account are not independent: then use {@link
 * Ratio} by account.
 *
 * <p>Golden files: {@code nps.csv}, {@code nps_differences.csv}.
 *
 * @param promoters answers 9 and 10
 * @param passives answers 7 and 8
 * @param detractors answers 0 to 6
 */
public record Nps(long promoters, long passives, long detractors) {

  private static final double POINTS = 100;

  public Nps {
    if (promoters < 0 || passives < 0 || detractors < 0) {
      throw new IllegalArgumentException(
          "negative count: " + promoters + "/" + passives + "/" + detractors);
    }
    if (promoters + passives + detractors == 0) {
      throw new IllegalArgumentException("a score needs at least one answer");
    }
  }

  /** How many answers there are. */
  public long n() {
    return promoters + passives + detractors;
  }

  /** The score, from -100 to 100. */
  public double score() {
    return POINTS * netShare();
  }

  /**
   * Standard error in points, {@code 100 √((p + d - (p - d)²) / n)}, of independent answers; 0 when
   * all of them are alike, which is why no interval here is built from it. For several answers of
   * one account take {@link Ratio}: it may be twice as large.
   */
  public double standardError() {
    double net = netShare();
    double decided = (double) (promoters + detractors) / n();
    return POINTS * Math.sqrt(Math.max(0, decided - net * net) / n());
  }

  /**
   * The score (restricted-likelihood) interval: all values that the score test would not reject.
   *
   * <p>{@code {θ : n (θ̂-θ)² <= z² (p̃+d̃-θ²)}}, where p̃ and d̃ are the most likely shares of
   * promoters and detractors given {@code p̃ - d̃ = θ}. Positive width even when all answers are
   * alike.
   *
   * <p>Source: Tango (1998), Stat. Med. 17:891-908, carried over from matched pairs to the
   * trinomial.
   */
  public Interval scoreInterval(double level) {
    double z = CriticalValues.z(level);
    double up = promoters;
    double down = detractors;
    double all = n();
    double high = upperBound(up, down, all, z);
    double low = -upperBound(down, up, all, z);
    return new Interval(POINTS * low, POINTS * high, level, "score");
  }

  /**
   * The adjusted Wald interval: three quarters of an answer are added to the promoters and to the
   * detractors and one and a half to the passives, then {@code θ ± z √((p+d-θ²)/n)}, within ±100.
   *
   * <p>Source: Rocks (2016), The American Statistician 70:365-372.
   */
  public Interval adjustedWald(double level) {
    double total = n() + 3.0;
    double up = (promoters + 0.75) / total;
    double down = (detractors + 0.75) / total;
    double centre = up - down;
    double half = CriticalValues.z(level) * Math.sqrt((up + down - centre * centre) / total);
    return new Interval(
        POINTS * Math.max(-1, centre - half),
        POINTS * Math.min(1, centre + half),
        level,
        "adjusted Wald");
  }

  /**
   * The interval of {@code a - b}, in points from -200 to 200, of two independent waves: variance
   * recovered from the two score intervals (MOVER).
   *
   * <p>Source: Zou and Donner (2008), Stat. Med. 27:1693-1702.
   */
  public static Interval moverDifference(Nps a, Nps b, double level) {
    return Proportion.differenceOf(
        a.score(),
        a.scoreInterval(level),
        b.score(),
        b.scoreInterval(level),
        new Interval(-2 * POINTS, 2 * POINTS, level, "MOVER of score intervals"));
  }

  private double netShare() {
    return (double) (promoters - detractors) / n();
  }

  /** Largest θ that the score test accepts; the lower bound is the same with the sides swapped. */
  private static double upperBound(double gains, double losses, double n, double z) {
    double estimate = (gains - losses) / n;
    double accepted = estimate;
    double rejected = 1;
    while (true) {
      double middle = accepted + (rejected - accepted) / 2;
      if (middle <= accepted || middle >= rejected) {
        return middle;
      }
      double spread = restrictedVariance(gains, losses, n, middle);
      if ((middle - estimate) * Math.sqrt(n) <= z * Math.sqrt(spread)) {
        accepted = middle;
      } else {
        rejected = middle;
      }
    }
  }

  /**
   * Variance p̃ + d̃ - θ² of one answer, under the most likely shares whose difference is theta.
   */
  private static double restrictedVariance(double gains, double losses, double n, double theta) {
    if (theta < 0) {
      return restrictedVariance(losses, gains, n, -theta);
    }
    double passives = n - gains - losses;
    double b = gains * (1 - theta) + losses * (1 - 3 * theta) - 2 * passives * theta;
    double c = losses * theta * (1 - theta);
    double root = Math.sqrt(b * b + 8 * n * c);
    // The positive root of 2 n d² - b d - c = 0, in the form that does not cancel.
    double down = b > 0 ? (b + root) / (4 * n) : root == b ? 0 : 2 * c / (root - b);
    return Math.max(0, 2 * down + theta - theta * theta);
  }
}
