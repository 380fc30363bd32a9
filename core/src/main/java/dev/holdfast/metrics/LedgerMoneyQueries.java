package dev.holdfast.metrics;

import static org.jooq.impl.DSL.abs;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.Facts.BillingInterval;
import dev.holdfast.warehouse.Engine;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/**
 * Amounts of facts in the reporting currency, by the fixed rates of the settings.
 *
 * <p>{@code amount × rate}, for subscriptions × the month's share of the billing interval: year
 * 1/12, half year 1/6, quarter 1/3, week 52/12, day 365/12. Unit: minor units, worked out exactly
 * and rounded once, halves to even, so that sums stay exact. Null in a currency without a rate; 0
 * for trials and one-off charges.
 */
final class LedgerMoneyQueries {

  private static final Field<Long> AMOUNT = field(name("amount_minor"), SQLDataType.BIGINT);
  private static final Field<String> INTERVAL =
      field(name("billing_interval"), SQLDataType.VARCHAR);

  private final Engine engine;
  private final Currency reporting;
  private final Map<String, BigDecimal> rates;

  LedgerMoneyQueries(Engine engine, LedgerSettings settings, Currency reporting) {
    this.engine = engine;
    this.reporting = reporting;
    this.rates = new TreeMap<>(settings.rates());
    rates.put(reporting.getCurrencyCode(), BigDecimal.ONE);
  }

  /** What a subscription is worth a month. */
  Field<Long> monthly() {
    Field<Long> paid =
        byCurrency(rate -> {
          Field<Long> worth = inline(0L);
          for (BillingInterval interval : BillingInterval.values()) {
            worth =
                when(
                        INTERVAL.eq(inline(interval.name().toLowerCase(Locale.ROOT))),
                        perMonth(interval, rate))
                    .otherwise(worth);
          }
          return worth;
        });
    return when(LedgerQueries.TRIAL.isTrue(), inline(0L)).otherwise(paid);
  }

  /** What a purchase or refund is worth. */
  Field<Long> worth() {
    return byCurrency(rate -> {
      Field<Long> size = engine.scaledHalfEven(abs(AMOUNT), rate.over(), rate.under());
      return when(AMOUNT.lt(0L), size.neg()).otherwise(size);
    });
  }

  /** A rate between minor units as a fraction of whole numbers. */
  private record Rate(BigInteger over, BigInteger under) {
    Rate times(long moreOver, long moreUnder) {
      return new Rate(
          over.multiply(BigInteger.valueOf(moreOver)),
          under.multiply(BigInteger.valueOf(moreUnder)));
    }
  }

  private Field<Long> byCurrency(Function<Rate, Field<Long>> worth) {
    Field<Long> all = castNull(SQLDataType.BIGINT);
    for (Map.Entry<String, BigDecimal> rate : rates.entrySet()) {
      Currency from = LedgerSettings.currencyOf(rate.getKey());
      all =
          when(
                  LedgerQueries.CURRENCY.eq(inline(from.getCurrencyCode())),
                  worth.apply(ofMinorUnits(from, rate.getValue())))
              .otherwise(all);
    }
    return all;
  }

  private Rate ofMinorUnits(Currency from, BigDecimal rate) {
    int digits = reporting.getDefaultFractionDigits() - from.getDefaultFractionDigits();
    BigDecimal minor = rate.scaleByPowerOfTen(digits).stripTrailingZeros();
    BigInteger under = BigInteger.TEN.pow(Math.max(0, minor.scale()));
    return new Rate(minor.multiply(new BigDecimal(under)).toBigIntegerExact(), under);
  }

  private Field<Long> perMonth(BillingInterval interval, Rate rate) {
    Rate monthly =
        switch (interval) {
          case ONCE -> rate.times(0, 1);
          case MONTH -> rate;
          case QUARTER -> rate.times(1, 3);
          case HALF_YEAR -> rate.times(1, 6);
          case YEAR -> rate.times(1, 12);
          case WEEK -> rate.times(52, 12);
          case DAY -> rate.times(365, 12);
        };
    return engine.scaledHalfEven(AMOUNT, monthly.over(), monthly.under());
  }
}
