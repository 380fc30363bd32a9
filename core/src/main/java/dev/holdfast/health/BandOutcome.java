package dev.holdfast.health;

import dev.holdfast.stats.Interval;
import dev.holdfast.stats.Proportion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of the accounts in a band.
 *
 * <p>Only cut-offs that lie a horizon or more apart are counted, so that no loss counts twice;
 * Wilson's interval would be too narrow else.
 *
 * @param cases accounts at those cut-offs
 * @param lost how many were lost in the window
 * @param share of the cases, null without any, with the ends of its 95 % interval
 */
public record BandOutcome(
    Band band,
    long cases,
    long lost,
    @Nullable Double share,
    @Nullable Double low,
    @Nullable Double high) {

  static List<BandOutcome> of(Replay replay) {
    Set<LocalDate> days = new HashSet<>(apart(replay.cutOffs(), replay.window().horizonDays()));
    List<ReplayRow> rows =
        replay.counted().stream().filter(row -> days.contains(row.day())).toList();
    return Arrays.stream(Band.values()).map(band -> of(band, rows)).toList();
  }

  /** Cut-offs a horizon apart, counted back from the last. */
  static List<LocalDate> apart(List<LocalDate> cutOffs, int horizonDays) {
    List<LocalDate> apart = new ArrayList<>();
    for (LocalDate day : cutOffs.reversed()) {
      if (apart.isEmpty() || !day.plusDays(horizonDays).isAfter(apart.getLast())) {
        apart.add(day);
      }
    }
    return apart;
  }

  private static BandOutcome of(Band band, List<ReplayRow> rows) {
    return of(
        band,
        rows.stream().filter(row -> row.band() == band).count(),
        rows.stream().filter(row -> row.band() == band && row.lost()).count());
  }

  /** So many of the accounts in a band were lost. */
  static BandOutcome of(Band band, long cases, long lost) {
    if (cases == 0) {
      return new BandOutcome(band, 0, 0, null, null, null);
    }
    Interval interval = Proportion.wilson(lost, cases, Interval.LEVEL);
    return new BandOutcome(
        band, cases, lost, (double) lost / cases, interval.low(), interval.high());
  }
}
