package dev.holdfast.metrics;

import static dev.holdfast.metrics.LedgerQueries.ACCOUNT;
import static dev.holdfast.metrics.LedgerQueries.CURRENCY;
import static dev.holdfast.metrics.LedgerStepQueries.LEFT_OUT;
import static dev.holdfast.metrics.LedgerStepQueries.row;
import static dev.holdfast.metrics.MrrQueries.AFTER;
import static dev.holdfast.metrics.MrrQueries.AMOUNT;
import static dev.holdfast.metrics.MrrQueries.BEFORE;
import static dev.holdfast.metrics.MrrQueries.DAY;
import static dev.holdfast.metrics.MrrQueries.KIND;
import static dev.holdfast.metrics.SpellQueries.ENDED_ON;
import static dev.holdfast.metrics.SpellQueries.STARTED_ON;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.when;

import dev.holdfast.metrics.LedgerStepQueries.Found;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** Sums of recurring revenue by account and step, in minor units of the reporting currency. */
final class RetentionQueries {

  private static final String NO_RATE = "pays in a currency without a rate";

  private static final Field<Long> OPENING = money("opening_minor");
  private static final Field<Long> CLOSING = money("closing_minor");
  private static final Field<Long> NEW = money("new_minor");
  private static final Field<Long> REACTIVATION = money("reactivation_minor");
  private static final Field<Long> EXPANSION = money("expansion_minor");
  private static final Field<Long> CONTRACTION = money("contraction_minor");
  private static final Field<Long> CHURN = money("churn_minor");
  private static final Field<Long> EXCHANGE = money("exchange_minor");
  private static final Field<Long> COMPLETED = money("completed_minor");

  private static final List<Field<?>> ACCOUNT_COLUMNS =
      List.of(
          ACCOUNT,
          OPENING,
          NEW,
          REACTIVATION,
          EXPANSION,
          CONTRACTION,
          CHURN,
          EXCHANGE,
          COMPLETED,
          CLOSING);
  private static final List<Field<?>> MOVEMENT_COLUMNS =
      List.of(ACCOUNT, DAY, KIND, AMOUNT, BEFORE, AFTER, CURRENCY);

  /**
   * Sums over accounts of what a ratio divides (y) and divides by (x), in minor units.
   *
   * @param accounts how many have an x or a y
   * @param largest the largest x of one account
   */
  record Sums(
      int accounts,
      BigDecimal x,
      BigDecimal y,
      BigDecimal xx,
      BigDecimal xy,
      BigDecimal yy,
      BigDecimal largest) {}

  /** A sum over accounts, in minor units, and how many accounts it rests on. */
  record Total(long accounts, BigDecimal minor) {}

  private RetentionQueries() {}

  /** Of accounts with revenue at the start: that, and the smaller of both ends. */
  static Ratio gross() {
    return new Ratio(row(OPENING), least(row(OPENING), kept()), row(OPENING).gt(0L));
  }

  /** Revenue at the end without what other rates of exchange made of it. */
  private static Field<Long> kept() {
    return when(row(CLOSING).eq(0L), inline(0L))
        .otherwise(greatest(row(CLOSING).minus(row(EXCHANGE)), inline(0L)));
  }

  /** Of accounts with revenue at the start: that, and what they pay at the end. */
  static Ratio net() {
    return new Ratio(row(OPENING), kept(), row(OPENING).gt(0L));
  }

  /** Revenue at the start, and that less every loss inside the period. */
  static Ratio grossByMovement() {
    Field<Long> y = row(OPENING).add(losses());
    return new Ratio(row(OPENING), y, row(OPENING).ne(0L).or(y.ne(0L)));
  }

  /** Revenue at the start, and that with every movement but the new ones. */
  static Ratio netByMovement() {
    Field<Long> y = row(OPENING).add(losses()).add(row(EXPANSION)).add(row(REACTIVATION));
    return new Ratio(row(OPENING), y, row(OPENING).ne(0L).or(y.ne(0L)));
  }

  /** Revenue lost to contraction and churn, and revenue won. */
  static Ratio quick(boolean withReactivation) {
    Field<Long> won = row(NEW).add(row(EXPANSION));
    Field<Long> y = withReactivation ? won.add(row(REACTIVATION)) : won;
    Field<Long> x = row(CONTRACTION).add(row(CHURN)).neg();
    return new Ratio(x, y, x.ne(0L).or(y.ne(0L)));
  }

  /** One for each account that pays at the end, and what it pays. */
  static Ratio perCustomer() {
    return new Ratio(inline(1L), row(CLOSING), row(CLOSING).gt(0L));
  }

  private static Field<Long> losses() {
    return row(CONTRACTION).add(row(CHURN)).add(row(COMPLETED));
  }

  /** What is divided by what, over the accounts for which a condition holds. */
  record Ratio(Field<Long> x, Field<Long> y, Condition counts) {

    private List<Field<?>> sums() {
      List<Field<?>> sums = new ArrayList<>();
      sums.add(count().filterWhere(counts).as("n"));
      Field<BigDecimal> bigX = x.cast(SQLDataType.DECIMAL(38, 0));
      Field<BigDecimal> bigY = y.cast(SQLDataType.DECIMAL(38, 0));
      List<Field<BigDecimal>> summed =
          List.of(bigX, bigY, bigX.mul(bigX), bigX.mul(bigY), bigY.mul(bigY));
      List<String> names = List.of("x", "y", "xx", "xy", "yy");
      for (int i = 0; i < summed.size(); i++) {
        sums.add(exact(sum(summed.get(i)).filterWhere(counts)).as(names.get(i)));
      }
      sums.add(exact(max(bigX).filterWhere(counts)).as("largest"));
      return sums;
    }
  }

  private static Field<BigDecimal> exact(Field<BigDecimal> sum) {
    return coalesce(sum.cast(SQLDataType.DECIMAL(38, 0)), inline(BigDecimal.ZERO));
  }

  static List<Found<Sums>> sums(Question question, Ratio ratio) {
    return accounts(question)
        .find(
            ratio.sums(),
            List.of(),
            row ->
                new Sums(
                    row.get("n", Integer.class),
                    decimal(row, "x"),
                    decimal(row, "y"),
                    decimal(row, "xx"),
                    decimal(row, "xy"),
                    decimal(row, "yy"),
                    decimal(row, "largest")));
  }

  /** Revenue at one end of each step; accounts are those that have some then. */
  static List<Found<Total>> balances(Question question, LedgerEstimator.Moment at) {
    return accounts(question).find(balanceFields(at), List.of(), RetentionQueries::total);
  }

  private static List<Field<?>> balanceFields(LedgerEstimator.Moment at) {
    Field<Long> balance =
        switch (at) {
          case START -> row(OPENING);
          case END -> row(CLOSING);
        };
    return List.of(count().filterWhere(balance.ne(0L)).as("n"), exact(sum(balance)).as("x"));
  }

  /** The movements inside each step, added up; accounts are those that moved. */
  static List<Found<Total>> movements(Question question) {
    return moves(question).find(movementFields(), List.of(), RetentionQueries::total);
  }

  private static List<Field<?>> movementFields() {
    return List.of(
        org.jooq.impl.DSL.countDistinct(row(ACCOUNT)).as("n"), exact(sum(row(AMOUNT))).as("x"));
  }

  static Rows accountRows(Question question, int limit) {
    return accounts(question).listed(ACCOUNT_COLUMNS, limit);
  }

  static Rows movementRows(Question question, int limit) {
    return moves(question).listed(MOVEMENT_COLUMNS, limit);
  }

  static Query statement(Question question, Ratio ratio) {
    return accounts(question).grouped(ratio.sums(), List.of());
  }

  static Query balanceStatement(Question question, LedgerEstimator.Moment at) {
    return accounts(question).grouped(balanceFields(at), List.of());
  }

  static Query movementStatement(Question question) {
    return moves(question).grouped(movementFields(), List.of());
  }

  private static Total total(Record row) {
    return new Total(row.get("n", Long.class), decimal(row, "x"));
  }

  private static BigDecimal decimal(Record row, String column) {
    return Objects.requireNonNull(row.get(column, BigDecimal.class), column);
  }

  /** One row for each account that has revenue in the step, at either end or between. */
  private static LedgerStepQueries accounts(Question question) {
    Field<LocalDate> from = field(name(Columns.STEP, "period_start"), SQLDataType.LOCALDATE);
    Field<LocalDate> to = field(name(Columns.STEP, "period_end"), SQLDataType.LOCALDATE);
    Condition inside = DAY.ge(from);
    List<Field<?>> sums = new ArrayList<>();
    sums.add(StepQueries.STEP_NUMBER);
    sums.add(ACCOUNT);
    sums.add(when(DAY.lt(from), AMOUNT).otherwise(inline(0L)).as(OPENING));
    for (MovementKind kind : MovementKind.values()) {
      sums.add(
          when(inside.and(KIND.eq(inline(kind.word()))), AMOUNT)
              .otherwise(inline(0L))
              .as(kind.word() + "_minor"));
    }
    sums.add(AMOUNT.as(CLOSING));
    Table<?> split =
        select(sums)
            .from(LedgerRelationQueries.MOVEMENTS.rows(question.reading()))
            .join(StepQueries.steps(question.steps(), true))
            .on(DAY.lt(to))
            .asTable("split");
    Field<Integer> step = field(name("step_number"), SQLDataType.INTEGER);
    List<Field<?>> perAccount = new ArrayList<>();
    perAccount.add(step);
    perAccount.add(ACCOUNT);
    List<Field<?>> nothing = new ArrayList<>();
    for (Field<?> column : ACCOUNT_COLUMNS.subList(1, ACCOUNT_COLUMNS.size())) {
      perAccount.add(sum(column.coerce(Long.class)).cast(SQLDataType.BIGINT).as(column.getName()));
      nothing.add(inline(0L));
    }
    perAccount.add(castNull(SQLDataType.VARCHAR).as(LEFT_OUT));
    Select<?> rows =
        select(perAccount)
            .from(split)
            .groupBy(step, ACCOUNT)
            .unionAll(unconverted(question, nothing));
    return new LedgerStepQueries(question, rows, ACCOUNT_COLUMNS);
  }

  /** One row for each movement inside a step. */
  private static LedgerStepQueries moves(Question question) {
    Field<LocalDate> from = field(name(Columns.STEP, "period_start"), SQLDataType.LOCALDATE);
    Field<LocalDate> to = field(name(Columns.STEP, "period_end"), SQLDataType.LOCALDATE);
    List<Field<?>> columns = new ArrayList<>();
    columns.add(StepQueries.STEP_NUMBER);
    columns.addAll(MOVEMENT_COLUMNS);
    columns.add(castNull(SQLDataType.VARCHAR).as(LEFT_OUT));
    List<Field<?>> nothing = new ArrayList<>();
    for (Field<?> column : MOVEMENT_COLUMNS.subList(1, MOVEMENT_COLUMNS.size())) {
      nothing.add(castNull(column.getDataType()));
    }
    Select<?> rows =
        select(columns)
            .from(LedgerRelationQueries.MOVEMENTS.rows(question.reading()))
            .join(StepQueries.steps(question.steps(), true))
            .on(DAY.ge(from).and(DAY.lt(to)))
            .unionAll(unconverted(question, nothing));
    return new LedgerStepQueries(question, rows, MOVEMENT_COLUMNS);
  }

  /** Accounts that were customers in the step but whose revenue is not known. */
  private static Select<Record> unconverted(Question question, List<Field<?>> nothing) {
    Table<?> accounts =
        LedgerRelationQueries.UNCONVERTED.rows(question.reading()).as("unconverted");
    Table<?> spells = LedgerRelationQueries.SPELLS.rows(question.reading()).as("customer");
    Field<String> account = field(name("unconverted", "account_id"), SQLDataType.VARCHAR);
    Field<LocalDate> from = field(name(Columns.STEP, "period_start"), SQLDataType.LOCALDATE);
    Field<LocalDate> to = field(name(Columns.STEP, "period_end"), SQLDataType.LOCALDATE);
    List<Field<?>> columns = new ArrayList<>();
    columns.add(StepQueries.STEP_NUMBER);
    columns.add(account);
    columns.addAll(nothing);
    columns.add(inline(NO_RATE));
    return select(columns)
        .from(accounts)
        .crossJoin(StepQueries.steps(question.steps(), true))
        .whereExists(
            selectOne()
                .from(spells)
                .where(field(name("customer", "account_id"), SQLDataType.VARCHAR).eq(account))
                .and(STARTED_ON.lt(to))
                .and(ENDED_ON.isNull().or(ENDED_ON.ge(from))));
  }

  private static Field<Long> money(String column) {
    return field(name(column), SQLDataType.BIGINT);
  }
}
