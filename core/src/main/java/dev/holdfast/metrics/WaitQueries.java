package dev.holdfast.metrics;

import static dev.holdfast.facts.CommonColumns.OCCURRED_AT;
import static dev.holdfast.metrics.LedgerQueries.ACCOUNT;
import static dev.holdfast.metrics.LedgerStepQueries.LEFT_OUT;
import static dev.holdfast.metrics.LedgerStepQueries.row;
import static dev.holdfast.metrics.SpellQueries.ENDED_ON;
import static dev.holdfast.metrics.SpellQueries.SPELL;
import static dev.holdfast.metrics.SpellQueries.STARTED_ON;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.FactType;
import dev.holdfast.metrics.LedgerEstimator.Wait;
import dev.holdfast.metrics.LedgerStepQueries.Found;
import dev.holdfast.metrics.SurvivalQueries.Exits;
import dev.holdfast.warehouse.Engine;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * Counts of accounts by how many days they took to a milestone, as seen at the end of each step.
 *
 * <p>The clock of an account starts with its first spell as a customer. One that has not reached
 * the milestone is censored at the end of the step, or when it left.
 */
final class WaitQueries {

  private static final Field<LocalDate> REACHED_ON =
      field(name("reached_on"), SQLDataType.LOCALDATE);
  private static final Field<Integer> DAYS = field(name("days"), SQLDataType.INTEGER);
  private static final Field<Boolean> REACHED = field(name("reached"), SQLDataType.BOOLEAN);
  private static final Field<Long> EVENTS = field(name("events"), SQLDataType.BIGINT);
  private static final Field<Long> CENSORED = field(name("censored"), SQLDataType.BIGINT);

  private static final List<Field<?>> COLUMNS =
      List.of(ACCOUNT, STARTED_ON, REACHED_ON, DAYS, REACHED);

  private WaitQueries() {}

  static List<Found<Exits>> exits(Question question) {
    return accounts(question)
        .find(
            fields(),
            List.of(row(DAYS)),
            row ->
                new Exits(
                    Optional.empty(), row.get(row(DAYS)), row.get(EVENTS), row.get(CENSORED)));
  }

  static Rows rows(Question question, int limit) {
    return accounts(question).listed(COLUMNS, limit);
  }

  static Query statement(Question question) {
    return accounts(question).grouped(fields(), List.of(row(DAYS)));
  }

  private static List<Field<?>> fields() {
    return List.of(
        count().filterWhere(row(REACHED).isTrue()).cast(SQLDataType.BIGINT).as(EVENTS),
        count().filterWhere(row(REACHED).isFalse()).cast(SQLDataType.BIGINT).as(CENSORED));
  }

  private static LedgerStepQueries accounts(Question question) {
    Wait wait = (Wait) question.definition().estimator();
    Reading reading = question.reading();
    Engine engine = reading.engine();
    Field<LocalDate> to = field(name(Columns.STEP, "period_end"), SQLDataType.LOCALDATE);
    Table<?> spells = LedgerRelationQueries.SPELLS.rows(reading).as("spell_of");
    Field<String> account = field(name("spell_of", "account_id"), SQLDataType.VARCHAR);
    Table<?> reached = reached(reading, wait.milestone());
    Condition done = REACHED_ON.lt(to).and(ENDED_ON.isNull().or(REACHED_ON.le(ENDED_ON)));
    Field<LocalDate> seenUntil =
        when(done, greatest(REACHED_ON, STARTED_ON)).otherwise(least(coalesce(ENDED_ON, to), to));
    Select<?> rows =
        select(
                StepQueries.STEP_NUMBER,
                account.as(ACCOUNT),
                STARTED_ON,
                when(done, REACHED_ON).as(REACHED_ON),
                engine.daysBetween(STARTED_ON, seenUntil).as(DAYS),
                coalesce(field(done), inline(false)).as(REACHED),
                castNull(SQLDataType.VARCHAR).as(LEFT_OUT))
            .from(spells)
            .join(StepQueries.steps(question.steps(), true))
            .on(STARTED_ON.lt(to))
            .and(STARTED_ON.ge(engine.plusDays(to, inline((long) -wait.cohortDays()))))
            .leftJoin(reached)
            .on(field(name("reached", "account_id"), SQLDataType.VARCHAR).eq(account))
            .where(SPELL.eq(1));
    return new LedgerStepQueries(question, rows, COLUMNS);
  }

  /** When each account first reached the milestone. */
  private static Table<?> reached(Reading reading, String milestone) {
    Field<LocalDate> day =
        reading.engine().localDate(OCCURRED_AT, reading.settings().ledger().zone());
    return select(ACCOUNT, min(day).as(REACHED_ON))
        .from(reading.facts().all(FactType.MILESTONE))
        .where(field(name("milestone"), SQLDataType.VARCHAR).eq(inline(milestone)))
        .groupBy(ACCOUNT)
        .asTable("reached");
  }
}
