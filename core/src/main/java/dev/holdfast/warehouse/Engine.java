package dev.holdfast.warehouse;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.WindowSpecification;

/**
 * The functions that engines spell differently. One implementation per engine; everything else is
 * plain jOOQ.
 */
public interface Engine {

  /** The engine of one machine. */
  static Engine duckDb() {
    return DuckDbEngine.INSTANCE;
  }

  SQLDialect dialect();

  /** The local wall time, in a zone, of a UTC timestamp. */
  Field<LocalDateTime> toLocal(Field<LocalDateTime> utc, ZoneId zone);

  /**
   * The local wall time of a UTC timestamp in a zone that each row names; null where the row names
   * none or one that is not known.
   */
  Field<LocalDateTime> toLocal(Field<LocalDateTime> utc, Field<String> zone);

  /**
   * The UTC timestamp of a local wall time in a zone: the earlier one where the clocks went back
   * over it, the one an hour on where they went forward over it.
   */
  Field<LocalDateTime> toUtc(Field<LocalDateTime> local, ZoneId zone);

  /** The local date, in a zone, of a UTC timestamp. */
  Field<LocalDate> localDate(Field<LocalDateTime> utc, ZoneId zone);

  /** The member of a JSON object as text; null when absent. */
  Field<String> jsonText(Field<String> json, String member);

  /** Text as a timestamp by the first Java-style pattern that fits; null when none does. */
  Field<LocalDateTime> parseTimestamp(Field<String> text, List<String> patterns);

  /** Whether text matches an RE2 pattern somewhere. */
  Field<Boolean> matches(Field<String> text, Field<String> pattern);

  /** Whole months completed between two dates; negative when the second is earlier. */
  Field<Integer> monthsBetween(Field<LocalDate> from, Field<LocalDate> to);

  /** Days between two dates. */
  Field<Integer> daysBetween(Field<LocalDate> from, Field<LocalDate> to);

  /** Seconds between two timestamps, with microseconds. */
  Field<Double> secondsBetween(Field<LocalDateTime> from, Field<LocalDateTime> to);

  /** The value, or null where working it out would fail the whole query. */
  <T> Field<T> attempt(Field<T> risky);

  /** A date so many months later, on the last day of the month when it has fewer days. */
  Field<LocalDate> plusMonths(Field<LocalDate> date, Field<Long> months);

  /** A date so many days later. */
  Field<LocalDate> plusDays(Field<LocalDate> date, Field<Long> days);

  /** A timestamp so many seconds later, to the microsecond. */
  Field<LocalDateTime> plusSeconds(Field<LocalDateTime> timestamp, Field<Double> seconds);

  /** ISO 8601 text that ends in an offset or Z, as a UTC timestamp; null when it is none. */
  Field<LocalDateTime> parseWithOffset(Field<String> text);

  /**
   * {@code number × over / under}, exact, then rounded once to a whole number, halves to even. For
   * numbers of 0 or more and {@code under} above 0.
   */
  Field<Long> scaledHalfEven(Field<Long> number, BigInteger over, BigInteger under);

  /** A JSON object of text members, in the order given; null members are left out. */
  Field<String> jsonObject(Map<String, Field<String>> members);

  /** A number that differs, but for one case in 2^63, when any of the values differs. */
  Field<Long> fingerprint(List<Field<?>> values);

  /** MD5 in hexadecimal: an id for rows that have none, never for secrets. */
  Field<String> md5(Field<String> text);

  /** The last value of a window that is not null; null when there is none. */
  <T> Field<T> lastKnown(Field<T> column, WindowSpecification window);
}
