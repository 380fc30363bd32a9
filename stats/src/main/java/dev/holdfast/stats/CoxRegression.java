package dev.holdfast.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * How covariates multiply a hazard: Cox's model, fitted by partial likelihood.
 *
 * <p>A coefficient is a log hazard ratio for one unit of its covariate. Times keep the caller's
 * unit. Somebody is at risk after their entry and up to and including their time. Nobody with an
 * event, a covariate that is the same for all, or covariates that depend on each other have no
 * estimate and are refused; so is a coefficient that grows without end because a covariate
 * foretells every event.
 *
 * <p>Newton's method on {@code l(β) = Σ_events xβ - Σ_times Σ_(k<d) log(Σ_risk e^(xβ) - k/d Σ_tied
 * e^(xβ))} (Efron; Breslow leaves out the second sum), with covariates centred at their means,
 * until the step is below 1e-10 of a standard error. The standard errors are those of the model:
 * they hold when the hazards are proportional and subjects independent.
 *
 * <p>Source: Cox (1972), J. R. Stat. Soc. B 34:187-220; Efron (1977), J. Am. Stat. Assoc.
 * 72:557-565; conventions of R survival 3.5-3. Golden: {@code freireich_input.csv}, {@code
 * km_telco_contract.csv} with the coefficients of the reference.
 */
public final class CoxRegression {

  private static final int MOST_STEPS = 40;
  private static final double CLOSE = 1e-10;

  /** Beyond this a hazard ratio is no estimate but a covariate that separates. */
  private static final double SEPARATED = 15;

  /** What is assumed of events at the same time. */
  public enum Ties {
    /** They happened one after the other, in an unknown order. */
    EFRON,
    /** Everybody with one was at risk for each of them. */
    BRESLOW
  }

  /**
   * One subject.
   *
   * @param entry after this time they were under observation; negative infinity from the start
   * @param time when they left
   * @param event whether with the event
   * @param covariates one number for each covariate
   */
  public record Subject(double entry, double time, boolean event, List<Double> covariates) {
    public Subject {
      covariates = List.copyOf(covariates);
      if (!(time > entry) || covariates.stream().anyMatch(x -> !Double.isFinite(x))) {
        throw new IllegalArgumentException(
            "entry " + entry + ", time " + time + ", covariates " + covariates);
      }
    }

    /** Observed from the start. */
    public static Subject of(double time, boolean event, List<Double> covariates) {
      return new Subject(Double.NEGATIVE_INFINITY, time, event, covariates);
    }
  }

  /** Cumulative hazard of somebody whose covariates are all 0, from a time on. */
  public record Hazard(double time, double cumulative) {}

  private final RealVector coefficients;
  private final RealMatrix covariance;
  private final double logLikelihood;
  private final double nullLogLikelihood;
  private final List<Hazard> baseline;

  private CoxRegression(Likelihood best, double nullLogLikelihood, RealMatrix covariance) {
    this.coefficients = best.beta;
    this.covariance = covariance;
    this.logLikelihood = best.value;
    this.nullLogLikelihood = nullLogLikelihood;
    this.baseline = List.copyOf(best.baseline);
  }

  /**
   * The fit.
   *
   * @throws IllegalArgumentException when there is no estimate; the message says why
   */
  public static CoxRegression fit(List<Subject> subjects, Ties ties) {
    Likelihood at = new Likelihood(Sorted.of(subjects), ties);
    double nullValue = at.value;
    for (int step = 0; step < MOST_STEPS; step++) {
      RealMatrix covariance = inverse(at.information);
      RealVector move = covariance.operate(at.score);
      if (small(move, covariance)) {
        return new CoxRegression(at, nullValue, covariance);
      }
      at = uphill(at, move);
    }
    throw new IllegalArgumentException("no estimate within " + MOST_STEPS + " steps");
  }

  private static Likelihood uphill(Likelihood from, RealVector move) {
    RealVector step = move;
    Likelihood next = from.at(from.beta.add(step));
    while (!(next.value >= from.value - 1e-9 * Math.abs(from.value))) {
      step = step.mapMultiply(0.5);
      next = from.at(from.beta.add(step));
    }
    if (next.beta.ebeMultiply(from.sorted.spread).getLInfNorm() > SEPARATED) {
      throw new IllegalArgumentException(
          "a covariate foretells every event: its coefficient grows without end");
    }
    return next;
  }

  private static boolean small(RealVector move, RealMatrix covariance) {
    for (int j = 0; j < move.getDimension(); j++) {
      if (Math.abs(move.getEntry(j)) > CLOSE * Math.sqrt(covariance.getEntry(j, j))) {
        return false;
      }
    }
    return true;
  }

  private static RealMatrix inverse(RealMatrix information) {
    try {
      return new CholeskyDecomposition(information, 1e-9, 1e-12).getSolver().getInverse();
    } catch (MathIllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a covariate is the same for all at risk, or follows from the others", e);
    }
  }

  public double coefficient(int covariate) {
    return coefficients.getEntry(covariate);
  }

  public double standardError(int covariate) {
    return Math.sqrt(covariance.getEntry(covariate, covariate));
  }

  /** Wald's interval of a coefficient. */
  public Interval interval(int covariate, double level) {
    double half = CriticalValues.z(level) * standardError(covariate);
    double centre = coefficient(covariate);
    return new Interval(centre - half, centre + half, level, "Wald");
  }

  /** At the estimate. */
  public double logLikelihood() {
    return logLikelihood;
  }

  /** With all coefficients 0. */
  public double nullLogLikelihood() {
    return nullLogLikelihood;
  }

  /** Cumulative baseline hazard at each time with events, in their order. */
  public List<Hazard> baseline() {
    return baseline;
  }

  /** Subjects as the likelihood walks through them: from the last time to the first. */
  private record Sorted(
      List<Subject> byTime, List<Subject> byEntry, RealVector mean, RealVector spread) {

    static Sorted of(List<Subject> subjects) {
      if (subjects.stream().noneMatch(Subject::event)) {
        throw new IllegalArgumentException("nobody had the event");
      }
      int width = subjects.getFirst().covariates().size();
      RealVector mean = new ArrayRealVector(width);
      RealVector squares = new ArrayRealVector(width);
      for (Subject subject : subjects) {
        RealVector x = x(subject);
        if (x.getDimension() != width) {
          throw new IllegalArgumentException("subjects have different numbers of covariates");
        }
        mean = mean.add(x);
        squares = squares.add(x.ebeMultiply(x));
      }
      mean = mean.mapMultiply(1.0 / subjects.size());
      RealVector spread =
          squares
              .mapMultiply(1.0 / subjects.size())
              .subtract(mean.ebeMultiply(mean))
              .map(variance -> Math.sqrt(Math.max(0, variance)));
      Comparator<Subject> last = Comparator.comparingDouble(Subject::time).reversed();
      Comparator<Subject> lastEntry = Comparator.comparingDouble(Subject::entry).reversed();
      return new Sorted(
          subjects.stream().sorted(last).toList(),
          subjects.stream().sorted(lastEntry).toList(),
          mean,
          spread);
    }

    static RealVector x(Subject subject) {
      return new ArrayRealVector(
          subject.covariates().stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  /** Sums of e^(xβ), and of it times x and xx', over some subjects. */
  private static final class Sums {
    double weight;
    final double[] first;
    final double[][] second;

    Sums(int width) {
      first = new double[width];
      second = new double[width][width];
    }

    void add(double sign, double risk, double[] x) {
      weight += sign * risk;
      for (int i = 0; i < x.length; i++) {
        first[i] += sign * risk * x[i];
        for (int j = 0; j <= i; j++) {
          second[i][j] += sign * risk * x[i] * x[j];
        }
      }
    }
  }

  /** The partial likelihood at some coefficients, with its slope and curvature. */
  private static final class Likelihood {
    final Sorted sorted;
    final Ties ties;
    final RealVector beta;
    double value;
    final RealVector score;
    final RealMatrix information;
    final List<Hazard> baseline = new ArrayList<>();

    Likelihood(Sorted sorted, Ties ties) {
      this(sorted, ties, new ArrayRealVector(sorted.mean.getDimension()));
    }

    private Likelihood(Sorted sorted, Ties ties, RealVector beta) {
      this.sorted = sorted;
      this.ties = ties;
      this.beta = beta;
      this.score = new ArrayRealVector(beta.getDimension());
      this.information = new Array2DRowRealMatrix(beta.getDimension(), beta.getDimension());
      walk();
    }

    Likelihood at(RealVector other) {
      return new Likelihood(sorted, ties, other);
    }

    private void walk() {
      int width = beta.getDimension();
      Sums atRisk = new Sums(width);
      List<double[]> steps = new ArrayList<>();
      int entered = 0;
      int next = 0;
      while (next < sorted.byTime.size()) {
        double time = sorted.byTime.get(next).time();
        Sums tied = new Sums(width);
        int events = 0;
        for (; next < sorted.byTime.size() && sorted.byTime.get(next).time() == time; next++) {
          Subject subject = sorted.byTime.get(next);
          double[] x = centred(subject);
          double log = dot(x);
          atRisk.add(1, Math.exp(log), x);
          if (subject.event()) {
            events++;
            value += log;
            tied.add(1, Math.exp(log), x);
            addTo(score, x, 1);
          }
        }
        for (;
            entered < sorted.byEntry.size() && sorted.byEntry.get(entered).entry() >= time;
            entered++) {
          Subject subject = sorted.byEntry.get(entered);
          double[] x = centred(subject);
          atRisk.add(-1, Math.exp(dot(x)), x);
        }
        if (events > 0) {
          steps.add(new double[] {time, settle(atRisk, tied, events)});
        }
      }
      double sum = 0;
      double zero = Math.exp(-beta.dotProduct(sorted.mean)); // from the mean to covariates of 0
      for (double[] step : steps.reversed()) {
        sum += step[1];
        baseline.add(new Hazard(step[0], sum * zero));
      }
    }

    /** Takes in the events of one time; the step of the hazard there. */
    private double settle(Sums atRisk, Sums tied, int events) {
      double hazard = 0;
      int width = beta.getDimension();
      double[] mean = new double[width];
      for (int k = 0; k < events; k++) {
        double share = ties == Ties.EFRON ? (double) k / events : 0;
        double weight = atRisk.weight - share * tied.weight;
        value -= Math.log(weight);
        hazard += 1 / weight;
        for (int i = 0; i < width; i++) {
          mean[i] = (atRisk.first[i] - share * tied.first[i]) / weight;
          for (int j = 0; j <= i; j++) {
            double second = (atRisk.second[i][j] - share * tied.second[i][j]) / weight;
            information.addToEntry(i, j, second - mean[i] * mean[j]);
            if (i != j) {
              information.addToEntry(j, i, second - mean[i] * mean[j]);
            }
          }
        }
        addTo(score, mean, -1);
      }
      return hazard;
    }

    private double[] centred(Subject subject) {
      double[] x = new double[beta.getDimension()];
      for (int i = 0; i < x.length; i++) {
        x[i] = subject.covariates().get(i) - sorted.mean.getEntry(i);
      }
      return x;
    }

    private double dot(double[] x) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += x[i] * beta.getEntry(i);
      }
      return sum;
    }

    private static void addTo(RealVector sum, double[] x, double sign) {
      for (int i = 0; i < x.length; i++) {
        sum.addToEntry(i, sign * x[i]);
      }
    }
  }
}
