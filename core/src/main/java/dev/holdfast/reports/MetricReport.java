package dev.holdfast.reports;

import dev.holdfast.metrics.Contract;
import dev.holdfast.metrics.MetricValue;
import dev.holdfast.metrics.SurvivalCurve;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything a metric's page says.
 *
 * @param current the headline
 * @param previous the same length of time just before; null where the period's start does not
 *     matter
 * @param trend null for metrics that have no steps
 * @param by dimension of the breakdown; null when the contract has none
 * @param groups the headline by that dimension, the highest first, those without a value last
 * @param variants every variant over the headline's period
 * @param curves survival curves by the dimension; empty for other metrics
 * @param movements opening, movements by kind, closing of recurring revenue; null for other metrics
 * @param query the SQL of the headline; empty where only a part was asked for
 */
public record MetricReport(
    Contract contract,
    MetricQuestion question,
    MetricValue current,
    @Nullable MetricValue previous,
    @Nullable MetricTrend trend,
    @Nullable String by,
    List<MetricValue> groups,
    List<MetricValue> variants,
    List<SurvivalCurve> curves,
    @Nullable Movements movements,
    String query) {

  /** What of a report a single chart needs, besides the headline. */
  public enum Part {
    TREND,
    GROUPS,
    CURVES,
    MOVEMENTS
  }

  /** How recurring revenue came from one amount to another. */
  public record Movements(MetricValue opening, List<MetricValue> kinds, MetricValue closing) {
    public Movements {
      kinds = List.copyOf(kinds);
    }
  }

  public MetricReport {
    groups = List.copyOf(groups);
    variants = List.copyOf(variants);
    curves = List.copyOf(curves);
  }

  /** Change against the period before; absent unless both have a value. */
  public Optional<Double> change() {
    return previous == null || previous.value().isEmpty() || current.value().isEmpty()
        ? Optional.empty()
        : Optional.of(current.value().getAsDouble() - previous.value().getAsDouble());
  }

  /** Whether both values have an interval, so that they can be compared at all. */
  public boolean comparable() {
    return previous != null && previous.interval().isPresent() && current.interval().isPresent();
  }

  /** Whether both intervals are known and do not overlap: more than chance would explain. */
  public boolean clear() {
    return previous != null
        && previous.interval().isPresent()
        && current.interval().isPresent()
        && (current.interval().get().low() > previous.interval().get().high()
            || current.interval().get().high() < previous.interval().get().low());
  }
}
