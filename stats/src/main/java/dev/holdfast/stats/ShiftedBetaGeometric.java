package dev.holdfast.stats;

import dev.holdfast.stats.FitOutcome.Fitted;
import dev.holdfast.stats.FitOutcome.Reason;
import dev.holdfast.stats.FitOutcome.Refused;
import java.util.List;
import org.hipparchus.special.Beta;

/**
 * The shifted beta-geometric model of contracts: at each renewal a customer leaves with a chance θ
 * of their own, and θ follows a beta distribution over the customers.
 *
 * <p>The likely leavers leave first, so retention rises with age although nobody changes; one over
 * the churn of the first period would foretell far too short a life. Times are counted in renewals.
 *
 * <p>{@code P(T = t) = B(α+1, β+t-1) / B(α, β)}, {@code S(t) = B(α, β+t) / B(α, β)}.
 *
 * <p>Source: Fader and Hardie (2007), J. Interactive Marketing 21(1):76-90; the discounted lives,
 * (2010) Marketing Science 29(1):85-93. Golden: {@code btyd.json}, {@code
 * customer_base_checks.csv}.
 *
 * @param alpha first shape of the beta distribution of θ, above 0
 * @param beta its second shape, above 0
 */
public record ShiftedBetaGeometric(double alpha, double beta) {

  private static final int FEWEST_RENEWALS = 3;

  public ShiftedBetaGeometric {
    if (!(alpha > 0 && beta > 0) || Double.isInfinite(alpha + beta)) {
      throw new IllegalArgumentException(
          "alpha " + alpha + " and beta " + beta + " must be positive");
    }
  }

  /**
   * The likeliest model for some cohorts, whose log-likelihoods add up; who is left at the end of a
   * cohort counts with S.
   *
   * <p>Refused when no cohort came to three renewals, and when nobody left.
   */
  public static FitOutcome<FittedModel<ShiftedBetaGeometric>> fit(List<RenewalCohort> cohorts) {
    int renewals = cohorts.stream().mapToInt(RenewalCohort::renewals).max().orElse(0);
    if (renewals < FEWEST_RENEWALS) {
      return new Refused<>(
          Reason.TOO_FEW_RENEWALS,
          "a cohort must have come to "
              + FEWEST_RENEWALS
              + " renewals; the oldest came to "
              + renewals);
    }
    RenewalLikelihood likelihood = RenewalLikelihood.of(cohorts);
    if (likelihood.left() == 0) {
      return new Refused<>(Reason.NOBODY_LEFT, "nobody left at any of the renewals");
    }
    LikelihoodMaximum maximum =
        LikelihoodMaximum.of(
            likelihood,
            List.of(new double[] {1, 1}, new double[] {0.5, 5}, new double[] {10, 100}));
    return new Fitted<>(
        FittedModel.of(
            maximum,
            new double[] {1, 1},
            maximum.value(),
            found -> new ShiftedBetaGeometric(found[0], found[1])));
  }

  /** Of these cohorts under this model. */
  public double logLikelihood(List<RenewalCohort> cohorts) {
    return RenewalLikelihood.of(cohorts).at(new double[] {alpha, beta}, new double[2]);
  }

  /** The mean chance of leaving at the first renewal, {@code α / (α + β)}, from 0 to 1. */
  public double expectedChurn() {
    return alpha / (alpha + beta);
  }

  /** The share of customers left after so many renewals, {@code S(t)}, from 0 to 1. */
  public double survival(int renewals) {
    require(renewals, 0);
    return Math.exp(Beta.logBeta(alpha, beta + renewals) - Beta.logBeta(alpha, beta));
  }

  /**
   * The share of those who came to a renewal and renew: {@code (β + t - 1) / (α + β + t - 1)}.
   *
   * @param renewal 1 for the first
   */
  public double retention(int renewal) {
    require(renewal, 1);
    return (beta + renewal - 1) / (alpha + beta + renewal - 1);
  }

  /**
   * The discounted expected lifetime of a new customer in periods, the first of which is paid now:
   * {@code Σ_(t>=0) S(t) / (1+d)^t = ₂F₁(1, β; α+β; 1/(1+d))}.
   *
   * @param discount per period, above 0; without discounting the sum need not end
   */
  public double discountedLifetime(double discount) {
    return GaussHypergeometric.of(1, beta, alpha + beta, factor(discount));
  }

  /**
   * The discounted expected periods to come of a customer just before a renewal, which is paid at
   * once if it comes: {@code Σ_(t>=n) S(t) / S(n-1) / (1+d)^(t-n)}, which is {@code retention(n)
   * ₂F₁(1, β+n; α+β+n; 1/(1+d))}.
   *
   * @param renewal the n-th, that is, after n - 1 renewals
   * @param discount per period, above 0
   */
  public double discountedResidualLifetime(int renewal, double discount) {
    return retention(renewal)
        * GaussHypergeometric.of(1, beta + renewal, alpha + beta + renewal, factor(discount));
  }

  private static double factor(double discount) {
    if (!(discount > 0) || Double.isInfinite(discount)) {
      throw new IllegalArgumentException("a discount rate must be above 0, not " + discount);
    }
    return 1 / (1 + discount);
  }

  private static void require(int renewals, int least) {
    if (renewals < least) {
      throw new IllegalArgumentException("renewals count from " + least + ", not " + renewals);
    }
  }
}
