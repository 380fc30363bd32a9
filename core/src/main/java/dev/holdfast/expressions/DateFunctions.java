package dev.holdfast.expressions;

import static dev.holdfast.expressions.BuiltIn.either;
import static dev.holdfast.expressions.BuiltIn.function;
import static dev.holdfast.expressions.BuiltIn.takes;
import static dev.holdfast.expressions.BuiltIn.takesUpTo;
import static dev.holdfast.expressions.NumberFunctions.converted;
import static dev.holdfast.expressions.ValueType.DATE;
import static dev.holdfast.expressions.ValueType.INSTANT;
import static dev.holdfast.expressions.ValueType.INTEGER;
import static dev.holdfast.expressions.ValueType.NUMBER;
import static dev.holdfast.expressions.ValueType.TEXT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.day;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.when;

import dev.holdfast.base.HoldfastException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Functions of dates and instants, and how texts become them. */
final class DateFunctions {

  private static final List<String> ISO_DATE = List.of("yyyy-MM-dd");
  private static final List<String> ISO_LOCAL =
      List.of(
          "yyyy-MM-dd'T'HH:mm:ss",
          "yyyy-MM-dd'T'HH:mm",
          "yyyy-MM-dd HH:mm:ss",
          "yyyy-MM-dd HH:mm",
          "yyyy-MM-dd'T'HH:mm:ss.SSS",
          "yyyy-MM-dd HH:mm:ss.SSS",
          "yyyy-MM-dd'T'HH:mm:ss.SSSSSS",
          "yyyy-MM-dd HH:mm:ss.SSSSSS");
  private static final String ISO_OFFSET =
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?"
          + "(Z|[+-][0-9]{2}(:?[0-9]{2})?)$";
  private static final int FORMATS = 7;

  private DateFunctions() {}

  static List<BuiltIn> all() {
    return List.of(
        function(
            "date",
            "date(x), date(x, 'dd/MM/yyyy', ...) or date(instant, 'Europe/London')",
            DateFunctions::date,
            either(
                takes(DATE, TEXT),
                takesUpTo(FORMATS, DATE, TEXT, TEXT),
                takes(DATE, INSTANT, TEXT))),
        function(
            "instant",
            "instant(x), instant(x, 'Europe/London', 'dd/MM/yyyy HH:mm', ...) or instant(date, zone)",
            DateFunctions::instant,
            either(
                takes(INSTANT, TEXT),
                takesUpTo(FORMATS, INSTANT, TEXT, TEXT),
                takes(INSTANT, DATE, TEXT))),
        function(
            "plusDays",
            "plusDays(date, 7)",
            call -> shift(call, false, 1),
            takes(DATE, DATE, INTEGER)),
        function(
            "minusDays",
            "minusDays(date, 7)",
            call -> shift(call, false, -1),
            takes(DATE, DATE, INTEGER)),
        function(
            "plusMonths",
            "plusMonths(date, 1)",
            call -> shift(call, true, 1),
            takes(DATE, DATE, INTEGER)),
        function(
            "minusMonths",
            "minusMonths(date, 1)",
            call -> shift(call, true, -1),
            takes(DATE, DATE, INTEGER)),
        function(
            "plusMinutes",
            "plusMinutes(instant, 90)",
            DateFunctions::plusMinutes,
            takes(INSTANT, INSTANT, NUMBER)),
        function(
            "daysBetween",
            "daysBetween(from, to)",
            DateFunctions::daysBetween,
            takes(INTEGER, DATE, DATE)),
        function(
            "monthsBetween",
            "monthsBetween(from, to)",
            DateFunctions::monthsBetween,
            takes(INTEGER, DATE, DATE)),
        function(
            "secondsBetween",
            "secondsBetween(from, to)",
            DateFunctions::secondsBetween,
            takes(NUMBER, INSTANT, INSTANT)),
        function(
            "startOfMonth", "startOfMonth(date)", DateFunctions::startOfMonth, takes(DATE, DATE)),
        function(
            "year",
            "year(date)",
            call -> part(call, DSL.year(call.term(0).date())),
            takes(INTEGER, DATE)),
        function(
            "month",
            "month(date)",
            call -> part(call, DSL.month(call.term(0).date())),
            takes(INTEGER, DATE)),
        function(
            "dayOfWeek",
            "dayOfWeek(date), 1 is Monday",
            call -> part(call, isoDayOfWeek(call.term(0).date())),
            takes(INTEGER, DATE)));
  }

  private static Term date(Call call) {
    Term x = call.term(0);
    if (x.type() == INSTANT) {
      return Term.from(DATE, call.engine().localDate(x.instant(), zone(call, 1)), x);
    }
    List<String> formats = call.size() == 1 ? ISO_DATE : call.writtenTexts(1, "a date format");
    if (x.literal() instanceof String written && formats.equals(ISO_DATE)) {
      try {
        LocalDate day = LocalDate.parse(written);
        return Term.literal(DATE, day, inline(day));
      } catch (DateTimeException e) {
        throw call.mistake(0, "'" + written + "' is not a date like 2024-12-31");
      }
    }
    return converted(
        DATE,
        parsed(call, TextFunctions.trimmed(x.text()), formats, 1).cast(SQLDataType.LOCALDATE),
        x,
        " is not a date like " + String.join(" or ", formats));
  }

  private static Term instant(Call call) {
    Term x = call.term(0);
    if (call.size() == 1) {
      return withOffset(call, x);
    }
    ZoneId zone = zone(call, 1);
    if (x.type() == DATE) {
      Field<LocalDateTime> midnight = x.date().cast(SQLDataType.LOCALDATETIME);
      return Term.from(INSTANT, call.engine().toUtc(midnight, zone), x);
    }
    List<String> formats = call.size() == 2 ? ISO_LOCAL : call.writtenTexts(2, "a format");
    Field<LocalDateTime> local = parsed(call, TextFunctions.trimmed(x.text()), formats, 2);
    Field<LocalDateTime> utc = call.engine().toUtc(local, zone);
    String unread =
        " is not a time like "
            + (call.size() == 2 ? ISO_LOCAL.getFirst() : String.join(" or ", formats));
    Field<String> problem =
        when(x.sql().isNotNull().and(local.isNull()), TextFunctions.quoted(x.text(), unread));
    if (zone.getRules().isFixedOffset()) {
      return Term.failing(INSTANT, utc, problem, x);
    }
    var exists = call.engine().toLocal(utc, zone).eq(local);
    return Term.failing(
        INSTANT,
        when(exists, utc),
        when(x.sql().isNotNull().and(local.isNull()), TextFunctions.quoted(x.text(), unread))
            .when(
                exists.not(),
                TextFunctions.quoted(
                    x.text(), " does not exist in " + zone + ": the clocks went forward over it")),
        x);
  }

  private static Term withOffset(Call call, Term x) {
    if (x.literal() instanceof String written) {
      try {
        LocalDateTime utc = LocalDateTime.ofInstant(Instant.parse(written), ZoneOffset.UTC);
        return Term.literal(INSTANT, utc, inline(utc));
      } catch (DateTimeException e) {
        throw call.mistake(0, "'" + written + "' is not an instant like 2024-12-31T17:00:00Z");
      }
    }
    Field<String> text = TextFunctions.trimmed(x.text());
    Field<LocalDateTime> value =
        when(
            NumberFunctions.fits(call.engine(), text, ISO_OFFSET),
            call.engine().parseWithOffset(text));
    return converted(
        INSTANT,
        value,
        x,
        " is not an instant like 2024-12-31T17:00:00Z; name a zone if it has none");
  }

  /** Text by the first format it fits, letter by letter: no digit too many, none too few. */
  private static Field<LocalDateTime> parsed(
      Call call, Field<String> text, List<String> formats, int firstArgument) {
    Field<LocalDateTime> result = DSL.inline((LocalDateTime) null);
    for (int i = formats.size() - 1; i >= 0; i--) {
      String format = formats.get(i);
      try {
        Field<LocalDateTime> tried =
            when(
                NumberFunctions.fits(call.engine(), text, DateShape.pattern(format)),
                call.engine().parseTimestamp(text, List.of(format)));
        result = i == formats.size() - 1 ? tried : coalesce(tried, result);
      } catch (HoldfastException e) {
        throw call.mistake(
            Math.min(firstArgument + i, call.size() - 1), String.valueOf(e.getMessage()));
      }
    }
    return result;
  }

  private static ZoneId zone(Call call, int i) {
    String name = call.writtenText(i, "a zone");
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw call.mistake(i, "'" + name + "' is not a zone such as Europe/London or UTC");
    }
  }

  private static Term shift(Call call, boolean months, int sign) {
    Term from = call.term(0);
    Term count = call.term(1);
    Field<Long> signed = sign < 0 ? count.integer().neg() : count.integer();
    Field<LocalDate> risky =
        months
            ? call.engine().plusMonths(from.date(), signed)
            : call.engine().plusDays(from.date(), signed);
    Field<LocalDate> value = call.engine().attempt(risky);
    return Term.failing(
        DATE,
        value,
        when(
            from.sql().isNotNull().and(count.sql().isNotNull()).and(value.isNull()),
            inline("the date is out of range")),
        from,
        count);
  }

  private static Term plusMinutes(Call call) {
    Term from = call.term(0);
    Term minutes = call.term(1);
    Field<LocalDateTime> value =
        call.engine()
            .attempt(call.engine().plusSeconds(from.instant(), minutes.number().mul(inline(60.0))));
    return Term.failing(
        INSTANT,
        value,
        when(
            from.sql().isNotNull().and(minutes.sql().isNotNull()).and(value.isNull()),
            inline("the instant is out of range")),
        from,
        minutes);
  }

  private static Term daysBetween(Call call) {
    Field<Integer> days = call.engine().daysBetween(call.term(0).date(), call.term(1).date());
    return Term.from(INTEGER, days.cast(SQLDataType.BIGINT), call.term(0), call.term(1));
  }

  private static Term monthsBetween(Call call) {
    Field<Integer> months = call.engine().monthsBetween(call.term(0).date(), call.term(1).date());
    return Term.from(INTEGER, months.cast(SQLDataType.BIGINT), call.term(0), call.term(1));
  }

  private static Term secondsBetween(Call call) {
    return Term.from(
        NUMBER,
        call.engine().secondsBetween(call.term(0).instant(), call.term(1).instant()),
        call.term(0),
        call.term(1));
  }

  private static Term startOfMonth(Call call) {
    Term x = call.term(0);
    Field<Long> past = inline(1L).minus(day(x.date()).cast(SQLDataType.BIGINT));
    return Term.from(DATE, call.engine().plusDays(x.date(), past), x);
  }

  private static Field<Integer> isoDayOfWeek(Field<LocalDate> date) {
    return DSL.field("extract(isodow from {0})", SQLDataType.INTEGER, date);
  }

  private static Term part(Call call, Field<Integer> sql) {
    return Term.from(INTEGER, sql.cast(SQLDataType.BIGINT), call.term(0));
  }
}
