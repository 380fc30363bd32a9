package dev.holdfast.metrics;

import static dev.holdfast.metrics.LedgerQueries.ACCOUNT;
import static dev.holdfast.metrics.LedgerQueries.FROM_DAY;
import static dev.holdfast.metrics.LedgerQueries.PRODUCT;
import static dev.holdfast.metrics.LedgerQueries.QUANTITY;
import static dev.holdfast.metrics.LedgerQueries.TO_DAY;
import static dev.holdfast.metrics.LedgerQueries.TRIAL;
import static dev.holdfast.metrics.LedgerStepQueries.LEFT_OUT;
import static dev.holdfast.metrics.LedgerStepQueries.row;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import dev.holdfast.metrics.LedgerStepQueries.Found;
import java.time.LocalDate;
import java.util.List;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** Seats and active people of each account with seats at the end of a step. */
final class ReachQueries {

  private static final Field<Long> SEATS = field(name("seats"), SQLDataType.BIGINT);
  private static final Field<Long> PEOPLE = field(name("active_people"), SQLDataType.BIGINT);
  private static final Field<Integer> STEP = field(name("step_number"), SQLDataType.INTEGER);
  private static final Field<LocalDate> FROM =
      field(name(Columns.STEP, "period_start"), SQLDataType.LOCALDATE);
  private static final Field<LocalDate> TO =
      field(name(Columns.STEP, "period_end"), SQLDataType.LOCALDATE);

  private static final List<Field<?>> COLUMNS = List.of(ACCOUNT, SEATS, PEOPLE);

  /** Sums over accounts of seats (x) and active people (y). */
  record Sums(int accounts, double x, double y, double xx, double xy, double yy) {}

  private ReachQueries() {}

  static List<Found<Sums>> sums(Question question) {
    return accounts(question)
        .find(
            fields(),
            List.of(),
            row ->
                new Sums(
                    row.get("n", Integer.class),
                    row.get("x", Double.class),
                    row.get("y", Double.class),
                    row.get("xx", Double.class),
                    row.get("xy", Double.class),
                    row.get("yy", Double.class)));
  }

  static Rows rows(Question question, int limit) {
    return accounts(question).listed(COLUMNS, limit);
  }

  static Query statement(Question question) {
    return accounts(question).grouped(fields(), List.of());
  }

  private static List<Field<?>> fields() {
    Field<Double> x = row(SEATS).cast(SQLDataType.DOUBLE);
    Field<Double> y = row(PEOPLE).cast(SQLDataType.DOUBLE);
    return List.of(
        count().as("n"),
        sum(x).cast(SQLDataType.DOUBLE).as("x"),
        sum(y).cast(SQLDataType.DOUBLE).as("y"),
        sum(x.mul(x)).cast(SQLDataType.DOUBLE).as("xx"),
        sum(x.mul(y)).cast(SQLDataType.DOUBLE).as("xy"),
        sum(y.mul(y)).cast(SQLDataType.DOUBLE).as("yy"));
  }

  private static LedgerStepQueries accounts(Question question) {
    Table<?> seats = seats(question);
    Table<?> people = people(question);
    Field<Integer> peopleStep = field(name("people", "step_number"), SQLDataType.INTEGER);
    Field<String> peopleAccount = field(name("people", "account_id"), SQLDataType.VARCHAR);
    Field<Integer> seatsStep = field(name("seats_of", "step_number"), SQLDataType.INTEGER);
    Field<String> seatsAccount = field(name("seats_of", "account_id"), SQLDataType.VARCHAR);
    Select<?> rows =
        select(
                seatsStep.as(STEP),
                seatsAccount.as(ACCOUNT),
                SEATS,
                coalesce(PEOPLE, inline(0L)).as(PEOPLE),
                castNull(SQLDataType.VARCHAR).as(LEFT_OUT))
            .from(seats)
            .leftJoin(people)
            .on(peopleStep.eq(seatsStep))
            .and(peopleAccount.eq(seatsAccount));
    return new LedgerStepQueries(question, rows, COLUMNS);
  }

  /** Of the products that an account pays for at the end of a step, the one with most seats. */
  private static Table<?> seats(Question question) {
    Reading reading = question.reading();
    Table<?> stretches = LedgerRelationQueries.stretches(reading, "stretch");
    Table<?> perProduct =
        select(
                StepQueries.STEP_NUMBER.as(STEP),
                ACCOUNT,
                PRODUCT,
                sum(QUANTITY).cast(SQLDataType.BIGINT).as(SEATS))
            .from(stretches)
            .join(StepQueries.steps(question.steps(), true))
            .on(FROM_DAY.lt(TO).and(TO_DAY.ge(TO)))
            .where(TRIAL.isFalse())
            .groupBy(StepQueries.STEP_NUMBER, ACCOUNT, PRODUCT)
            .asTable("per_product");
    return select(STEP, ACCOUNT, max(SEATS).as(SEATS))
        .from(perProduct)
        .groupBy(STEP, ACCOUNT)
        .having(max(SEATS).gt(0L))
        .asTable("seats_of");
  }

  private static Table<?> people(Question question) {
    Field<LocalDate> day = UsageRollupQueries.DAY;
    return select(
            StepQueries.STEP_NUMBER.as(STEP),
            ACCOUNT,
            countDistinct(UsageRollupQueries.PERSON_ID).cast(SQLDataType.BIGINT).as(PEOPLE))
        .from(
            UsageRollupQueries.activePeople(Relations.named("person_day").rows(question.reading())))
        .join(StepQueries.steps(question.steps(), true))
        .on(day.ge(FROM).and(day.lt(TO)))
        .groupBy(StepQueries.STEP_NUMBER, ACCOUNT)
        .asTable("people");
  }
}
