package dev.holdfast.metrics;

import static dev.holdfast.facts.CommonColumns.OCCURRED_AT;
import static dev.holdfast.metrics.LedgerQueries.ACCOUNT;
import static dev.holdfast.metrics.LedgerStepQueries.LEFT_OUT;
import static dev.holdfast.metrics.LedgerStepQueries.row;
import static dev.holdfast.metrics.SpellQueries.ENDED_ON;
import static dev.holdfast.metrics.SpellQueries.STARTED_ON;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;

import dev.holdfast.facts.FactType;
import dev.holdfast.metrics.LedgerStepQueries.Found;
import java.time.LocalDate;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** Customers of both ends of a step, and by which of four ways something was heard of them. */
final class SilenceQueries {

  private static final Field<Integer> STEP = field(name("step_number"), SQLDataType.INTEGER);
  private static final Field<Boolean> USED = flag("used");
  private static final Field<Boolean> WROTE = flag("wrote");
  private static final Field<Boolean> ANSWERED = flag("answered");
  private static final Field<Boolean> TOUCHED = flag("touched");
  private static final Field<Boolean> SILENT = flag("silent");

  private static final List<Field<?>> COLUMNS =
      List.of(ACCOUNT, SILENT, USED, WROTE, ANSWERED, TOUCHED);

  /** Customers, and those of whom nothing was heard. */
  record Counts(long customers, long silent) {}

  private SilenceQueries() {}

  static List<Found<Counts>> counts(Question question) {
    return customers(question)
        .find(
            fields(),
            List.of(),
            row -> new Counts(row.get("customers", Long.class), row.get("silent", Long.class)));
  }

  static Rows rows(Question question, int limit) {
    return customers(question).listed(COLUMNS, limit);
  }

  static Query statement(Question question) {
    return customers(question).grouped(fields(), List.of());
  }

  private static List<SelectField<?>> fields() {
    return List.of(count().as("customers"), count().filterWhere(row(SILENT).isTrue()).as("silent"));
  }

  private static LedgerStepQueries customers(Question question) {
    Field<LocalDate> from = field(name(Columns.STEP, "period_start"), SQLDataType.LOCALDATE);
    Field<LocalDate> to = field(name(Columns.STEP, "period_end"), SQLDataType.LOCALDATE);
    Table<?> customers =
        selectDistinct(StepQueries.STEP_NUMBER.as(STEP), ACCOUNT)
            .from(LedgerRelationQueries.SPELLS.rows(question.reading()))
            .join(StepQueries.steps(question.steps(), true))
            .on(STARTED_ON.lt(from))
            .and(ENDED_ON.isNull().or(ENDED_ON.ge(to)))
            .asTable("customer");
    Condition used = heard(customers, used(question, from, to));
    Condition wrote = heard(customers, heard(question, FactType.TICKET_EVENT));
    Condition answered = heard(customers, heard(question, FactType.SURVEY_RESPONSE));
    Condition touched = heard(customers, heard(question, FactType.TOUCH));
    Select<?> rows =
        select(
                STEP,
                ACCOUNT,
                field(not(used).and(not(wrote)).and(not(answered)).and(not(touched))).as(SILENT),
                field(used).as(USED),
                field(wrote).as(WROTE),
                field(answered).as(ANSWERED),
                field(touched).as(TOUCHED),
                castNull(SQLDataType.VARCHAR).as(LEFT_OUT))
            .from(customers);
    return new LedgerStepQueries(question, rows, COLUMNS);
  }

  private static Condition heard(Table<?> customers, Select<Record2<Integer, String>> who) {
    return org.jooq
        .impl
        .DSL
        .row(
            field(name(customers.getName(), "step_number"), SQLDataType.INTEGER),
            field(name(customers.getName(), "account_id"), SQLDataType.VARCHAR))
        .in(who);
  }

  private static Select<Record2<Integer, String>> used(
      Question question, Field<LocalDate> from, Field<LocalDate> to) {
    Field<LocalDate> day = UsageRollupQueries.DAY;
    return selectDistinct(StepQueries.STEP_NUMBER, ACCOUNT)
        .from(Relations.named("account_day").rows(question.reading()))
        .join(StepQueries.steps(question.steps(), true))
        .on(day.ge(from).and(day.lt(to)));
  }

  private static Select<Record2<Integer, String>> heard(Question question, FactType type) {
    Field<String> account = field(name(Columns.SOURCE, "account_id"), SQLDataType.VARCHAR);
    return selectDistinct(StepQueries.STEP_NUMBER, account)
        .from(
            StepQueries.placed(
                question, question.reading().facts().all(type), OCCURRED_AT.getName(), false))
        .where(account.isNotNull());
  }

  private static Field<Boolean> flag(String column) {
    return field(name(column), SQLDataType.BOOLEAN);
  }
}
