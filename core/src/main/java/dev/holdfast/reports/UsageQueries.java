package dev.holdfast.reports;

import static dev.holdfast.reports.Columns.ACCOUNT_ID;
import static dev.holdfast.reports.Columns.DAY;
import static dev.holdfast.reports.Columns.PERSON_ID;
import static dev.holdfast.reports.Columns.number;
import static dev.holdfast.reports.Columns.text;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.floor;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.Result;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** Reads how much accounts are used. Weeks and windows end with the last complete day. */
final class UsageQueries {

  private static final int WINDOW = 28;
  private static final Field<Long> EVENTS = number("events");
  private static final Field<Integer> WEEK = field(name("week"), SQLDataType.INTEGER);

  private UsageQueries() {}

  /**
   * Events of people on days up to the last complete one: {@code account_id, person_id, day,
   * events}. The stored sums may have several rows for one person and day, which add up.
   */
  private static Table<?> personDays(Look look, LocalDate from, Condition which) {
    Condition days = DAY.between(from, look.view().lastDay());
    if (look.facts().knowledge().isNow()) {
      return select(ACCOUNT_ID, PERSON_ID, DAY, EVENTS)
          .from(table(name("person_day")))
          .where(days)
          .and(look.inSight())
          .and(which)
          .asTable("person_days");
    }
    return select(ACCOUNT_ID, PERSON_ID, DAY, EVENTS)
        .from(named(look, from, which))
        .asTable("person_days");
  }

  /** The same from the facts, with the name of what was done. */
  private static Table<?> named(Look look, LocalDate from, Condition which) {
    LocalDate to = look.view().lastDay().plusDays(1);
    Field<LocalDate> day = look.engine().localDate(CommonColumns.OCCURRED_AT, look.view().zone());
    return select(ACCOUNT_ID, PERSON_ID, text("name"), day.as(DAY), number("quantity").as(EVENTS))
        .from(look.events(FactType.USAGE_EVENT))
        .where(CommonColumns.OCCURRED_AT.ge(start(look, from)))
        .and(CommonColumns.OCCURRED_AT.lt(start(look, to)))
        .and(which)
        .asTable("named_days");
  }

  private static LocalDateTime start(Look look, LocalDate day) {
    return FactReader.utc(day.atStartOfDay(look.view().zone()).toInstant());
  }

  private static Field<Long> total(Field<Long> events) {
    return sum(events).cast(SQLDataType.BIGINT);
  }

  /** Different people in 28 days and in the 28 before, by account. */
  static Map<String, UsageMark> marks(Look look) {
    LocalDate last = look.view().lastDay();
    Condition lately = DAY.gt(last.minusDays(WINDOW));
    Field<Long> now = number("now_events");
    Field<Long> before = number("before_events");
    Table<?> people =
        select(
                ACCOUNT_ID,
                PERSON_ID,
                total(when(lately, EVENTS).otherwise(inline(0L))).as(now),
                total(when(lately, inline(0L)).otherwise(EVENTS)).as(before),
                max(DAY).as(DAY))
            .from(personDays(look, last.minusDays(2L * WINDOW - 1), noCondition()))
            .groupBy(ACCOUNT_ID, PERSON_ID)
            .asTable("people");
    return look.sql()
        .select(
            ACCOUNT_ID,
            count(when(now.gt(0L), PERSON_ID)),
            count(when(before.gt(0L), PERSON_ID)),
            max(DAY))
        .from(people)
        .where(now.add(before).gt(0L))
        .groupBy(ACCOUNT_ID)
        .fetchMap(
            row -> row.value1(), row -> new UsageMark(row.value2(), row.value3(), row.value4()));
  }

  /** Different people in each of the last weeks, by account; accounts without usage are absent. */
  static Map<String, UsageWeeks> weeks(Look look, int weeks) {
    return weeks(look, weeks, noCondition());
  }

  /** Different people of one account in each of the last weeks, none before its first use. */
  static UsageWeeks weeksOf(Look look, String accountId, int weeks) {
    UsageWeeks all = weeks(look, weeks, ACCOUNT_ID.eq(accountId)).get(accountId);
    if (all == null) {
      return new UsageWeeks(look.view().lastDay(), List.of());
    }
    int first = 0;
    while (first < all.people().size() && all.people().get(first) == 0) {
      first++;
    }
    return new UsageWeeks(all.lastDay(), all.people().subList(first, all.people().size()));
  }

  private static Map<String, UsageWeeks> weeks(Look look, int weeks, Condition which) {
    LocalDate last = look.view().lastDay();
    Table<?> days = personDays(look, last.minusDays(7L * weeks - 1), which);
    Field<Integer> ago = look.engine().daysBetween(DAY, inline(last));
    Field<Integer> week =
        floor(ago.cast(SQLDataType.DOUBLE).div(inline(7.0))).cast(SQLDataType.INTEGER);
    Table<?> byWeek =
        select(ACCOUNT_ID, PERSON_ID, week.as(WEEK), total(EVENTS).as(EVENTS))
            .from(days)
            .groupBy(ACCOUNT_ID, PERSON_ID, week)
            .asTable(name("by_week"));
    Result<Record3<String, Integer, Integer>> rows =
        look.sql()
            .select(ACCOUNT_ID, WEEK, count(PERSON_ID))
            .from(byWeek)
            .where(EVENTS.gt(0L))
            .groupBy(ACCOUNT_ID, WEEK)
            .fetch();
    Map<String, List<Long>> people = new HashMap<>();
    for (Record3<String, Integer, Integer> row : rows) {
      people
          .computeIfAbsent(row.value1(), a -> new ArrayList<>(Collections.nCopies(weeks, 0L)))
          .set(weeks - 1 - row.value2(), row.value3().longValue());
    }
    Map<String, UsageWeeks> result = new HashMap<>();
    people.forEach((account, counts) -> result.put(account, new UsageWeeks(last, counts)));
    return result;
  }

  /** A series of one account: people or events by week, or events of one name by week. */
  record NamedWeeks(String name, List<Long> counts) {}

  /** Events by week of the names an account used most, the most used first. */
  static List<NamedWeeks> featuresOf(Look look, String accountId, int weeks, int limit) {
    LocalDate last = look.view().lastDay();
    Table<?> days = named(look, last.minusDays(7L * weeks - 1), ACCOUNT_ID.eq(accountId));
    Field<Integer> ago = look.engine().daysBetween(DAY, inline(last));
    Map<String, List<Long>> byName = new HashMap<>();
    look.sql()
        .select(text("name"), ago, total(EVENTS))
        .from(days)
        .groupBy(text("name"), ago)
        .forEach(row -> {
          List<Long> counts =
              byName.computeIfAbsent(
                  row.value1(), n -> new ArrayList<>(Collections.nCopies(weeks, 0L)));
          int week = weeks - 1 - row.value2() / 7;
          counts.set(week, counts.get(week) + row.value3());
        });
    return byName.entrySet().stream()
        .map(entry -> new NamedWeeks(entry.getKey(), List.copyOf(entry.getValue())))
        .sorted(
            java.util.Comparator.<NamedWeeks>comparingLong(
                    series -> -series.counts().stream().mapToLong(Long::longValue).sum())
                .thenComparing(NamedWeeks::name))
        .limit(limit)
        .toList();
  }

  /** When each person of an account was last seen, and on how many of the last 28 days. */
  record Seen(LocalDate lastOn, int days) {}

  /** People of an account seen in the past year, by person. */
  static Map<String, Seen> seen(Look look, String accountId) {
    LocalDate last = look.view().lastDay();
    Table<?> days =
        select(PERSON_ID, DAY)
            .from(personDays(look, last.minusDays(364), ACCOUNT_ID.eq(accountId)))
            .where(PERSON_ID.isNotNull())
            .groupBy(PERSON_ID, DAY)
            .having(sum(EVENTS).gt(BigDecimal.ZERO))
            .asTable("days_of_people");
    return look.sql()
        .select(PERSON_ID, max(DAY), count(when(DAY.gt(last.minusDays(WINDOW)), DAY)))
        .from(days)
        .groupBy(PERSON_ID)
        .fetchMap(row -> row.value1(), row -> new Seen(row.value2(), row.value3()));
  }

  /**
   * A source of usage that used to deliver daily and no longer does.
   *
   * @param days complete days without anything from it
   * @param accounts those in sight that used to arrive from it
   */
  record SilentFeed(String source, long days, List<String> accounts) {}

  /** Sources from which usage came on most days of four weeks and none for some days since. */
  static List<SilentFeed> silentFeeds(Look look, int silentDays) {
    LocalDate last = look.view().lastDay();
    LocalDate from = last.minusDays(2L * WINDOW - 1);
    // Whether a source delivers daily does not depend on whose midnight counts.
    Field<LocalDate> day = CommonColumns.OCCURRED_AT.cast(SQLDataType.LOCALDATE);
    Condition lately =
        CommonColumns.OCCURRED_AT
            .ge(FactReader.utc(from.atStartOfDay(look.view().zone()).toInstant()))
            .and(CommonColumns.OCCURRED_AT.le(FactReader.utc(look.view().until())));
    List<SilentFeed> silent = new ArrayList<>();
    look.sql()
        .select(CommonColumns.SOURCE, max(CommonColumns.OCCURRED_AT), countDistinct(day))
        .from(FactType.USAGE_EVENT.table())
        .where(look.facts().counts())
        .and(lately)
        .groupBy(CommonColumns.SOURCE)
        .orderBy(CommonColumns.SOURCE)
        .forEach(row -> {
          long missing =
              ChronoUnit.DAYS.between(look.view().dayOf(Look.instant(row.value2())), last);
          if (missing >= silentDays && row.value3() > WINDOW / 2) {
            List<String> accounts =
                look.sql()
                    .select(ACCOUNT_ID)
                    .from(look.events(FactType.USAGE_EVENT))
                    .where(CommonColumns.SOURCE.eq(row.value1()))
                    .and(lately)
                    .groupBy(ACCOUNT_ID)
                    .having(count().gt(0))
                    .orderBy(ACCOUNT_ID)
                    .fetch(ACCOUNT_ID);
            silent.add(new SilentFeed(row.value1(), missing, accounts));
          }
        });
    return List.copyOf(silent);
  }

  /** Names of calendar spans that may explain the last week of usage, in order. */
  static List<String> spansOfLastWeek(Look look) {
    LocalDate last = look.view().lastDay();
    Field<LocalDate> from = Columns.date("from_day");
    Field<LocalDate> to = Columns.date("to_day");
    return look.sql()
        .selectDistinct(text("name"))
        .from(look.facts().stateAt(FactType.CALENDAR_SPAN, look.view().until()))
        .where(from.le(last))
        .and(to.ge(last.minusDays(6)))
        .and(text("kind").in("holiday", "incident"))
        .orderBy(text("name"))
        .fetch(text("name"));
  }
}
