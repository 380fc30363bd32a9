package dev.holdfast.health;

import dev.holdfast.metrics.LedgerSettings;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What yearly revenue weighs, in one currency.
 *
 * @param currency ISO 4217 code of what revenue is converted to; empty when there is no revenue
 */
record RevenueWeights(String currency, LedgerSettings ledger) {

  /** What a minor unit of a currency weighs; 0 when there is no rate. */
  double ofMinorUnit(@Nullable String code) {
    if (code == null) {
      return 0;
    }
    BigDecimal rate = code.equals(currency) ? BigDecimal.ONE : ledger.rates().get(code);
    return rate == null
        ? 0
        : rate.movePointLeft(Math.max(0, Currency.getInstance(code).getDefaultFractionDigits()))
            .doubleValue();
  }

  /** What an account weighs on a day. */
  double of(HealthDay day) {
    return Math.max(0, day.arrMinor()) * ofMinorUnit(day.currency());
  }
}
