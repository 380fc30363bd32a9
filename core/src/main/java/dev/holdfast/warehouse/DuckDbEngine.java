package dev.holdfast.warehouse;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lastValue;
import static org.jooq.impl.DSL.when;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.WindowSpecification;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** How DuckDB spells what engines spell differently. */
final class DuckDbEngine implements Engine {

  static final DuckDbEngine INSTANCE = new DuckDbEngine();

  private static final DataType<BigInteger> HUGE = SQLDataType.DECIMAL_INTEGER;

  @Override
  public SQLDialect dialect() {
    return SQLDialect.DUCKDB;
  }

  @Override
  public Field<LocalDateTime> toLocal(Field<LocalDateTime> utc, ZoneId zone) {
    return isUtc(zone)
        ? utc
        : field(
            "timezone({0}, timezone('UTC', {1}))",
            SQLDataType.LOCALDATETIME, inline(zone.getId()), utc);
  }

  @Override
  public Field<LocalDateTime> toLocal(Field<LocalDateTime> utc, Field<String> zone) {
    // An unknown zone fails the query, even inside of try().
    return field(
        "timezone(case when {0} in (select name from pg_timezone_names()) then {0} end,"
            + " timezone('UTC', {1}))",
        SQLDataType.LOCALDATETIME, zone, utc);
  }

  @Override
  public Field<LocalDateTime> toUtc(Field<LocalDateTime> local, ZoneId zone) {
    if (isUtc(zone)) {
      return local;
    }
    Field<LocalDateTime> later = utcOf(local, zone);
    if (zone.getRules().isFixedOffset()) {
      return later;
    }
    // The engine takes the later of two; an hour earlier is the other one if it reads the same.
    Field<LocalDateTime> earlier =
        field("({0} - interval 1 hour)", SQLDataType.LOCALDATETIME, later);
    return when(toLocal(earlier, zone).eq(local), earlier).otherwise(later);
  }

  private static Field<LocalDateTime> utcOf(Field<LocalDateTime> local, ZoneId zone) {
    return field(
        "timezone('UTC', timezone({0}, {1}))",
        SQLDataType.LOCALDATETIME, inline(zone.getId()), local);
  }

  @Override
  public Field<LocalDate> localDate(Field<LocalDateTime> utc, ZoneId zone) {
    return toLocal(utc, zone).cast(SQLDataType.LOCALDATE);
  }

  @Override
  public Field<String> jsonText(Field<String> json, String member) {
    return field(
        "json_extract_string({0}, {1})",
        SQLDataType.VARCHAR,
        json,
        inline("$.\"" + member.replace("\\", "\\\\").replace("\"", "\\\"") + "\""));
  }

  @Override
  public Field<LocalDateTime> parseTimestamp(Field<String> text, List<String> patterns) {
    List<Field<LocalDateTime>> tries =
        patterns.stream()
            .map(pattern ->
                field(
                    "try_strptime({0}, {1})",
                    SQLDataType.LOCALDATETIME, text, inline(StrptimePattern.of(pattern))))
            .toList();
    return tries.size() == 1
        ? tries.getFirst()
        : coalesce(tries.getFirst(), tries.subList(1, tries.size()).toArray(Field[]::new));
  }

  @Override
  public Field<Boolean> matches(Field<String> text, Field<String> pattern) {
    return field("regexp_matches({0}, {1})", SQLDataType.BOOLEAN, text, pattern);
  }

  @Override
  public Field<Integer> monthsBetween(Field<LocalDate> from, Field<LocalDate> to) {
    return field("cast(datesub('month', {0}, {1}) as integer)", SQLDataType.INTEGER, from, to);
  }

  @Override
  public Field<Integer> daysBetween(Field<LocalDate> from, Field<LocalDate> to) {
    return field("cast(datediff('day', {0}, {1}) as integer)", SQLDataType.INTEGER, from, to);
  }

  @Override
  public Field<Double> secondsBetween(Field<LocalDateTime> from, Field<LocalDateTime> to) {
    return field("(epoch_us({1}) - epoch_us({0})) / 1e6", SQLDataType.DOUBLE, from, to);
  }

  @Override
  public <T> Field<T> lastKnown(Field<T> column, WindowSpecification window) {
    // jOOQ leaves its own ignoreNulls() out for this engine, without a word.
    return lastValue(field("{0} ignore nulls", column.getDataType(), column)).over(window);
  }

  @Override
  public <T> Field<T> attempt(Field<T> risky) {
    return field("try({0})", risky.getDataType(), risky);
  }

  @Override
  public Field<LocalDate> plusMonths(Field<LocalDate> date, Field<Long> months) {
    return field(
        "cast({0} + to_months(cast({1} as integer)) as date)", SQLDataType.LOCALDATE, date, months);
  }

  @Override
  public Field<LocalDate> plusDays(Field<LocalDate> date, Field<Long> days) {
    return field("({0} + cast({1} as integer))", SQLDataType.LOCALDATE, date, days);
  }

  @Override
  public Field<LocalDateTime> plusSeconds(Field<LocalDateTime> timestamp, Field<Double> seconds) {
    return field(
        "({0} + to_microseconds(cast({1} * 1e6 as bigint)))",
        SQLDataType.LOCALDATETIME, timestamp, seconds);
  }

  @Override
  public Field<LocalDateTime> parseWithOffset(Field<String> text) {
    return field("timezone('UTC', try_cast({0} as timestamptz))", SQLDataType.LOCALDATETIME, text);
  }

  @Override
  public Field<Long> scaledHalfEven(Field<Long> number, BigInteger over, BigInteger under) {
    BigInteger divisor = over.gcd(under);
    BigInteger numerator = over.divide(divisor);
    BigInteger denominator = under.divide(divisor);
    if (numerator.equals(BigInteger.ONE) && denominator.equals(BigInteger.ONE)) {
      return number;
    }
    Field<BigInteger> product =
        field("(cast({0} as hugeint) * {1})", HUGE, number, inline(numerator));
    Field<BigInteger> whole = field("divide({0}, {1})", HUGE, product, inline(denominator));
    Field<BigInteger> twiceTheRest = field("(2 * ({0} % {1}))", HUGE, product, inline(denominator));
    return field(
        "cast({0} + case when {1} > {2} or ({1} = {2} and {0} % 2 = 1) then 1 else 0 end as bigint)",
        SQLDataType.BIGINT, whole, twiceTheRest, inline(denominator));
  }

  @Override
  public Field<String> jsonObject(Map<String, Field<String>> members) {
    if (members.isEmpty()) {
      return inline("{}");
    }
    List<Field<?>> parts = new ArrayList<>();
    parts.add(inline(","));
    members.forEach((name, value) ->
        parts.add(
            field(
                "to_json({0}) || ':' || to_json({1})", SQLDataType.VARCHAR, inline(name), value)));
    return field("'{' || {0} || '}'", SQLDataType.VARCHAR, function("concat_ws", parts));
  }

  @Override
  public Field<Long> fingerprint(List<Field<?>> values) {
    return field("cast({0} >> 1 as bigint)", SQLDataType.BIGINT, function("hash", values));
  }

  @Override
  public Field<String> md5(Field<String> text) {
    return field("md5({0})", SQLDataType.VARCHAR, text);
  }

  private static Field<String> function(String name, List<Field<?>> arguments) {
    return DSL.function(name, SQLDataType.VARCHAR, arguments.toArray(Field[]::new));
  }

  private static boolean isUtc(ZoneId zone) {
    return zone.normalized().equals(ZoneOffset.UTC);
  }
}
