package dev.holdfast.signals;

import dev.holdfast.health.Band;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An account at the end of a day, as health recorded it.
 *
 * @param score 0 to 100; null when the band is Unknown
 * @param edges where the bands end, by the profile of the day
 * @param people active in 28 days
 * @param seats of running subscriptions
 * @param champions champions and sponsors who are there
 * @param oldestOpenDays age of the oldest open ticket; 0 without one
 * @param daysToTermEnd days to the next end of a term; negative when none is known
 * @param arrMinor yearly revenue, in minor units of {@code currency}
 */
record DayPoint(
    LocalDate day,
    @Nullable Double score,
    Band band,
    Edges edges,
    long people,
    long seats,
    long champions,
    int oldestOpenDays,
    int daysToTermEnd,
    long arrMinor,
    @Nullable String currency) {

  /** First score above at risk, and above watch, by the profile of the day. */
  record Edges(double atRisk, double watch) {

    double above(Band band) {
      return switch (band) {
        case AT_RISK -> atRisk;
        case WATCH -> watch;
        case HEALTHY, UNKNOWN -> 100;
      };
    }
  }
}
