package dev.holdfast.metrics;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How facts are summed up by day and by ticket.
 *
 * @param usageZone zone whose midnights bound a day of usage
 * @param businessHours when the support team works
 */
public record RollupSettings(ZoneId usageZone, BusinessHours businessHours) {

  /** UTC days; Monday to Friday, 09:00 to 17:00 UTC, no holidays. */
  public static RollupSettings defaults() {
    return new RollupSettings(ZoneOffset.UTC, BusinessHours.mondayToFriday(ZoneOffset.UTC));
  }
}
