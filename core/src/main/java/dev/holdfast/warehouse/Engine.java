package dev.holdfast.warehouse;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jooq.Field;
import org.jooq.SQLDialect;

/**
 * The functions that engines spell differently. One implementation per engine; everything else is
 * plain jOOQ.
 */
public interface Engine {

  SQLDialect dialect();

  /** The local wall time, in a zone, of a UTC timestamp. */
  Field<LocalDateTime> toLocal(Field<LocalDateTime> utc, ZoneId zone);

  /** The UTC timestamp of a local wall time in a zone. */
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
}
