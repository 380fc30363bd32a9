package dev.holdfast.stats;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Robust standard errors of {@link CoxRegression}, for subjects in clusters.
 *
 * <p>{@code V = Σ_clusters D D'}, D being the sum over a cluster of each subject's influence on the
 * coefficients: its score residual times the covariance of the model. No correction for small
 * numbers of clusters; with few of them (under 30 or so) the errors are too small. One cluster
 * alone says nothing and is refused.
 *
 * <p>Source: Lin and Wei (1989), J. Am. Stat. Assoc. 84:1074-1078; same as R {@code coxph(...,
 * cluster = id)}. Golden file: {@code cox_checks.csv}.
 */
public final class ClusteredErrors {

  private final CoxRegression fit;
  private final int clusters;
  private final double[] errors;

  private ClusteredErrors(CoxRegression fit, int clusters, double[] errors) {
    this.fit = fit;
    this.clusters = clusters;
    this.errors = errors;
  }

  static ClusteredErrors of(CoxRegression fit, List<String> clusters) {
    double[][] scores = new ScoreResiduals(fit.likelihood()).all();
    if (clusters.size() != scores.length) {
      throw new IllegalArgumentException(
          clusters.size() + " clusters for " + scores.length + " subjects; each needs one");
    }
    Map<String, double[]> sums = new HashMap<>();
    for (int i = 0; i < scores.length; i++) {
      double[] sum = sums.computeIfAbsent(clusters.get(i), _ -> new double[fit.width()]);
      for (int j = 0; j < sum.length; j++) {
        sum[j] += scores[i][j];
      }
    }
    if (sums.size() < 2) {
      throw new IllegalArgumentException("robust errors need at least two clusters");
    }
    double[] errors = new double[fit.width()];
    for (int j = 0; j < errors.length; j++) {
      errors[j] = error(fit, j, sums);
    }
    return new ClusteredErrors(fit, sums.size(), errors);
  }

  private static double error(CoxRegression fit, int covariate, Map<String, double[]> scores) {
    double[] covariance = fit.standardCovariance()[covariate];
    double squares = 0;
    for (double[] score : scores.values()) {
      double influence = 0;
      for (int j = 0; j < score.length; j++) {
        influence += covariance[j] * score[j];
      }
      squares += influence * influence;
    }
    return Math.sqrt(squares) / fit.spread(covariate);
  }

  /** How many clusters there are. */
  public int clusters() {
    return clusters;
  }

  public double standardError(int covariate) {
    return errors[covariate];
  }

  /** The interval of a coefficient. */
  public Interval interval(int covariate, double level) {
    double half = CriticalValues.z(level) * errors[covariate];
    double centre = fit.coefficient(covariate);
    return new Interval(centre - half, centre + half, level, "Lin-Wei, by cluster");
  }
}
