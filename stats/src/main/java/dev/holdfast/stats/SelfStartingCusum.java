package dev.holdfast.stats;

import java.util.OptionalDouble;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * A one-sided cumulative sum that notices a lasting drop without a baseline whose level is known:
 * each value is compared with all values before it.
 *
 * <p>{@code T(n) = √((n-1)/n) × (x(n) - mean(n-1)) / s(n-1)} has Student's t distribution with n -
 * 2 degrees of freedom as long as nothing changes, and the T of different n are independent; so
 * {@code U(n) = Φ⁻¹(F(T(n)))} is standard normal, exactly, however short the baseline is. The sum
 * is {@code lower = max(0, lower - U - slack)}, and a drop is one above the threshold. So {@link
 * CusumRunLength} holds from the first weeks on, where a {@link Cusum} with a plugged-in mean of 8
 * weeks cries wolf six times as often.
 *
 * <p>Unit: the sum is in standard deviations. The sum starts after {@value #LEARNING} values.
 * Values that are all equal have no spread, and no U; they leave the sum as it is. A drop that is
 * not noticed soon becomes part of the level that later values are compared with.
 *
 * <p>Source: Hawkins (1987), The Statistician 36:299-316; Hawkins and Olwell (1998), Cumulative Sum
 * Charts, chapter 7. Golden file: {@code golden/self_starting_checks.csv}.
 *
 * @param slack allowance k, in standard deviations, 0 or more
 * @param threshold decision limit h, in standard deviations, above 0
 */
public record SelfStartingCusum(double slack, double threshold) {

  /** Values that are only learned from. */
  public static final int LEARNING = 8;

  /** So far from the middle U is not known any better, and need not be. */
  private static final double FARTHEST = 8;

  public SelfStartingCusum {
    if (!(slack >= 0) || !(threshold > 0) || Double.isInfinite(slack + threshold)) {
      throw new IllegalArgumentException("slack " + slack + " with threshold " + threshold);
    }
  }

  /**
   * What has to be remembered from one value to the next.
   *
   * @param n values so far
   * @param mean of them
   * @param squares sum of their squared distances from the mean
   * @param lower the sum, in standard deviations
   * @param since for how many values it has been above 0
   */
  public record State(int n, double mean, double squares, double lower, int since) {

    /** Before the first value. */
    public static final State START = new State(0, 0, 0, 0, 0);

    /** Standard deviation of the values so far; 0 for fewer than two. */
    public double deviation() {
      return n < 2 ? 0 : Math.sqrt(squares / (n - 1));
    }
  }

  /** U of one more value; absent before the third one and while all were equal. */
  public static OptionalDouble score(State before, double observed) {
    require(observed);
    double deviation = before.deviation();
    if (before.n() < 2 || !(deviation > 0)) {
      return OptionalDouble.empty();
    }
    double n = before.n() + 1;
    double t = Math.sqrt((n - 1) / n) * (observed - before.mean()) / deviation;
    // By the lower tail on both sides, where probabilities are exact.
    double tail = new TDistribution(n - 2).cumulativeProbability(-Math.abs(t));
    double u = tail <= 0 ? -FARTHEST : Math.max(-FARTHEST, CriticalValues.normalQuantile(tail));
    return OptionalDouble.of(t < 0 ? u : -u);
  }

  /** The state after one more value. */
  public State next(State before, double observed) {
    OptionalDouble score = score(before, observed);
    double lower = before.lower();
    int since = before.since();
    if (before.n() >= LEARNING && score.isPresent()) {
      lower = Math.max(0, lower - score.getAsDouble() - slack);
      since = lower > 0 ? since + 1 : 0;
    }
    int n = before.n() + 1;
    double distance = observed - before.mean();
    double mean = before.mean() + distance / n;
    return new State(n, mean, before.squares() + distance * (observed - mean), lower, since);
  }

  /** Whether a state says that the level has dropped. */
  public boolean drops(State state) {
    return state.lower() > threshold;
  }

  private static void require(double observed) {
    if (!Double.isFinite(observed)) {
      throw new IllegalArgumentException(
          "a cumulative sum takes numbers, not " + observed + "; leave a missing value out");
    }
  }
}
