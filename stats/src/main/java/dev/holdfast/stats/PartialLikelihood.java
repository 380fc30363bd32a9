package dev.holdfast.stats;

import dev.holdfast.stats.CoxRegression.Ties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/** Cox's partial likelihood at some coefficients of the standardised covariates. */
final class PartialLikelihood implements ConcaveLikelihood<PartialLikelihood> {

  private final CoxSample sample;
  private final Ties ties;
  private final double[] coefficients;
  private final List<EventTime> eventTimes;
  private double height;

  PartialLikelihood(CoxSample sample, Ties ties) {
    this(sample, ties, new double[sample.columns().width()]);
  }

  private PartialLikelihood(CoxSample sample, Ties ties, double[] coefficients) {
    this.sample = sample;
    this.ties = ties;
    this.coefficients = coefficients;
    this.eventTimes = walk().reversed();
    for (EventTime eventTime : eventTimes) {
      height += eventTime.height;
    }
  }

  @Override
  public PartialLikelihood at(RealVector other) {
    return new PartialLikelihood(sample, ties, other.toArray());
  }

  @Override
  public RealVector point() {
    return new ArrayRealVector(coefficients);
  }

  @Override
  public double height() {
    return height;
  }

  @Override
  public RealVector score() {
    double[] sum = new double[coefficients.length];
    for (EventTime eventTime : eventTimes) {
      for (int j = 0; j < sum.length; j++) {
        sum[j] += eventTime.excess[j];
      }
    }
    return new ArrayRealVector(sum, false);
  }

  @Override
  public RealMatrix information() {
    double[] ones = new double[eventTimes.size()];
    Arrays.fill(ones, 1);
    return weightedInformation(ones);
  }

  /** The parts of the information at each time, each times its own factor. */
  RealMatrix weightedInformation(double[] factors) {
    int width = coefficients.length;
    double[][] sum = new double[width][width];
    for (int t = 0; t < factors.length; t++) {
      double[][] variance = eventTimes.get(t).variance;
      for (int i = 0; i < width; i++) {
        for (int j = 0; j <= i; j++) {
          sum[i][j] += factors[t] * variance[i][j];
        }
      }
    }
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < i; j++) {
        sum[j][i] = sum[i][j];
      }
    }
    return new Array2DRowRealMatrix(sum, false);
  }

  CoxSample sample() {
    return sample;
  }

  double[] coefficients() {
    return coefficients;
  }

  /** The times with events, first to last. */
  List<EventTime> eventTimes() {
    return eventTimes;
  }

  double risk(int place) {
    return Math.exp(sample.logRisk(place, coefficients));
  }

  /** The times with events, last to first. */
  private List<EventTime> walk() {
    RiskSums atRisk = new RiskSums(coefficients.length);
    List<EventTime> found = new ArrayList<>();
    int entered = 0;
    int next = 0;
    while (next < sample.byTime().length) {
      double time = timeOf(next);
      int end = next;
      while (end < sample.byTime().length && timeOf(end) == time) {
        int place = sample.byTime()[end++];
        atRisk.add(risk(place), sample.row(place));
      }
      for (; entered < sample.byEntry().length && entryOf(entered) >= time; entered++) {
        int place = sample.byEntry()[entered];
        atRisk.remove(risk(place), sample.row(place));
      }
      settle(time, next, end, atRisk, found);
      next = end;
    }
    return found;
  }

  private void settle(double time, int from, int to, RiskSums atRisk, List<EventTime> found) {
    RiskSums tied = new RiskSums(coefficients.length);
    double[] sum = new double[coefficients.length];
    for (int i = from; i < to; i++) {
      int place = sample.byTime()[i];
      if (sample.subjects().get(place).event()) {
        double[] row = sample.row(place);
        height += sample.logRisk(place, coefficients);
        tied.add(risk(place), row);
        for (int j = 0; j < sum.length; j++) {
          sum[j] += row[j];
        }
      }
    }
    if (tied.count > 0) {
      found.add(new EventTime(time, atRisk, tied, sum, ties));
    }
  }

  private double timeOf(int rank) {
    return sample.subjects().get(sample.byTime()[rank]).time();
  }

  private double entryOf(int rank) {
    return sample.subjects().get(sample.byEntry()[rank]).entry();
  }
}
