package dev.holdfast.stats;

import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/**
 * The log-likelihood of a BG/NBD model, parameters r, α, a and b.
 *
 * <p>Of one customer: {@code ln Γ(r+x)/Γ(r) + r ln α + ln B(a, b+x)/B(a, b) - (r+x) ln(α+T) + ln(1
 * + e^d)}, where for x > 0 {@code d = ln(a / (b+x-1)) + (r+x) ln((α+T)/(α+t_x))} and without a
 * repeat the last term is missing. {@code e^d} is the odds of having left; kept as a logarithm it
 * cannot overflow. The ratio of beta functions is taken as a difference of their logarithms: one of
 * log gammas cancels for a large b and lets the search run off to a likelihood above 1.
 */
final class BgNbdLikelihood implements LogLikelihood {

  private final PurchaseGroups groups;
  private final double[] level;
  private final double[] byR;
  private final double[] byA;
  private final double[] byB;

  BgNbdLikelihood(PurchaseGroups groups) {
    this.groups = groups;
    int different = groups.repeats.length;
    this.level = new double[different];
    this.byR = new double[different];
    this.byA = new double[different];
    this.byB = new double[different];
  }

  @Override
  public double at(double[] parameters, double[] slopes) {
    double r = parameters[0];
    double alpha = parameters[1];
    double a = parameters[2];
    double b = parameters[3];
    prepare(r, alpha, a, b);
    double sum = 0;
    double slopeR = 0;
    double slopeAlpha = 0;
    double slopeA = 0;
    double slopeB = 0;
    for (int g = 0; g < groups.size(); g++) {
      int i = groups.place[g];
      double x = groups.repeats[i];
      double n = groups.customers[g];
      double end = alpha + groups.observed[g];
      double logEnd = Math.log(end);
      sum += n * (level[i] - (r + x) * logEnd);
      slopeR += n * (byR[i] - logEnd);
      slopeAlpha += n * (r / alpha - (r + x) / end);
      slopeA += n * byA[i];
      slopeB += n * byB[i];
      if (x > 0) {
        double last = alpha + groups.last[g];
        double wait = Math.log(end / last);
        double odds = Math.log(a / (b + x - 1)) + (r + x) * wait;
        double left = n / (1 + Math.exp(-odds));
        sum += n * logOnePlusExp(odds);
        slopeR += left * wait;
        slopeAlpha += left * (r + x) * (1 / end - 1 / last);
        slopeA += left / a;
        slopeB -= left / (b + x - 1);
      }
    }
    slopes[0] = slopeR;
    slopes[1] = slopeAlpha;
    slopes[2] = slopeA;
    slopes[3] = slopeB;
    return sum;
  }

  /** What depends on the number of repeats alone. */
  private void prepare(double r, double alpha, double a, double b) {
    double logAlpha = Math.log(alpha);
    double logGamma = Gamma.logGamma(r);
    double logBeta = Beta.logBeta(a, b);
    double digammaR = Gamma.digamma(r);
    double digammaB = Gamma.digamma(b);
    double digammaBoth = Gamma.digamma(a + b);
    for (int i = 0; i < level.length; i++) {
      long x = groups.repeats[i];
      double later = digammaBoth - Gamma.digamma(a + b + x);
      level[i] = Gamma.logGamma(r + x) - logGamma + r * logAlpha;
      level[i] += Beta.logBeta(a, b + x) - logBeta;
      byR[i] = Gamma.digamma(r + x) - digammaR + logAlpha;
      byA[i] = later;
      byB[i] = later + Gamma.digamma(b + x) - digammaB;
    }
  }

  static double logOnePlusExp(double log) {
    return log > 0 ? log + Math.log1p(Math.exp(-log)) : Math.log1p(Math.exp(log));
  }
}
