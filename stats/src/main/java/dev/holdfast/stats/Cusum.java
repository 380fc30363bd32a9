package dev.holdfast.stats;

import java.util.Arrays;
import java.util.Optional;

/**
 * A pair of one-sided cumulative sums that notices a lasting drop or rise soon, fed one value at a
 * time.
 *
 * <p>{@code lower = max(0, lower + (target - x) / scale - slack)}, {@code upper = max(0, upper + (x
 * - target) / scale - slack)}; a signal when one is above the threshold. The sums are in standard
 * deviations. A slack of half the shift to be found (0.5 for a shift of one standard deviation)
 * finds it soonest. {@link CusumRunLength} says how often it cries wolf. A missing value is not
 * fed: it leaves the state as it is, and is never a 0.
 *
 * <p>Values without much memory and of steady spread are assumed: take season and trend out first
 * ({@link WeeklyCounts}) and use {@link WeeklyCounts#anscombe()} for counts.
 *
 * <p>Source: Page (1954), Biometrika 41:100-115; Montgomery (2013), Introduction to Statistical
 * Quality Control, section 9.1. Golden file: {@code changepoint_small.json}.
 *
 * @param target the level in control, in the unit of the values
 * @param scale standard deviation of the values in control, in the same unit, above 0
 * @param slack allowance k, in standard deviations, 0 or more
 * @param threshold decision limit h, in standard deviations, above 0
 */
public record Cusum(double target, double scale, double slack, double threshold) {

  /** Half of the shift of one standard deviation that it is tuned to. */
  public static final double SLACK = 0.5;

  /**
   * One false drop in about 930 weeks, so about one in two weeks among 500 quiet accounts, if their
   * levels are known.
   */
  public static final double THRESHOLD = 5;

  /** Fewest values that make a baseline. */
  public static final int BASELINE = 8;

  /** Whether the sums say that the level has moved, and where to. */
  public enum Signal {
    NONE,
    DROP,
    RISE
  }

  public Cusum {
    if (!Double.isFinite(target) || !Double.isFinite(scale) || scale <= 0) {
      throw new IllegalArgumentException("target " + target + " with scale " + scale);
    }
    if (!(slack >= 0) || !(threshold > 0) || Double.isInfinite(slack + threshold)) {
      throw new IllegalArgumentException("slack " + slack + " with threshold " + threshold);
    }
  }

  /**
   * What has to be remembered from one value to the next.
   *
   * @param lower the sum that grows with a drop, in standard deviations
   * @param upper the sum that grows with a rise, in standard deviations
   * @param sinceLower for how many values the lower sum has been above 0: a drop that is signalled
   *     began about so many values ago
   * @param sinceUpper the same for the upper sum
   */
  public record State(double lower, double upper, int sinceLower, int sinceUpper) {

    /** Before the first value, and again once a signal has been dealt with. */
    public static final State START = new State(0, 0, 0, 0);

    public State {
      if (!(lower >= 0) || !(upper >= 0) || sinceLower < 0 || sinceUpper < 0) {
        throw new IllegalArgumentException(
            "sums " + lower + " and " + upper + " since " + sinceLower + " and " + sinceUpper);
      }
    }
  }

  /**
   * From a quiet baseline in the order of time: the target is its median, the scale comes from the
   * differences of neighbours, so that one odd week moves neither. Absent for fewer than {@value
   * #BASELINE} values, and when all of them are equal.
   *
   * <p>A short baseline is itself uncertain, and what {@link CusumRunLength} says holds for a known
   * level only. At the default settings 5 % of quiet accounts give a false drop within a year if
   * the level is known, but 13 % after a baseline of 52 weeks, 18 % after 26, 25 % after 13 and 30
   * % after 8 (simulated, normal noise). Take as long a quiet baseline as there is, and have {@link
   * ChangePoints} confirm the signal.
   */
  public static Optional<Cusum> ofBaseline(double[] baseline, double slack, double threshold) {
    if (baseline.length < BASELINE) {
      return Optional.empty();
    }
    double[] sorted = baseline.clone();
    Arrays.sort(sorted);
    double median = Quantile.type7(sorted, 0.5);
    return RobustScale.ofDifferences(baseline).stream()
        .mapToObj(scale -> new Cusum(median, scale, slack, threshold))
        .findFirst();
  }

  /** The state after one more value. */
  public State next(State before, double observed) {
    if (!Double.isFinite(observed)) {
      throw new IllegalArgumentException(
          "a cumulative sum takes numbers, not " + observed + "; leave a missing value out");
    }
    double distance = (observed - target) / scale;
    double lower = Math.max(0, before.lower() - distance - slack);
    double upper = Math.max(0, before.upper() + distance - slack);
    return new State(
        lower,
        upper,
        lower > 0 ? before.sinceLower() + 1 : 0,
        upper > 0 ? before.sinceUpper() + 1 : 0);
  }

  /** What a state says; when both sums are above the threshold, the larger one. */
  public Signal signal(State state) {
    if (Math.max(state.lower(), state.upper()) <= threshold) {
      return Signal.NONE;
    }
    return state.lower() >= state.upper() ? Signal.DROP : Signal.RISE;
  }
}
