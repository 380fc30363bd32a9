package dev.holdfast.metrics;

import static dev.holdfast.metrics.LedgerQueries.ACCOUNT;
import static dev.holdfast.metrics.LedgerStepQueries.LEFT_OUT;
import static dev.holdfast.metrics.LedgerStepQueries.row;
import static dev.holdfast.metrics.SpellQueries.COMPLETED;
import static dev.holdfast.metrics.SpellQueries.ENDED_ON;
import static dev.holdfast.metrics.SpellQueries.STARTED_ON;
import static org.jooq.impl.DSL.boolOr;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.when;

import dev.holdfast.metrics.LedgerStepQueries.Found;
import dev.holdfast.warehouse.Engine;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** Counts customers that stay and leave, from the spells of accounts. */
final class ChurnQueries {

  private static final Field<Boolean> AT_START = field(name("at_start"), SQLDataType.BOOLEAN);
  private static final Field<Boolean> AT_END = field(name("at_end"), SQLDataType.BOOLEAN);
  private static final Field<Boolean> LOST = field(name("lost"), SQLDataType.BOOLEAN);
  private static final Field<Boolean> ENDED_AS_AGREED =
      field(name("ended_as_agreed"), SQLDataType.BOOLEAN);
  private static final Field<Long> CHURNS = field(name("churns"), SQLDataType.BIGINT);

  private static final Field<LocalDate> DAY = field(name("day"), SQLDataType.LOCALDATE);
  private static final Field<Long> OPENING = field(name("opening"), SQLDataType.BIGINT);
  private static final Field<Long> STARTS = field(name("starts"), SQLDataType.BIGINT);
  private static final Field<Long> ENDS = field(name("ends"), SQLDataType.BIGINT);

  private static final Field<Long> ACTIVE_AT_START =
      field(name("active_at_start"), SQLDataType.BIGINT);
  private static final Field<Long> LOST_ACCOUNTS = field(name("lost_accounts"), SQLDataType.BIGINT);
  private static final Field<Long> EVENTS = field(name("events"), SQLDataType.BIGINT);
  private static final Field<Long> EARLY = field(name("early_losses"), SQLDataType.BIGINT);
  private static final Field<Long> AGREED = field(name("agreed_ends"), SQLDataType.BIGINT);
  private static final Field<Long> DAYS = field(name("days"), SQLDataType.BIGINT);
  private static final Field<Long> CUSTOMER_DAYS = field(name("customer_days"), SQLDataType.BIGINT);

  private static final List<Field<?>> ACCOUNT_COLUMNS =
      List.of(ACCOUNT, AT_START, AT_END, LOST, ENDED_AS_AGREED, CHURNS, DAYS, STARTED_ON, ENDED_ON);
  private static final List<Field<?>> DAY_COLUMNS = List.of(ACCOUNT, DAY);

  private ChurnQueries() {}

  /**
   * Accounts of a group.
   *
   * @param atStart active at the start, but for those whose fixed term ended as agreed
   * @param lost of these, those that are not active at the end
   * @param churns ends inside the period
   * @param early accounts that came and left inside the period
   * @param agreed active at the start, whose fixed term ended as agreed
   * @param customerDays days on which they were customers, added up
   */
  record Counts(long atStart, long lost, long churns, long early, long agreed, long customerDays) {}

  /** Spells of a group that open the period, start, end and end for good on a day. */
  record Day(long opening, long starts, long ends, long churns) {}

  static List<Found<Counts>> counts(Question question) {
    return accounts(question)
        .find(
            countFields(),
            List.of(),
            row ->
                new Counts(
                    row.get(ACTIVE_AT_START),
                    row.get(LOST_ACCOUNTS),
                    row.get(EVENTS),
                    row.get(EARLY),
                    row.get(AGREED),
                    row.get(CUSTOMER_DAYS)));
  }

  /** The days of each group on which something happened, in order. */
  static List<Found<Day>> dailyCounts(Question question) {
    return days(question)
        .find(
            dayFields(),
            List.of(row(DAY)),
            row -> new Day(row.get(OPENING), row.get(STARTS), row.get(ENDS), row.get(CHURNS)));
  }

  static Rows rows(Question question, int limit) {
    return accounts(question).listed(ACCOUNT_COLUMNS, limit);
  }

  static Query countStatement(Question question) {
    return accounts(question).grouped(countFields(), List.of());
  }

  static Query dayStatement(Question question) {
    return days(question).grouped(dayFields(), List.of(row(DAY)));
  }

  /** One row for each account with a spell in the step. */
  private static LedgerStepQueries accounts(Question question) {
    Field<Integer> step = StepQueries.STEP_NUMBER;
    Field<LocalDate> from = field(name(Columns.STEP, "period_start"), SQLDataType.LOCALDATE);
    Field<LocalDate> to = field(name(Columns.STEP, "period_end"), SQLDataType.LOCALDATE);
    Condition endsInside = ENDED_ON.lt(to);
    Table<?> perAccount =
        select(
                step,
                ACCOUNT,
                boolOr(STARTED_ON.lt(from)).as(AT_START),
                boolOr(ENDED_ON.isNull().or(ENDED_ON.ge(to))).as(AT_END),
                coalesce(
                        max(when(endsInside.and(COMPLETED.isTrue()), ENDED_ON))
                            .ge(max(when(endsInside, ENDED_ON))),
                        inline(false))
                    .as(ENDED_AS_AGREED),
                count()
                    .filterWhere(endsInside.and(COMPLETED.isFalse()))
                    .cast(SQLDataType.BIGINT)
                    .as(CHURNS),
                whole(sum(daysIn(question.reading().engine(), from, to))).as(DAYS),
                min(STARTED_ON).as(STARTED_ON),
                max(when(endsInside, ENDED_ON)).as(ENDED_ON))
            .from(LedgerRelationQueries.SPELLS.rows(question.reading()))
            .join(StepQueries.steps(question.steps(), true))
            .on(STARTED_ON.lt(to).and(ENDED_ON.isNull().or(ENDED_ON.ge(from))))
            .groupBy(step, ACCOUNT)
            .asTable("per_account");
    Select<?> rows =
        select(
                perAccount.asterisk(),
                field(AT_START.isTrue().and(AT_END.isFalse()).and(ENDED_AS_AGREED.isFalse()))
                    .as(LOST),
                castNull(SQLDataType.VARCHAR).as(LEFT_OUT))
            .from(perAccount);
    return new LedgerStepQueries(question, rows, ACCOUNT_COLUMNS);
  }

  private static List<Field<?>> countFields() {
    Condition left = row(AT_END).isFalse();
    Condition agreed = row(AT_START).isTrue().and(left).and(row(ENDED_AS_AGREED).isTrue());
    return List.of(
        counted(row(AT_START).isTrue().and(agreed.not())).as(ACTIVE_AT_START),
        counted(row(LOST).isTrue()).as(LOST_ACCOUNTS),
        whole(sum(row(CHURNS))).as(EVENTS),
        counted(
                row(AT_START)
                    .isFalse()
                    .and(left)
                    .and(row(CHURNS).gt(0L))
                    .and(row(ENDED_AS_AGREED).isFalse()))
            .as(EARLY),
        counted(agreed).as(AGREED),
        whole(coalesce(sum(row(DAYS)), inline(BigDecimal.ZERO))).as(CUSTOMER_DAYS));
  }

  /** Days of a spell that lie in a step. */
  static Field<Integer> daysIn(Engine engine, Field<LocalDate> from, Field<LocalDate> to) {
    return engine.daysBetween(greatest(STARTED_ON, from), least(coalesce(ENDED_ON, to), to));
  }

  private static Field<Long> counted(Condition condition) {
    return whole(count().filterWhere(condition));
  }

  private static Field<Long> whole(Field<? extends Number> number) {
    return number.cast(SQLDataType.BIGINT);
  }

  /** Rows for each account, step and day on which a spell opens the step, starts or ends. */
  private static LedgerStepQueries days(Question question) {
    Field<LocalDate> from = field(name(Columns.STEP, "period_start"), SQLDataType.LOCALDATE);
    Field<LocalDate> to = field(name(Columns.STEP, "period_end"), SQLDataType.LOCALDATE);
    Table<?> spells = LedgerRelationQueries.SPELLS.rows(question.reading());
    Table<?> steps = StepQueries.steps(question.steps(), true);
    Field<Long> none = inline(0L);
    Field<Long> one = inline(1L);
    Field<String> kept = castNull(SQLDataType.VARCHAR);
    Select<?> rows =
        select(
                StepQueries.STEP_NUMBER,
                ACCOUNT,
                from.as(DAY),
                one.as(OPENING),
                none.as(STARTS),
                none.as(ENDS),
                none.as(CHURNS),
                kept.as(LEFT_OUT))
            .from(spells)
            .join(steps)
            .on(STARTED_ON.lt(from).and(ENDED_ON.isNull().or(ENDED_ON.ge(from))))
            .unionAll(
                select(StepQueries.STEP_NUMBER, ACCOUNT, STARTED_ON, none, one, none, none, kept)
                    .from(spells)
                    .join(steps)
                    .on(STARTED_ON.ge(from).and(STARTED_ON.lt(to))))
            .unionAll(
                select(
                        StepQueries.STEP_NUMBER,
                        ACCOUNT,
                        ENDED_ON,
                        none,
                        none,
                        one,
                        when(COMPLETED.isFalse(), one).otherwise(none),
                        kept)
                    .from(spells)
                    .join(steps)
                    .on(ENDED_ON.ge(from).and(ENDED_ON.lt(to))));
    return new LedgerStepQueries(question, rows, DAY_COLUMNS);
  }

  private static List<Field<?>> dayFields() {
    return List.of(
        whole(sum(row(OPENING))).as(OPENING),
        whole(sum(row(STARTS))).as(STARTS),
        whole(sum(row(ENDS))).as(ENDS),
        whole(sum(row(CHURNS))).as(CHURNS));
  }
}
