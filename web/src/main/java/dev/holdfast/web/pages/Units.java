package dev.holdfast.web.pages;

import dev.holdfast.base.Money;
import dev.holdfast.metrics.MetricValue;
import dev.holdfast.stats.Interval;
import dev.holdfast.web.parts.Words;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Optional;
import java.util.regex.Pattern;

/** How amounts of a metric are written, by its unit. */
final class Units {

  private static final Pattern MONEY = Pattern.compile("([A-Z]{3})( a month| a year)?");

  private Units() {}

  /** An amount with its unit, as exact as a table shows it. */
  static String exact(String unit, double amount) {
    if (Double.isInfinite(amount)) {
      return amount > 0 ? "no upper bound" : "no lower bound";
    }
    var money = MONEY.matcher(unit);
    if (money.matches()) {
      return money(amount, money.group(1));
    }
    return switch (unit) {
      case "percent" -> Words.number(amount, 1) + " %";
      case "points" -> Words.signed(amount, 0);
      case "ratio" -> Words.number(amount, 2);
      default -> Words.number(amount, amount == Math.rint(amount) ? 0 : 1);
    };
  }

  /** An amount where there is little room: money without cents, and in thousands when large. */
  static String headline(String unit, double amount) {
    var money = MONEY.matcher(unit);
    return money.matches() && Double.isFinite(amount)
        ? Words.moneyShort(inMoney(amount, money.group(1)))
        : exact(unit, amount);
  }

  /** What stands behind a headline's amount; empty when the amount carries it itself. */
  static String word(String unit) {
    var money = MONEY.matcher(unit);
    if (money.matches()) {
      return money.group(2) == null ? "" : money.group(2).strip();
    }
    return switch (unit) {
      case "percent", "points", "ratio" -> "";
      default -> unit;
    };
  }

  private static String money(double amount, String code) {
    return Words.money(inMoney(amount, code));
  }

  private static Money inMoney(double amount, String code) {
    Currency currency = Currency.getInstance(code);
    BigDecimal minor =
        BigDecimal.valueOf(amount).movePointRight(Math.max(0, currency.getDefaultFractionDigits()));
    return new Money(minor.setScale(0, RoundingMode.HALF_UP).longValueExact(), currency);
  }

  /** A value with its unit, or why there is none. */
  static String withUnit(MetricValue value) {
    String unit = value.value().isPresent() ? word(value.unit()) : "";
    return (value(value) + " " + unit).strip();
  }

  /** A value, or why there is none. */
  static String value(MetricValue value) {
    return value.value().isPresent()
        ? exact(value.unit(), value.value().getAsDouble())
        : Words.noData(value.absentReason().orElse("nobody knows"));
  }

  /** A value, or in a word or two that there is none. */
  static String valueShort(MetricValue value) {
    return value.value().isPresent()
        ? exact(value.unit(), value.value().getAsDouble())
        : Words.noDataShort(value.absentReason().orElse(""));
  }

  /** Its interval in words; empty when there is none. */
  static String interval(MetricValue value) {
    Optional<Interval> interval = value.interval();
    return interval
        .map(bounds ->
            Words.interval(exact(value.unit(), bounds.low()), exact(value.unit(), bounds.high())))
        .orElse("");
  }

  /** A bound that a chart can draw; null when it is open. */
  static @org.jspecify.annotations.Nullable Double bound(MetricValue value, boolean upper) {
    return value
        .interval()
        .map(bounds -> upper ? bounds.high() : bounds.low())
        .filter(Double::isFinite)
        .orElse(null);
  }
}
