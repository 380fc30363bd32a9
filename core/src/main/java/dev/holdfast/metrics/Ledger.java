package dev.holdfast.metrics;

import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.Knowledge;
import java.util.Currency;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * The ledger of recurring revenue: who paid how much a month, day by day, and since when they have
 * been customers.
 *
 * <p>Two tables that follow the subscription facts, each account made anew when a fact about one of
 * its subscriptions is learnt or undone: {@code mrr_movement} (account_id, day, kind, amount_minor,
 * before_minor, after_minor, currency) and {@code account_spell} (account_id, spell, started_on,
 * ended_on, completed). Movements that lie ahead, such as the end of a cancelled term, are in it.
 *
 * <p>Revenue is a balance: movements add up over time, balances do not.
 */
public final class Ledger {

  private final FactLog log;
  private final LedgerSettings settings;

  private Ledger(FactLog log, LedgerSettings settings) {
    this.log = log;
    this.settings = settings;
  }

  /** Makes the tables that are missing. */
  public static Ledger open(FactLog log, LedgerSettings settings) {
    log.warehouse()
        .writeAlone(writer -> {
          LedgerStore.createTables(writer.sql());
          return true;
        });
    return new Ledger(log, settings);
  }

  public LedgerSettings settings() {
    return settings;
  }

  /**
   * Brings the tables up to the facts; returns how many accounts were made anew. {@link
   * Rollups#refresh} does the same along with the other rollups.
   */
  public int refresh() {
    return log.warehouse().writeAlone(writer -> LedgerStore.refresh(reading(writer.sql())));
  }

  /** What the ledger is kept in; absent before the first subscription. */
  public Optional<Currency> currency() {
    return log.warehouse().read(sql -> LedgerRelationQueries.currency(reading(sql)));
  }

  private Reading reading(DSLContext sql) {
    RollupSettings usual = RollupSettings.defaults();
    return new Reading(
        sql,
        log.reader(sql, Knowledge.now()),
        log.warehouse().engine(),
        new RollupSettings(usual.usageZone(), usual.valueEvent(), usual.businessHours(), settings));
  }
}
