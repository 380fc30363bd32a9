package dev.holdfast.metrics;

import static dev.holdfast.metrics.LedgerQueries.ACCOUNT;
import static dev.holdfast.metrics.LedgerQueries.FIXED;
import static dev.holdfast.metrics.LedgerQueries.FROM_DAY;
import static dev.holdfast.metrics.LedgerQueries.NEVER;
import static dev.holdfast.metrics.LedgerQueries.TO_DAY;
import static dev.holdfast.metrics.LedgerQueries.TRIAL;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.nullif;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.when;

import java.time.LocalDate;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * The spells of accounts: unbroken stretches of days with a subscription that is no trial and no
 * one-off charge.
 *
 * <p>Stretches that touch make one spell; a day without any ends it, and a return is another spell.
 * A subscription that ended on the day it started makes a spell of length 0.
 */
final class SpellQueries {

  static final Field<Integer> SPELL = field(name("spell"), SQLDataType.INTEGER);
  static final Field<LocalDate> STARTED_ON = field(name("started_on"), SQLDataType.LOCALDATE);

  /** First day without; null while active. */
  static final Field<LocalDate> ENDED_ON = field(name("ended_on"), SQLDataType.LOCALDATE);

  /** Whether only fixed terms ended on that day, as agreed: such an end is no churn. */
  static final Field<Boolean> COMPLETED = field(name("completed"), SQLDataType.BOOLEAN);

  private static final Field<Boolean> STARTS = field(name("starts"), SQLDataType.BOOLEAN);

  private SpellQueries() {}

  /**
   * {@code account_id, spell, started_on, ended_on, completed}.
   *
   * @param accounts condition on {@code account_id}
   */
  static Select<?> spells(Table<?> stretches, Condition accounts) {
    Field<LocalDate> earlierEnd =
        max(TO_DAY)
            .over()
            .partitionBy(ACCOUNT)
            .orderBy(FROM_DAY, TO_DAY)
            .rowsBetweenUnboundedPreceding()
            .andPreceding(1);
    Table<?> ordered =
        select(
                ACCOUNT,
                FROM_DAY,
                TO_DAY,
                FIXED,
                field(earlierEnd.isNull().or(FROM_DAY.gt(earlierEnd))).as(STARTS))
            .from(stretches)
            .where(TRIAL.isFalse())
            .and(accounts)
            .asTable("ordered");
    Table<?> numbered =
        select(
                ACCOUNT,
                FROM_DAY,
                TO_DAY,
                FIXED,
                sum(when(STARTS, inline(1)).otherwise(inline(0)))
                    .over()
                    .partitionBy(ACCOUNT)
                    .orderBy(FROM_DAY, TO_DAY)
                    .rowsBetweenUnboundedPreceding()
                    .andCurrentRow()
                    .cast(SQLDataType.INTEGER)
                    .as(SPELL))
            .from(ordered)
            .asTable("numbered");
    Field<LocalDate> lastRecurring = max(when(FIXED.isFalse(), TO_DAY));
    return select(
            ACCOUNT,
            SPELL,
            min(FROM_DAY).as(STARTED_ON),
            nullif(max(TO_DAY), inline(NEVER)).as(ENDED_ON),
            field(
                    max(TO_DAY)
                        .lt(inline(NEVER))
                        .and(
                            coalesce(lastRecurring, inline(LocalDate.EPOCH.minusYears(1900)))
                                .lt(max(TO_DAY))))
                .as(COMPLETED))
        .from(numbered)
        .groupBy(ACCOUNT, SPELL);
  }
}
