package dev.holdfast.stats;

import dev.holdfast.stats.FitOutcome.Fitted;
import dev.holdfast.stats.FitOutcome.Reason;
import dev.holdfast.stats.FitOutcome.Refused;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The Gamma-Gamma model of how much customers spend: each purchase of a customer follows a gamma
 * distribution of shape p around a mean of their own, and its rate follows a gamma distribution
 * (shape q, rate γ) over the customers.
 *
 * <p>It takes the amounts as independent of the number of purchases; {@link #correlation} says how
 * far that holds. With q of 1 or below the mean over the customers is infinite, and a customer of
 * few purchases may be expected to spend without end: such a model is no forecast, and its fit is
 * refused.
 *
 * <p>Source: Fader and Hardie, note 025 (2013); Fader, Hardie and Lee (2005), J. Marketing Research
 * 42(4):415-430. Golden: {@code btyd.json}, {@code customer_base_checks.csv}.
 *
 * @param p shape of one customer's purchases, above 0
 * @param q shape of their rates over the customers, above 0
 * @param gamma rate of that, in money, above 0
 */
public record GammaGamma(double p, double q, double gamma) {

  private static final int FEWEST_BUYERS = 100;

  public GammaGamma {
    if (!(p > 0 && q > 0 && gamma > 0) || Double.isInfinite(p + q + gamma)) {
      throw new IllegalArgumentException(
          "p " + p + ", q " + q + ", gamma " + gamma + " must be positive");
    }
  }

  /**
   * The likeliest model for customers with a purchase and a mean above 0; the others are left out.
   *
   * <p>Refused for fewer than 100 such customers, and where the fitted mean is infinite.
   */
  public static FitOutcome<FittedModel<GammaGamma>> fit(List<SpendingHistory> histories) {
    List<SpendingHistory> usable = usable(histories);
    if (usable.size() < FEWEST_BUYERS) {
      return new Refused<>(
          Reason.TOO_FEW_REPEAT_BUYERS,
          usable.size() + " customers spent something; a fit needs " + FEWEST_BUYERS);
    }
    SpendingLikelihood likelihood = new SpendingLikelihood(usable);
    LikelihoodMaximum maximum =
        LikelihoodMaximum.of(
            likelihood,
            List.of(new double[] {1, 2, 1}, new double[] {6, 4, 0.5}, new double[] {0.5, 1.2, 2}));
    FittedModel<GammaGamma> fit =
        FittedModel.of(
            maximum,
            new double[] {1, 1, likelihood.unit()},
            likelihood.inCallersUnit(maximum.value()),
            found -> new GammaGamma(found[0], found[1], found[2]));
    double q = fit.model().q();
    return q > 1
        ? new Fitted<>(fit)
        : new Refused<>(Reason.INFINITE_MEAN, "q is " + q + ", and no mean exists unless above 1");
  }

  /** Of those of these histories that have a purchase and a mean above 0, under this model. */
  public double logLikelihood(List<SpendingHistory> histories) {
    SpendingLikelihood likelihood = new SpendingLikelihood(usable(histories));
    return likelihood.inCallersUnit(
        likelihood.at(new double[] {p, q, gamma / likelihood.unit()}, new double[3]));
  }

  /**
   * The mean purchase over all customers in money, {@code p γ / (q - 1)}; infinite where q is 1 or
   * below, which may happen to a draw of an uncertain model.
   */
  public double populationMean() {
    return q > 1 ? p * gamma / (q - 1) : Double.POSITIVE_INFINITY;
  }

  /**
   * The mean purchase to expect of one customer in money, {@code p (γ + x m) / (p x + q - 1)}:
   * their own mean, drawn towards that of all, the more so the fewer purchases there are.
   *
   * <p>Without a usable purchase it is the mean of all.
   */
  public double expectedMean(SpendingHistory history) {
    if (!history.isUsable()) {
      return populationMean();
    }
    double shape = p * history.purchases() + q - 1;
    return shape > 0
        ? p * (gamma + history.purchases() * history.mean()) / shape
        : Double.POSITIVE_INFINITY;
  }

  /**
   * Pearson's correlation of the number of purchases with their mean, from -1 to 1, over customers
   * with a purchase and a mean above 0; far from 0 it speaks against the model.
   *
   * <p>Absent when one of the two does not vary.
   */
  public static OptionalDouble correlation(List<SpendingHistory> histories) {
    List<SpendingHistory> usable = usable(histories);
    double meanX = usable.stream().mapToDouble(SpendingHistory::purchases).average().orElse(0);
    double meanY = usable.stream().mapToDouble(SpendingHistory::mean).average().orElse(0);
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (SpendingHistory one : usable) {
      double x = one.purchases() - meanX;
      double y = one.mean() - meanY;
      xx += x * x;
      xy += x * y;
      yy += y * y;
    }
    double root = Math.sqrt(xx) * Math.sqrt(yy);
    return root > 0 ? OptionalDouble.of(Math.clamp(xy / root, -1, 1)) : OptionalDouble.empty();
  }

  private static List<SpendingHistory> usable(List<SpendingHistory> histories) {
    return histories.stream().filter(SpendingHistory::isUsable).toList();
  }
}
