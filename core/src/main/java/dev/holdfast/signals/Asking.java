package dev.holdfast.signals;

import static org.jooq.impl.DSL.inline;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.health.AccountRange;
import dev.holdfast.metrics.DaysOfUse;
import dev.holdfast.warehouse.Engine;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * What a reading of evidence is asked for.
 *
 * @param from first day that is walked
 * @param day last day
 */
record Asking(
    DSLContext sql,
    FactReader facts,
    DaysOfUse usage,
    Engine engine,
    ZoneId zone,
    LocalDate from,
    LocalDate day,
    AccountRange accounts) {

  static final Field<String> ACCOUNT_ID = text("account_id");
  static final Field<LocalDate> DAY = DSL.field(DSL.name("day"), SQLDataType.LOCALDATE);

  private static final LocalDate A_MONDAY = LocalDate.of(1970, 1, 5);

  Asking with(AccountRange others) {
    return new Asking(sql, facts, usage, engine, zone, from, day, others);
  }

  static Field<String> text(String column) {
    return DSL.field(DSL.name(column), SQLDataType.VARCHAR);
  }

  static Field<Long> number(String column) {
    return DSL.field(DSL.name(column), SQLDataType.BIGINT);
  }

  Instant end() {
    return day.plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1000);
  }

  /** Facts of a type that count, of the accounts, up to the end of the last day. */
  Condition counts() {
    return facts
        .counts()
        .and(accounts.holds(ACCOUNT_ID))
        .and(CommonColumns.OCCURRED_AT.le(inline(FactReader.utc(end()))));
  }

  /** Those since so many days before the first. */
  Condition countsSince(int daysBefore) {
    return counts()
        .and(
            CommonColumns.OCCURRED_AT.ge(
                inline(FactReader.utc(from.minusDays(daysBefore).atStartOfDay(zone).toInstant()))));
  }

  Field<LocalDate> occurredOn() {
    return engine.localDate(CommonColumns.OCCURRED_AT, zone);
  }

  /** The Monday of a day, as the number of days since the first Monday of 1970. */
  Field<Integer> monday(Field<LocalDate> date) {
    Field<Integer> days = engine.daysBetween(inline(A_MONDAY, SQLDataType.LOCALDATE), date);
    return days.minus(days.mod(inline(7)));
  }

  static LocalDate monday(int number) {
    return A_MONDAY.plusDays(number);
  }

  /** The Monday of the last week that is over on a day. */
  static LocalDate lastWholeWeek(LocalDate day) {
    return day.minusDays(day.getDayOfWeek().getValue() - 1L).minusDays(7);
  }
}
