package dev.holdfast.stats;

import java.util.List;

/**
 * A fitted BG/NBD model, held against the one in which nobody ever leaves.
 *
 * <p>Dropout counts as detectable when twice the gain in log-likelihood is above the 95 % point of
 * a chi-squared distribution with two degrees of freedom, 5.99. That is on the careful side:
 * without dropout {@code a} lies on the edge of its range and b has no meaning, so the gain is
 * smaller than for two ordinary parameters. Where it is not detectable nothing can be said of who
 * left: the fitted model is the one without dropout, all are alive, and there are no standard
 * errors.
 *
 * @param fitted the model to use
 * @param logLikelihoodWithoutDropout the best that customers who never leave can explain
 * @param likelihoodRatio twice the gain of dropout over that, 0 or more
 */
public record BgNbdFit(
    FittedModel<BgNbd> fitted, double logLikelihoodWithoutDropout, double likelihoodRatio) {

  private static final double DETECTABLE = CriticalValues.chiSquared(0.95, 2);

  static BgNbdFit of(PurchaseGroups groups) {
    LikelihoodMaximum without =
        LikelihoodMaximum.of(
            new NegativeBinomialLikelihood(groups),
            List.of(new double[] {1, 1}, new double[] {0.2, 0.1}));
    double r = without.parameters()[0];
    double alpha = without.parameters()[1];
    LikelihoodMaximum with =
        LikelihoodMaximum.of(
            new BgNbdLikelihood(groups),
            List.of(
                new double[] {r, alpha, 0.5, 2},
                new double[] {1, 1, 1, 1},
                new double[] {r, alpha, 0.01, 1}));
    double ratio = Math.max(0, 2 * (with.value() - without.value()));
    double limit = groups.inCallersUnit(without.value());
    FittedModel<BgNbd> fitted =
        ratio > DETECTABLE
            ? FittedModel.of(
                with,
                new double[] {1, groups.unit(), 1, 1},
                groups.inCallersUnit(with.value()),
                found -> new BgNbd(found[0], found[1], found[2], found[3]))
            : FittedModel.atLimit(new BgNbd(r, alpha * groups.unit(), 0, 1), limit);
    return new BgNbdFit(fitted, limit, ratio);
  }

  /** Whether the data show that customers leave. */
  public boolean dropoutDetectable() {
    return likelihoodRatio > DETECTABLE;
  }
}
