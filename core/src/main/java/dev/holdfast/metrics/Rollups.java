package dev.holdfast.metrics;

import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.metrics.RollupStore.State;
import dev.holdfast.warehouse.Writer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Table;

/**
 * The relations that are stored: usage by person and day, by account and day, tickets, movements of
 * recurring revenue and spells of accounts.
 *
 * <p>A refresh reads only facts recorded since the last one and imports undone since then, sums the
 * days of people and accounts and the tickets they touched anew; its cost follows the new facts,
 * not the history. It starts from scratch when the settings changed, or when the log holds other
 * facts than were read so far (restored or erased ones).
 */
public final class Rollups {

  private final FactLog log;
  private final RollupSettings settings;

  private Rollups(FactLog log, RollupSettings settings) {
    this.log = log;
    this.settings = settings;
  }

  /** Makes the tables that are missing; empty ones are filled by the first refresh. */
  public static Rollups open(FactLog log, RollupSettings settings) {
    log.warehouse()
        .writeAlone(writer -> {
          RollupStore.prepare(writer, settings);
          LedgerStore.createTables(writer.sql());
          return true;
        });
    return new Rollups(log, settings);
  }

  public RollupSettings settings() {
    return settings;
  }

  /**
   * Brings the rollups up to date; run it in a change of its own ({@code writeAlone}).
   *
   * @param writer the change to work in
   */
  public Refreshed refresh(Writer writer) {
    FactReader facts = log.reader(writer.sql(), Knowledge.now());
    Reading reading = new Reading(writer.sql(), facts, log.warehouse().engine(), settings);
    Optional<State> state = RollupStore.state(writer.sql());
    if (state.isEmpty() || !RollupStore.holdsAll(reading, state.get())) {
      return fromScratch(writer, reading);
    }
    return increment(writer, reading, state.get());
  }

  /** Facts recorded up to here are in the rollups; absent before the first refresh. */
  public Optional<Instant> upTo(DSLContext sql) {
    return RollupStore.state(sql).map(state -> state.watermark().toInstant(ZoneOffset.UTC));
  }

  /** The days of use, as stored. */
  public DaysOfUse daysOfUse() {
    return new DaysOfUse(
        UsageRollupQueries.activePeople(UsageRollupQueries.PERSON_DAY),
        UsageRollupQueries.ACCOUNT_DAY,
        this::namesDone);
  }

  /**
   * The same for a question about the days from that of the last refresh on, looking back at most
   * 28 days: of earlier days of somebody only the last is there.
   */
  public DaysOfUse daysOfUseLately() {
    return new DaysOfUse(
        UsageRollupQueries.PERSON_LATELY,
        UsageRollupQueries.ACCOUNT_DAY,
        facts -> UsageRollupQueries.NAME_LATELY);
  }

  /** The same derived from the facts that count. */
  public DaysOfUse daysOfUse(DSLContext sql, FactReader facts) {
    Reading reading = reading(sql, facts);
    return new DaysOfUse(
        UsageRollupQueries.activePeople(UsageRollupQueries.derivedPersonDays(reading)),
        UsageRollupQueries.derivedAccountDays(reading),
        this::namesDone);
  }

  private Table<?> namesDone(Condition facts) {
    return UsageRollupQueries.namesDone(facts, log.warehouse().engine(), settings);
  }

  private Reading reading(DSLContext sql, FactReader facts) {
    return new Reading(sql, facts, log.warehouse().engine(), settings);
  }

  /** Makes the next refresh start from scratch, as a restore or a benchmark asks for. */
  public void forget(Writer writer) {
    RollupStore.forget(writer.sql());
  }

  private Refreshed fromScratch(Writer writer, Reading reading) {
    RollupStore store = new RollupStore(reading, writer.recordedAt());
    store.clear();
    LedgerStore.forget(writer.sql());
    LedgerStore.refresh(reading);
    store.usage().sumAll();
    long accountDays = store.usage().computeAccountDays();
    store.usage().computeLately();
    long tickets = store.tickets().computeAll();
    State now = store.stateFromScratch(writer.recordedAt());
    store.save(now, reading.facts().undoneImports());
    return new Refreshed(
        Optional.empty(),
        writer.recordedAt(),
        true,
        now.usageFacts(),
        now.ticketFacts(),
        Optional.empty(),
        false,
        accountDays,
        tickets,
        Map.of());
  }

  private Refreshed increment(Writer writer, Reading reading, State state) {
    RollupStore store = new RollupStore(reading, writer.recordedAt());
    List<Long> undone = store.newlyUndone();
    RollupStore.Change change = store.applyChange(state, undone);
    LedgerStore.refresh(reading);
    State now = store.stateAfter(state, writer.recordedAt(), !undone.isEmpty());
    store.save(now, undone);
    return new Refreshed(
        Optional.of(state.watermark().toInstant(ZoneOffset.UTC)),
        writer.recordedAt(),
        false,
        change.usageEvents(),
        change.ticketEvents(),
        change.use().from(),
        !undone.isEmpty(),
        change.use().accountDays(),
        change.tickets(),
        change.accounts());
  }
}
