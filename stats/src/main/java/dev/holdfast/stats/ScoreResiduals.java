package dev.holdfast.stats;

import dev.holdfast.stats.CoxRegression.Subject;
import java.util.List;

/**
 * What each subject adds to the slope of Cox's likelihood: its covariates less those expected at
 * its event, less the same for every time it was at risk, weighted by its hazard there.
 *
 * <p>Source: Therneau and Grambsch (2000), Modeling Survival Data, section 4.6; same as R {@code
 * residuals(fit, "score")}. A subject is spared its share of a tie of events only at its own.
 */
final class ScoreResiduals {

  private final PartialLikelihood likelihood;
  private final List<EventTime> eventTimes;

  /** Cumulative hazard before each time with events, and after the last. */
  private final double[] hazard;

  /** The same for the hazard times the mean covariates. */
  private final double[][] hazardMean;

  ScoreResiduals(PartialLikelihood likelihood) {
    this.likelihood = likelihood;
    this.eventTimes = likelihood.eventTimes();
    int width = likelihood.coefficients().length;
    hazard = new double[eventTimes.size() + 1];
    hazardMean = new double[eventTimes.size() + 1][width];
    for (int t = 0; t < eventTimes.size(); t++) {
      hazard[t + 1] = hazard[t] + eventTimes.get(t).hazard;
      for (int j = 0; j < width; j++) {
        hazardMean[t + 1][j] = hazardMean[t][j] + eventTimes.get(t).hazardMean[j];
      }
    }
  }

  /** One row for each subject in the order of the fit, of the standardised covariates. */
  double[][] all() {
    double[][] residuals = new double[likelihood.sample().subjects().size()][];
    for (int place = 0; place < residuals.length; place++) {
      residuals[place] = of(place);
    }
    return residuals;
  }

  private double[] of(int place) {
    Subject subject = likelihood.sample().subjects().get(place);
    double[] row = likelihood.sample().row(place);
    double risk = likelihood.risk(place);
    int from = timesUpTo(subject.entry());
    int to = timesUpTo(subject.time());
    double[] residual = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      double expected = hazardMean[to][j] - hazardMean[from][j];
      residual[j] = -risk * (row[j] * (hazard[to] - hazard[from]) - expected);
    }
    if (subject.event()) {
      EventTime own = eventTimes.get(to - 1);
      for (int j = 0; j < row.length; j++) {
        double spared = row[j] * own.tiedHazard - own.tiedHazardMean[j];
        residual[j] += row[j] - own.mean[j] + risk * spared;
      }
    }
    return residual;
  }

  /** How many times with events lie at or before a time. */
  private int timesUpTo(double time) {
    int low = 0;
    int high = eventTimes.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (eventTimes.get(middle).time <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
