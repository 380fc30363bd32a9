package dev.holdfast.metrics;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How facts are summed up by day, by ticket and by account. A change makes the next refresh start
 * from scratch.
 *
 * @param usageZone zone whose midnights bound a day of usage
 * @param valueEvent CEL condition on usage events: which of them make a person active; null for all
 * @param businessHours when the support team works
 * @param ledger how subscriptions become recurring revenue
 */
public record RollupSettings(
    ZoneId usageZone,
    @Nullable String valueEvent,
    BusinessHours businessHours,
    LedgerSettings ledger) {

  /** With the usual ledger. */
  public RollupSettings(
      ZoneId usageZone, @Nullable String valueEvent, BusinessHours businessHours) {
    this(usageZone, valueEvent, businessHours, LedgerSettings.defaults());
  }

  /** Every usage event makes a person active. */
  public RollupSettings(ZoneId usageZone, BusinessHours businessHours) {
    this(usageZone, null, businessHours);
  }

  /** UTC days; every event counts; Monday to Friday, 09:00 to 17:00 UTC, no holidays. */
  public static RollupSettings defaults() {
    return new RollupSettings(ZoneOffset.UTC, BusinessHours.mondayToFriday(ZoneOffset.UTC));
  }
}
