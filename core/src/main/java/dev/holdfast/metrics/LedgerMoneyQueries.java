package dev.holdfast.metrics;

import static org.jooq.impl.DSL.abs;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.Facts.BillingInterval;
import dev.holdfast.warehouse.Engine;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.RowN;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Amounts of facts in the reporting currency, by the rates of the settings.
 *
 * <p>{@code amount × rate}, the rate being that in force on a day, for subscriptions × the month's
 * share of the billing interval: year 1/12, half year 1/6, quarter 1/3, week 52/12, day 365/12.
 * Unit: minor units, worked out exactly and rounded once, halves to even, so that sums stay exact.
 * Null in a currency without a rate; 0 for trials and one-off charges.
 */
final class LedgerMoneyQueries {

  private static final Field<Long> AMOUNT = field(name("amount_minor"), SQLDataType.BIGINT);
  private static final Field<String> INTERVAL =
      field(name("billing_interval"), SQLDataType.VARCHAR);

  /** Stands for "from the beginning". */
  private static final LocalDate ALWAYS = LocalDate.of(1, 1, 1);

  private final Engine engine;
  private final Currency reporting;
  private final Map<String, SortedMap<LocalDate, BigDecimal>> rates = new TreeMap<>();

  LedgerMoneyQueries(Engine engine, LedgerSettings settings, Currency reporting) {
    this.engine = engine;
    this.reporting = reporting;
    settings
        .rates()
        .forEach((code, rate) -> {
          SortedMap<LocalDate, BigDecimal> ofCode =
              new TreeMap<>(settings.laterRates().getOrDefault(code, new TreeMap<>()));
          ofCode.put(ALWAYS, rate);
          rates.put(code, ofCode);
        });
    rates.put(reporting.getCurrencyCode(), new TreeMap<>(Map.of(ALWAYS, BigDecimal.ONE)));
  }

  /** The spans of days with one rate, of currencies that have had more than one. */
  Optional<Table<?>> spans() {
    List<RowN> rows = new ArrayList<>();
    rates.forEach((code, ofCode) -> {
      List<LocalDate> from = List.copyOf(ofCode.keySet());
      for (int i = 0; from.size() > 1 && i < from.size(); i++) {
        LocalDate to = i + 1 < from.size() ? from.get(i + 1) : LedgerQueries.NEVER;
        rows.add(row(List.of(inline(code), inline(from.get(i)), inline(to))));
      }
    });
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            DSL.values(rows.toArray(RowN[]::new)).as("rate", "code", "rate_from", "rate_to"));
  }

  /** What a subscription is worth a month, by the rate of a day. */
  Field<Long> monthly(Field<LocalDate> day) {
    Field<Long> paid =
        byCurrency(
            day,
            rate -> {
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

  /** What a purchase or refund is worth, by the rate of a day. */
  Field<Long> worth(Field<LocalDate> day) {
    return byCurrency(
        day,
        rate -> {
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

  private Field<Long> byCurrency(Field<LocalDate> day, Function<Rate, Field<Long>> worth) {
    Field<Long> all = castNull(SQLDataType.BIGINT);
    for (Map.Entry<String, SortedMap<LocalDate, BigDecimal>> ofCode : rates.entrySet()) {
      Currency from = LedgerSettings.currencyOf(ofCode.getKey());
      Field<Long> byDay = castNull(SQLDataType.BIGINT);
      for (Map.Entry<LocalDate, BigDecimal> rate : ofCode.getValue().entrySet()) {
        Field<Long> converted = worth.apply(ofMinorUnits(from, rate.getValue()));
        byDay =
            rate.getKey().equals(ALWAYS)
                ? converted
                : when(day.ge(inline(rate.getKey())), converted).otherwise(byDay);
      }
      all = when(LedgerQueries.CURRENCY.eq(inline(from.getCurrencyCode())), byDay).otherwise(all);
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
