package dev.holdfast.metrics;

import static dev.holdfast.metrics.LedgerQueries.ACCOUNT;
import static dev.holdfast.metrics.LedgerQueries.CURRENCY;
import static dev.holdfast.metrics.LedgerQueries.ENDS;
import static dev.holdfast.metrics.LedgerQueries.EXCHANGE;
import static dev.holdfast.metrics.LedgerQueries.FIXED;
import static dev.holdfast.metrics.LedgerQueries.FROM_DAY;
import static dev.holdfast.metrics.LedgerQueries.MONTHLY;
import static dev.holdfast.metrics.LedgerQueries.NEVER;
import static dev.holdfast.metrics.LedgerQueries.TO_DAY;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.when;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * The movements of recurring revenue, from stretches of subscriptions.
 *
 * <p>One row for each account and day on which its total changes, and none otherwise (two when a
 * rate of exchange changes on a day on which the customer changes something too), so the amounts up
 * to a day add up to the total of that day exactly.
 */
final class MrrQueries {

  static final Field<LocalDate> DAY = field(name("day"), SQLDataType.LOCALDATE);
  static final Field<String> KIND = field(name("kind"), SQLDataType.VARCHAR);

  /** After less before; negative for losses. */
  static final Field<Long> AMOUNT = field(name("amount_minor"), SQLDataType.BIGINT);

  static final Field<Long> BEFORE = field(name("before_minor"), SQLDataType.BIGINT);
  static final Field<Long> AFTER = field(name("after_minor"), SQLDataType.BIGINT);

  private static final Field<Long> TERM_ENDED = field(name("term_ended"), SQLDataType.BIGINT);
  private static final Field<Integer> NUMBER = field(name("number"), SQLDataType.INTEGER);

  private MrrQueries() {}

  /** Accounts with a subscription whose currency has no rate: {@code account_id, currency}. */
  static Select<?> unconverted(Table<?> stretches, Condition accounts) {
    return select(ACCOUNT, min(CURRENCY).as(CURRENCY))
        .from(stretches)
        .where(MONTHLY.isNull())
        .and(accounts)
        .groupBy(ACCOUNT);
  }

  /**
   * {@code account_id, day, kind, amount_minor, before_minor, after_minor, currency}.
   *
   * @param accounts condition on {@code account_id}
   */
  static Select<?> movements(Table<?> stretches, Currency reporting, Condition accounts) {
    Condition counts =
        accounts.and(ACCOUNT.notIn(select(ACCOUNT).from(stretches).where(MONTHLY.isNull())));
    Table<?> changes =
        select(
                ACCOUNT,
                FROM_DAY.as(DAY),
                MONTHLY.as(AMOUNT),
                inline(0L).as(TERM_ENDED),
                inline(0L).as(EXCHANGE))
            .from(stretches)
            .where(counts)
            .unionAll(
                select(
                        ACCOUNT,
                        TO_DAY,
                        MONTHLY.neg(),
                        when(FIXED.isTrue().and(ENDS.isTrue()), MONTHLY).otherwise(inline(0L)),
                        EXCHANGE)
                    .from(stretches)
                    .where(counts)
                    .and(TO_DAY.lt(inline(NEVER))))
            .asTable("change");
    BigDecimal none = BigDecimal.ZERO;
    Table<?> days =
        select(
                ACCOUNT,
                DAY,
                whole(sum(AMOUNT)).as(AMOUNT),
                whole(sum(TERM_ENDED)).as(TERM_ENDED),
                whole(sum(EXCHANGE)).as(EXCHANGE))
            .from(changes)
            .groupBy(ACCOUNT, DAY)
            .having(sum(AMOUNT).ne(inline(none)).or(sum(EXCHANGE).ne(inline(none))))
            .asTable("day");
    Table<?> running =
        select(
                ACCOUNT,
                DAY,
                AMOUNT.minus(EXCHANGE).as(AMOUNT),
                TERM_ENDED,
                EXCHANGE,
                whole(sum(AMOUNT).over().partitionBy(ACCOUNT).orderBy(DAY)).as(AFTER),
                rowNumber().over().partitionBy(ACCOUNT).orderBy(DAY).as(NUMBER))
            .from(days)
            .asTable("running");
    Field<String> currency = inline(reporting.getCurrencyCode());
    return select(
            ACCOUNT,
            DAY,
            kind().as(KIND),
            AMOUNT,
            AFTER.minus(AMOUNT).as(BEFORE),
            AFTER,
            currency.as(CURRENCY))
        .from(running)
        .where(AMOUNT.ne(0L))
        .unionAll(
            select(
                    ACCOUNT,
                    DAY,
                    word(MovementKind.EXCHANGE),
                    EXCHANGE,
                    AFTER.minus(AMOUNT).minus(EXCHANGE),
                    AFTER.minus(AMOUNT),
                    currency)
                .from(running)
                .where(EXCHANGE.ne(0L)));
  }

  private static Field<String> kind() {
    return when(NUMBER.eq(1), word(MovementKind.NEW))
        .when(AMOUNT.gt(0L).and(AFTER.eq(AMOUNT)), word(MovementKind.REACTIVATION))
        .when(AMOUNT.gt(0L), word(MovementKind.EXPANSION))
        .when(AMOUNT.add(TERM_ENDED).eq(0L), word(MovementKind.COMPLETED))
        .when(AFTER.gt(0L), word(MovementKind.CONTRACTION))
        .otherwise(word(MovementKind.CHURN));
  }

  private static Field<String> word(MovementKind kind) {
    return inline(kind.word());
  }

  /** Sums of whole numbers come wider than the numbers; the totals fit again. */
  private static Field<Long> whole(Field<? extends Number> sum) {
    return sum.cast(SQLDataType.BIGINT);
  }
}
