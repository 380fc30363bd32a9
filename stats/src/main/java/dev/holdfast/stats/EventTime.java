package dev.holdfast.stats;

import dev.holdfast.stats.CoxRegression.Ties;

/**
 * What happened at one time with events, given coefficients.
 *
 * <p>With d events, the k-th of them (from 0) falls on the risk set less a share k/d of the tied
 * ones (Efron), or on the whole of it (Breslow). Vectors have one entry for each covariate.
 */
final class EventTime {

  final double time;
  final int events;
  final long atRisk;

  /** What this time adds to the log-likelihood, but for the events' own log risks. */
  double height;

  /** Step of the cumulative hazard, for somebody with average covariates. */
  double hazard;

  /** The same, each part times the mean covariates at risk. */
  final double[] hazardMean;

  /** Of {@link #hazard}, what the tied subjects are spared. */
  double tiedHazard;

  /** Of {@link #hazardMean}, what the tied subjects are spared. */
  final double[] tiedHazardMean;

  /** Mean covariates at risk, on average over the events. */
  final double[] mean;

  /** Covariates of those with the event less those expected, summed: the slope's part. */
  final double[] excess;

  /** Variance of the covariates at risk, summed over the events; its lower triangle. */
  final double[][] variance;

  EventTime(double time, RiskSums atRisk, RiskSums tied, double[] sumOfEvents, Ties ties) {
    int width = sumOfEvents.length;
    this.time = time;
    this.events = (int) tied.count;
    this.atRisk = atRisk.count;
    hazardMean = new double[width];
    tiedHazardMean = new double[width];
    mean = new double[width];
    excess = sumOfEvents;
    variance = new double[width][width];
    for (int k = 0; k < events; k++) {
      settle(atRisk, tied, ties == Ties.EFRON ? (double) k / events : 0);
    }
  }

  private void settle(RiskSums atRisk, RiskSums tied, double spared) {
    double weight = atRisk.weight - spared * tied.weight;
    height -= Math.log(weight);
    hazard += 1 / weight;
    tiedHazard += spared / weight;
    double[] at = new double[mean.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = (atRisk.first[i] - spared * tied.first[i]) / weight;
      hazardMean[i] += at[i] / weight;
      tiedHazardMean[i] += spared * at[i] / weight;
      mean[i] += at[i] / events;
      excess[i] -= at[i];
      for (int j = 0; j <= i; j++) {
        double second = (atRisk.second[i][j] - spared * tied.second[i][j]) / weight;
        variance[i][j] += second - at[i] * at[j];
      }
    }
  }
}
