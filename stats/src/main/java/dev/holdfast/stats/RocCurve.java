package dev.holdfast.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * The share of events found against the share of false alarms, for every threshold on a score.
 *
 * <p>From (0, 0), an infinite threshold, to (1, 1), one point for each distinct score; straight
 * lines between them enclose the area {@link Auc}. One outcome for all is refused by a {@link
 * NoEstimateException}.
 *
 * @param points in order of falling threshold
 */
public record RocCurve(List<Point> points) {

  /**
   * What a threshold finds.
   *
   * @param threshold a case is called when its score is at least this
   * @param falseAlarms of the cases without the event, the share that is called
   * @param found of the cases with the event, the share that is called
   */
  public record Point(double threshold, double falseAlarms, double found) {}

  public RocCurve {
    points = List.copyOf(points);
  }

  public static RocCurve of(List<Scored> scored) {
    long events = ScoreLevel.eventsAmongBoth(scored);
    long others = scored.size() - events;
    List<Point> points = new ArrayList<>();
    points.add(new Point(Double.POSITIVE_INFINITY, 0, 0));
    long called = 0;
    long found = 0;
    for (ScoreLevel level : ScoreLevel.of(scored)) {
      called += level.cases();
      found += level.events();
      points.add(
          new Point(level.score(), (double) (called - found) / others, (double) found / events));
    }
    return new RocCurve(points);
  }

  /** The area under the curve. */
  public double area() {
    double area = 0;
    for (int i = 1; i < points.size(); i++) {
      Point a = points.get(i - 1);
      Point b = points.get(i);
      area += (b.falseAlarms() - a.falseAlarms()) * (a.found() + b.found()) / 2;
    }
    return area;
  }
}
