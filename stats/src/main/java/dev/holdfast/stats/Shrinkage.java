package dev.holdfast.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * Partial pooling: the estimates of several groups, each drawn toward the mean of all.
 *
 * <p>A small group's estimate is mostly noise. How far it is drawn depends on its standard error
 * beside the true spread between groups, τ²: {@code shrunken = w estimate + (1 - w) grand mean},
 * {@code w = τ² / (τ² + SE²)}. Unit and range: those of the estimates (means, differences, log
 * ratios); for shares use {@link BetaBinomialShrinkage}.
 *
 * <p>τ² is the moment estimate of DerSimonian and Laird, {@code max(0, (Q - (k - 1)) / (Σv -
 * Σv²/Σv))} with {@code v = 1/SE²} and Q the weighted squares around the weighted mean; the grand
 * mean weights with {@code 1 / (τ² + SE²)}. When the groups differ by no more than chance, τ² is 0
 * and all of them get the grand mean. The same holds for a single group, whose own estimate is the
 * grand mean.
 *
 * <p>No groups, and a group without a positive finite standard error (such as one of a single
 * answer), are refused: leave such a group out and say that it is too small.
 *
 * <p>Source: DerSimonian and Laird (1986), Control. Clin. Trials 7:177-188; Morris (1983), J. Am.
 * Stat. Assoc. 78:47-55; Raudenbush and Bryk (1985), J. Educ. Stat. 10:75-98 (the variance). Golden
 * file: {@code golden/change_checks.csv}.
 *
 * @param grandMean the mean of all groups, in the estimates' unit
 * @param grandMeanError its standard error, {@code 1 / √Σ 1/(τ² + SE²)}
 * @param betweenVariance τ², the variance of the true group values, in the unit squared
 * @param groups one for each estimate, in the order given
 */
public record Shrinkage(
    double grandMean, double grandMeanError, double betweenVariance, List<Group> groups) {

  public Shrinkage {
    groups = List.copyOf(groups);
  }

  /**
   * One group after pooling.
   *
   * @param estimate what the group alone said
   * @param standardError of that estimate
   * @param shrunken the pooled estimate, between the group's own and the grand mean
   * @param shrunkenError its standard error, {@code √(w SE² + (1 - w)² SE(grand mean)²)}
   * @param weight w, how much the group's own estimate counts, from 0 to below 1
   */
  public record Group(
      double estimate, double standardError, double shrunken, double shrunkenError, double weight) {

    /**
     * {@code shrunken ± z error}. It counts the uncertainty of the grand mean but takes τ² as
     * known, so with fewer than about ten groups it covers somewhat less often than it says.
     */
    public Interval interval(double level) {
      double half = CriticalValues.z(level) * shrunkenError;
      return new Interval(shrunken - half, shrunken + half, level, "empirical Bayes");
    }
  }

  /** From one estimate and one standard error for each group. */
  public static Shrinkage of(double[] estimates, double[] standardErrors) {
    requirePairs(estimates, standardErrors);
    double between = betweenVariance(estimates, standardErrors);
    double precision = 0;
    double weighted = 0;
    for (int i = 0; i < estimates.length; i++) {
      double weight = 1 / (between + standardErrors[i] * standardErrors[i]);
      precision += weight;
      weighted += weight * estimates[i];
    }
    double grandMean = weighted / precision;
    double grandVariance = 1 / precision;
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < estimates.length; i++) {
      groups.add(pooled(estimates[i], standardErrors[i], between, grandMean, grandVariance));
    }
    return new Shrinkage(grandMean, Math.sqrt(grandVariance), between, groups);
  }

  private static Group pooled(
      double estimate,
      double standardError,
      double between,
      double grandMean,
      double grandVariance) {
    double own = standardError * standardError;
    double weight = between / (between + own);
    double pulled = 1 - weight;
    double shrunken = weight * estimate + pulled * grandMean;
    double shrunkenError = Math.sqrt(weight * own + pulled * pulled * grandVariance);
    return new Group(estimate, standardError, shrunken, shrunkenError, weight);
  }

  private static double betweenVariance(double[] estimates, double[] standardErrors) {
    if (estimates.length == 1) {
      return 0;
    }
    double sum = 0;
    double pairs = 0;
    double weighted = 0;
    for (int i = 0; i < estimates.length; i++) {
      double weight = 1 / (standardErrors[i] * standardErrors[i]);
      // Σv - Σv²/Σv without its cancellation: twice the products of all pairs, by Σv.
      pairs += weight * sum;
      sum += weight;
      weighted += weight * estimates[i];
    }
    double mean = weighted / sum;
    double squares = 0;
    for (int i = 0; i < estimates.length; i++) {
      double deviation = (estimates[i] - mean) / standardErrors[i];
      squares += deviation * deviation;
    }
    double excess = squares - (estimates.length - 1);
    return excess <= 0 ? 0 : excess * sum / (2 * pairs);
  }

  private static void requirePairs(double[] estimates, double[] standardErrors) {
    if (estimates.length == 0 || estimates.length != standardErrors.length) {
      throw new IllegalArgumentException(
          "pooling needs one standard error for each estimate and at least one of them, not "
              + estimates.length
              + " estimates and "
              + standardErrors.length
              + " errors");
    }
    for (int i = 0; i < estimates.length; i++) {
      double error = standardErrors[i];
      if (!Double.isFinite(estimates[i]) || !Double.isFinite(error) || error <= 0) {
        throw new IllegalArgumentException(
            "group "
                + i
                + " has estimate "
                + estimates[i]
                + " with standard error "
                + error
                + "; leave out a group whose error is unknown or 0");
      }
    }
  }
}
