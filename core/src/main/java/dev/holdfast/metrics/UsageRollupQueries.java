package dev.holdfast.metrics;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactType;
import dev.holdfast.warehouse.Engine;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Usage by person and day, and by account and day. */
final class UsageRollupQueries {

  static final Table<?> PERSON_DAY = table(name("person_day"));
  static final Table<?> ACCOUNT_DAY = table(name("account_day"));
  static final Field<String> ACCOUNT_ID = field(name("account_id"), SQLDataType.VARCHAR);
  static final Field<String> PERSON_ID = field(name("person_id"), SQLDataType.VARCHAR);
  static final Field<LocalDate> DAY = field(name("day"), SQLDataType.LOCALDATE);
  static final Field<Long> EVENTS = field(name("events"), SQLDataType.BIGINT);
  static final Field<Long> VALUE_EVENTS = field(name("value_events"), SQLDataType.BIGINT);
  static final Field<Long> PEOPLE = field(name("people"), SQLDataType.BIGINT);
  static final Field<Long> PEOPLE_EVENTS = field(name("people_events"), SQLDataType.BIGINT);
  static final Field<String> NAME = field(name("name"), SQLDataType.VARCHAR);

  /** The last day of use of each person, and every later one than the day it was taken in. */
  static final Table<?> PERSON_LATELY = table(name("person_lately"));

  /** The same of each event name of each account. */
  static final Table<?> NAME_LATELY = table(name("name_lately"));

  static final List<Field<?>> PERSON_LATELY_COLUMNS = List.of(ACCOUNT_ID, PERSON_ID, DAY);
  static final List<Field<?>> NAME_LATELY_COLUMNS = List.of(ACCOUNT_ID, NAME, DAY);

  static final List<Field<?>> PERSON_DAY_COLUMNS =
      List.of(ACCOUNT_ID, PERSON_ID, DAY, EVENTS, VALUE_EVENTS);
  static final List<Field<?>> ACCOUNT_DAY_COLUMNS =
      List.of(ACCOUNT_ID, DAY, EVENTS, VALUE_EVENTS, PEOPLE, PEOPLE_EVENTS);

  private UsageRollupQueries() {}

  /**
   * Events of some facts by account, person and local day. The sums are additive: those of two sets
   * of facts are the sums of both, and a set is taken away by a sign of -1. A day without any is
   * left out by who keeps them.
   */
  static Select<?> sums(Condition facts, int sign, Engine engine, RollupSettings settings) {
    Table<?> source = FactType.USAGE_EVENT.table().as(Columns.SOURCE);
    Field<Long> quantity = field(name("quantity"), SQLDataType.BIGINT);
    String valueEvent = settings.valueEvent();
    Field<Long> valued =
        valueEvent == null
            ? quantity
            : when(
                    new Columns(Relations.named("usage_event"), null, engine)
                        .condition(valueEvent)
                        .condition(),
                    quantity)
                .otherwise(inline(0L));
    Table<?> events =
        select(
                ACCOUNT_ID,
                PERSON_ID,
                engine.localDate(CommonColumns.OCCURRED_AT, settings.usageZone()).as(DAY),
                quantity.as(EVENTS),
                valued.as(VALUE_EVENTS))
            .from(source)
            .where(facts)
            .asTable("events_by_day");
    return select(
            ACCOUNT_ID,
            PERSON_ID,
            DAY,
            sum(EVENTS).mul(inline(sign)).cast(SQLDataType.BIGINT).as(EVENTS),
            sum(VALUE_EVENTS).mul(inline(sign)).cast(SQLDataType.BIGINT).as(VALUE_EVENTS))
        .from(events)
        .groupBy(ACCOUNT_ID, PERSON_ID, DAY);
  }

  /** Sums added up: one row for each account, person and day that has events. */
  static Select<?> added(Select<?> sums) {
    return select(
            ACCOUNT_ID,
            PERSON_ID,
            DAY,
            sum(EVENTS).cast(SQLDataType.BIGINT).as(EVENTS),
            sum(VALUE_EVENTS).cast(SQLDataType.BIGINT).as(VALUE_EVENTS))
        .from(sums.asTable("sums"))
        .groupBy(ACCOUNT_ID, PERSON_ID, DAY)
        .having(sum(EVENTS).gt(java.math.BigDecimal.ZERO));
  }

  /** Days of accounts from days of people, of which there is one row each. */
  static Select<?> accountDays(Table<?> personDays) {
    Condition active = VALUE_EVENTS.gt(0L).and(PERSON_ID.isNotNull());
    return select(
            ACCOUNT_ID,
            DAY,
            sum(EVENTS).cast(SQLDataType.BIGINT).as(EVENTS),
            sum(VALUE_EVENTS).cast(SQLDataType.BIGINT).as(VALUE_EVENTS),
            count(when(active, inline(1))).cast(SQLDataType.BIGINT).as(PEOPLE),
            sum(when(active, VALUE_EVENTS).otherwise(inline(0L)))
                .cast(SQLDataType.BIGINT)
                .as(PEOPLE_EVENTS))
        .from(personDays)
        .groupBy(ACCOUNT_ID, DAY);
  }

  /** The days on which somebody named was active. */
  static Table<?> activePeople(Table<?> personDays) {
    return select(PERSON_LATELY_COLUMNS)
        .from(personDays)
        .where(VALUE_EVENTS.gt(0L))
        .and(PERSON_ID.isNotNull())
        .asTable("active_person");
  }

  /** The days on which something was done, by the name of it. */
  static Table<?> namesDone(Condition facts, Engine engine, RollupSettings settings) {
    return selectDistinct(
            ACCOUNT_ID,
            NAME,
            engine.localDate(CommonColumns.OCCURRED_AT, settings.usageZone()).as(DAY))
        .from(FactType.USAGE_EVENT.table())
        .where(facts)
        .asTable("name_done");
  }

  /** Of the days up to one only the last, for each of what some columns name. */
  static Select<?> lately(Table<?> days, List<Field<?>> columns, LocalDate today) {
    Field<?> what = columns.get(1);
    return select(ACCOUNT_ID, what, max(DAY).as(DAY))
        .from(days)
        .groupBy(ACCOUNT_ID, what, greatest(DAY, inline(today)));
  }

  private static Table<?> personDays(Reading reading) {
    return reading.facts().knowledge().isNow() ? PERSON_DAY : derivedPersonDays(reading);
  }

  /** Days of people from the facts that count. */
  static Table<?> derivedPersonDays(Reading reading) {
    return select(DSL.asterisk())
        .from(
            sums(reading.facts().counts(), 1, reading.engine(), reading.settings())
                .asTable("derived"))
        .where(EVENTS.gt(0L))
        .asTable("person_day");
  }

  /** Days of accounts from the facts that count. */
  static Table<?> derivedAccountDays(Reading reading) {
    return accountDays(derivedPersonDays(reading)).asTable("account_day");
  }

  private static Optional<Instant> freshness(Reading reading) {
    return reading.facts().knowledge().isNow()
        ? RollupStore.newestUsage(reading.sql())
        : FreshnessQueries.newest(reading, FactType.USAGE_EVENT);
  }

  /** Events of each person on each local day; {@code person_id} is null where nobody was named. */
  record PersonDay() implements Relation {
    @Override
    public String name() {
      return "person_day";
    }

    @Override
    public List<FactType> facts() {
      return List.of(FactType.USAGE_EVENT);
    }

    @Override
    public List<Field<?>> columns() {
      return PERSON_DAY_COLUMNS;
    }

    @Override
    public Table<?> rows(Reading reading) {
      return personDays(reading);
    }

    @Override
    public Optional<Instant> freshness(Reading reading) {
      return UsageRollupQueries.freshness(reading);
    }
  }

  /** Events and active people of each account on each local day. */
  record AccountDay() implements Relation {
    @Override
    public String name() {
      return "account_day";
    }

    @Override
    public List<FactType> facts() {
      return List.of(FactType.USAGE_EVENT);
    }

    @Override
    public List<Field<?>> columns() {
      return ACCOUNT_DAY_COLUMNS;
    }

    @Override
    public Table<?> rows(Reading reading) {
      return reading.facts().knowledge().isNow()
          ? ACCOUNT_DAY
          : accountDays(personDays(reading)).asTable("account_day");
    }

    @Override
    public Optional<Instant> freshness(Reading reading) {
      return UsageRollupQueries.freshness(reading);
    }
  }
}
