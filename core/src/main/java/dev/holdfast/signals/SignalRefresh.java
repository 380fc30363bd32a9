package dev.holdfast.signals;

import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.health.AccountRange;
import dev.holdfast.metrics.Refreshed;
import dev.holdfast.warehouse.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Reads accounts by all rules and adds to the log what is new. */
final class SignalRefresh {

  /** Days that are walked when nothing else is asked for. */
  static final int WALK_DAYS = 60;

  /** Accounts read at once: bounds memory. */
  private static final int AT_ONCE = 500;

  /**
   * What holds for every account is read again after so long; at once when an incident was put into
   * the calendar or a gap in the data was filled.
   */
  private static final Duration COMPANY_HOLDS = Duration.ofMinutes(10);

  private final EvidenceReader reader;
  private final SignalRules rules;
  private final Warehouse warehouse;
  private final InstantSource clock;
  private @Nullable Held held;

  /** What holds for every account, as it was read. */
  private record Held(LocalDate from, LocalDate day, Instant at, EvidenceReader.Company company) {}

  SignalRefresh(
      EvidenceReader reader, SignalRules rules, Warehouse warehouse, InstantSource clock) {
    this.reader = reader;
    this.rules = rules;
    this.warehouse = warehouse;
    this.clock = clock;
  }

  /**
   * Brings the log up to today: every account when a day began or something was missed, else those
   * that new facts touched.
   *
   * @return how many changes were added
   */
  synchronized int update(LocalDate today, Refreshed rollups) {
    Optional<SignalStore.State> state = warehouse.read(SignalStore::state);
    boolean missed =
        rollups.fromScratch()
            || rollups.undone()
            || !state.map(SignalStore.State::upTo).equals(rollups.before());
    boolean all = missed || !state.map(SignalStore.State::day).equals(Optional.of(today));
    boolean pastWeeks =
        rollups
            .usedFrom()
            .filter(day -> !day.isAfter(Asking.lastWholeWeek(today).plusDays(6)))
            .isPresent();
    Set<String> ids = new TreeSet<>();
    if (all || fillsAGap(rollups.usedFrom())) {
      held = null;
    }
    if (all) {
      ids.addAll(
          warehouse.read(sql -> DayQueries.customers(asking(sql, today, AccountRange.all()))));
      warehouse
          .read(sql -> SignalStore.signals(sql, today, SignalStore.goesOn()))
          .forEach(signal -> ids.add(signal.accountId()));
    } else {
      rollups.accounts().values().forEach(ids::addAll);
    }
    Stretch stretch =
        new Stretch(
            today.minusDays(WALK_DAYS), today, state.map(SignalStore.State::day), all || pastWeeks);
    int added = read(ids, stretch);
    warehouse.write(writer -> {
      SignalStore.save(writer.sql(), new SignalStore.State(rollups.upTo(), today));
      return true;
    });
    return added;
  }

  /**
   * Adds what there was to say in the past from one day to another.
   *
   * @return how many changes were added
   */
  synchronized int history(LocalDate from, LocalDate to) {
    Set<String> scored =
        warehouse.read(sql -> DayQueries.firstScored(asking(sql, to, AccountRange.all())).keySet());
    Set<String> ids = new TreeSet<>(scored);
    held = null;
    return read(ids, new Stretch(from, to, Optional.of(from.minusDays(1)), true));
  }

  /**
   * Which days are read.
   *
   * @param looked the last day read before
   * @param weekly whether rules on weeks are read too
   */
  private record Stretch(
      LocalDate from, LocalDate day, Optional<LocalDate> looked, boolean weekly) {}

  private int read(Set<String> ids, Stretch stretch) {
    List<String> list = List.copyOf(ids);
    int added = 0;
    for (int start = 0; start < list.size(); start += AT_ONCE) {
      List<String> some = list.subList(start, Math.min(list.size(), start + AT_ONCE));
      List<SignalEvent> events = warehouse.read(sql -> events(sql, AccountRange.of(some), stretch));
      if (!events.isEmpty()) {
        warehouse.write(writer -> {
          SignalStore.append(writer, events);
          return true;
        });
      }
      added += events.size();
    }
    return added;
  }

  private Asking asking(DSLContext sql, LocalDate day, AccountRange accounts) {
    return reader.asking(sql, Knowledge.now(), day.minusDays(WALK_DAYS), day, accounts);
  }

  private List<SignalEvent> events(DSLContext sql, AccountRange accounts, Stretch stretch) {
    Asking asking = reader.asking(sql, Knowledge.now(), stretch.from(), stretch.day(), accounts);
    EvidenceReader.Company company = company(asking);
    Map<String, Signal> last = new HashMap<>();
    SignalStore.signals(sql, stretch.day(), accounts.holds(Asking.ACCOUNT_ID))
        .forEach(signal -> last.put(signal.accountId() + "\n" + signal.rule(), signal));
    List<SignalEvent> events = new ArrayList<>();
    for (AccountEvidence evidence : reader.accounts(asking, company, stretch.weekly())) {
      for (SignalRule rule : rules.all()) {
        if (stretch.weekly() || !rule.detector().weekly()) {
          Signal before = last.get(evidence.customer().accountId() + "\n" + rule.name());
          events.addAll(
              Recording.of(
                  rule,
                  evidence,
                  Detection.read(rule, evidence, goesOn(before, stretch.from())),
                  before == null ? null : before.asEpisode(),
                  stretch.looked()));
        }
      }
    }
    return events;
  }

  /** The signal that goes on from before the first day that is walked. */
  static @Nullable Episode goesOn(@Nullable Signal before, LocalDate from) {
    return before != null && before.open() && before.confirmed().isBefore(from)
        ? before.asEpisode()
        : null;
  }

  /** Whether use came of days that were taken for a gap in the data. */
  private boolean fillsAGap(Optional<LocalDate> usedFrom) {
    Held known = held;
    return known != null
        && usedFrom.isPresent()
        && known.company().evidence().gaps().of(FactType.USAGE_EVENT).stream()
            .anyMatch(gap -> !gap.isBefore(usedFrom.get()));
  }

  private EvidenceReader.Company company(Asking asking) {
    Held known = held;
    Instant now = clock.instant();
    if (known != null
        && known.from().equals(asking.from())
        && known.day().equals(asking.day())
        && Duration.between(known.at(), now).compareTo(COMPANY_HOLDS) < 0
        && known.company().evidence().gaps().incidents().equals(FactQueries.incidents(asking))) {
      return known.company();
    }
    EvidenceReader.Company company = reader.company(asking.with(AccountRange.all()));
    held = new Held(asking.from(), asking.day(), now, company);
    return company;
  }
}
