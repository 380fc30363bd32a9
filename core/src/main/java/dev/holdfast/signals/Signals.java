package dev.holdfast.signals;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.health.AccountRange;
import dev.holdfast.health.Health;
import dev.holdfast.metrics.Refreshed;
import dev.holdfast.metrics.Rollups;
import dev.holdfast.warehouse.Warehouse;
import dev.holdfast.workspace.RecordScope;
import dev.holdfast.workspace.SignalMarks;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Signals of all accounts: raises and ends them, ranks them, and says why one is or is not there.
 */
public final class Signals {

  private static final int RAISED_DAYS = 90;

  private final EvidenceReader reader;
  private final SignalRefresh refresh;
  private final SignalRules rules;
  private final SignalSettings settings;
  private final SignalMarks marks;
  private final Rollups rollups;
  private final Health health;
  private final Warehouse warehouse;
  private final InstantSource clock;

  private Signals(
      FactLog log,
      Rollups rollups,
      Health health,
      SignalRules rules,
      SignalSettings settings,
      SignalMarks marks,
      InstantSource clock) {
    this.reader = new EvidenceReader(log, rollups, health::profiles, rules);
    this.refresh = new SignalRefresh(reader, rules, log.warehouse(), clock);
    this.rules = rules;
    this.settings = settings;
    this.marks = marks;
    this.rollups = rollups;
    this.health = health;
    this.warehouse = log.warehouse();
    this.clock = clock;
  }

  /** Makes the tables that are missing. */
  public static Signals open(
      FactLog log,
      Rollups rollups,
      Health health,
      SignalRules rules,
      SignalSettings settings,
      SignalMarks marks,
      InstantSource clock) {
    log.warehouse()
        .writeAlone(writer -> {
          SignalStore.createTables(writer.sql());
          return true;
        });
    return new Signals(log, rollups, health, rules, settings, marks, clock);
  }

  public SignalRules rules() {
    return rules;
  }

  public SignalSettings settings() {
    return settings;
  }

  private ZoneId zone() {
    return reader.zone();
  }

  /**
   * Brings the log up to today, after health was.
   *
   * @param taken what the refresh of the rollups, just before, took in
   * @return how many signals were raised or ended
   */
  public int update(Refreshed taken) {
    return refresh.update(health.today(), taken);
  }

  /**
   * Fills the log with what there was to say from one past day to another, by what is known now.
   *
   * @return how many signals were raised or ended
   */
  public int recordHistory(LocalDate from, LocalDate to) {
    return refresh.history(from, to);
  }

  /** Up to when the log follows the rollups; absent before the first update. */
  public Optional<Instant> upTo() {
    return warehouse.read(SignalStore::state).map(SignalStore.State::upTo);
  }

  /** All signals of an account up to a day, by rule and the day they were raised. */
  public List<Signal> of(String accountId, LocalDate day) {
    return warehouse.read(
        sql -> SignalStore.signals(sql, day, Asking.ACCOUNT_ID.eq(DSL.inline(accountId))));
  }

  /** All signals raised on the days from one to another, over or not, by account and rule. */
  public List<Signal> raised(LocalDate from, LocalDate to) {
    return warehouse.read(sql -> raised(sql, from, to));
  }

  private static List<Signal> raised(DSLContext sql, LocalDate from, LocalDate to) {
    return SignalStore.signals(sql, to, DSL.noCondition()).stream()
        .filter(signal -> !signal.confirmed().isBefore(from))
        .toList();
  }

  /** The signals that go on on a day, of the accounts in scope. */
  public SignalBoard board(RecordScope scope, LocalDate day) {
    Instant moment = moment(day);
    List<SignalMarks.Mute> mutes = marks.inForce(moment);
    Ranking ranking =
        new Ranking(
            rules,
            settings,
            rollups.settings().ledger(),
            mutes,
            marks.verdicts(moment),
            day,
            zone());
    return warehouse.read(sql -> {
      Asking asking = now(sql, day, AccountRange.all());
      Map<String, Customer> customers = FactQueries.customers(asking);
      List<SignalLine> lines =
          ranking.lines(SignalStore.signals(sql, day, SignalStore.goesOn()), customers).stream()
              .filter(line -> scope.sees(line.csm()))
              .toList();
      Map<String, Long> raised = new HashMap<>();
      raised(sql, day.minusDays(RAISED_DAYS), day).stream()
          .filter(signal -> sees(scope, customers, signal.accountId()))
          .forEach(signal -> raised.merge(signal.rule(), 1L, Long::sum));
      return new SignalBoard(
          day,
          lines,
          held(asking),
          ranking.usefulness(),
          raised,
          mutes.stream()
              .filter(mute -> mute.accountId() == null || sees(scope, customers, mute.accountId()))
              .toList(),
          settings.budget());
    });
  }

  /**
   * What was raised and what ended on the day before, of the accounts in scope.
   *
   * @param morning the day on which it is read
   */
  public SignalDigest digest(RecordScope scope, LocalDate morning) {
    LocalDate day = morning.minusDays(1);
    Instant moment = moment(morning);
    Ranking ranking =
        new Ranking(
            rules,
            settings,
            rollups.settings().ledger(),
            marks.inForce(moment),
            marks.verdicts(moment),
            morning,
            zone());
    return warehouse.read(sql -> {
      Map<String, Customer> customers =
          FactQueries.customers(now(sql, morning, AccountRange.all()));
      List<Signal> signals = SignalStore.signals(sql, morning, DSL.noCondition());
      List<SignalLine> lines =
          ranking
              .lines(
                  signals.stream()
                      .filter(signal -> signal.open() || signal.confirmed().equals(day))
                      .toList(),
                  customers)
              .stream()
              .filter(line -> scope.sees(line.csm()))
              .toList();
      return new SignalDigest(
          day,
          lines.stream()
              .filter(line -> line.signal().confirmed().equals(day))
              .filter(line -> line.place() != SignalLine.Place.MUTED)
              .map(line -> told(line.signal(), customers, line.place()))
              .toList(),
          signals.stream()
              .filter(signal -> day.equals(signal.ended()))
              .filter(signal -> sees(scope, customers, signal.accountId()))
              .map(signal -> told(signal, customers, SignalLine.Place.IN_BUDGET))
              .toList());
    });
  }

  private SignalDigest.Line told(
      Signal signal, Map<String, Customer> customers, SignalLine.Place place) {
    Customer customer = customers.get(signal.accountId());
    Optional<SignalRule> rule = rules.find(signal.rule());
    return new SignalDigest.Line(
        signal,
        customer == null ? signal.accountId() : customer.name(),
        rule.map(one -> one.words().title()).orElse(signal.rule()),
        rule.map(one -> one.words().nextStep()).orElse(""),
        place == SignalLine.Place.BELOW_BUDGET);
  }

  private static boolean sees(
      RecordScope scope, Map<String, Customer> customers, String accountId) {
    Customer customer = customers.get(accountId);
    return customer != null && scope.sees(customer.csm());
  }

  /** The moment up to which marks count: the end of a past day, or now. */
  private Instant moment(LocalDate day) {
    Instant end = day.plusDays(1).atStartOfDay(zone()).toInstant().minusNanos(1000);
    Instant now = clock.instant();
    return end.isBefore(now) ? end : now;
  }

  private Asking now(DSLContext sql, LocalDate day, AccountRange accounts) {
    return reader.asking(
        sql, Knowledge.now(), day.minusDays(SignalRefresh.WALK_DAYS), day, accounts);
  }

  private List<String> held(Asking asking) {
    Customer nobody = new Customer("", "", null, null, null);
    Gaps gaps = reader.gaps(asking);
    List<String> held = new ArrayList<>();
    for (FactType source : reader.sources()) {
      gaps.against(
              List.of(source),
              nobody,
              asking.day().minusDays(DailyWalk.HELD_DAYS - 1L),
              asking.day())
          .filter(sentence -> !held.contains(sentence))
          .ifPresent(held::add);
    }
    return held;
  }

  /**
   * Explains what a rule says of an account on a day, by replay of what was recorded and known.
   *
   * @throws HoldfastException {@code NOT_FOUND} when there is no such rule or account
   */
  public SignalExplanation explain(String accountId, String ruleName, LocalDate day) {
    SignalRule rule = rules.get(ruleName);
    boolean past = day.isBefore(health.today());
    Knowledge knowledge = past ? Knowledge.asOf(moment(day)) : Knowledge.now();
    Replay replay = warehouse.read(sql -> replay(sql, accountId, rule, day, knowledge));
    @Nullable Signal signal =
        replay.signals().stream()
            .filter(one -> one.rule().equals(ruleName) && one.open())
            .reduce((one, other) -> other)
            .orElse(null);
    Standing standing = replay.standing();
    String state = state(standing);
    String why = standing.why();
    if (signal != null && standing instanceof Standing.Firing) {
      Optional<SignalLine> line =
          board(new RecordScope.Everything(), day).lines().stream()
              .filter(one ->
                  one.signal().accountId().equals(accountId)
                      && one.signal().rule().equals(ruleName))
              .findFirst();
      if (line.isPresent() && line.get().place() != SignalLine.Place.IN_BUDGET) {
        state = line.get().place().name().toLowerCase(java.util.Locale.ROOT);
        why = why + placed(line.get());
      }
    }
    return new SignalExplanation(
        accountId,
        replay.name(),
        day,
        rule.name(),
        rule.version(),
        rule.words().title(),
        state,
        why,
        signal);
  }

  private record Replay(String name, Standing standing, List<Signal> signals) {}

  private Replay replay(
      DSLContext sql, String accountId, SignalRule rule, LocalDate day, Knowledge knowledge) {
    LocalDate from = day.minusDays(SignalRefresh.WALK_DAYS);
    Asking asking = reader.asking(sql, knowledge, from, day, AccountRange.of(accountId));
    EvidenceReader.Company company = reader.company(asking.with(AccountRange.all()));
    AccountEvidence evidence =
        reader.accounts(asking, company, true).stream()
            .findFirst()
            .orElseThrow(() ->
                new HoldfastException(
                    ErrorCode.NOT_FOUND,
                    "There was no account '" + accountId + "' on " + day + "."));
    List<Signal> signals =
        SignalStore.signals(sql, day, Asking.ACCOUNT_ID.eq(DSL.inline(accountId)));
    Signal last =
        signals.stream()
            .filter(signal -> signal.rule().equals(rule.name()))
            .reduce((one, other) -> other)
            .orElse(null);
    Reading reading = Detection.read(rule, evidence, SignalRefresh.goesOn(last, from));
    return new Replay(evidence.customer().name(), reading.standing(), signals);
  }

  private static String placed(SignalLine line) {
    return switch (line.place()) {
      case IN_BUDGET -> "";
      case BELOW_BUDGET -> "; it waits below the budget, as number " + line.rank();
      case ANSWERED -> "; it was answered in an earlier week";
      case MUTED ->
          line.mute() == null
              ? ""
              : "; muted by "
                  + line.mute().author()
                  + (line.mute().reason().isEmpty() ? "" : ": " + line.mute().reason());
    };
  }

  private static String state(Standing standing) {
    return switch (standing) {
      case Standing.Arming arming -> "arming";
      case Standing.HeldBack held -> "held_back";
      case Standing.Quiet quiet -> "quiet";
      case Standing.Seen seen -> "seen";
      case Standing.Firing firing -> "fires";
    };
  }
}
