package dev.holdfast.stats;

import java.util.List;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/** The log-likelihood of a shifted beta-geometric model, parameters α and β. */
final class RenewalLikelihood implements LogLikelihood {

  /** By renewal, from 1: who left there, and who was left when their cohort's list ended there. */
  private final long[] lost;

  private final long[] censored;

  private RenewalLikelihood(int renewals) {
    this.lost = new long[renewals + 1];
    this.censored = new long[renewals + 1];
  }

  static RenewalLikelihood of(List<RenewalCohort> cohorts) {
    int longest = cohorts.stream().mapToInt(cohort -> cohort.survivors().size()).max().orElse(1);
    RenewalLikelihood likelihood = new RenewalLikelihood(longest - 1);
    for (RenewalCohort cohort : cohorts) {
      List<Long> survivors = cohort.survivors();
      for (int t = 1; t < survivors.size(); t++) {
        likelihood.lost[t] += survivors.get(t - 1) - survivors.get(t);
      }
      likelihood.censored[survivors.size() - 1] += survivors.getLast();
    }
    return likelihood;
  }

  long left() {
    long left = 0;
    for (long customers : lost) {
      left += customers;
    }
    return left;
  }

  @Override
  public double at(double[] parameters, double[] slopes) {
    double alpha = parameters[0];
    double beta = parameters[1];
    double logBeta = Beta.logBeta(alpha, beta);
    double both = Gamma.digamma(alpha + beta);
    double second = Gamma.digamma(beta);
    double sum = 0;
    slopes[0] = 0;
    slopes[1] = 0;
    for (int t = 1; t < lost.length; t++) {
      double later = both - Gamma.digamma(alpha + beta + t);
      double before = Gamma.digamma(beta + t - 1);
      sum += lost[t] * (Beta.logBeta(alpha + 1, beta + t - 1) - logBeta);
      sum += censored[t] * (Beta.logBeta(alpha, beta + t) - logBeta);
      slopes[0] += (lost[t] + censored[t]) * later + lost[t] / alpha;
      slopes[1] += (lost[t] + censored[t]) * (later - second + before);
      slopes[1] += censored[t] / (beta + t - 1);
    }
    return sum;
  }
}
