package dev.holdfast.metrics;

import static dev.holdfast.metrics.LedgerQueries.ACCOUNT;
import static dev.holdfast.metrics.LedgerStepQueries.LEFT_OUT;
import static dev.holdfast.metrics.LedgerStepQueries.row;
import static dev.holdfast.metrics.PurchaseQueries.CONVERTED;
import static dev.holdfast.metrics.PurchaseQueries.DAY;
import static dev.holdfast.metrics.PurchaseQueries.ORDER;
import static dev.holdfast.metrics.PurchaseQueries.REFUND;
import static org.jooq.impl.DSL.avg;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.when;

import dev.holdfast.metrics.LedgerStepQueries.Found;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The buying histories of customers up to the end of each step: orders of one day are one purchase,
 * refunds are taken off their order, and an order that was given back wholly is none.
 */
final class BuyerQueries {

  private static final Field<Integer> STEP = field(name("step_number"), SQLDataType.INTEGER);
  private static final Field<LocalDate> END = field(name("period_end"), SQLDataType.LOCALDATE);
  private static final Field<Long> UNKNOWN = field(name("unknown"), SQLDataType.BIGINT);
  private static final Field<LocalDate> FIRST_ON = field(name("first_on"), SQLDataType.LOCALDATE);
  private static final Field<LocalDate> LAST_ON = field(name("last_on"), SQLDataType.LOCALDATE);
  private static final Field<Long> REPEATS = field(name("repeats"), SQLDataType.BIGINT);
  private static final Field<Integer> LAST = field(name("last_days"), SQLDataType.INTEGER);
  private static final Field<Integer> OBSERVED = field(name("observed_days"), SQLDataType.INTEGER);
  private static final Field<Double> MEAN = field(name("mean_minor"), SQLDataType.DOUBLE);

  private static final List<Field<?>> COLUMNS =
      List.of(ACCOUNT, FIRST_ON, LAST_ON, REPEATS, LAST, OBSERVED, MEAN);

  /**
   * Customers of one history.
   *
   * @param repeats days with a purchase after the first
   * @param lastDays days from the first purchase to the last
   * @param observedDays days from the first purchase to the end of the step
   * @param meanMinor mean of the repeated purchases in minor units; null without any
   * @param customers how many customers have it
   */
  record Buyers(
      long repeats, int lastDays, int observedDays, @Nullable Double meanMinor, long customers) {}

  private BuyerQueries() {}

  static List<Found<Buyers>> histories(Question question) {
    return customers(question)
        .find(
            List.of(count().as("customers")),
            history(),
            row ->
                new Buyers(
                    row.get(row(REPEATS)),
                    row.get(row(LAST)),
                    row.get(row(OBSERVED)),
                    row.get(row(MEAN)),
                    row.get("customers", Long.class)));
  }

  static Rows rows(Question question, int limit) {
    return customers(question).listed(COLUMNS, limit);
  }

  static Query statement(Question question) {
    return customers(question).grouped(List.of(count().as("customers")), history());
  }

  private static List<Field<?>> history() {
    return List.of(row(REPEATS), row(LAST), row(OBSERVED), row(MEAN));
  }

  private static LedgerStepQueries customers(Question question) {
    Table<?> days = days(question);
    Table<?> firsts =
        select(days.asterisk(), min(DAY).over().partitionBy(STEP, ACCOUNT).as(FIRST_ON))
            .from(days)
            .asTable("purchase_day");
    Field<Boolean> repeated = field(DAY.gt(FIRST_ON));
    Field<LocalDate> first = min(FIRST_ON);
    Select<?> rows =
        select(
                STEP,
                ACCOUNT,
                first.as(FIRST_ON),
                max(DAY).as(LAST_ON),
                count().minus(1).cast(SQLDataType.BIGINT).as(REPEATS),
                question.reading().engine().daysBetween(first, max(DAY)).as(LAST),
                question.reading().engine().daysBetween(first, max(END)).as(OBSERVED),
                avg(CONVERTED).filterWhere(repeated.isTrue()).cast(SQLDataType.DOUBLE).as(MEAN),
                when(sum(UNKNOWN).gt(BigDecimal.ZERO), inline("pays in a currency without a rate"))
                    .otherwise(castNull(SQLDataType.VARCHAR))
                    .as(LEFT_OUT))
            .from(firsts)
            .groupBy(STEP, ACCOUNT);
    return new LedgerStepQueries(question, rows, COLUMNS);
  }

  /** One row for each step, account and day with a purchase before the end of the step. */
  private static Table<?> days(Question question) {
    Field<LocalDate> to = field(name(Columns.STEP, "period_end"), SQLDataType.LOCALDATE);
    Table<?> orders =
        select(
                StepQueries.STEP_NUMBER.as(STEP),
                to.as(END),
                ACCOUNT,
                ORDER,
                min(DAY).filterWhere(REFUND.isFalse()).as(DAY),
                coalesce(sum(CONVERTED), inline(BigDecimal.ZERO))
                    .cast(SQLDataType.BIGINT)
                    .as(CONVERTED),
                count().filterWhere(CONVERTED.isNull()).cast(SQLDataType.BIGINT).as(UNKNOWN))
            .from(PurchaseQueries.purchases(question))
            .join(StepQueries.steps(question.steps(), true))
            .on(DAY.lt(to))
            .groupBy(StepQueries.STEP_NUMBER, to, ACCOUNT, ORDER)
            .asTable("order_of");
    return select(
            STEP,
            END,
            ACCOUNT,
            DAY,
            sum(CONVERTED).cast(SQLDataType.BIGINT).as(CONVERTED),
            sum(UNKNOWN).cast(SQLDataType.BIGINT).as(UNKNOWN))
        .from(orders)
        .where(DAY.isNotNull())
        .and(CONVERTED.gt(0L).or(UNKNOWN.gt(0L)))
        .groupBy(STEP, END, ACCOUNT, DAY)
        .asTable("bought");
  }
}
