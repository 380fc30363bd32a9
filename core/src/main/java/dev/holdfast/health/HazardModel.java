package dev.holdfast.health;

import dev.holdfast.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The monthly hazard of a loss as a function of {@link RiskInput}s.
 *
 * <p>Formula: log odds of a loss in the month that begins after k months = intercept + sum of
 * weight x (value - mean) / deviation, with today's inputs carried forward (time as a customer and
 * the end of the term move on). P(loss within H days) = 1 - product of (1 - h_k), the last month
 * counted in part: (1 - h)^share. What has no data counts as the mean.
 *
 * <p>Interval: by the delta method on ln(-ln(1 - P)), from the covariance of the weights by
 * account. It says how well the weights are known, not how wrong the form of the model is.
 *
 * <p>Source: Singer and Willett (1993), J. Educ. Stat. 18:155-195 (discrete-time survival by
 * logistic regression).
 *
 * @param intercept log odds of a month for an account that is average in everything
 * @param covariance of the intercept and the weights, in their order
 * @param slope what the fitted log odds were multiplied by, so that they came true on other
 *     accounts; 1 when they were left as they are, 0 when they told nothing
 */
public record HazardModel(
    double intercept,
    List<Weight> weights,
    List<Dropped> dropped,
    double slope,
    List<List<Double>> covariance) {

  private static final double Z = 1.959963984540054;

  /**
   * The weight of an input.
   *
   * @param perDeviation log odds for a standard deviation more
   * @param error its standard error, by account
   * @param mean in the account-months that it was learned from
   * @param deviation in the same
   */
  public record Weight(
      RiskInput input, double perDeviation, double error, double mean, double deviation) {

    /** What one unit more multiplies the odds of a loss by. */
    public double oddsRatio() {
      return Math.exp(perDeviation / deviation);
    }

    /** The 95 % interval of {@link #oddsRatio}. */
    public Interval oddsInterval() {
      return new Interval(
          Math.exp((perDeviation - Z * error) / deviation),
          Math.exp((perDeviation + Z * error) / deviation),
          Interval.LEVEL,
          "Wald, by account");
    }
  }

  /** An input that does not count, and why. */
  public record Dropped(RiskInput input, String why) {}

  /** What an input adds to an account's log odds of the first month, against the mean. */
  public record Contribution(RiskInput input, double logOdds) {}

  /** A probability with its 95 % interval. */
  public record Estimate(double probability, double low, double high) {

    /** The same of its opposite. */
    public Estimate opposite() {
      return new Estimate(1 - probability, 1 - high, 1 - low);
    }
  }

  public HazardModel {
    weights = List.copyOf(weights);
    dropped = List.copyOf(dropped);
    covariance = covariance.stream().map(List::copyOf).toList();
  }

  /** What each input adds; with the intercept they add up to the log odds of the first month. */
  List<Contribution> contributions(RiskState state) {
    double[] scaled = scaled(state, 0);
    return IntStream.range(0, weights.size())
        .mapToObj(j ->
            new Contribution(weights.get(j).input(), weights.get(j).perDeviation() * scaled[j]))
        .toList();
  }

  /** Log odds of a loss in the month that begins after so many months. */
  double logOdds(RiskState state, int months) {
    return logOdds(scaled(state, months));
  }

  /** Risk of a loss within so many days. */
  Estimate risk(RiskState state, int days) {
    List<double[]> steps = new ArrayList<>();
    for (int month = 0; month * RiskState.DAYS_A_MONTH < days; month++) {
      steps.add(scaled(state, month));
    }
    return risk(steps, days);
  }

  /** Risk within so many days of an account that is and stays average in everything. */
  Estimate average(int days) {
    List<double[]> steps = new ArrayList<>();
    for (int month = 0; month * RiskState.DAYS_A_MONTH < days; month++) {
      steps.add(new double[weights.size()]);
    }
    return risk(steps, days);
  }

  private Estimate risk(List<double[]> steps, int days) {
    double logSurvival = 0;
    double[] slopes = new double[weights.size() + 1];
    for (int month = 0; month < steps.size(); month++) {
      double share = Math.min(1, days / RiskState.DAYS_A_MONTH - month);
      double hazard = logistic(logOdds(steps.get(month)));
      logSurvival += share * Math.log1p(-hazard);
      slopes[0] -= share * hazard;
      for (int j = 0; j < weights.size(); j++) {
        slopes[j + 1] -= share * hazard * steps.get(month)[j];
      }
    }
    double error = Math.sqrt(variance(slopes)) / -logSurvival;
    double middle = Math.log(-logSurvival);
    return new Estimate(
        -Math.expm1(logSurvival),
        -Math.expm1(-Math.exp(middle - Z * error)),
        -Math.expm1(-Math.exp(middle + Z * error)));
  }

  private double variance(double[] slopes) {
    double sum = 0;
    for (int j = 0; j < slopes.length; j++) {
      for (int k = 0; k < slopes.length; k++) {
        sum += slopes[j] * covariance.get(j).get(k) * slopes[k];
      }
    }
    return Math.max(0, sum);
  }

  private double logOdds(double[] scaled) {
    double sum = intercept;
    for (int j = 0; j < scaled.length; j++) {
      sum += weights.get(j).perDeviation() * scaled[j];
    }
    return sum;
  }

  private double[] scaled(RiskState state, int months) {
    return weights.stream()
        .mapToDouble(weight -> {
          @Nullable Double known = weight.input().read(state, months);
          return known == null ? 0 : (known - weight.mean()) / weight.deviation();
        })
        .toArray();
  }

  static double logistic(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }
}
