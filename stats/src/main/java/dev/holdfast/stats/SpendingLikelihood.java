package dev.holdfast.stats;

import java.util.List;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/**
 * The log-likelihood of a Gamma-Gamma model, parameters p, q and γ: {@code -ln B(px, q) - ln m + q
 * ln (γ / (γ + mx)) + px ln(mx / (γ + mx))} for each mean m of x purchases. Money is in units of
 * the mean customer's mean.
 */
final class SpendingLikelihood implements LogLikelihood {

  private final double unit;
  private final double[] purchases;
  private final double[] total;
  private final double logMeans;

  SpendingLikelihood(List<SpendingHistory> usable) {
    unit = usable.stream().mapToDouble(SpendingHistory::mean).average().orElse(1);
    purchases = usable.stream().mapToDouble(SpendingHistory::purchases).toArray();
    total = usable.stream().mapToDouble(one -> one.purchases() * one.mean() / unit).toArray();
    logMeans = usable.stream().mapToDouble(one -> Math.log(one.mean() / unit)).sum();
  }

  /** The mean in the caller's money: what 1 is here. */
  double unit() {
    return unit;
  }

  /** A log-likelihood in the caller's money; each mean has a density per unit of money. */
  double inCallersUnit(double logLikelihood) {
    return logLikelihood - purchases.length * Math.log(unit);
  }

  @Override
  public double at(double[] parameters, double[] slopes) {
    double p = parameters[0];
    double q = parameters[1];
    double gamma = parameters[2];
    double digammaQ = Gamma.digamma(q);
    double sum = -logMeans;
    double slopeP = 0;
    double slopeQ = 0;
    double slopeGamma = 0;
    for (int i = 0; i < purchases.length; i++) {
      double shape = p * purchases[i];
      double whole = gamma + total[i];
      double logKept = Math.log(gamma / whole);
      double logSpent = Math.log(total[i] / whole);
      double digamma = Gamma.digamma(shape + q);
      sum += q * logKept + shape * logSpent - Beta.logBeta(shape, q);
      slopeP += purchases[i] * (digamma - Gamma.digamma(shape) + logSpent);
      slopeQ += digamma - digammaQ + logKept;
      slopeGamma += q / gamma - (shape + q) / whole;
    }
    slopes[0] = slopeP;
    slopes[1] = slopeQ;
    slopes[2] = slopeGamma;
    return sum;
  }
}
