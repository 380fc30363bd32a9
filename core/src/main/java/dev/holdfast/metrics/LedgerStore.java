package dev.holdfast.metrics;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The ledger's tables, and how they follow the facts. */
final class LedgerStore {

  static final Table<?> MOVEMENT = table(name("mrr_movement"));
  static final Table<?> SPELL = table(name("account_spell"));

  /** Accounts left out of revenue because a currency has no rate. */
  static final Table<?> UNCONVERTED = table(name("mrr_unconverted"));

  /** Stretches of days with one price; see {@link LedgerQueries}. */
  static final Table<?> STRETCH = table(name("ledger_stretch"));

  /** Stands for the columns of the tables: a ledger of an older layout is made anew. */
  private static final String LAYOUT = "2 ";

  private static final Table<?> STATE = table(name("ledger_state"));
  private static final Field<String> FINGERPRINT = field(name("fingerprint"), SQLDataType.VARCHAR);
  private static final Field<LocalDateTime> REFRESHED_TO =
      field(name("refreshed_to"), SQLDataType.LOCALDATETIME);

  /** What the tables were made with, and up to which change. */
  private record State(Currency currency, String fingerprint, Instant refreshedTo) {}

  private LedgerStore() {}

  static void createTables(DSLContext sql) {
    sql.createTableIfNotExists(MOVEMENT)
        .columns(
            LedgerQueries.ACCOUNT,
            MrrQueries.DAY,
            MrrQueries.KIND,
            MrrQueries.AMOUNT,
            MrrQueries.BEFORE,
            MrrQueries.AFTER,
            LedgerQueries.CURRENCY)
        .execute();
    sql.createTableIfNotExists(SPELL)
        .columns(
            LedgerQueries.ACCOUNT,
            SpellQueries.SPELL,
            SpellQueries.STARTED_ON,
            SpellQueries.ENDED_ON,
            SpellQueries.COMPLETED)
        .execute();
    sql.createTableIfNotExists(UNCONVERTED)
        .columns(LedgerQueries.ACCOUNT, LedgerQueries.CURRENCY)
        .execute();
    sql.createTableIfNotExists(STRETCH).columns(LedgerQueries.STRETCH_COLUMNS).execute();
    sql.createTableIfNotExists(STATE)
        .columns(LedgerQueries.CURRENCY, FINGERPRINT, REFRESHED_TO)
        .execute();
  }

  /** The currency of the stored ledger; absent before the first subscription. */
  static Optional<Currency> currency(DSLContext sql) {
    return state(sql).map(State::currency);
  }

  /** Makes the next refresh start from scratch. */
  static void forget(DSLContext sql) {
    sql.deleteFrom(STATE).execute();
    sql.deleteFrom(MOVEMENT).execute();
    sql.deleteFrom(SPELL).execute();
    sql.deleteFrom(UNCONVERTED).execute();
    sql.deleteFrom(STRETCH).execute();
  }

  /** Brings the tables up to the facts; returns how many accounts were made anew. */
  static int refresh(Reading reading) {
    DSLContext sql = reading.sql();
    Optional<Currency> reporting = LedgerRelationQueries.currency(reading);
    Optional<Instant> lastChange = FactReader.lastChange(sql, FactType.SUBSCRIPTION);
    if (reporting.isEmpty() || lastChange.isEmpty()) {
      return 0;
    }
    String fingerprint = LAYOUT + reading.settings().ledger().fingerprint(reporting.get());
    Optional<State> before = state(sql);
    boolean same = before.map(State::fingerprint).filter(fingerprint::equals).isPresent();
    if (same && before.map(State::refreshedTo).equals(lastChange)) {
      return 0;
    }
    if (!same) {
      forget(sql);
    }
    Condition news =
        same
            ? FactReader.changedAfter(before.map(State::refreshedTo).orElseThrow())
            : noCondition();
    int accounts = rebuild(reading, reporting.get(), news);
    remember(sql, new State(reporting.get(), fingerprint, lastChange.get()));
    return accounts;
  }

  private static int rebuild(Reading reading, Currency reporting, Condition news) {
    DSLContext sql = reading.sql();
    LedgerQueries ledger =
        new LedgerQueries(reading.engine(), reading.facts(), reading.settings().ledger());
    Field<String> account = LedgerQueries.ACCOUNT;
    Field<String> subscription = LedgerQueries.SUBSCRIPTION;
    Table<?> facts = FactType.SUBSCRIPTION.table();
    // A subscription that moved to another account touches both.
    Select<Record1<String>> touched =
        DSL.selectDistinct(account)
            .from(facts)
            .where(subscription.in(select(subscription).from(facts).where(news)));
    int accounts = sql.fetchCount(touched);
    if (accounts == 0) {
      return 0;
    }
    Condition ofTouched = account.in(touched);
    Condition theirs = subscription.in(select(subscription).from(facts).where(ofTouched));
    sql.deleteFrom(STRETCH).where(ofTouched).execute();
    sql.insertInto(STRETCH)
        .columns(LedgerQueries.STRETCH_COLUMNS)
        .select(
            select(LedgerQueries.STRETCH_COLUMNS)
                .from(ledger.stretches(reporting, theirs).asTable("stretch"))
                .where(ofTouched))
        .execute();
    sql.deleteFrom(MOVEMENT).where(ofTouched).execute();
    sql.deleteFrom(SPELL).where(ofTouched).execute();
    sql.deleteFrom(UNCONVERTED).where(ofTouched).execute();
    sql.insertInto(MOVEMENT).select(MrrQueries.movements(STRETCH, reporting, ofTouched)).execute();
    sql.insertInto(SPELL).select(SpellQueries.spells(STRETCH, ofTouched)).execute();
    sql.insertInto(UNCONVERTED).select(MrrQueries.unconverted(STRETCH, ofTouched)).execute();
    return accounts;
  }

  private static Optional<State> state(DSLContext sql) {
    return sql.select(LedgerQueries.CURRENCY, FINGERPRINT, REFRESHED_TO)
        .from(STATE)
        .fetchOptional(row ->
            new State(
                LedgerSettings.currencyOf(row.value1()),
                row.value2(),
                row.value3().toInstant(ZoneOffset.UTC)));
  }

  private static void remember(DSLContext sql, State state) {
    sql.deleteFrom(STATE).execute();
    sql.insertInto(STATE)
        .columns(LedgerQueries.CURRENCY, FINGERPRINT, REFRESHED_TO)
        .values(
            state.currency().getCurrencyCode(),
            state.fingerprint(),
            FactReader.utc(state.refreshedTo()))
        .execute();
  }
}
