package dev.holdfast.health;

import static org.jooq.impl.DSL.asterisk;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lead;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Use of the product: distinct people over 28 days are exact, since a person's active days are
 * turned into the spans of days on which they count, without overlap. Who did nothing but events
 * that are not of value (see the settings of rollups) was not active.
 */
final class UsageQueries {

  static final Field<Integer> FIRST_USE = Asked.integer("first_use");
  static final Field<Integer> FIRST_PEOPLE = Asked.integer("first_people");

  /** What changes with use and with nothing else. */
  static final List<Quantity> QUANTITIES =
      List.of(
          Quantity.PEOPLE_28,
          Quantity.PERSON_DAYS_28,
          Quantity.EVENTS_28,
          Quantity.EVENTS_BEFORE_28,
          Quantity.NAMES_28);

  private static final int WINDOW = 28;

  private static final Field<String> PERSON = field(name("person_id"), SQLDataType.VARCHAR);
  private static final Field<String> NAME = field(name("name"), SQLDataType.VARCHAR);
  private static final Field<LocalDate> DATE = field(name("day"), SQLDataType.LOCALDATE);
  private static final Field<Long> PEOPLE = field(name("people"), SQLDataType.BIGINT);
  private static final Field<Long> EVENTS = field(name("people_events"), SQLDataType.BIGINT);
  private static final Field<Integer> LAST = Asked.integer("last_day");
  private static final Field<Integer> BEGINS = Asked.integer("begins");
  private static final Field<Integer> PASSES = Asked.integer("passes");
  private static final Field<Integer> ENDS = Asked.integer("ends");
  private static final Field<Integer> LATER = Asked.integer("later");

  private final Asked asked;

  UsageQueries(Asked asked) {
    this.asked = asked;
  }

  List<Change> changes() {
    return List.of(people(), amounts(), names());
  }

  /**
   * The first day of use of each account, and the first with a known person.
   *
   * @param days which days of accounts are looked at
   */
  Table<?> first(Condition days) {
    Field<Integer> day = asked.number(DATE);
    return select(
            Asked.ACCOUNT_ID,
            min(day).as(FIRST_USE),
            min(when(PEOPLE.gt(0L), day)).as(FIRST_PEOPLE))
        .from(asked.usage().accounts())
        .where(asked.accounts().holds(Asked.ACCOUNT_ID))
        .and(days)
        .groupBy(Asked.ACCOUNT_ID)
        .asTable("first_use");
  }

  private Change people() {
    return SpanQueries.changes(
        asked,
        "people_change",
        spans("people_span", visible(asked.usage().people(), WINDOW - 1, "person_use"), PERSON),
        Map.of(Quantity.PEOPLE_28, inline(1L)));
  }

  /**
   * The spans of days on which somebody counts. Of the active days up to the first day asked for
   * only the last one matters.
   */
  private Table<?> spans(String alias, Table<?> days, Field<String> whose) {
    Field<Integer> day = asked.notBeforeFirst(Asked.DAY);
    Table<?> lasts =
        select(Asked.ACCOUNT_ID, whose, day.as(Asked.FROM_DAY), max(Asked.DAY).as(LAST))
            .from(days)
            .groupBy(Asked.ACCOUNT_ID, whose, day)
            .asTable(alias + "_last");
    Field<Integer> next =
        lead(Asked.FROM_DAY).over().partitionBy(Asked.ACCOUNT_ID, whose).orderBy(Asked.FROM_DAY);
    Field<Integer> end = LAST.add(inline(WINDOW));
    boolean oneDay = asked.first() == asked.last(); // then nobody has a next one
    return select(
            Asked.ACCOUNT_ID,
            Asked.FROM_DAY,
            (oneDay ? end : least(end, coalesce(next, end))).as(Asked.TO_DAY))
        .from(lasts)
        .asTable(alias);
  }

  private Change amounts() {
    Field<Integer> begins = asked.notBeforeFirst(Asked.DAY);
    Field<Integer> passes = asked.notBeforeFirst(Asked.DAY.add(inline(WINDOW)));
    Field<Integer> ends = asked.notBeforeFirst(Asked.DAY.add(inline(2 * WINDOW)));
    Table<?> days =
        select(
                Asked.ACCOUNT_ID,
                begins.as(BEGINS),
                passes.as(PASSES),
                ends.as(ENDS),
                PEOPLE,
                EVENTS)
            .from(visible(asked.usage().accounts(), 2 * WINDOW - 1, "account_use_day"))
            .asTable("account_use");
    Table<?> rows =
        select(
                Asked.ACCOUNT_ID,
                when(LATER.eq(0), BEGINS)
                    .when(LATER.eq(WINDOW), PASSES)
                    .otherwise(ENDS)
                    .as(Asked.DAY),
                LATER,
                PEOPLE,
                EVENTS)
            .from(days)
            .crossJoin(
                DSL.values(row(inline(0)), row(inline(WINDOW)), row(inline(2 * WINDOW)))
                    .as("steps", "later"))
            .asTable("use_change");
    return new Change(
        rows,
        Map.of(
            Quantity.PERSON_DAYS_28, during(PEOPLE, 0),
            Quantity.EVENTS_28, during(EVENTS, 0),
            Quantity.EVENTS_BEFORE_28, during(EVENTS, WINDOW)));
  }

  /** Added some days later, taken away a window after that. */
  private static Field<Long> during(Field<Long> amount, int from) {
    return when(LATER.eq(from), amount)
        .when(LATER.eq(from + WINDOW), amount.neg())
        .otherwise(inline(0L));
  }

  private Change names() {
    Table<?> done =
        asked
            .usage()
            .names()
            .apply(asked.counts().and(asked.since(WINDOW - 1)).and(asked.untilLast()));
    return SpanQueries.changes(
        asked,
        "name_change",
        spans("name_span", visible(done, WINDOW - 1, "name_use"), NAME),
        Map.of(Quantity.NAMES_28, inline(1L)));
  }

  /** Days of use that some day asked for can see, counted as numbers. */
  private Table<?> visible(Table<?> days, int daysBefore, String alias) {
    return select(asterisk().except(DATE), asked.number(DATE).as(Asked.DAY))
        .from(days)
        .where(asked.accounts().holds(Asked.ACCOUNT_ID))
        .and(DATE.ge(inline(asked.days().getFirst().minusDays(daysBefore))))
        .and(DATE.le(inline(asked.days().getLast())))
        .asTable(alias);
  }
}
