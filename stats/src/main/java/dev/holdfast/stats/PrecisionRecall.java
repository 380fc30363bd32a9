package dev.holdfast.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * How many of the called cases have the event, against how many of the events are called, for every
 * threshold on a score; it shows more than {@link RocCurve} when events are rare.
 *
 * <p>The area is the average precision {@code Σ (recall_i - recall_(i-1)) precision_i}, without
 * straight lines between points, which would say too much. Unit: a share from 0 to 1; a score
 * without any signal has the share of events ({@link #baseline}). Nobody with the event is refused
 * by a {@link NoEstimateException}.
 *
 * <p>Source: Davis and Goadrich (2006), Proc. ICML, 233-240; same as scikit-learn's {@code
 * average_precision_score}. Golden file: {@code telco_classification.json}.
 *
 * @param points in order of falling threshold
 * @param area average precision
 * @param baseline share of all cases that have the event
 */
public record PrecisionRecall(List<Point> points, double area, double baseline) {

  /**
   * What a threshold finds.
   *
   * @param threshold a case is called when its score is at least this
   * @param precision of the called cases, the share with the event
   * @param recall of the cases with the event, the share that is called
   */
  public record Point(double threshold, double precision, double recall) {}

  public PrecisionRecall {
    points = List.copyOf(points);
  }

  public static PrecisionRecall of(List<Scored> scored) {
    List<ScoreLevel> levels = ScoreLevel.of(scored);
    long events = levels.stream().mapToLong(ScoreLevel::events).sum();
    if (events == 0) {
      throw new NoEstimateException(NoEstimateException.Reason.ONE_OUTCOME);
    }
    List<Point> points = new ArrayList<>();
    double area = 0;
    long called = 0;
    long found = 0;
    for (ScoreLevel level : levels) {
      called += level.cases();
      found += level.events();
      double precision = (double) found / called;
      area += (double) level.events() / events * precision;
      points.add(new Point(level.score(), precision, (double) found / events));
    }
    return new PrecisionRecall(points, area, (double) events / scored.size());
  }
}
