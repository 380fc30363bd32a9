package dev.holdfast.stats;

import org.hipparchus.special.Gamma;

/**
 * The log-likelihood of a Pareto/NBD model, parameters r, α, s and β.
 *
 * <p>Of one customer: {@code ln Γ(r+x)/Γ(r) + r ln α + s ln β - (r+x) ln(α+T) - s ln(β+T) + ln(1 +
 * e^d)}, where {@code e^d} is the odds of being gone, {@code (α+T)^(r+x) (β+T)^s s/(r+s+x) (h(t_x)
 * - h(T))} with {@code h(y) = ₂F₁(r+s+x, s+1; r+s+x+1; (α-β)/(α+y)) / (α+y)^(r+s+x)} for α ≥ β, and
 * the like with α and β exchanged and r+x for s+1 otherwise. Everything stays on a log scale: the
 * powers alone leave the range of a double for a customer with hundreds of purchases.
 */
final class ParetoNbdLikelihood {

  private final PurchaseGroups groups;

  ParetoNbdLikelihood(PurchaseGroups groups) {
    this.groups = groups;
  }

  double at(double[] parameters) {
    double r = parameters[0];
    double alpha = parameters[1];
    double s = parameters[2];
    double beta = parameters[3];
    double[] level = new double[groups.repeats.length];
    for (int i = 0; i < level.length; i++) {
      level[i] = Gamma.logGamma(r + groups.repeats[i]) - Gamma.logGamma(r);
      level[i] += r * Math.log(alpha) + s * Math.log(beta);
    }
    double sum = 0;
    try {
      for (int g = 0; g < groups.size(); g++) {
        double x = groups.repeats[groups.place[g]];
        double end = groups.observed[g];
        double there = level[groups.place[g]];
        there -= (r + x) * Math.log(alpha + end) + s * Math.log(beta + end);
        double odds = logOddsOfGone(r, alpha, s, beta, x, groups.last[g], end);
        sum += groups.customers[g] * (there + BgNbdLikelihood.logOnePlusExp(odds));
      }
    } catch (ArithmeticException e) {
      return Double.NEGATIVE_INFINITY; // beyond what can be summed; the search turns round
    }
    return sum;
  }

  /** {@code d} above; negative infinity where the last purchase was at the end. */
  static double logOddsOfGone(
      double r, double alpha, double s, double beta, double x, double last, double end) {
    double all = r + s + x;
    double wide = Math.max(alpha, beta);
    double narrow = Math.min(alpha, beta);
    double power = alpha >= beta ? s : r + x - 1;
    double early = logTail(all, power, wide + last, narrow + last);
    double late = logTail(all, power, wide + end, narrow + end);
    return (r + x) * Math.log(alpha + end)
        + s * Math.log(beta + end)
        + Math.log(s / all)
        + early
        + Math.log(-Math.expm1(Math.min(0, late - early)));
  }

  /**
   * {@code ln h} after Euler's transform: {@code ln ₂F₁(1, all - power; all + 1; z) - power ln(1 -
   * z) - all ln wide}, where {@code 1 - z} is narrow / wide.
   */
  private static double logTail(double all, double power, double wide, double narrow) {
    return GaussHypergeometric.logWithOne(all - power, all + 1, (wide - narrow) / wide)
        + power * Math.log(wide / narrow)
        - all * Math.log(wide);
  }
}
