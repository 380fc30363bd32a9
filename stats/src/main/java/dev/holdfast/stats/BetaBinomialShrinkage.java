package dev.holdfast.stats;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.distribution.continuous.BetaDistribution;

/**
 * Partial pooling of shares: each group's share, drawn toward the share of all.
 *
 * <p>{@code shrunken = (successes + M p) / (trials + M)}, where p is the share of all trials and M,
 * the prior strength, says how many trials the other groups are worth. Unit: shares from 0 to 1.
 * Meant for ranking; the figure reported for a group stays its own share with its own interval.
 *
 * <p>M comes from the intraclass correlation {@code ρ = 1 / (M + 1)} by moments, with weights
 * {@code w = trials / Σ trials}: {@code ρ = (S - p(1-p) Σ w(1-w)/n) / (p(1-p) (Σ w(1-w) - Σ
 * w(1-w)/n))}, S being {@code Σ w (share - p)²}. It is held between 0 (the groups differ by no more
 * than chance, or cannot be told apart since each has one trial: all get p) and 1/2 (M is at least
 * one trial, so that a group of no successes does not get the share 0 for certain).
 *
 * <p>No groups, a group without trials, and more successes than trials are refused.
 *
 * <p>Source: Kleinman (1973), J. Am. Stat. Assoc. 68:46-54. Golden file: {@code
 * golden/change_checks.csv}.
 *
 * @param share p, successes of all groups by trials of all groups
 * @param correlation ρ, from 0 to 1/2
 * @param groups one for each pair of counts, in the order given
 */
public record BetaBinomialShrinkage(double share, double correlation, List<Group> groups) {

  private static final double ACCURACY = 1e-14;
  private static final double LARGEST_CORRELATION = 0.5;

  public BetaBinomialShrinkage {
    groups = List.copyOf(groups);
  }

  /**
   * One group after pooling.
   *
   * @param successes of the group alone
   * @param trials of the group alone
   * @param shrunken the pooled share, between the group's own and that of all
   * @param weight how much the group's own share counts, {@code trials / (trials + M)}
   * @param priorSuccesses what the prior adds: {@code M p}, or the successes of all groups together
   *     when they differ by no more than chance
   * @param priorTrials M, or the trials of all groups together
   */
  public record Group(
      long successes,
      long trials,
      double shrunken,
      double weight,
      double priorSuccesses,
      double priorTrials) {

    /**
     * The middle part of the beta distribution that the prior and the group's counts give. It takes
     * M and p as known, so with few groups it covers somewhat less often than it says. For groups
     * that differ by no more than chance it is the Wilson interval of all trials together.
     */
    public Interval interval(double level) {
      if (weight == 0) {
        return Proportion.wilson(Math.round(priorSuccesses), Math.round(priorTrials), level);
      }
      double alpha = priorSuccesses + successes;
      double beta = priorTrials - priorSuccesses + (trials - successes);
      double upper = CriticalValues.upperTail(level);
      BetaDistribution posterior = new BetaDistribution(alpha, beta, ACCURACY);
      return new Interval(
          posterior.inverseCumulativeProbability(1 - upper),
          posterior.inverseCumulativeProbability(upper),
          level,
          "empirical Bayes, beta-binomial");
    }
  }

  /** From successes and trials of each group. */
  public static BetaBinomialShrinkage of(long[] successes, long[] trials) {
    requireCounts(successes, trials);
    double allSuccesses = 0;
    double allTrials = 0;
    for (int i = 0; i < trials.length; i++) {
      allSuccesses += successes[i];
      allTrials += trials[i];
    }
    double share = allSuccesses / allTrials;
    double correlation = correlation(successes, trials, share, allTrials);
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < trials.length; i++) {
      groups.add(
          correlation == 0
              ? new Group(successes[i], trials[i], share, 0, allSuccesses, allTrials)
              : pooled(successes[i], trials[i], share, 1 / correlation - 1));
    }
    return new BetaBinomialShrinkage(share, correlation, groups);
  }

  private static Group pooled(long successes, long trials, double share, double strength) {
    return new Group(
        successes,
        trials,
        (successes + strength * share) / (trials + strength),
        trials / (trials + strength),
        strength * share,
        strength);
  }

  private static double correlation(
      long[] successes, long[] trials, double share, double allTrials) {
    double spread = 0;
    double total = 0;
    double chance = 0;
    for (int i = 0; i < trials.length; i++) {
      double weight = trials[i] / allTrials;
      double deviation = (double) successes[i] / trials[i] - share;
      spread += weight * deviation * deviation;
      total += weight * (1 - weight);
      chance += weight * (1 - weight) / trials[i];
    }
    double variance = share * (1 - share);
    double excess = spread - variance * chance;
    double room = variance * (total - chance);
    if (excess <= 0 || room <= 0) {
      return 0;
    }
    return Math.min(LARGEST_CORRELATION, excess / room);
  }

  private static void requireCounts(long[] successes, long[] trials) {
    if (trials.length == 0 || trials.length != successes.length) {
      throw new IllegalArgumentException(
          "pooling needs trials for each count of successes and at least one group, not "
              + successes.length
              + " successes and "
              + trials.length
              + " trials");
    }
    for (int i = 0; i < trials.length; i++) {
      if (trials[i] <= 0 || successes[i] < 0 || successes[i] > trials[i]) {
        throw new IllegalArgumentException(
            "group "
                + i
                + " has "
                + successes[i]
                + " successes in "
                + trials[i]
                + " trials"
                + "; leave out a group without trials");
      }
    }
  }
}
