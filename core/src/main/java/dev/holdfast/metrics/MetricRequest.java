package dev.holdfast.metrics;

import dev.holdfast.base.Period;
import dev.holdfast.base.Period.Grain;
import dev.holdfast.facts.Knowledge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to know.
 *
 * @param metric key of the contract
 * @param variant name of the variant; null for the contract's first
 * @param period the span, in the zone whose midnights bound it
 * @param grain how the span is cut; {@code TOTAL} for one value
 * @param by dimensions, each giving a value of its own; empty for one value per step
 * @param where a CEL condition on columns of the source and on {@code account.*}; null for none
 * @param knowledge which facts count
 */
public record MetricRequest(
    String metric,
    @Nullable String variant,
    Period period,
    Grain grain,
    List<String> by,
    @Nullable String where,
    Knowledge knowledge) {

  public MetricRequest {
    by = List.copyOf(by);
  }

  /** The default variant over a whole period, by what is known now. */
  public static MetricRequest of(String metric, Period period) {
    return new MetricRequest(metric, null, period, Grain.TOTAL, List.of(), null, Knowledge.now());
  }

  public MetricRequest variant(@Nullable String name) {
    return new MetricRequest(metric, name, period, grain, by, where, knowledge);
  }

  public MetricRequest over(Period other) {
    return new MetricRequest(metric, variant, other, grain, by, where, knowledge);
  }

  public MetricRequest grain(Grain step) {
    return new MetricRequest(metric, variant, period, step, by, where, knowledge);
  }

  public MetricRequest by(String... dimensions) {
    return new MetricRequest(metric, variant, period, grain, List.of(dimensions), where, knowledge);
  }

  public MetricRequest where(@Nullable String cel) {
    return new MetricRequest(metric, variant, period, grain, by, cel, knowledge);
  }

  public MetricRequest knowing(Knowledge facts) {
    return new MetricRequest(metric, variant, period, grain, by, where, facts);
  }
}
