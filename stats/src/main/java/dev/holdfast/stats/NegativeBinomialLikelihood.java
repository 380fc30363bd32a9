package dev.holdfast.stats;

import org.hipparchus.special.Gamma;

/**
 * The log-likelihood of purchases of customers who never leave, parameters r and α: {@code ln
 * Γ(r+x) / Γ(r) + r ln α - (r+x) ln(α+T)} for each.
 */
final class NegativeBinomialLikelihood implements LogLikelihood {

  private final PurchaseGroups groups;

  NegativeBinomialLikelihood(PurchaseGroups groups) {
    this.groups = groups;
  }

  @Override
  public double at(double[] parameters, double[] slopes) {
    double r = parameters[0];
    double alpha = parameters[1];
    double[] rising = new double[groups.repeats.length];
    double[] risingSlope = new double[groups.repeats.length];
    for (int i = 0; i < rising.length; i++) {
      rising[i] = Gamma.logGamma(r + groups.repeats[i]) - Gamma.logGamma(r) + r * Math.log(alpha);
      risingSlope[i] = Gamma.digamma(r + groups.repeats[i]) - Gamma.digamma(r) + Math.log(alpha);
    }
    double sum = 0;
    slopes[0] = 0;
    slopes[1] = 0;
    for (int g = 0; g < groups.size(); g++) {
      double count = r + groups.repeats[groups.place[g]];
      double logTime = Math.log(alpha + groups.observed[g]);
      sum += groups.customers[g] * (rising[groups.place[g]] - count * logTime);
      slopes[0] += groups.customers[g] * (risingSlope[groups.place[g]] - logTime);
      slopes[1] += groups.customers[g] * (r / alpha - count / (alpha + groups.observed[g]));
    }
    return sum;
  }
}
