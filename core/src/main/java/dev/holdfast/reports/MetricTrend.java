package dev.holdfast.reports;

import dev.holdfast.base.Period.Grain;
import dev.holdfast.facts.Facts.SpanKind;
import dev.holdfast.metrics.MetricValue;
import dev.holdfast.stats.ProcessBehaviour;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A metric over time.
 *
 * @param points one for each step, the oldest first
 * @param limits natural limits of the complete steps; null with fewer than eight of them
 * @param notes what happened in the time shown and may explain a movement
 */
public record MetricTrend(
    Grain grain, List<Point> points, @Nullable ProcessBehaviour limits, List<Note> notes) {

  /** Complete steps that limits must rest on at least. */
  private static final int LEAST = 8;

  /** One step; an incomplete one is not over yet. */
  public record Point(MetricValue value, boolean complete) {}

  /** A launch, release, promotion or incident. */
  public record Note(SpanKind kind, String name, LocalDate from, LocalDate to) {}

  public MetricTrend {
    points = List.copyOf(points);
    notes = List.copyOf(notes);
  }

  static Optional<ProcessBehaviour> limits(List<Point> points) {
    double[] baseline =
        points.stream()
            .filter(Point::complete)
            .flatMapToDouble(point -> point.value().value().stream())
            .toArray();
    return baseline.length < LEAST ? Optional.empty() : Optional.of(ProcessBehaviour.of(baseline));
  }
}
