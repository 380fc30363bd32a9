package dev.holdfast.metrics;

import static dev.holdfast.metrics.LedgerQueries.ACCOUNT;
import static dev.holdfast.metrics.LedgerQueries.CURRENCY;
import static dev.holdfast.metrics.LedgerStepQueries.LEFT_OUT;
import static dev.holdfast.metrics.LedgerStepQueries.row;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactType;
import dev.holdfast.metrics.LedgerStepQueries.Found;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** Orders and revenue of each account in each step, refunds taken off. */
final class PurchaseQueries {

  private static final Field<Long> ORDERS = field(name("orders"), SQLDataType.BIGINT);
  private static final Field<Long> REVENUE = field(name("revenue_minor"), SQLDataType.BIGINT);
  private static final Field<LocalDate> FIRST = field(name("first_on"), SQLDataType.LOCALDATE);
  private static final Field<LocalDate> LAST = field(name("last_on"), SQLDataType.LOCALDATE);
  static final Field<String> ORDER = field(name("order_id"), SQLDataType.VARCHAR);
  static final Field<Boolean> REFUND = field(name("refund"), SQLDataType.BOOLEAN);
  static final Field<Long> CONVERTED = field(name("converted"), SQLDataType.BIGINT);
  static final Field<LocalDate> DAY = field(name("day"), SQLDataType.LOCALDATE);

  private static final List<Field<?>> COLUMNS = List.of(ACCOUNT, ORDERS, REVENUE, FIRST, LAST);

  /** Customers, their orders, and sums of the revenue of each, in minor units. */
  record Sums(long customers, long orders, BigDecimal revenue, BigDecimal squares) {}

  private PurchaseQueries() {}

  static List<Found<Sums>> sums(Question question) {
    return customers(question)
        .find(
            fields(),
            List.of(),
            row ->
                new Sums(
                    row.get("customers", Long.class),
                    row.get("all_orders", Long.class),
                    Objects.requireNonNull(row.get("revenue", BigDecimal.class)),
                    Objects.requireNonNull(row.get("squares", BigDecimal.class))));
  }

  static Rows rows(Question question, int limit) {
    return customers(question).listed(COLUMNS, limit);
  }

  static Query statement(Question question) {
    return customers(question).grouped(fields(), List.of());
  }

  private static List<Field<?>> fields() {
    Field<BigDecimal> revenue = row(REVENUE).cast(SQLDataType.DECIMAL(38, 0));
    return List.of(
        count().as("customers"),
        sum(row(ORDERS)).cast(SQLDataType.BIGINT).as("all_orders"),
        exact(sum(revenue)).as("revenue"),
        exact(sum(revenue.mul(revenue))).as("squares"));
  }

  private static Field<BigDecimal> exact(Field<BigDecimal> sum) {
    return coalesce(sum.cast(SQLDataType.DECIMAL(38, 0)), inline(BigDecimal.ZERO));
  }

  /**
   * Orders and refunds of all time on the days of the question's zone, in the reporting currency.
   */
  static Table<?> purchases(Question question) {
    Reading reading = question.reading();
    Field<LocalDate> day =
        reading.engine().localDate(CommonColumns.OCCURRED_AT, question.steps().getFirst().zone());
    LedgerMoneyQueries money =
        new LedgerMoneyQueries(
            reading.engine(),
            reading.settings().ledger(),
            LedgerRelationQueries.reporting(reading));
    return select(ACCOUNT, ORDER, REFUND, money.worth(day).as(CONVERTED), CURRENCY, day.as(DAY))
        .from(reading.facts().all(FactType.PURCHASE))
        .asTable("purchase");
  }

  private static LedgerStepQueries customers(Question question) {
    Field<LocalDate> from = field(name(Columns.STEP, "period_start"), SQLDataType.LOCALDATE);
    Field<LocalDate> to = field(name(Columns.STEP, "period_end"), SQLDataType.LOCALDATE);
    Condition ordered = REFUND.isFalse();
    Field<Long> orders = countDistinct(when(ordered, ORDER)).cast(SQLDataType.BIGINT);
    Select<?> rows =
        select(
                StepQueries.STEP_NUMBER,
                ACCOUNT,
                orders.as(ORDERS),
                coalesce(sum(CONVERTED), inline(BigDecimal.ZERO))
                    .cast(SQLDataType.BIGINT)
                    .as(REVENUE),
                min(DAY).as(FIRST),
                max(DAY).as(LAST),
                when(
                        count().filterWhere(CONVERTED.isNull()).gt(0),
                        inline("pays in a currency without a rate"))
                    .when(orders.eq(0L), inline("only refunds in the period"))
                    .otherwise(castNull(SQLDataType.VARCHAR))
                    .as(LEFT_OUT))
            .from(purchases(question))
            .join(StepQueries.steps(question.steps(), true))
            .on(DAY.ge(from).and(DAY.lt(to)))
            .groupBy(StepQueries.STEP_NUMBER, ACCOUNT);
    return new LedgerStepQueries(question, rows, COLUMNS);
  }
}
