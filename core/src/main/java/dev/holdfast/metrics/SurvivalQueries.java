package dev.holdfast.metrics;

import static dev.holdfast.metrics.LedgerQueries.ACCOUNT;
import static dev.holdfast.metrics.LedgerStepQueries.LEFT_OUT;
import static dev.holdfast.metrics.LedgerStepQueries.row;
import static dev.holdfast.metrics.SpellQueries.COMPLETED;
import static dev.holdfast.metrics.SpellQueries.ENDED_ON;
import static dev.holdfast.metrics.SpellQueries.SPELL;
import static dev.holdfast.metrics.SpellQueries.STARTED_ON;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import dev.holdfast.metrics.LedgerEstimator.Spells;
import dev.holdfast.metrics.LedgerStepQueries.Found;
import dev.holdfast.warehouse.Engine;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.impl.SQLDataType;

/**
 * Counts of spells by how many whole months they lasted, as seen at the end of each step.
 *
 * <p>A spell is known as far as the end of the step: one that goes on then, or that a fixed term
 * ended as agreed, is censored.
 */
final class SurvivalQueries {

  private static final Field<Integer> MONTHS = field(name("months"), SQLDataType.INTEGER);
  private static final Field<Integer> ENTRY = field(name("entered_at_month"), SQLDataType.INTEGER);
  private static final Field<Boolean> LEFT = field(name("churned"), SQLDataType.BOOLEAN);
  private static final Field<Long> EVENTS = field(name("events"), SQLDataType.BIGINT);
  private static final Field<Long> CENSORED = field(name("censored"), SQLDataType.BIGINT);

  private static final List<Field<?>> COLUMNS =
      List.of(ACCOUNT, SPELL, STARTED_ON, ENDED_ON, MONTHS, ENTRY, LEFT);

  /**
   * Spells that came under observation at one month and left it at another.
   *
   * @param entry month of entry; absent when they were observed from their start
   */
  record Exits(Optional<Integer> entry, int months, long events, long censored) {}

  private SurvivalQueries() {}

  static List<Found<Exits>> exits(Question question, Spells spells) {
    return spells(question, spells)
        .find(
            fields(),
            further(),
            row ->
                new Exits(
                    Optional.ofNullable(row.get(row(ENTRY))),
                    row.get(row(MONTHS)),
                    row.get(EVENTS),
                    row.get(CENSORED)));
  }

  static Rows rows(Question question, Spells spells, int limit) {
    return spells(question, spells).listed(COLUMNS, limit);
  }

  static Query statement(Question question, Spells spells) {
    return spells(question, spells).grouped(fields(), further());
  }

  private static List<Field<?>> fields() {
    return List.of(
        count().filterWhere(row(LEFT).isTrue()).cast(SQLDataType.BIGINT).as(EVENTS),
        count().filterWhere(row(LEFT).isFalse()).cast(SQLDataType.BIGINT).as(CENSORED));
  }

  private static List<Field<?>> further() {
    return List.of(row(ENTRY), row(MONTHS));
  }

  private static LedgerStepQueries spells(Question question, Spells spells) {
    Reading reading = question.reading();
    Engine engine = reading.engine();
    Field<LocalDate> to = field(name(Columns.STEP, "period_end"), SQLDataType.LOCALDATE);
    Condition ended = ENDED_ON.lt(to);
    Field<LocalDate> seenUntil = when(ended, ENDED_ON).otherwise(to);
    Field<Integer> months = engine.monthsBetween(STARTED_ON, seenUntil);
    Optional<LocalDate> tracked = reading.settings().ledger().trackedSince();
    Field<Integer> entry =
        tracked
            .<Field<Integer>>map(since ->
                when(STARTED_ON.lt(since), engine.monthsBetween(STARTED_ON, inline(since))))
            .orElse(castNull(SQLDataType.INTEGER));
    Field<String> leftOut =
        tracked
            .<Field<String>>map(since ->
                when(
                        STARTED_ON.lt(since).and(seenUntil.lt(since)),
                        inline("ended before ends were tracked"))
                    .when(
                        STARTED_ON.lt(since).and(months.le(entry)),
                        inline("left in the month in which tracking reached it")))
            .orElse(castNull(SQLDataType.VARCHAR));
    Select<?> rows =
        select(
                StepQueries.STEP_NUMBER,
                ACCOUNT,
                SPELL,
                STARTED_ON,
                when(ended, ENDED_ON).as(ENDED_ON),
                months.as(MONTHS),
                entry.as(ENTRY),
                coalesce(field(ended.and(COMPLETED.isFalse())), inline(false)).as(LEFT),
                leftOut.as(LEFT_OUT))
            .from(LedgerRelationQueries.SPELLS.rows(reading))
            .join(StepQueries.steps(question.steps(), true))
            .on(STARTED_ON.lt(to))
            .where(spells == Spells.FIRST ? SPELL.eq(1) : noCondition());
    return new LedgerStepQueries(question, rows, COLUMNS);
  }
}
