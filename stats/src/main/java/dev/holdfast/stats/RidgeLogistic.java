package dev.holdfast.stats;

import dev.holdfast.stats.NoEstimateException.Reason;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;

/**
 * The probability of an event from features: logistic regression, plain or with a ridge penalty.
 *
 * <p>{@code p = 1 / (1 + e^-(a + xβ))}, with a and β at the top of {@code Σ y log p + (1-y)
 * log(1-p) - λ/2 Σ β²}. The intercept a is not penalised. A penalty depends on the units of the
 * features: give them as {@link ZScores}. A coefficient is a log odds ratio for one unit of its
 * feature.
 *
 * <p>One outcome for all, and a feature that is the same for all, are refused by a {@link
 * NoEstimateException}; without a penalty so are features that depend on each other or foretell the
 * outcome (separation).
 *
 * <p>The standard errors come from the curvature at the top. With a penalty they describe the
 * spread of estimates that are drawn towards 0 and are too small as statements on the true effects.
 *
 * <p>Source: McCullagh and Nelder (1989), Generalized Linear Models, section 4.4; le Cessie and van
 * Houwelingen (1992), Appl. Stat. 41:191-201; without a penalty the same as R {@code glm}. Golden
 * files: {@code telco_classification.json}, {@code classification_checks.csv}.
 */
public final class RidgeLogistic {

  /** Fewer of the rarer outcome for each coefficient than this make a plain fit unreliable. */
  public static final int ENOUGH_EVENTS = 10;

  /** One case: its features and whether it had the event. */
  public record Observation(List<Double> features, boolean event) {
    public Observation {
      features = List.copyOf(features);
      if (features.stream().anyMatch(x -> !Double.isFinite(x))) {
        throw new IllegalArgumentException(
            "features are finite numbers, not "
                + features
                + "; fill in or leave out what is missing");
      }
    }
  }

  private final double[] coefficients;
  private final RealMatrix covariance;
  private final double logLikelihood;
  private final long rarer;

  private RidgeLogistic(
      double[] coefficients, RealMatrix covariance, double logLikelihood, long rarer) {
    this.coefficients = coefficients;
    this.covariance = covariance;
    this.logLikelihood = logLikelihood;
    this.rarer = rarer;
  }

  /**
   * The fit.
   *
   * @param ridge λ, 0 for none
   * @throws NoEstimateException when there is no estimate; it says why
   */
  public static RidgeLogistic fit(List<Observation> observations, double ridge) {
    if (!(ridge >= 0) || Double.isInfinite(ridge)) {
      throw new IllegalArgumentException("a ridge penalty is 0 or more, not " + ridge);
    }
    long events = observations.stream().filter(Observation::event).count();
    long rarer = Math.min(events, observations.size() - events);
    if (rarer == 0) {
      throw new NoEstimateException(Reason.ONE_OUTCOME);
    }
    StandardisedColumns columns =
        StandardisedColumns.of(observations.stream().map(Observation::features).toList());
    if (ridge == 0) {
      columns.requireIndependent();
    }
    NewtonRaphson.Top<LogisticLikelihood> top =
        NewtonRaphson.climb(LogisticLikelihood.start(columns, observations, ridge));
    RealMatrix units = toUnits(columns);
    return new RidgeLogistic(
        units.operate(top.likelihood().point().toArray()),
        units.multiply(top.covariance()).multiplyTransposed(units),
        top.likelihood().unpenalised(),
        rarer);
  }

  /** From the coefficients of standardised features to those of the features themselves. */
  private static RealMatrix toUnits(StandardisedColumns columns) {
    double[][] matrix = new double[columns.width() + 1][columns.width() + 1];
    matrix[0][0] = 1;
    for (int j = 0; j < columns.width(); j++) {
      matrix[0][j + 1] = -columns.means()[j] / columns.spreads()[j];
      matrix[j + 1][j + 1] = 1 / columns.spreads()[j];
    }
    return new Array2DRowRealMatrix(matrix, false);
  }

  /** How many features there are. */
  public int width() {
    return coefficients.length - 1;
  }

  /** Log odds when all features are 0. */
  public double intercept() {
    return coefficients[0];
  }

  /** Standard error of {@link #intercept}. */
  public double interceptError() {
    return Math.sqrt(covariance.getEntry(0, 0));
  }

  public double coefficient(int feature) {
    return coefficients[feature + 1];
  }

  public double standardError(int feature) {
    return Math.sqrt(covariance.getEntry(feature + 1, feature + 1));
  }

  /**
   * Standard errors of the coefficients, without the intercept, for cases that come in clusters: V
   * = sum over clusters of D D', D being the covariance of the fit times the cluster's score {@code
   * sum (y - p) (1, x)}. No correction for small numbers of clusters; with few of them (under 30 or
   * so) the errors are too small. With a penalty they too describe estimates drawn towards 0.
   *
   * <p>Source: Liang and Zeger (1986), Biometrika 73:13-22; without a penalty the same as R {@code
   * sandwich::vcovCL(type = "HC0", cadjust = FALSE)}.
   *
   * @param observations those of the fit
   * @param clusters for each observation the one it belongs to
   */
  public List<Double> clusteredErrors(List<Observation> observations, List<String> clusters) {
    List<List<Double>> sandwich = clusteredCovariance(observations, clusters);
    return IntStream.rangeClosed(1, width())
        .mapToObj(j -> Math.sqrt(sandwich.get(j).get(j)))
        .toList();
  }

  /**
   * All of V, see {@link #clusteredErrors}: (width + 1) rows and columns, the intercept first. With
   * it the standard error of the log odds of a case x is {@code sqrt((1,x) V (1,x)')}.
   */
  public List<List<Double>> clusteredCovariance(
      List<Observation> observations, List<String> clusters) {
    if (clusters.size() != observations.size()) {
      throw new IllegalArgumentException(
          clusters.size() + " clusters for " + observations.size() + " cases; each needs one");
    }
    Map<String, double[]> scores = new HashMap<>();
    for (int i = 0; i < clusters.size(); i++) {
      Observation one = observations.get(i);
      double residual = (one.event() ? 1 : 0) - probability(one.features());
      double[] score = scores.computeIfAbsent(clusters.get(i), _ -> new double[width() + 1]);
      score[0] += residual;
      for (int j = 0; j < width(); j++) {
        score[j + 1] += residual * one.features().get(j);
      }
    }
    double[][] sums = new double[width() + 1][width() + 1];
    for (double[] score : scores.values()) {
      double[] influence = covariance.operate(score);
      for (int j = 0; j <= width(); j++) {
        for (int k = 0; k <= width(); k++) {
          sums[j][k] += influence[j] * influence[k];
        }
      }
    }
    return Arrays.stream(sums).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  /** Wald's interval of a coefficient. */
  public Interval interval(int feature, double level) {
    double half = CriticalValues.z(level) * standardError(feature);
    double centre = coefficient(feature);
    return new Interval(centre - half, centre + half, level, "Wald");
  }

  /** Of the data at the estimate, without the penalty. */
  public double logLikelihood() {
    return logLikelihood;
  }

  /** Whether there are fewer than ten of the rarer outcome for each coefficient: a warning. */
  public boolean hasFewEvents() {
    return rarer < (long) ENOUGH_EVENTS * width();
  }

  /** The log odds of a case. */
  public double logOdds(List<Double> features) {
    if (features.size() != width()) {
      throw new IllegalArgumentException(features.size() + " features for a fit with " + width());
    }
    double sum = coefficients[0];
    for (int j = 0; j < width(); j++) {
      sum += coefficients[j + 1] * features.get(j);
    }
    return sum;
  }

  /** The probability of a case, from 0 to 1. */
  public double probability(List<Double> features) {
    return LogisticLikelihood.probability(logOdds(features));
  }
}
