package dev.holdfast.signals;

import dev.holdfast.signals.DailyWalk.Look;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableMap;

/**
 * Whether nobody uses the product although by its habits somebody would.
 *
 * <p>The habit is the share of days with use in the {@value #HABIT_DAYS} days up to the last use,
 * each day weighted by how lively all customers were on it. The chance of a silence of n days is
 * {@code Π (1 - habit × liveliness(day))}; so weekends, holidays and outages hardly count. Range: 0
 * to 1. Independent days are assumed, which makes weekly rhythms look a little less likely than
 * they are; liveliness takes most of that out.
 */
final class SilenceCheck {

  static final int HABIT_DAYS = 56;

  /** Days with use below which there is no habit to speak of. */
  private static final int LEAST_DAYS = 8;

  private static final double SUREST = 0.98;

  private final Detector.Silence silence;
  private final AccountEvidence evidence;

  SilenceCheck(Detector.Silence silence, AccountEvidence evidence) {
    this.silence = silence;
    this.evidence = evidence;
  }

  Look at(int index) {
    LocalDate day = evidence.days().get(index).day();
    NavigableMap<LocalDate, Long> use = evidence.use();
    LocalDate last = use.floorKey(day);
    if (last == null) {
      return Look.no("nobody has ever used the product");
    }
    long quiet = ChronoUnit.DAYS.between(last, day) - 1; // the running day is not over
    if (quiet < 1) {
      return Look.no("somebody used it on " + Say.day(last));
    }
    LocalDate from = last.minusDays(HABIT_DAYS - 1L);
    int used = use.subMap(from, true, last, true).size();
    double lively = 0;
    for (LocalDate one = from; !one.isAfter(last); one = one.plusDays(1)) {
      lively += evidence.company().liveliness(one);
    }
    if (used < LEAST_DAYS || lively <= 0) {
      return Look.no("it was used on " + Say.days(used) + " of 56 only, which is no habit");
    }
    double chance = 1;
    for (LocalDate one = last.plusDays(1); one.isBefore(day); one = one.plusDays(1)) {
      chance *= 1 - Math.min(SUREST, used / lively * evidence.company().liveliness(one));
    }
    String what =
        "Nobody used it for "
            + Say.days(quiet)
            + ", last on "
            + Say.day(last)
            + "; before it was used on "
            + used
            + " of 56 days";
    if (quiet < silence.days()) {
      return Look.no(what + "; " + Say.days(silence.days()) + " are needed");
    }
    if (chance > silence.chance()) {
      return Look.no(
          what
              + "; by its habits such a silence has a chance of "
              + Say.number(chance, 4)
              + ", more than "
              + Say.number(silence.chance(), 6));
    }
    return Look.of(
        true,
        what,
        List.of(
            new EvidenceRow(last, "last use", use.get(last) + " events"),
            new EvidenceRow(day.minusDays(1), "days without use", Say.days(quiet)),
            new EvidenceRow(last, "days with use before, of 56", Say.days(used))));
  }
}
