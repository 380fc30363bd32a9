package dev.holdfast.metrics;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lead;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Facts.ContractType;
import dev.holdfast.warehouse.Engine;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * Subscription facts as stretches of days with one price.
 *
 * <p>On each day the version of a subscription that is in force is the last one that had occurred
 * by the end of that day (of two for one moment the one recorded later); before the first version
 * it is the first. The subscription is active on the day when that version says so: {@code start <=
 * day < end}. A version that reports an end before its own day also ends those before it.
 */
final class LedgerQueries {

  /** Stands for "no end" inside queries; no table holds it. */
  static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

  static final Field<String> ACCOUNT = field(name("account_id"), SQLDataType.VARCHAR);
  static final Field<LocalDate> FROM_DAY = field(name("from_day"), SQLDataType.LOCALDATE);

  /** First day without it; {@link #NEVER} while it runs. */
  static final Field<LocalDate> TO_DAY = field(name("to_day"), SQLDataType.LOCALDATE);

  /** Monthly amount in minor units of the reporting currency; null without a rate. */
  static final Field<Long> MONTHLY = field(name("monthly_minor"), SQLDataType.BIGINT);

  /** By how much another rate of exchange changes {@link #MONTHLY} on {@link #TO_DAY}. */
  static final Field<Long> EXCHANGE = field(name("exchange_minor"), SQLDataType.BIGINT);

  static final Field<Boolean> TRIAL = field(name("trial"), SQLDataType.BOOLEAN);
  static final Field<Boolean> FIXED = field(name("fixed_term"), SQLDataType.BOOLEAN);

  /** Whether the subscription ends with this stretch; else another version takes over. */
  static final Field<Boolean> ENDS = field(name("ends"), SQLDataType.BOOLEAN);

  static final Field<String> CURRENCY = field(name("currency"), SQLDataType.VARCHAR);
  static final Field<Long> QUANTITY = field(name("quantity"), SQLDataType.BIGINT);
  static final Field<String> PRODUCT = field(name("product"), SQLDataType.VARCHAR);
  static final Field<String> SUBSCRIPTION = field(name("subscription_id"), SQLDataType.VARCHAR);

  static final List<Field<?>> STRETCH_COLUMNS =
      List.of(
          ACCOUNT,
          SUBSCRIPTION,
          FROM_DAY,
          TO_DAY,
          MONTHLY,
          EXCHANGE,
          TRIAL,
          FIXED,
          ENDS,
          CURRENCY,
          QUANTITY,
          PRODUCT);

  private static final Field<LocalDate> DAY = field(name("day"), SQLDataType.LOCALDATE);
  private static final Field<LocalDate> NEXT_DAY = field(name("next_day"), SQLDataType.LOCALDATE);
  private static final Field<LocalDate> NEXT_END = field(name("next_end"), SQLDataType.LOCALDATE);
  private static final Field<LocalDate> END_ON = field(name("end_on"), SQLDataType.LOCALDATE);
  private static final Field<LocalDate> ENDED_BEFORE =
      field(name("ended_before"), SQLDataType.LOCALDATE);
  private static final Field<Integer> NUMBER = field(name("number"), SQLDataType.INTEGER);
  private static final Field<LocalDate> STARTED_ON = date("started_on");
  private static final Field<LocalDate> TERM_END_ON = date("term_end_on");
  private static final Field<LocalDate> CANCELLED_ON = date("cancelled_on");
  private static final Field<Long> AMOUNT = field(name("amount_minor"), SQLDataType.BIGINT);
  private static final Field<String> INTERVAL =
      field(name("billing_interval"), SQLDataType.VARCHAR);
  private static final Field<String> CONTRACT = field(name("contract_type"), SQLDataType.VARCHAR);

  private final Engine engine;
  private final FactReader facts;
  private final LedgerSettings settings;

  LedgerQueries(Engine engine, FactReader facts, LedgerSettings settings) {
    this.engine = engine;
    this.facts = facts;
    this.settings = settings;
  }

  /** The currency most facts of a type are in; of two that tie the first by name. */
  Optional<Currency> prevailingCurrency(DSLContext sql, FactType type) {
    return sql.select(CURRENCY)
        .from(facts.all(type))
        .groupBy(CURRENCY)
        .orderBy(count().desc(), CURRENCY)
        .limit(1)
        .fetchOptional(CURRENCY)
        .map(LedgerSettings::currencyOf);
  }

  /**
   * The stretches, one-off charges left out.
   *
   * @param which condition on subscription facts; it must take all facts of a subscription or none
   */
  Select<?> stretches(Currency reporting, Condition which) {
    Table<?> versions = versions(which);
    Condition fixed = CONTRACT.eq(word(ContractType.FIXED_TERM));
    Field<LocalDate> from = when(NUMBER.eq(1), STARTED_ON).otherwise(greatest(DAY, STARTED_ON));
    Field<LocalDate> end = least(END_ON, ENDED_BEFORE);
    Field<LocalDate> to = least(NEXT_DAY, end);
    // A version that is told on the very day of the end may only report it.
    Condition takesOver =
        NEXT_DAY.eq(end).and(NEXT_END.gt(NEXT_DAY)).and(ENDED_BEFORE.gt(NEXT_DAY));
    LedgerMoneyQueries money = new LedgerMoneyQueries(engine, settings, reporting);
    Table<?> whole =
        select(
                versions.asterisk(),
                from.as(FROM_DAY),
                to.as(TO_DAY),
                field(fixed).as(FIXED),
                field(to.eq(end).and(takesOver.not())).as(ENDS))
            .from(versions)
            .where(CONTRACT.ne(word(ContractType.ONE_OFF)))
            .and(from.lt(to).or(from.eq(to).and(to.eq(end)).and(from.eq(STARTED_ON))))
            .asTable("whole");
    return money
        .spans()
        .<Select<?>>map(spans -> revalued(whole, spans, money))
        .orElseGet(() ->
            select(columns(FROM_DAY, TO_DAY, money.monthly(FROM_DAY), inline(0L), ENDS))
                .from(whole));
  }

  /** Stretches cut where the rate of their currency changes. */
  private Select<?> revalued(Table<?> whole, Table<?> spans, LedgerMoneyQueries money) {
    Field<LocalDate> rateFrom = field(name("rate", "rate_from"), SQLDataType.LOCALDATE);
    Field<LocalDate> rateTo = field(name("rate", "rate_to"), SQLDataType.LOCALDATE);
    Field<LocalDate> from = greatest(FROM_DAY, coalesce(rateFrom, FROM_DAY));
    Field<LocalDate> to = least(TO_DAY, coalesce(rateTo, TO_DAY));
    Field<Long> monthly = money.monthly(from);
    Condition ends = ENDS.isTrue().and(to.eq(TO_DAY));
    Condition revalued = to.eq(rateTo).and(to.lt(inline(NEVER))).and(ends.not());
    Condition overlaps =
        FROM_DAY
            .lt(rateTo)
            .and(TO_DAY.gt(rateFrom).or(FROM_DAY.eq(TO_DAY).and(FROM_DAY.ge(rateFrom))));
    Field<Long> exchange = when(revalued, money.monthly(to).minus(monthly)).otherwise(inline(0L));
    return select(columns(from, to, monthly, exchange, field(ends)))
        .from(whole)
        .leftJoin(spans)
        .on(field(name("rate", "code"), SQLDataType.VARCHAR).eq(CURRENCY))
        .and(overlaps);
  }

  /** {@link #STRETCH_COLUMNS}, some of them worked out. */
  private static List<Field<?>> columns(
      Field<LocalDate> from,
      Field<LocalDate> to,
      Field<Long> monthly,
      Field<Long> exchange,
      Field<Boolean> ends) {
    return List.of(
        ACCOUNT,
        SUBSCRIPTION,
        from.as(FROM_DAY),
        to.as(TO_DAY),
        monthly.as(MONTHLY),
        exchange.as(EXCHANGE),
        TRIAL,
        FIXED,
        ends.as(ENDS),
        CURRENCY,
        QUANTITY,
        PRODUCT);
  }

  /** One row for each subscription and day on which it changed. */
  private Table<?> versions(Condition which) {
    Field<LocalDate> day = engine.localDate(CommonColumns.OCCURRED_AT, settings.zone());
    Table<?> lastOfDay =
        select(
                SUBSCRIPTION,
                ACCOUNT,
                AMOUNT,
                CURRENCY,
                QUANTITY,
                PRODUCT,
                INTERVAL,
                CONTRACT,
                TRIAL,
                STARTED_ON,
                endOn().as(END_ON),
                day.as(DAY))
            .from(FactType.SUBSCRIPTION.table())
            .where(facts.counts())
            .and(which)
            .qualify(
                rowNumber()
                    .over()
                    .partitionBy(SUBSCRIPTION, day)
                    .orderBy(
                        CommonColumns.OCCURRED_AT.desc(),
                        CommonColumns.RECORDED_AT.desc(),
                        CommonColumns.FACT_ID.desc())
                    .eq(1))
            .asTable("last_of_day");
    Field<LocalDate> endKnownLate = when(END_ON.le(DAY), END_ON);
    return select(
            lastOfDay.asterisk(),
            rowNumber().over().partitionBy(SUBSCRIPTION).orderBy(DAY).as(NUMBER),
            coalesce(lead(DAY).over().partitionBy(SUBSCRIPTION).orderBy(DAY), inline(NEVER))
                .as(NEXT_DAY),
            coalesce(lead(END_ON).over().partitionBy(SUBSCRIPTION).orderBy(DAY), inline(NEVER))
                .as(NEXT_END),
            coalesce(
                    min(endKnownLate)
                        .over()
                        .partitionBy(SUBSCRIPTION)
                        .orderBy(DAY)
                        .rowsBetweenFollowing(1)
                        .andUnboundedFollowing(),
                    inline(NEVER))
                .as(ENDED_BEFORE))
        .from(lastOfDay)
        .asTable("version");
  }

  private static Field<LocalDate> endOn() {
    return when(
            CONTRACT.eq(word(ContractType.FIXED_TERM)),
            coalesce(TERM_END_ON, CANCELLED_ON, inline(NEVER)))
        .when(CANCELLED_ON.isNull(), inline(NEVER))
        .when(TERM_END_ON.gt(CANCELLED_ON), TERM_END_ON)
        .otherwise(CANCELLED_ON);
  }

  private static Field<String> word(Enum<?> choice) {
    return inline(choice.name().toLowerCase(Locale.ROOT));
  }

  private static Field<LocalDate> date(String column) {
    return field(name(column), SQLDataType.LOCALDATE);
  }
}
