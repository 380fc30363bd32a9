package dev.holdfast.reports;

import static dev.holdfast.reports.Columns.ACCOUNT_ID;
import static dev.holdfast.reports.Columns.date;
import static dev.holdfast.reports.Columns.flag;
import static dev.holdfast.reports.Columns.number;
import static dev.holdfast.reports.Columns.text;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rank;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import dev.holdfast.base.Money;
import dev.holdfast.facts.FactType;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** Reads subscriptions and when their terms end. */
final class SubscriptionQueries {

  private static final Field<LocalDate> STARTED_ON = date("started_on");
  private static final Field<LocalDate> TERM_END_ON = date("term_end_on");
  private static final Field<LocalDate> CANCELLED_ON = date("cancelled_on");
  private static final Field<String> CONTRACT = text("contract_type");
  private static final Field<String> SUBSCRIPTION_ID = text("subscription_id");

  private SubscriptionQueries() {}

  /** Subscriptions of an account, the running ones first. */
  static List<SubscriptionLine> of(Look look, String accountId) {
    LocalDate day = look.view().day();
    return look
        .sql()
        .select(FactType.SUBSCRIPTION.allFields())
        .from(ofAccount(look, accountId))
        .where(ACCOUNT_ID.eq(accountId))
        .orderBy(STARTED_ON.desc(), SUBSCRIPTION_ID)
        .fetch(SubscriptionQueries::subscription)
        .stream()
        .sorted((a, b) -> Boolean.compare(b.activeOn(day), a.activeOn(day)))
        .toList();
  }

  /** The next end of a term of each account that has one, by account. */
  static Map<String, Renewal> renewals(Look look) {
    LocalDate day = look.view().day();
    Condition recurring = CONTRACT.eq("recurring");
    Condition running =
        STARTED_ON
            .le(day)
            .and(flag("trial").isFalse())
            .and(CONTRACT.ne("one_off"))
            .and(TERM_END_ON.gt(day));
    Table<?> terms =
        select(ACCOUNT_ID, TERM_END_ON, field(recurring.and(CANCELLED_ON.isNotNull())).as("ends"))
            .from(look.states(FactType.SUBSCRIPTION))
            .where(running)
            .qualify(rank().over().partitionBy(ACCOUNT_ID).orderBy(TERM_END_ON).eq(1))
            .asTable(name("terms"));
    Field<Integer> cancelled = count(when(flag("ends"), inline(1)));
    return look.sql()
        .select(ACCOUNT_ID, min(TERM_END_ON), count(), coalesce(cancelled, inline(0)))
        .from(terms)
        .groupBy(ACCOUNT_ID)
        .fetchMap(
            row -> row.value1(),
            row ->
                new Renewal(
                    row.value2(),
                    ChronoUnit.DAYS.between(day, row.value2()),
                    row.value3(),
                    row.value3().equals(row.value4())));
  }

  /** When an account's first subscription began. */
  static Optional<LocalDate> firstStart(Look look, String accountId) {
    return Optional.ofNullable(
        look.sql()
            .select(min(STARTED_ON))
            .from(ofAccount(look, accountId))
            .where(ACCOUNT_ID.eq(accountId))
            .and(STARTED_ON.le(look.view().day()))
            .fetchOne(0, LocalDate.class));
  }

  /** When the first subscription of each account began that ever had one, by account. */
  static Map<String, LocalDate> firstStarts(Look look) {
    return look.sql()
        .select(ACCOUNT_ID, min(STARTED_ON))
        .from(look.states(FactType.SUBSCRIPTION))
        .where(STARTED_ON.le(look.view().day()))
        .groupBy(ACCOUNT_ID)
        .fetchMap(row -> row.value1(), row -> row.value2());
  }

  /** The subscriptions that are, or ever were, of an account. */
  private static Table<?> ofAccount(Look look, String accountId) {
    return look.states(
        FactType.SUBSCRIPTION,
        SUBSCRIPTION_ID.in(
            select(SUBSCRIPTION_ID)
                .from(FactType.SUBSCRIPTION.table())
                .where(ACCOUNT_ID.eq(accountId))));
  }

  private static SubscriptionLine subscription(Record row) {
    return new SubscriptionLine(
        row.get(SUBSCRIPTION_ID),
        row.get(ACCOUNT_ID),
        row.get(text("product")),
        row.get(text("plan")),
        row.get(number("quantity")),
        new Money(row.get(number("amount_minor")), Currency.getInstance(row.get(text("currency")))),
        row.get(text("billing_interval")),
        row.get(CONTRACT),
        row.get(flag("trial")),
        row.get(STARTED_ON),
        row.get(TERM_END_ON),
        row.get(CANCELLED_ON),
        row.get(text("reason")));
  }
}
