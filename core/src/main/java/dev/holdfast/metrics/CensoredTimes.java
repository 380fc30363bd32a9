package dev.holdfast.metrics;

import dev.holdfast.stats.Interval;
import dev.holdfast.stats.KaplanMeier;
import dev.holdfast.stats.KaplanMeier.TimeCount;
import dev.holdfast.stats.SurvivalTransform;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How long rows took, or have taken so far.
 *
 * @param exits rows that ended and rows still under way, by hours
 * @param unknown rows without a time, or with one below 0
 */
record CensoredTimes(List<TimeCount> exits, long unknown) {

  CensoredTimes {
    exits = List.copyOf(exits);
  }

  /** Rows of the same length. */
  static CensoredTimes of(@Nullable Double hours, long ended, long underWay) {
    return hours == null || hours < 0
        ? new CensoredTimes(List.of(), ended + underWay)
        : new CensoredTimes(List.of(new TimeCount(hours, ended, underWay)), 0);
  }

  static CensoredTimes together(List<CensoredTimes> some) {
    return new CensoredTimes(
        some.stream().flatMap(one -> one.exits.stream()).toList(),
        some.stream().mapToLong(CensoredTimes::unknown).sum());
  }

  /** The hours by which a share has ended. */
  Estimate quantile(double share, String nothing) {
    if (exits.isEmpty()) {
      return Estimate.absent(nothing);
    }
    long rows = exits.stream().mapToLong(exit -> exit.events() + exit.censored()).sum();
    KaplanMeier curve = KaplanMeier.of(exits);
    OptionalDouble hours = curve.quantile(share);
    Interval interval = curve.quantileInterval(share, SurvivalTransform.LOG_LOG, Interval.LEVEL);
    return hours.isPresent()
        ? Estimate.of(hours.getAsDouble(), Optional.of(interval), rows)
        : new Estimate(
            null,
            interval,
            rows,
            null,
            null,
            "not reached: too many were still under way when last seen");
  }
}
