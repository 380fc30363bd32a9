package dev.holdfast.stats;

import dev.holdfast.stats.FitOutcome.Fitted;
import java.util.List;

/**
 * The Pareto/NBD model of customers without a contract: each buys at random with a rate λ of their
 * own and leaves for good, unseen, at a random time of a rate μ of their own.
 *
 * <p>λ follows a gamma distribution (shape r, rate α), μ another one (s, β). Unlike in {@link
 * BgNbd} one may leave before any repeat. Times are in the unit of the histories.
 *
 * <p>Source: Schmittlein, Morrison and Colombo (1987), Management Science 33(1):1-24; Fader and
 * Hardie, A note on deriving the Pareto/NBD model (2005). Golden: {@code btyd.json}, {@code
 * customer_base_checks.csv}.
 *
 * @param r shape of the purchase rates, above 0
 * @param alpha rate of the purchase rates, in the unit of time, above 0
 * @param s shape of the rates of leaving, above 0
 * @param beta rate of the rates of leaving, in the unit of time, above 0
 */
public record ParetoNbd(double r, double alpha, double s, double beta) {

  public ParetoNbd {
    if (!(r > 0 && alpha > 0 && s > 0 && beta > 0) || Double.isInfinite(r + alpha + s + beta)) {
      throw new IllegalArgumentException(
          "r " + r + ", alpha " + alpha + ", s " + s + ", beta " + beta + " must be positive");
    }
  }

  /**
   * The likeliest model. Refused for fewer than 100 customers who bought again.
   *
   * <p>Where s or β ends on a bound of the search, customers who leave cannot be told from those
   * who do not, and there are no standard errors.
   */
  public static FitOutcome<FittedModel<ParetoNbd>> fit(List<PurchaseHistory> histories) {
    PurchaseGroups groups = PurchaseGroups.of(histories);
    if (groups.tooFew()) {
      return groups.refusal();
    }
    ParetoNbdLikelihood likelihood = new ParetoNbdLikelihood(groups);
    LikelihoodMaximum maximum =
        LikelihoodMaximum.of(
            LogLikelihood.withoutSlopes(likelihood::at),
            List.of(new double[] {0.5, 0.3, 0.6, 0.4}, new double[] {1, 1, 1, 2}));
    return new Fitted<>(
        FittedModel.of(
            maximum,
            new double[] {1, groups.unit(), 1, groups.unit()},
            groups.inCallersUnit(maximum.value()),
            found -> new ParetoNbd(found[0], found[1], found[2], found[3])));
  }

  /** Of these histories under this model. */
  public double logLikelihood(List<PurchaseHistory> histories) {
    PurchaseGroups groups = PurchaseGroups.of(histories);
    double[] parameters = {r, alpha / groups.unit(), s, beta / groups.unit()};
    return groups.inCallersUnit(new ParetoNbdLikelihood(groups).at(parameters));
  }

  /**
   * Purchases expected of a new customer within a time after the first one, which is not counted:
   * {@code r/α ∫ (β/(β+y))^s dy} from 0 to that time.
   *
   * @param time 0 or more
   */
  public double expectedPurchases(double time) {
    return r / alpha * expectedStay(beta, time);
  }

  /**
   * Purchases expected of a known customer within a time from the end of the observation on: the
   * chance that they are still there times {@code (r+x)/(α+T)} times the time they then stay.
   *
   * @param time 0 or more
   */
  public double expectedPurchases(PurchaseHistory history, double time) {
    double rate = (r + history.repeats()) / (alpha + history.observed());
    return aliveProbability(history) * rate * expectedStay(beta + history.observed(), time);
  }

  /** The chance that a customer is still there at the end of the observation, from 0 to 1. */
  public double aliveProbability(PurchaseHistory history) {
    double repeats = history.repeats();
    double odds =
        ParetoNbdLikelihood.logOddsOfGone(
            r, alpha, s, beta, repeats, history.last(), history.observed());
    return 1 / (1 + Math.exp(odds));
  }

  /** {@code rate (1 - (rate/(rate+t))^(s-1)) / (s-1)}, whose limit for s = 1 is a logarithm. */
  private double expectedStay(double rate, double time) {
    if (!(time >= 0) || Double.isInfinite(time)) {
      throw new IllegalArgumentException("a time of 0 or more, not " + time);
    }
    double log = Math.log1p(time / rate);
    return rate * (s == 1 ? log : -Math.expm1((1 - s) * log) / (s - 1));
  }
}
