package dev.holdfast.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How covariates multiply a hazard: Cox's model, fitted by partial likelihood.
 *
 * <p>A coefficient is a log hazard ratio for one unit of its covariate. Times keep the caller's
 * unit. Somebody is at risk after their entry and up to and including their time. Nobody with an
 * event, a covariate that is the same for all, or covariates that depend on each other have no
 * estimate and are refused; so is a coefficient that grows without end because a covariate
 * foretells every event. The refusal is a {@link NoEstimateException} with its reason.
 *
 * <p>Newton's method on {@code l(β) = Σ_events xβ - Σ_times Σ_(k<d) log(Σ_risk e^(xβ) - k/d Σ_tied
 * e^(xβ))} (Efron; Breslow leaves out the second sum), with standardised covariates. The standard
 * errors of the model hold when the hazards are proportional ({@link #proportionality}) and
 * subjects independent (otherwise {@link #clustered}).
 *
 * <p>Source: Cox (1972), J. R. Stat. Soc. B 34:187-220; Efron (1977), J. Am. Stat. Assoc.
 * 72:557-565; conventions of R survival 3.5-3. Golden: {@code freireich_input.csv}, {@code
 * km_telco_contract.csv} with the coefficients of the reference, {@code cox_telco_*.csv}, {@code
 * cox_checks.csv}.
 */
public final class CoxRegression {

  /** Fewer events for each coefficient than this make a fit unreliable. */
  public static final int ENOUGH_EVENTS = 10;

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
      if (!(time > entry)
          || Double.isInfinite(time)
          || covariates.stream().anyMatch(x -> !Double.isFinite(x))) {
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

  private final PartialLikelihood best;
  private final double[][] standardCovariance;
  private final double nullLogLikelihood;

  private CoxRegression(NewtonRaphson.Top<PartialLikelihood> top, double nullLogLikelihood) {
    this.best = top.likelihood();
    this.standardCovariance = top.covariance().getData();
    this.nullLogLikelihood = nullLogLikelihood;
  }

  /**
   * The fit.
   *
   * @throws NoEstimateException when there is no estimate; it says why
   */
  public static CoxRegression fit(List<Subject> subjects, Ties ties) {
    CoxSample sample = CoxSample.of(subjects);
    PartialLikelihood start = new PartialLikelihood(sample, ties);
    return new CoxRegression(NewtonRaphson.climb(start), start.height());
  }

  /** How many covariates, and so coefficients, there are. */
  public int width() {
    return best.coefficients().length;
  }

  public double coefficient(int covariate) {
    return best.coefficients()[covariate] / spread(covariate);
  }

  public double standardError(int covariate) {
    return Math.sqrt(standardCovariance[covariate][covariate]) / spread(covariate);
  }

  /** Wald's interval of a coefficient. */
  public Interval interval(int covariate, double level) {
    double half = CriticalValues.z(level) * standardError(covariate);
    double centre = coefficient(covariate);
    return new Interval(centre - half, centre + half, level, "Wald");
  }

  /** At the estimate. */
  public double logLikelihood() {
    return best.height();
  }

  /** With all coefficients 0. */
  public double nullLogLikelihood() {
    return nullLogLikelihood;
  }

  /** How many subjects had the event. */
  public int events() {
    return best.sample().events();
  }

  /** Whether there are fewer than ten events for each coefficient: a warning beside the fit. */
  public boolean hasFewEvents() {
    return events() < (long) ENOUGH_EVENTS * width();
  }

  /** Cumulative baseline hazard at each time with events, in their order. */
  public List<Hazard> baseline() {
    double log = 0;
    for (int j = 0; j < width(); j++) {
      log -= coefficient(j) * best.sample().columns().means()[j];
    }
    double zero = Math.exp(log); // from average covariates to covariates of 0
    List<Hazard> baseline = new ArrayList<>();
    double sum = 0;
    for (EventTime eventTime : best.eventTimes()) {
      sum += eventTime.hazard;
      baseline.add(new Hazard(eventTime.time, sum * zero));
    }
    return List.copyOf(baseline);
  }

  /**
   * Standard errors that allow for subjects of one cluster, such as the rows of one account, to be
   * alike, and for a model that is not quite right.
   *
   * @param clusters one for each subject, in the order of the fit
   */
  public ClusteredErrors clustered(List<String> clusters) {
    return ClusteredErrors.of(this, clusters);
  }

  /** How often the fit ranks two subjects rightly. */
  public Concordance concordance() {
    return Concordance.of(best);
  }

  /**
   * The test that the hazards are proportional, to be shown with the fit; absent when the events
   * lie on too few times to tell.
   */
  public Optional<SchoenfeldTest> proportionality(SchoenfeldTest.Clock clock) {
    return SchoenfeldTest.of(best, clock);
  }

  PartialLikelihood likelihood() {
    return best;
  }

  double[][] standardCovariance() {
    return standardCovariance;
  }

  /** One standard deviation of a covariate, in its own unit. */
  double spread(int covariate) {
    return best.sample().columns().spreads()[covariate];
  }
}
