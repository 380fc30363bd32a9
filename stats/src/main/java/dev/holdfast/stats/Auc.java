package dev.holdfast.stats;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How well scores rank: the chance that a case with the event had a higher score than one without,
 * ties counting a half. It is the area under the ROC curve.
 *
 * <p>Unit: a share from 0 to 1; 0.5 is chance. One outcome for all is refused by a {@link
 * NoEstimateException}. The standard error is DeLong's: the variances of the placement values of
 * both outcomes, each over its number; it needs two cases of each. A rank says nothing on whether
 * probabilities are right: see {@link Calibration}.
 *
 * <p>Source: DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44:837-845. Golden files: {@code
 * telco_classification.json}, {@code classification_checks.csv}.
 */
public final class Auc {

  private final double area;
  private final @Nullable Double standardError;
  private final String method;

  private Auc(double area, double variance, String method) {
    this.area = area;
    this.standardError = Double.isNaN(variance) ? null : (Double) Math.sqrt(variance);
    this.method = method;
  }

  public static Auc of(List<Scored> scored) {
    ScoreLevel.eventsAmongBoth(scored);
    Placements placements = Placements.of(scored);
    return new Auc(placements.area(), placements.variance(), "DeLong");
  }

  /**
   * The same area with a standard error for cases that come in clusters, such as one account at
   * many dates, which may have both outcomes: {@code V = S10/M + S01/N + 2 S11/(MN)}, the S being
   * sums over clusters of squares and products of the clusters' placement values less their
   * expectation, each times I/(I-1) for the I clusters it runs over, M and N the cases with and
   * without the event. With one case in each cluster it is DeLong's. It is absent when fewer than
   * two clusters have an outcome.
   *
   * <p>Source: Obuchowski (1997), Biometrics 53:567-578, equations 2 to 6.
   *
   * @param clusters for each case the one it belongs to
   */
  public static Auc clustered(List<Scored> scored, List<String> clusters) {
    if (clusters.size() != scored.size()) {
      throw new IllegalArgumentException(
          clusters.size() + " clusters for " + scored.size() + " cases; each needs one");
    }
    ScoreLevel.eventsAmongBoth(scored);
    Placements placements = Placements.of(scored);
    double variance = placements.variance(scored, clusters);
    return new Auc(placements.area(), variance, "Obuchowski, by cluster");
  }

  /** The area. */
  public double area() {
    return area;
  }

  /** DeLong's, or that for clusters; absent when an outcome has a single case or cluster. */
  public OptionalDouble standardError() {
    return standardError == null ? OptionalDouble.empty() : OptionalDouble.of(standardError);
  }

  /**
   * The normal interval, within 0..1; absent without a standard error and when it is 0, which few
   * cases ranked perfectly bring about and which is no certainty.
   */
  public Optional<Interval> interval(double level) {
    double z = CriticalValues.z(level);
    if (standardError == null || standardError == 0) {
      return Optional.empty();
    }
    double half = z * standardError;
    return Optional.of(
        new Interval(Math.max(0, area - half), Math.min(1, area + half), level, method));
  }

  /** Whether the scores rank better than chance: the interval lies above a half. */
  public boolean hasSignal(double level) {
    return interval(level).map(interval -> interval.low() > 0.5).orElse(false);
  }

  /**
   * Two scores of the same cases, compared.
   *
   * @param difference area of the first less that of the second
   * @param standardError allows for the cases being the same
   * @param z difference over its standard error
   * @param pValue chance of a difference at least this large, either way, if there is none
   */
  public record Difference(double difference, double standardError, double z, double pValue) {}

  /**
   * The paired test that two scores rank equally well; absent when an outcome has a single case or
   * the two differ in the same way for all, as equal rankings do.
   *
   * @param first and second the same cases in the same order
   */
  public static Optional<Difference> compare(List<Scored> first, List<Scored> second) {
    requireSameCases(first, second);
    ScoreLevel.eventsAmongBoth(first);
    Placements one = Placements.of(first);
    Placements other = Placements.of(second);
    double difference = one.area() - other.area();
    double variance = one.minus(other).variance();
    if (!(variance > 0)) {
      return Optional.empty();
    }
    double error = Math.sqrt(variance);
    double z = difference / error;
    double pValue = 2 * CriticalValues.normalProbability(-Math.abs(z));
    return Optional.of(new Difference(difference, error, z, pValue));
  }

  private static void requireSameCases(List<Scored> first, List<Scored> second) {
    boolean same = first.size() == second.size();
    for (int i = 0; same && i < first.size(); i++) {
      same = first.get(i).event() == second.get(i).event();
    }
    if (!same) {
      throw new IllegalArgumentException(
          "two scores are compared on the same cases in the same order; their outcomes differ");
    }
  }
}
