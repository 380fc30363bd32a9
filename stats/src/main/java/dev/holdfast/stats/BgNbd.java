package dev.holdfast.stats;

import dev.holdfast.stats.FitOutcome.Fitted;
import java.util.List;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/**
 * The BG/NBD model of customers without a contract: each buys at random with a rate λ of their own
 * and after each purchase leaves for good with a chance p of their own, unseen.
 *
 * <p>λ follows a gamma distribution (shape r, rate α) over the customers, p a beta distribution (a,
 * b). It is for purchases and not for subscriptions, whose end is seen: those are {@link
 * ShiftedBetaGeometric}'s. Times are in the unit of the histories. Where {@code a} is 0 nobody ever
 * leaves, the model is the negative binomial one, and b means nothing.
 *
 * <p>Expectations are sums over the number n of purchases that somebody who does not leave would
 * make: {@code E = Σ P(n) Σ_(k=1..n) B(a, b+k-1) / B(a, b)}. That equals the literature's closed
 * form with ₂F₁ and has only positive terms, so it also holds where that form divides by zero (a of
 * 1) or has no value (a + b below 1).
 *
 * <p>Source: Fader, Hardie and Lee (2005), Marketing Science 24(2):275-284. Golden: {@code
 * btyd.json}, {@code btyd_clean_licence.json}, {@code customer_base_checks.csv}.
 *
 * @param r shape of the purchase rates, above 0
 * @param alpha rate of the purchase rates, in the unit of time, above 0; the mean rate is r / α
 * @param a first shape of the chance to leave, 0 (never) or above
 * @param b its second shape, above 0
 */
public record BgNbd(double r, double alpha, double a, double b) {

  /** Reached where the time is some million times α; a sum that long is no forecast. */
  private static final int MOST_TERMS = 100_000_000;

  public BgNbd {
    if (!(r > 0 && alpha > 0 && a >= 0 && b > 0) || Double.isInfinite(r + alpha + a + b)) {
      throw new IllegalArgumentException(
          "r " + r + ", alpha " + alpha + ", a " + a + ", b " + b + " are not those of a BG/NBD");
    }
  }

  /**
   * The likeliest model, with the test whether customers leave at all.
   *
   * <p>Refused for fewer than 100 customers who bought again. Where {@link
   * BgNbdFit#dropoutDetectable} says no, the model is the one in which nobody leaves, without
   * standard errors.
   */
  public static FitOutcome<BgNbdFit> fit(List<PurchaseHistory> histories) {
    PurchaseGroups groups = PurchaseGroups.of(histories);
    return groups.tooFew() ? groups.refusal() : new Fitted<>(BgNbdFit.of(groups));
  }

  /** Of these histories under this model. */
  public double logLikelihood(List<PurchaseHistory> histories) {
    PurchaseGroups groups = PurchaseGroups.of(histories);
    double[] parameters = {r, alpha / groups.unit(), a, b};
    return groups.inCallersUnit(
        a == 0
            ? new NegativeBinomialLikelihood(groups).at(parameters, new double[2])
            : new BgNbdLikelihood(groups).at(parameters, new double[4]));
  }

  /**
   * Purchases expected of a new customer within a time after the first one, which is not counted.
   *
   * @param time 0 or more
   */
  public double expectedPurchases(double time) {
    return expected(r, alpha, b, time);
  }

  /**
   * Purchases expected of a known customer within a time from the end of the observation on: the
   * chance that they are still there times what they then would buy.
   *
   * @param time 0 or more
   */
  public double expectedPurchases(PurchaseHistory history, double time) {
    long x = history.repeats();
    return aliveProbability(history) * expected(r + x, alpha + history.observed(), b + x, time);
  }

  /**
   * The chance that a customer is still there at the end of the observation, from 0 to 1: {@code 1
   * / (1 + a/(b+x-1) ((α+T)/(α+t_x))^(r+x))}.
   *
   * <p>1 for whoever never bought again: in this model one leaves only after a repeat.
   */
  public double aliveProbability(PurchaseHistory history) {
    long x = history.repeats();
    if (x == 0) {
      return 1;
    }
    double wait = Math.log((alpha + history.observed()) / (alpha + history.last()));
    return 1 / (1 + Math.exp(Math.log(a / (b + x - 1)) + (r + x) * wait));
  }

  /**
   * The chance of exactly so many purchases of a new customer within a time, from 0 to 1: they
   * stayed and would have made no more, or left after the last one.
   *
   * @param purchases 0 or more, without the first one
   * @param time above 0
   */
  public double purchasesProbability(int purchases, double time) {
    if (purchases < 0 || !(time > 0)) {
      throw new IllegalArgumentException(purchases + " purchases within " + time);
    }
    double share = time / (alpha + time);
    double stays = stays(purchases);
    double exactly =
        Math.exp(
            Gamma.logGamma(r + purchases)
                - Gamma.logGamma(r)
                - Gamma.logGamma(purchases + 1.0)
                + r * Math.log(alpha / (alpha + time))
                + purchases * Math.log(share));
    if (purchases == 0) {
      return exactly;
    }
    double leaves = stays * a / (b + purchases - 1);
    return stays * exactly + leaves * Beta.regularizedBeta(share, purchases, r);
  }

  /** The chance not to have left after so many repeats. */
  private double stays(int purchases) {
    return a == 0 ? 1 : Math.exp(Beta.logBeta(a, b + purchases) - Beta.logBeta(a, b));
  }

  /**
   * {@code Σ wₙ Mₙ / Σ wₙ}: the weights are those of a negative binomial number of purchases, up to
   * a factor; Mₙ is how many of n purchases come before the customer leaves.
   */
  private double expected(double shape, double rate, double stay, double time) {
    if (!(time >= 0) || Double.isInfinite(time)) {
      throw new IllegalArgumentException("a time of 0 or more, not " + time);
    }
    double share = time / (rate + time);
    double weight = 1;
    double weights = 1;
    double sum = 0;
    double present = 1;
    double made = 0;
    for (int n = 0; n < MOST_TERMS; n++) {
      double ratio = (shape + n) / (n + 1) * share;
      double falls = 1 - Math.max(ratio, share); // later ratios are no larger than the larger one
      if (falls > 0 && weight * (made + 1 / falls) <= 1e-17 * falls * Math.max(sum, 1e-280)) {
        return sum / weights;
      }
      made += present;
      present *= (stay + n) / (a + stay + n);
      weight *= ratio;
      weights += weight;
      sum += weight * made;
      if (weights > 1e250) {
        sum /= weights;
        weight /= weights;
        weights = 1;
      }
    }
    throw new IllegalArgumentException(
        "a time of " + time + " is too long for purchases at a rate of 1 / " + rate);
  }
}
