package dev.holdfast.health;

import static org.jooq.impl.DSL.case_;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lead;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Facts.BillingInterval;
import dev.holdfast.facts.Facts.ContractType;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * Subscriptions as spans of days with one price and number of seats. The version in force on a day
 * is the last that had occurred by its end; the first counts from the start of the subscription.
 */
final class CommercialQueries {

  static final String SPANS = "subscription_span";
  static final Field<Integer> STARTED = Asked.integer("started");
  static final Field<String> CURRENCY = field(name("currency"), SQLDataType.VARCHAR);
  static final Field<Integer> CURRENCIES = Asked.integer("currencies");
  static final Field<Integer> TERM_END = Asked.integer("term_end");

  private static final int EARLIER = 90;

  private static final Field<Long> SEATS = number("seats");
  private static final Field<Long> YEARLY = number("yearly_minor");
  private static final Field<String> SUBSCRIPTION =
      Asked.text(FactType.SUBSCRIPTION, "subscription_id");

  private final Asked asked;

  CommercialQueries(Asked asked) {
    this.asked = asked;
  }

  /** To be named {@link #SPANS}. */
  Select<?> spans() {
    Field<Integer> said = asked.occurredOn();
    Field<Integer> start = date("started_on");
    Field<Integer> next =
        lead(said)
            .over()
            .partitionBy(Asked.ACCOUNT_ID, SUBSCRIPTION)
            .orderBy(CommonColumns.OCCURRED_AT, CommonColumns.RECORDED_AT, CommonColumns.FACT_ID);
    Field<Integer> place =
        rowNumber()
            .over()
            .partitionBy(Asked.ACCOUNT_ID, SUBSCRIPTION)
            .orderBy(CommonColumns.OCCURRED_AT, CommonColumns.RECORDED_AT, CommonColumns.FACT_ID);
    return select(
            Asked.ACCOUNT_ID,
            when(place.eq(1), start).otherwise(greatest(said, start)).as(Asked.FROM_DAY),
            least(coalesce(next, inline(Asked.NEVER)), end()).as(Asked.TO_DAY),
            start.as(STARTED),
            coalesce(date("term_end_on"), inline(-1)).as(TERM_END),
            number("quantity").as(SEATS),
            yearly().as(YEARLY),
            CURRENCY)
        .from(FactType.SUBSCRIPTION.table())
        .where(asked.counts())
        .and(
            Asked.text(FactType.SUBSCRIPTION, "contract_type")
                .ne(Asked.word(ContractType.ONE_OFF)));
  }

  List<Change> changes() {
    Table<?> spans = table(name(SPANS));
    Table<?> earlier =
        select(
                Asked.ACCOUNT_ID,
                Asked.FROM_DAY.add(inline(EARLIER)).as(Asked.FROM_DAY),
                Asked.TO_DAY.add(inline(EARLIER)).as(Asked.TO_DAY),
                YEARLY)
            .from(spans)
            .where(Asked.TO_DAY.gt(Asked.FROM_DAY))
            .asTable("earlier_span");
    Table<?> begun =
        select(Asked.ACCOUNT_ID, Asked.FROM_DAY.as(Asked.DAY))
            .from(spans)
            .where(Asked.TO_DAY.gt(Asked.FROM_DAY))
            .asTable("begun");
    Map<Quantity, Field<Long>> held = new LinkedHashMap<>();
    held.put(Quantity.SUBSCRIPTIONS, inline(1L));
    held.put(Quantity.SEATS, SEATS);
    held.put(Quantity.ARR_MINOR, YEARLY);
    return List.of(
        SpanQueries.changes(asked, "subscription_change", spans, held),
        SpanQueries.changes(
            asked, "earlier_change", earlier, Map.of(Quantity.ARR_BEFORE_MINOR, YEARLY)),
        new Change(begun, Map.of(Quantity.SUBSCRIPTIONS_EVER, inline(1L))));
  }

  /** Per account: first start, currency and number of currencies. */
  Table<?> accounts() {
    return select(
            Asked.ACCOUNT_ID,
            min(STARTED).as(STARTED),
            min(CURRENCY).as(CURRENCY),
            countDistinct(CURRENCY).as(CURRENCIES))
        .from(table(name(SPANS)))
        .groupBy(Asked.ACCOUNT_ID)
        .asTable("contract");
  }

  /** The next end of a term among the subscriptions that run on a day. */
  Table<?> termEnds(Table<?> days) {
    Field<String> account = field(name("s", "account_id"), SQLDataType.VARCHAR);
    Field<Integer> day = Asked.integer("s", "day");
    return select(account, day, min(Asked.integer("t", "term_end")).as(TERM_END))
        .from(days.as("s"))
        .join(table(name(SPANS)).as("t"))
        .on(account.eq(field(name("t", "account_id"), SQLDataType.VARCHAR)))
        .and(Asked.integer("t", "from_day").le(day))
        .and(Asked.integer("t", "to_day").gt(day))
        .and(Asked.integer("t", "term_end").ge(day))
        .groupBy(account, day)
        .asTable("term");
  }

  /** A fixed term ends on its day; the rest when cancelled, but not before the term's end. */
  private Field<Integer> end() {
    Field<Integer> term = date("term_end_on");
    Field<Integer> cancelled = date("cancelled_on");
    return when(
            Asked.text(FactType.SUBSCRIPTION, "contract_type")
                .eq(Asked.word(ContractType.FIXED_TERM)),
            coalesce(term, cancelled, inline(Asked.NEVER)))
        .when(cancelled.isNull(), inline(Asked.NEVER))
        .otherwise(greatest(cancelled, coalesce(term, cancelled)));
  }

  /** The charge of a year in minor units; a trial is free. */
  private static Field<Long> yearly() {
    Field<String> interval = Asked.text(FactType.SUBSCRIPTION, "billing_interval");
    var cases = case_().when(field(name("trial"), SQLDataType.BOOLEAN), inline(0L));
    for (BillingInterval choice : BillingInterval.values()) {
      cases =
          cases.when(
              interval.eq(Asked.word(choice)),
              number("amount_minor").mul(inline(timesAYear(choice))));
    }
    return cases.otherwise(inline(0L));
  }

  private static long timesAYear(BillingInterval interval) {
    return switch (interval) {
      case DAY -> 365;
      case WEEK -> 52;
      case MONTH -> 12;
      case QUARTER -> 4;
      case HALF_YEAR -> 2;
      case YEAR -> 1;
      case ONCE -> 0;
    };
  }

  private Field<Integer> date(String column) {
    return asked.number(FactType.SUBSCRIPTION.field(column, LocalDate.class));
  }

  private static Field<Long> number(String column) {
    return field(name(column), SQLDataType.BIGINT);
  }
}
