package dev.holdfast.metrics;

import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
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

  static final List<Field<?>> PERSON_DAY_COLUMNS =
      List.of(ACCOUNT_ID, PERSON_ID, DAY, EVENTS, VALUE_EVENTS);
  static final List<Field<?>> ACCOUNT_DAY_COLUMNS =
      List.of(ACCOUNT_ID, DAY, EVENTS, VALUE_EVENTS, PEOPLE);

  private UsageRollupQueries() {}

  /**
   * Events of some facts by account, person and local day. The sums are additive: those of two sets
   * of facts are the sums of both, and a set is taken away by a sign of -1.
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

  /** The stored sums, added up: one row for each account, person and day with events. */
  static Table<?> storedPersonDays(Condition rows) {
    return select(
            ACCOUNT_ID,
            PERSON_ID,
            DAY,
            sum(EVENTS).cast(SQLDataType.BIGINT).as(EVENTS),
            sum(VALUE_EVENTS).cast(SQLDataType.BIGINT).as(VALUE_EVENTS))
        .from(PERSON_DAY)
        .where(rows)
        .groupBy(ACCOUNT_ID, PERSON_ID, DAY)
        .having(sum(EVENTS).gt(java.math.BigDecimal.ZERO))
        .asTable("person_day");
  }

  /** Days of accounts from days of people. */
  static Select<?> accountDays(Table<?> personDays) {
    return select(
            ACCOUNT_ID,
            DAY,
            sum(EVENTS).cast(SQLDataType.BIGINT).as(EVENTS),
            sum(VALUE_EVENTS).cast(SQLDataType.BIGINT).as(VALUE_EVENTS),
            countDistinct(when(VALUE_EVENTS.gt(0L), PERSON_ID)).cast(SQLDataType.BIGINT).as(PEOPLE))
        .from(personDays)
        .groupBy(ACCOUNT_ID, DAY);
  }

  private static Table<?> personDays(Reading reading) {
    return reading.facts().knowledge().isNow()
        ? storedPersonDays(DSL.trueCondition())
        : derivedPersonDays(reading);
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
