package dev.holdfast.health;

import static org.jooq.impl.DSL.case_;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.sum;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.warehouse.Engine;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** What a backtest reads besides the inputs of health: how spells ended, and what is known late. */
final class BacktestQueries {

  private static final Field<LocalDate> STARTED_ON = date("started_on");
  private static final Field<LocalDate> ENDED_ON = date("ended_on");
  private static final Field<Boolean> COMPLETED = field(name("completed"), SQLDataType.BOOLEAN);
  private static final Field<LocalDate> CANCELLED_ON = date("cancelled_on");
  private static final Field<LocalDate> TERM_END_ON = date("term_end_on");

  /** The facts that inputs of health are made of. */
  private static final List<FactType> READ =
      List.of(
          FactType.ACCOUNT,
          FactType.PERSON,
          FactType.SUBSCRIPTION,
          FactType.USAGE_EVENT,
          FactType.TICKET_EVENT,
          FactType.SURVEY_RESPONSE,
          FactType.TOUCH,
          FactType.ORGANISATION_CHANGE,
          FactType.CUSTOMER_OUTCOME,
          FactType.MILESTONE);

  /**
   * An unbroken stretch as a customer.
   *
   * @param endedOn first day without a contract; null while there is one
   * @param completed whether only fixed terms ended then, as agreed
   */
  record Spell(
      String accountId, LocalDate startedOn, @Nullable LocalDate endedOn, boolean completed) {}

  /** Notice that a contract would end on a day. */
  record Notice(String accountId, LocalDate endsOn, LocalDate givenOn) {}

  /**
   * How many facts inputs rest on, and how many of them were recorded more than a day after they
   * were true.
   */
  record Lateness(long facts, long late) {}

  private final DSLContext sql;
  private final FactReader facts;
  private final Engine engine;

  BacktestQueries(DSLContext sql, FactReader facts, Engine engine) {
    this.sql = sql;
    this.facts = facts;
    this.engine = engine;
  }

  /** How the spells of accounts ended, and when that was told. */
  Ends ends(Metrics metrics, AccountRange accounts) {
    return new Ends(spells(metrics, accounts), notices(accounts));
  }

  /** The spells of accounts as the ledger has them. */
  private List<Spell> spells(Metrics metrics, AccountRange accounts) {
    return sql.select(Asked.ACCOUNT_ID, STARTED_ON, ENDED_ON, COMPLETED)
        .from(metrics.source("account_spell", sql, facts))
        .where(accounts.holds(Asked.ACCOUNT_ID))
        .orderBy(Asked.ACCOUNT_ID, STARTED_ON)
        .fetch(row ->
            new Spell(
                row.get(Asked.ACCOUNT_ID),
                row.get(STARTED_ON),
                row.get(ENDED_ON),
                row.get(COMPLETED)));
  }

  /** The first notice of each end of a subscription, by the day the contract ends. */
  private List<Notice> notices(AccountRange accounts) {
    Field<LocalDate> endsOn =
        case_()
            .when(coalesce(TERM_END_ON, CANCELLED_ON).gt(CANCELLED_ON), TERM_END_ON)
            .otherwise(CANCELLED_ON);
    Field<LocalDate> given = min(CANCELLED_ON);
    return sql.select(Asked.ACCOUNT_ID, endsOn, given)
        .from(FactType.SUBSCRIPTION.table())
        .where(facts.counts())
        .and(CANCELLED_ON.isNotNull())
        .and(accounts.holds(Asked.ACCOUNT_ID))
        .groupBy(Asked.ACCOUNT_ID, endsOn)
        .orderBy(Asked.ACCOUNT_ID, endsOn)
        .fetch(row -> new Notice(row.value1(), row.value2(), row.value3()));
  }

  /** How many CSMs look after accounts now. */
  long csms() {
    Field<String> csm = Asked.text(FactType.ACCOUNT, "csm");
    return sql.select(countDistinct(csm))
        .from(facts.lastState(FactType.ACCOUNT))
        .fetchSingle()
        .value1();
  }

  /** How much of what inputs rest on was learned late, as an imported history is. */
  Lateness lateness(ZoneId zone) {
    Field<Integer> days =
        engine.daysBetween(
            engine.localDate(CommonColumns.OCCURRED_AT, zone),
            engine.localDate(CommonColumns.RECORDED_AT, zone));
    Field<Integer> late = case_().when(days.gt(inline(1)), inline(1)).otherwise(inline(0));
    long all = 0;
    long after = 0;
    for (FactType type : READ) {
      var row =
          sql.select(count(), coalesce(sum(late), inline(java.math.BigDecimal.ZERO)))
              .from(type.table())
              .where(facts.counts())
              .fetchSingle();
      all += row.value1();
      after += row.value2().longValue();
    }
    return new Lateness(all, after);
  }

  private static Field<LocalDate> date(String column) {
    return field(name(column), SQLDataType.LOCALDATE);
  }
}
