package dev.holdfast.stats;

import dev.holdfast.stats.RidgeLogistic.Observation;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * The penalised likelihood of {@link RidgeLogistic}; its point is the intercept and then the
 * coefficients of the standardised features. Newton's step on it is iteratively reweighted least
 * squares.
 */
final class LogisticLikelihood implements ConcaveLikelihood<LogisticLikelihood> {

  private final double[][] rows;
  private final boolean[] events;

  /** For each coordinate, none for the intercept. */
  private final double[] penalties;

  private final double[] point;
  private final double[] score;
  private final double[][] information;
  private double unpenalised;
  private double penalty;

  private LogisticLikelihood(
      double[][] rows, boolean[] events, double[] penalties, double[] point) {
    this.rows = rows;
    this.events = events;
    this.penalties = penalties;
    this.point = point;
    this.score = new double[point.length];
    this.information = new double[point.length][point.length];
    for (int i = 0; i < rows.length; i++) {
      add(rows[i], events[i]);
    }
    for (int j = 0; j < point.length; j++) {
      penalty += penalties[j] * point[j] * point[j] / 2;
      score[j] -= penalties[j] * point[j];
      information[j][j] += penalties[j];
      for (int k = 0; k < j; k++) {
        information[k][j] = information[j][k];
      }
    }
  }

  /** With all coefficients 0. */
  static LogisticLikelihood start(
      StandardisedColumns columns, List<Observation> observations, double ridge) {
    double[][] rows = new double[observations.size()][columns.width() + 1];
    boolean[] events = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = 1;
      System.arraycopy(columns.rows()[i], 0, rows[i], 1, columns.width());
      events[i] = observations.get(i).event();
    }
    double[] penalties = new double[columns.width() + 1];
    for (int j = 0; j < columns.width(); j++) {
      penalties[j + 1] = ridge / (columns.spreads()[j] * columns.spreads()[j]);
    }
    return new LogisticLikelihood(rows, events, penalties, new double[penalties.length]);
  }

  private void add(double[] row, boolean event) {
    double logOdds = 0;
    for (int j = 0; j < row.length; j++) {
      logOdds += row[j] * point[j];
    }
    double p = probability(logOdds);
    unpenalised += logProbability(event ? logOdds : -logOdds);
    double rest = (event ? 1 : 0) - p;
    double weight = p * probability(-logOdds);
    for (int j = 0; j < row.length; j++) {
      score[j] += rest * row[j];
      double part = weight * row[j];
      for (int k = 0; k <= j; k++) {
        information[j][k] += part * row[k];
      }
    }
  }

  static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  /** Log of {@link #probability}, accurate at both ends. */
  static double logProbability(double logOdds) {
    return Math.min(logOdds, 0) - Math.log1p(Math.exp(-Math.abs(logOdds)));
  }

  @Override
  public RealVector point() {
    return new ArrayRealVector(point);
  }

  @Override
  public double height() {
    return unpenalised - penalty;
  }

  /** The log-likelihood of the data. */
  double unpenalised() {
    return unpenalised;
  }

  @Override
  public RealVector score() {
    return new ArrayRealVector(score);
  }

  @Override
  public RealMatrix information() {
    return new Array2DRowRealMatrix(information);
  }

  @Override
  public LogisticLikelihood at(RealVector other) {
    return new LogisticLikelihood(rows, events, penalties, other.toArray());
  }
}
