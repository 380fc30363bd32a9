package dev.holdfast.warehouse;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.SQLDataType;

/** How DuckDB spells what engines spell differently. */
final class DuckDbEngine implements Engine {

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
  public Field<LocalDateTime> toUtc(Field<LocalDateTime> local, ZoneId zone) {
    return isUtc(zone)
        ? local
        : field(
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

  private static boolean isUtc(ZoneId zone) {
    return zone.normalized().equals(ZoneOffset.UTC);
  }
}
