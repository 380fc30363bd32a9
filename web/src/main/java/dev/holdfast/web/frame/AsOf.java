package dev.holdfast.web.frame;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * The day as of which the whole application is looked at.
 *
 * @param day a local date in the zone
 * @param zone the zone the company reads dates in
 * @param today whether that is simply now
 * @param instant what is known at this instant is shown: now, or the end of the day
 */
public record AsOf(LocalDate day, ZoneId zone, boolean today, Instant instant) {

  /** The name of the date in an address; every link is written with it. */
  public static final String PARAMETER = "as_of";

  /** What people write by hand where they mean {@link #PARAMETER}. */
  static final String ALSO = "day";

  /** What an address asks for: a date in the past, or with nothing or today or later, now. */
  static AsOf of(@Nullable String wanted, Instant now, ZoneId zone) {
    LocalDate today = now.atZone(zone).toLocalDate();
    if (wanted == null || wanted.isBlank()) {
      return new AsOf(today, zone, true, now);
    }
    try {
      LocalDate day = LocalDate.parse(wanted.strip());
      return day.isBefore(today)
          ? new AsOf(
              day, zone, false, day.plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1000))
          : new AsOf(today, zone, true, now);
    } catch (DateTimeParseException e) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "A date is written like 2026-03-31, not " + wanted + ".", e);
    }
  }
}
