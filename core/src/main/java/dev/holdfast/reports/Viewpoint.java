package dev.holdfast.reports;

import dev.holdfast.facts.Knowledge;
import dev.holdfast.workspace.RecordScope;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who looks, and as of which day.
 *
 * @param scope the accounts the person may see, decided by who looks after them now
 * @param personal whether the person may see names, addresses and words of people at customers
 * @param now the present moment
 * @param asOf the day whose knowledge is shown; null for today
 * @param zone the zone whose midnights bound a day
 */
public record Viewpoint(
    RecordScope scope, boolean personal, Instant now, @Nullable LocalDate asOf, ZoneId zone) {

  public Viewpoint {
    if (asOf != null && !asOf.isBefore(now.atZone(zone).toLocalDate())) {
      asOf = null;
    }
  }

  /** The day that is shown. */
  public LocalDate day() {
    return asOf != null ? asOf : today();
  }

  /** The last complete day: yesterday, or a past day that is shown. */
  public LocalDate lastDay() {
    return asOf == null ? today().minusDays(1) : asOf;
  }

  /** Today's date, whatever day is shown. */
  public LocalDate today() {
    return now.atZone(zone).toLocalDate();
  }

  /** The last instant that is shown: the end of a past day, or now. */
  public Instant until() {
    return asOf == null
        ? now
        : asOf.plusDays(1).atStartOfDay(zone).toInstant().minus(1, ChronoUnit.MICROS);
  }

  /** The start of the day so many days before the one that is shown. */
  Instant daysAgo(int days) {
    return day().minusDays(days).atStartOfDay(zone).toInstant();
  }

  /** What was known then. */
  public Knowledge knowledge() {
    return asOf == null ? Knowledge.now() : Knowledge.asOf(until());
  }

  /** The same person looking as of another day. */
  public Viewpoint on(@Nullable LocalDate day) {
    return new Viewpoint(scope, personal, now, day, zone);
  }

  LocalDate dayOf(Instant instant) {
    return instant.atZone(zone).toLocalDate();
  }
}
