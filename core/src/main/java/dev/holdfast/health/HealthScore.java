package dev.holdfast.health;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The computed health of one account on one day.
 *
 * @param thousandths the score, 0 to 100000; null when it is unknown
 * @param coverage weight of the measures that have data divided by the weight of all, 0 to 1
 * @param whyUnknown a half-sentence; null when there is a score
 * @param measures in the profile's order; their contributions add up to the score exactly
 */
record HealthScore(
    HealthProfile profile,
    @Nullable Integer thousandths,
    Band band,
    double coverage,
    @Nullable String whyUnknown,
    List<MeasureScore> measures) {

  HealthScore {
    measures = List.copyOf(measures);
  }
}
