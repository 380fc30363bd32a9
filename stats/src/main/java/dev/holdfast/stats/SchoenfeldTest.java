package dev.holdfast.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.special.Gamma;

/**
 * The test that each covariate multiplies the hazard by the same factor at all times.
 *
 * <p>The score test of {@code β(t) = β + θ g(t)} against θ = 0, with g a clock centred over the
 * events: {@code u = Σ g (x - x̄)} (the Schoenfeld residuals) against its variance given β. Each
 * covariate alone has 1 degree of freedom, all together as many as there are covariates. It is an
 * approximation for large numbers; a clear result with thousands of events may be a small effect.
 *
 * <p>Source: Grambsch and Therneau (1994), Biometrika 81:515-526; same as R {@code cox.zph} since
 * survival 3.0. Golden: {@code cox_checks.csv}; Telco's 266.8 on 12 degrees of freedom.
 *
 * @param clock the scale of time on which a drift was looked for
 * @param each one for each covariate, in their order
 * @param global all covariates together
 */
public record SchoenfeldTest(Clock clock, List<Result> each, Result global) {

  /** Below this chance the hazards are called not proportional. */
  public static final double SIGNIFICANT = 0.05;

  /** The scale of time on which a drift is looked for. */
  public enum Clock {
    /** One minus the Kaplan-Meier estimate just before: R's default, robust to late events. */
    KAPLAN_MEIER("Kaplan-Meier"),
    /** The time itself. */
    IDENTITY("untransformed");

    private final String label;

    Clock(String label) {
      this.label = label;
    }
  }

  /**
   * One test.
   *
   * @param chiSquare 0 or more
   * @param degreesOfFreedom how many covariates it looks at
   * @param pValue chance of a statistic at least this large if the hazards are proportional
   */
  public record Result(double chiSquare, int degreesOfFreedom, double pValue) {
    static Result of(double chiSquare, int degreesOfFreedom) {
      double pValue =
          chiSquare > 0 ? Gamma.regularizedGammaQ(degreesOfFreedom / 2.0, chiSquare / 2) : 1;
      return new Result(Math.max(0, chiSquare), degreesOfFreedom, pValue);
    }
  }

  public SchoenfeldTest {
    each = List.copyOf(each);
  }

  static Optional<SchoenfeldTest> of(PartialLikelihood fit, Clock clock) {
    List<EventTime> times = fit.eventTimes();
    double[] drift = centred(times, clock == Clock.IDENTITY ? identity(times) : kaplanMeier(times));
    RealVector score = score(times, drift);
    double[] squares = Arrays.stream(drift).map(g -> g * g).toArray();
    // The variance of the score, less what is spent on estimating the coefficients themselves.
    RealMatrix information = fit.information();
    RealMatrix cross = fit.weightedInformation(drift);
    RealMatrix own = fit.weightedInformation(squares);
    RealMatrix spent = cross.multiply(new LUDecomposition(information).getSolver().solve(cross));
    RealMatrix variance = own.subtract(spent);
    List<Result> each = new ArrayList<>();
    for (int j = 0; j < score.getDimension(); j++) {
      double left = variance.getEntry(j, j);
      if (!(left > 1e-10 * own.getEntry(j, j))) {
        return Optional.empty();
      }
      each.add(Result.of(score.getEntry(j) * score.getEntry(j) / left, 1));
    }
    DecompositionSolver solver = new LUDecomposition(variance).getSolver();
    if (!solver.isNonSingular()) {
      return Optional.empty();
    }
    double global = score.dotProduct(solver.solve(score));
    return Optional.of(new SchoenfeldTest(clock, each, Result.of(global, each.size())));
  }

  private static double[] identity(List<EventTime> times) {
    return times.stream().mapToDouble(time -> time.time).toArray();
  }

  private static double[] kaplanMeier(List<EventTime> times) {
    double[] drift = new double[times.size()];
    double survival = 1;
    for (int t = 0; t < drift.length; t++) {
      drift[t] = 1 - survival;
      survival *= (double) (times.get(t).atRisk - times.get(t).events) / times.get(t).atRisk;
    }
    return drift;
  }

  /** The statistic does not depend on where the clock starts; late times would only be rounded. */
  private static double[] centred(List<EventTime> times, double[] drift) {
    double sum = 0;
    long events = 0;
    for (int t = 0; t < drift.length; t++) {
      sum += drift[t] * times.get(t).events;
      events += times.get(t).events;
    }
    double[] centred = new double[drift.length];
    for (int t = 0; t < drift.length; t++) {
      centred[t] = drift[t] - sum / events;
    }
    return centred;
  }

  private static RealVector score(List<EventTime> times, double[] drift) {
    double[] score = new double[times.getFirst().excess.length];
    for (int t = 0; t < drift.length; t++) {
      for (int j = 0; j < score.length; j++) {
        score[j] += drift[t] * times.get(t).excess[j];
      }
    }
    return new ArrayRealVector(score, false);
  }

  /** Whether the test, or that of one covariate with Bonferroni's correction, is significant. */
  public boolean violated() {
    double smallest = each.stream().mapToDouble(Result::pValue).min().orElse(1);
    return global.pValue() < SIGNIFICANT || smallest * each.size() < SIGNIFICANT;
  }

  /** What the test says, for whoever reads the fit. */
  public String sentence() {
    String figures =
        String.format(
            Locale.ROOT,
            "(global chi-squared %.1f on %d degrees of freedom, p %s, %s time)",
            global.chiSquare(),
            global.degreesOfFreedom(),
            global.pValue() < 0.0001
                ? "< 0.0001"
                : String.format(Locale.ROOT, "= %.4f", global.pValue()),
            clock.label);
    return violated()
        ? "The assumption of proportional hazards is violated "
            + figures
            + ": some effects change over time, and a hazard ratio is only their average."
        : "No evidence against proportional hazards was found " + figures + ".";
  }
}
