package dev.holdfast.health;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import dev.holdfast.metrics.DaysOfUse;
import dev.holdfast.warehouse.Engine;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * What a reading of inputs is asked for: accounts, days, and which facts count. Inside queries days
 * are numbers, counted from 1 January 1970.
 *
 * @param usage days of use made of the facts that count
 * @param zone zone whose midnights bound a day
 * @param days in order
 */
record Asked(
    FactReader facts,
    DaysOfUse usage,
    Engine engine,
    ZoneId zone,
    List<LocalDate> days,
    AccountRange accounts) {

  /** Stands for "no end" inside queries. */
  static final int NEVER = 9_999_999;

  static final Field<String> ACCOUNT_ID = field(name("account_id"), SQLDataType.VARCHAR);
  static final Field<Integer> DAY = integer("day");
  static final Field<Integer> FROM_DAY = integer("from_day");
  static final Field<Integer> TO_DAY = integer("to_day");

  private static final LocalDate EPOCH = LocalDate.ofEpochDay(0);

  Asked {
    days = List.copyOf(new TreeSet<>(days));
  }

  static Field<Integer> integer(String column) {
    return field(name(column), SQLDataType.INTEGER);
  }

  static Field<Integer> integer(String table, String column) {
    return field(name(table, column), SQLDataType.INTEGER);
  }

  int first() {
    return Math.toIntExact(days.getFirst().toEpochDay());
  }

  int last() {
    return Math.toIntExact(days.getLast().toEpochDay());
  }

  /** A day, or the first one asked for if that is later. */
  Field<Integer> notBeforeFirst(Field<Integer> day) {
    return greatest(day, inline(first()));
  }

  /** The facts of the accounts that count. */
  Condition counts() {
    return facts.counts().and(accounts.holds(ACCOUNT_ID));
  }

  /** Happened on the last day or before. */
  Condition untilLast() {
    return CommonColumns.OCCURRED_AT.lt(inline(startOf(days.getLast().plusDays(1))));
  }

  /** Happened on the first day less some days, or later. */
  Condition since(int daysBefore) {
    return since(daysBefore, CommonColumns.OCCURRED_AT);
  }

  /** The same of another moment. */
  Condition since(int daysBefore, Field<LocalDateTime> moment) {
    return moment.ge(inline(startOf(days.getFirst().minusDays(daysBefore))));
  }

  /** The local day on which a fact was true. */
  Field<Integer> occurredOn() {
    return number(engine.localDate(CommonColumns.OCCURRED_AT, zone));
  }

  /** A date as a number of days. */
  Field<Integer> number(Field<LocalDate> date) {
    return engine.daysBetween(inline(EPOCH, SQLDataType.LOCALDATE), date);
  }

  static Field<String> text(FactType type, String column) {
    return type.field(column, String.class);
  }

  /** An enum's constant as facts spell it. */
  static Field<String> word(Enum<?> constant) {
    return DSL.inline(constant.name().toLowerCase(java.util.Locale.ROOT));
  }

  private LocalDateTime startOf(LocalDate day) {
    return FactReader.utc(day.atStartOfDay(zone).toInstant());
  }
}
