package dev.holdfast.reports;

import dev.holdfast.base.Money;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Numbers and dates as they stand in sentences. */
final class Phrases {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_YEAR =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

  private Phrases() {}

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String one(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  static String whole(double number) {
    return number(Math.round(number));
  }

  /** {@code $96,000}; cents are left out, as in any sentence. */
  static String money(Money money) {
    String symbol = money.currency().getSymbol(Locale.US);
    return symbol
        + (symbol.equals(money.currency().getCurrencyCode()) ? " " : "")
        + String.format(
            Locale.ROOT, "%,d", money.amount().setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  /** {@code 1 day}, {@code 3 days}. */
  static String count(long number, String one, String many) {
    return number(number) + " " + (number == 1 ? one : many);
  }

  static String days(long days) {
    return count(days, "day", "days");
  }

  /** {@code 3 Mar}, with the year when it is not that of the day shown. */
  static String date(LocalDate date, LocalDate shown) {
    return (date.getYear() == shown.getYear() ? DAY : DAY_YEAR).format(date);
  }

  /** {@code today}, {@code yesterday}, {@code 5 days ago}, or a date when longer than a week. */
  static String when(LocalDate date, LocalDate shown) {
    long ago = shown.toEpochDay() - date.toEpochDay();
    if (ago == 0) {
      return "today";
    } else if (ago == 1) {
      return "yesterday";
    }
    return ago > 1 && ago <= 7 ? days(ago) + " ago" : "on " + date(date, shown);
  }

  /** {@code 4 d 2 h}, {@code 3 h 10 min}. */
  static String duration(Duration duration) {
    long days = duration.toDays();
    if (days > 0) {
      return days + " d" + (duration.toHoursPart() > 0 ? " " + duration.toHoursPart() + " h" : "");
    }
    return duration.toHours() > 0
        ? duration.toHours()
            + " h"
            + (duration.toMinutesPart() > 0 ? " " + duration.toMinutesPart() + " min" : "")
        : duration.toMinutes() + " min";
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  static String list(List<String> parts) {
    return parts.size() < 2
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
  }

  static String capitalised(String sentence) {
    return sentence.isEmpty()
        ? sentence
        : sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  /** A word of the data as people write it: {@code pending_customer} is "pending customer". */
  static String plain(String word) {
    return word.replace('_', ' ').toLowerCase(Locale.ROOT);
  }
}
