package dev.holdfast.metrics;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How subscriptions become one ledger of recurring revenue.
 *
 * @param currency what revenue is reported in; absent for the currency most subscriptions have
 * @param rates units of the reporting currency for one unit of another, by currency code; an
 *     account with a subscription in a currency that is not listed stays out of revenue and is
 *     counted as left out
 * @param laterRates rates that are in force from a day on, by currency code; each code has a rate
 *     in {@code rates}, which counts before
 * @param trackedSince first day on which an end would have been noticed; accounts that began
 *     earlier enter survival late. Absent when the history is complete
 * @param zone zone whose dates the changes of subscriptions get
 */
public record LedgerSettings(
    Optional<Currency> currency,
    Map<String, BigDecimal> rates,
    Map<String, SortedMap<LocalDate, BigDecimal>> laterRates,
    Optional<LocalDate> trackedSince,
    ZoneId zone) {

  private static final int MOST_DIGITS = 15;

  public LedgerSettings {
    rates = Map.copyOf(new TreeMap<>(rates));
    laterRates = Map.copyOf(laterRates);
    rates.forEach(LedgerSettings::require);
    Map<String, BigDecimal> before = rates;
    laterRates.forEach((code, later) -> {
      later.values().forEach(rate -> require(code, rate));
      if (!before.containsKey(code)) {
        throw new HoldfastException(
            ErrorCode.BAD_REQUEST, "There is no first rate of " + code + ", only later ones");
      }
    });
  }

  /** Rates that never change. */
  public LedgerSettings(
      Optional<Currency> currency,
      Map<String, BigDecimal> rates,
      Optional<LocalDate> trackedSince,
      ZoneId zone) {
    this(currency, rates, Map.of(), trackedSince, zone);
  }

  private static void require(String code, BigDecimal rate) {
    if (rate.signum() <= 0 || rate.precision() > MOST_DIGITS || rate.scale() > MOST_DIGITS) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "The rate of " + code + " must be above 0 with at most 15 digits, not " + rate);
    }
    currencyOf(code);
  }

  /** Revenue in the prevailing currency, complete history, dates in UTC. */
  public static LedgerSettings defaults() {
    return new LedgerSettings(Optional.empty(), Map.of(), Optional.empty(), ZoneOffset.UTC);
  }

  /** The same settings with dates in another zone. */
  public LedgerSettings in(ZoneId other) {
    return new LedgerSettings(currency, rates, laterRates, trackedSince, other);
  }

  /** All that changes the ledger, in one line; another line means it must be made anew. */
  String fingerprint(Currency reporting) {
    return String.join(
        " ",
        reporting.getCurrencyCode(),
        new TreeMap<>(rates).toString(),
        new TreeMap<>(laterRates).toString(),
        zone.getId());
  }

  static Currency currencyOf(String code) {
    try {
      return Currency.getInstance(code.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "'" + code + "' is no ISO 4217 currency code", e);
    }
  }
}
