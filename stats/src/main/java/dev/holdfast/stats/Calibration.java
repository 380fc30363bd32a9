package dev.holdfast.stats;

import dev.holdfast.stats.RidgeLogistic.Observation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether probabilities come true.
 *
 * <p>With p the probability of a case and y its outcome, 0 or 1:
 *
 * <ul>
 *   <li>Brier score {@code mean (p - y)²}, from 0 (best) to 1; skill is one less its ratio to the
 *       Brier score of the share of events said of all.
 *   <li>Log-loss {@code -mean log(probability of what happened)}, 0 or more. Here and in the line a
 *       probability is kept within 1e-15 of 0 and 1, so that one sure mistake stays finite.
 *   <li>The line {@code log odds of y = intercept + slope × log odds of p}: 0 and 1 are perfect, a
 *       slope below 1 means that probabilities are too extreme.
 *   <li>In the large: the intercept with the slope held at 1; above 0 when events are more frequent
 *       than was said.
 *   <li>Expected calibration error: mean distance, over ten bins of equal numbers of cases in order
 *       of p, of the mean p from the share of events. It is above 0 even for perfect probabilities,
 *       by chance.
 * </ul>
 *
 * <p>No cases are refused. Source: Cox (1958), Biometrika 45:562-565; Brier (1950), Mon. Weather
 * Rev. 78:1-3. Golden files: {@code telco_classification.json}, {@code classification_checks.csv}.
 */
public final class Calibration {

  private static final double SURE = 1e-15;

  /**
   * Log odds of the outcomes against those said.
   *
   * @param slopeError standard error of the slope
   */
  public record Line(double intercept, double slope, double slopeError) {}

  private final List<Scored> scored;
  private final List<CalibrationBin> bins;

  private Calibration(List<Scored> scored) {
    this.scored = List.copyOf(scored);
    this.bins = CalibrationBin.of(scored);
  }

  /** How right some probabilities were. */
  public static Calibration of(List<Scored> scored) {
    for (Scored one : scored) {
      if (!(one.score() >= 0 && one.score() <= 1)) {
        throw new IllegalArgumentException(
            "calibration needs probabilities from 0 to 1, not a score of " + one.score());
      }
    }
    return new Calibration(scored);
  }

  public double brier() {
    return scored.stream()
        .mapToDouble(one -> Math.pow(one.score() - (one.event() ? 1 : 0), 2))
        .average()
        .orElseThrow();
  }

  /** One less the ratio of Brier scores; absent when everybody had the same outcome. */
  public OptionalDouble brierSkill() {
    double base = eventShare() * (1 - eventShare());
    return base == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - brier() / base);
  }

  public double logLoss() {
    return scored.stream()
        .mapToDouble(
            one -> -LogisticLikelihood.logProbability(one.event() ? logOdds(one) : -logOdds(one)))
        .average()
        .orElseThrow();
  }

  /** Mean probability. */
  public double meanProbability() {
    return scored.stream().mapToDouble(Scored::score).average().orElseThrow();
  }

  /** Share of the cases that had the event. */
  public double eventShare() {
    return (double) events() / scored.size();
  }

  /**
   * The line; absent when there is none, because everybody had the same outcome or probability, or
   * the probabilities tell the outcomes apart without a mistake.
   */
  public Optional<Line> line() {
    List<Observation> observations =
        scored.stream().map(one -> new Observation(List.of(logOdds(one)), one.event())).toList();
    try {
      RidgeLogistic fit = RidgeLogistic.fit(observations, 0);
      return Optional.of(new Line(fit.intercept(), fit.coefficient(0), fit.standardError(0)));
    } catch (NoEstimateException _) {
      return Optional.empty(); // The reasons are those named above.
    }
  }

  /** The intercept with the slope held at 1; absent when everybody had the same outcome. */
  public OptionalDouble inTheLarge() {
    if (events() == 0 || events() == scored.size()) {
      return OptionalDouble.empty();
    }
    double[] logOdds = scored.stream().mapToDouble(Calibration::logOdds).toArray();
    double low = -80; // twice the log odds of the surest probability
    double high = 80;
    // Expected events rise with the intercept; halve until it is known to the last digit.
    for (double middle = 0; low < middle && middle < high; middle = low + (high - low) / 2) {
      double expected = 0;
      for (double one : logOdds) {
        expected += LogisticLikelihood.probability(one + middle);
      }
      if (expected < events()) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return OptionalDouble.of(low);
  }

  /** Mean distance of the mean probability from the share of events, over the bins. */
  public double expectedError() {
    double sum = 0;
    for (CalibrationBin bin : bins) {
      sum += bin.cases() * Math.abs(bin.meanProbability() - bin.eventShare());
    }
    return sum / scored.size();
  }

  /** Ten bins of equal numbers of cases, lowest probabilities first; fewer for under ten cases. */
  public List<CalibrationBin> bins() {
    return bins;
  }

  private long events() {
    return scored.stream().filter(Scored::event).count();
  }

  private static double logOdds(Scored one) {
    double p = Math.min(Math.max(one.score(), SURE), 1 - SURE);
    return Math.log(p) - Math.log1p(-p);
  }
}
