package dev.holdfast.web.parts;

import dev.holdfast.base.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Numbers, money, dates and durations as people read them, in English whatever the machine speaks.
 *
 * <p>Headlines have at most three significant digits; tables and exports are exact. Nothing here
 * turns missing data into a number: callers say {@link #noData}.
 */
public final class Words {

  private static final Locale ENGLISH = Locale.US;
  private static final int HEADLINE_DIGITS = 3;
  private static final int COMPACT_FROM = 10_000;
  private static final long WEEK = 7;

  /** How metrics begin the reason when a value lies beyond the data. */
  private static final String NOT_REACHED = "not reached";

  private static final long MINUTES_A_DAY = 24 * 60;

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", ENGLISH);
  private static final DateTimeFormatter DAY_AND_YEAR =
      DateTimeFormatter.ofPattern("d MMM uuuu", ENGLISH);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", ENGLISH);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", ENGLISH);
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", ENGLISH);

  private Words() {}

  /** A whole number with its thousands separated: "1,151". */
  public static String number(long count) {
    return format("#,##0", count);
  }

  /** A number exact to so many decimals at most, thousands separated: "1,178.17". */
  public static String number(double amount, int decimals) {
    return format("#,##0" + (decimals > 0 ? "." + "#".repeat(decimals) : ""), amount);
  }

  /** A number as exact as it was computed, without separators, for files: "1178.17", "0.05". */
  public static String exact(double amount) {
    return BigDecimal.valueOf(amount).stripTrailingZeros().toPlainString();
  }

  /** The same, or nothing where there is no number. */
  static String exactOrEmpty(@Nullable Double amount) {
    return amount == null ? "" : exact(amount);
  }

  /** A number for a headline, at most three significant digits: "178", "6.43", "13,300". */
  public static String headline(double amount) {
    BigDecimal rounded =
        BigDecimal.valueOf(amount)
            .round(new MathContext(HEADLINE_DIGITS, RoundingMode.HALF_UP))
            .stripTrailingZeros();
    return format("#,##0." + "#".repeat(Math.max(1, rounded.scale())), rounded);
  }

  /** A number that carries its sign, as scores and changes do: "+33", "-4", "0". */
  public static String signed(double amount, int decimals) {
    String text = number(Math.abs(amount), decimals);
    boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
    return zero ? text : (amount < 0 ? "-" : "+") + text;
  }

  /** A net promoter score: signed, whole, no percent. */
  public static String nps(double score) {
    return signed(score, 0);
  }

  /** A share as percent with at most so many decimals: "85.3 %". */
  public static String percent(double share, int decimals) {
    return number(share * 100, decimals) + " %";
  }

  /** A change between two percentages or scores: "-11 points". */
  public static String points(double points, int decimals) {
    String amount = signed(points, decimals);
    return amount + (amount.equals("+1") || amount.equals("-1") ? " point" : " points");
  }

  /** An interval around a value, each bound already in words: "[+28, +38]". */
  public static String interval(String low, String high) {
    return "[" + low + ", " + high + "]";
  }

  /** Money to the cent, cents only when there are some: "$96,000", "EUR 12.50" as "€12.50". */
  public static String money(Money money) {
    BigDecimal amount = money.amount();
    boolean whole = amount.stripTrailingZeros().scale() <= 0;
    String decimals = whole ? "" : "." + "0".repeat(amount.scale());
    return (amount.signum() < 0 ? "-" : "")
        + symbol(money.currency())
        + format("#,##0" + decimals, amount.abs());
  }

  /** Money for a headline, compact from ten thousand on: "$8,400", "$96k", "$1.25M". */
  public static String moneyShort(Money money) {
    BigDecimal amount = money.amount();
    BigDecimal size = amount.abs();
    String sign = amount.signum() < 0 ? "-" : "";
    if (size.compareTo(BigDecimal.valueOf(COMPACT_FROM)) < 0) {
      return sign + symbol(money.currency()) + format("#,##0", size);
    }
    String[] units = {"", "k", "M", "B", "T"};
    BigDecimal shown = size.round(new MathContext(HEADLINE_DIGITS, RoundingMode.HALF_UP));
    int unit = 0;
    while (shown.compareTo(BigDecimal.valueOf(1000)) >= 0 && unit < units.length - 1) {
      shown = shown.movePointLeft(3);
      unit++;
    }
    return sign + symbol(money.currency()) + format("#,##0.##", shown) + units[unit];
  }

  private static String symbol(Currency currency) {
    String symbol = currency.getSymbol(ENGLISH);
    return symbol.equals(currency.getCurrencyCode()) ? symbol + " " : symbol;
  }

  /** A date near today: "3 Mar", with the year when it is another one: "3 Mar 2025". */
  public static String date(LocalDate day, LocalDate today) {
    return day.getYear() == today.getYear() ? DAY.format(day) : DAY_AND_YEAR.format(day);
  }

  /** A date with its year: "3 Mar 2026". */
  public static String fullDate(LocalDate day) {
    return DAY_AND_YEAR.format(day);
  }

  /** A month: "Mar 2026". */
  public static String month(LocalDate day) {
    return MONTH.format(day);
  }

  /**
   * A date as a person says it within a week: "today", "in 3 days", "5 days ago"; else the date.
   */
  public static String nearDate(LocalDate day, LocalDate today) {
    long days = ChronoUnit.DAYS.between(today, day);
    if (days == 0) {
      return "today";
    }
    if (days == 1) {
      return "tomorrow";
    }
    if (days == -1) {
      return "yesterday";
    }
    if (Math.abs(days) > WEEK) {
      return date(day, today);
    }
    return days > 0 ? "in " + days + " days" : -days + " days ago";
  }

  /** A moment to the minute where the zone is named elsewhere: "3 Mar 2026, 14:05". */
  public static String minute(Instant instant, ZoneId zone) {
    return MOMENT.format(instant.atZone(zone));
  }

  /** A moment to the minute with its zone: "3 Mar 2026, 14:05 Europe/Berlin". */
  public static String moment(Instant instant, ZoneId zone) {
    return minute(instant, zone) + " " + zone.getId();
  }

  /** A time of day to the millisecond: "14:05:00.250". */
  public static String exactTime(Instant instant, ZoneId zone) {
    return TIME.format(instant.atZone(zone));
  }

  /** A moment to the millisecond with its zone: "3 Mar 2026, 14:05:00.250 Europe/Berlin". */
  public static String exactMoment(Instant instant, ZoneId zone) {
    return fullDate(LocalDate.ofInstant(instant, zone))
        + ", "
        + exactTime(instant, zone)
        + " "
        + zone.getId();
  }

  /** A duration in its two largest units: "2 d 4 h", "2 h 10 min", "40 min", "12 s". */
  public static String duration(Duration duration) {
    if (duration.isNegative()) {
      return "-" + duration(duration.negated());
    }
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    if (minutes < 60) {
      return minutes + " min";
    }
    if (minutes < MINUTES_A_DAY) {
      return pair(minutes / 60, "h", minutes % 60, "min");
    }
    long hours = Math.round(minutes / 60.0);
    return pair(hours / 24, "d", hours % 24, "h");
  }

  /** A duration that may be short: "38 ms", "1.4 s"; from 10 s on like any other. */
  public static String shortDuration(Duration duration) {
    long milliseconds = duration.toMillis();
    if (milliseconds < 0 || milliseconds >= 10_000) {
      return duration(duration);
    }
    return milliseconds < 1_000 ? milliseconds + " ms" : number(milliseconds / 1_000.0, 1) + " s";
  }

  private static String pair(long large, String largeUnit, long small, String smallUnit) {
    return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }

  /** Words as a sentence begins them; none stay none. */
  public static String capital(String words) {
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** A count with its noun: "1 account", "5 accounts", "0 accounts". */
  public static String count(long count, String one, String many) {
    return number(count) + " " + (count == 1 ? one : many);
  }

  /**
   * Why there is no number: "no data, because nobody was asked", or "not reached: more than half
   * are still there" when there is data and it says that the number lies beyond it.
   */
  public static String noData(String reason) {
    return beyondData(reason) ? reason : "no data, because " + reason;
  }

  /** The same in a word or two, where the reason stands elsewhere. */
  public static String noDataShort(String reason) {
    return beyondData(reason) ? NOT_REACHED : "no data";
  }

  private static boolean beyondData(String reason) {
    return reason.startsWith(NOT_REACHED);
  }

  /** The first letters of a name's first and last part: "ML". */
  public static String initials(String name) {
    String[] parts = name.strip().split("\\s+");
    String first = firstLetter(parts[0]);
    return parts.length == 1 ? first : first + firstLetter(parts[parts.length - 1]);
  }

  private static String firstLetter(String part) {
    return part.isEmpty()
        ? "?"
        : part.substring(0, part.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
  }

  private static String format(String pattern, Object amount) {
    DecimalFormat format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(ENGLISH));
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format.format(amount);
  }
}
