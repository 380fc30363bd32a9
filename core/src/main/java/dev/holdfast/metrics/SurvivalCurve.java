package dev.holdfast.metrics;

import dev.holdfast.base.Period;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.KaplanMeier;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How many accounts are still there after so many months.
 *
 * @param period at whose end the spells were looked at
 * @param dimensions what it is limited to; a null value means "not known"
 * @param spells how many spells it rests on
 * @param steps the curve with numbers at risk; times are whole months
 * @param median months after which half have left; absent when not reached
 * @param medianInterval its interval; it exists even without a median
 * @param excluded spells left out, by reason
 */
public record SurvivalCurve(
    Period period,
    Map<String, @Nullable String> dimensions,
    long spells,
    List<KaplanMeier.Step> steps,
    OptionalDouble median,
    Interval medianInterval,
    Map<String, Long> excluded) {

  public SurvivalCurve {
    dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
    steps = List.copyOf(steps);
    excluded = Collections.unmodifiableMap(new LinkedHashMap<>(excluded));
  }
}
