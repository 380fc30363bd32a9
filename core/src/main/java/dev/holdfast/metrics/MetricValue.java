package dev.holdfast.metrics;

import dev.holdfast.base.Period;
import dev.holdfast.stats.Interval;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One number with everything needed to trust it.
 *
 * @param metric key of the contract
 * @param variant name of the variant
 * @param version version of the contract
 * @param unit unit of the value and its interval
 * @param period the span it is about
 * @param dimensions what it is limited to, in the order asked for; a null value means "not known"
 * @param estimate value, interval and counts, or why there is no value
 * @param asOf the instant up to which facts were known
 * @param freshness when the newest source fact was recorded; null when there is none
 * @param excluded how many rows of the source were left out, by reason
 */
public record MetricValue(
    String metric,
    String variant,
    int version,
    String unit,
    Period period,
    Map<String, @Nullable String> dimensions,
    Estimate estimate,
    Instant asOf,
    @Nullable Instant freshness,
    Map<String, Long> excluded) {

  public MetricValue {
    dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
    excluded = Collections.unmodifiableMap(new LinkedHashMap<>(excluded));
  }

  /** The value, unless there is a reason for its absence. */
  public OptionalDouble value() {
    Double value = estimate.value();
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  public Optional<Interval> interval() {
    return Optional.ofNullable(estimate.interval());
  }

  /** Why there is no value. */
  public Optional<String> absentReason() {
    return Optional.ofNullable(estimate.absentReason());
  }

  /** The value of a dimension; absent when it was not asked for or is not known. */
  public Optional<String> dimension(String name) {
    return Optional.ofNullable(dimensions.get(name));
  }
}
