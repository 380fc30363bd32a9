package dev.holdfast.health;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.metrics.Rollups;
import dev.holdfast.warehouse.Warehouse;
import dev.holdfast.warehouse.Writer;
import dev.holdfast.workspace.HealthOverrides;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The health of accounts: computes it per day, keeps its history, and explains it as of any day.
 *
 * <p>A day that is over keeps its score; only days without one are filled in, unless they are
 * restated with a label. The running day is computed anew with every refresh.
 */
public final class Health {

  /** Rows computed in one change: bounds how long the writer is taken and how much memory. */
  private static final int PIECE_ROWS = 250_000;

  /** Accounts that a query names one by one. */
  private static final int FEW = 50;

  /** Facts by which something gets known that counts for every account. */
  private static final Set<FactType> GENERAL =
      EnumSet.of(FactType.TICKET_EVENT, FactType.TOUCH, FactType.MILESTONE);

  private final FactLog log;
  private final Rollups rollups;
  private final Warehouse warehouse;
  private final HealthProfiles profiles;
  private final ZoneId zone;
  private final InstantSource clock;
  private final Map<PeerKey, PeerMeans> peers = new ConcurrentHashMap<>();

  private record PeerKey(LocalDate day, String profile, int version) {}

  private Health(FactLog log, Rollups rollups, HealthProfiles profiles, InstantSource clock) {
    this.log = log;
    this.rollups = rollups;
    this.warehouse = log.warehouse();
    this.profiles = profiles;
    this.zone = rollups.settings().usageZone();
    this.clock = clock;
  }

  /** Makes the tables that are missing. A day ends at midnight of the zone of usage. */
  public static Health open(
      FactLog log, Rollups rollups, HealthProfiles profiles, InstantSource clock) {
    log.warehouse()
        .writeAlone(writer -> {
          HealthStore.createTables(writer.sql());
          return true;
        });
    return new Health(log, rollups, profiles, clock);
  }

  public HealthProfiles profiles() {
    return profiles;
  }

  /** The day that is running. */
  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  /**
   * Computes the scores of a day: all of the running day, the missing ones of a day that is over.
   */
  public Refreshed refresh(LocalDate day, AccountRange accounts) {
    return refresh(day, day, accounts);
  }

  /**
   * Brings the scores up to today: fills in the days that passed since the last refresh, and
   * computes today's for the accounts that new facts touched.
   *
   * @param rollups what the refresh of the rollups, just before, took in
   */
  public Refreshed update(dev.holdfast.metrics.Refreshed rollups) {
    LocalDate today = today();
    Optional<LocalDate> last = lastDay();
    if (rollups.fromScratch() || last.isEmpty() || last.get().isBefore(today)) {
      LocalDate from = last.map(day -> day.plusDays(1)).filter(today::isAfter).orElse(today);
      return refresh(from, today, AccountRange.all());
    }
    Set<String> others = new TreeSet<>();
    rollups
        .accounts()
        .forEach((type, accounts) -> {
          if (type != FactType.USAGE_EVENT) {
            others.addAll(accounts);
          }
        });
    if (!Collections.disjoint(rollups.accounts().keySet(), GENERAL) && generalHasChanged(today)) {
      return refresh(today, AccountRange.all());
    }
    int rows = others.isEmpty() ? 0 : refresh(today, AccountRange.of(others)).rows();
    Set<String> used =
        new TreeSet<>(rollups.accounts().getOrDefault(FactType.USAGE_EVENT, Set.of()));
    used.removeAll(others);
    if (!used.isEmpty()) {
      AccountRange accounts = AccountRange.of(used);
      rows +=
          warehouse.writeAlone(writer ->
              HealthStore.computeUse(
                  writer, piece(writer, List.of(today), accounts, null), profiles));
      peers.clear();
    }
    return new Refreshed(rows);
  }

  /** Whether today's rows were made when less, or more, was known of any account. */
  private boolean generalHasChanged(LocalDate today) {
    return warehouse.read(sql ->
        !HealthStore.generallyKnown(sql, today)
            .equals(
                new HealthInputQueries(
                        asked(sql, Knowledge.now(), List.of(today), AccountRange.all()), profiles)
                    .generallyKnown(sql)));
  }

  /** Computes the scores of the days from one to another, both included. */
  public Refreshed refresh(LocalDate from, LocalDate to, AccountRange accounts) {
    return compute(from, to, accounts, null);
  }

  /**
   * Computes days again that are over, with what is known now and the profiles in force, and says
   * so on them.
   *
   * @param label why, for people
   */
  public Refreshed restate(LocalDate from, LocalDate to, AccountRange accounts, String label) {
    if (label.isBlank()) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "A restatement of health needs a label that says why.");
    }
    return compute(from, to, accounts, label.strip());
  }

  private Refreshed compute(
      LocalDate from, LocalDate to, AccountRange accounts, @Nullable String label) {
    if (to.isBefore(from) || to.isAfter(today())) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "Health can be computed from a day to a later one, up to today, "
              + today()
              + "; not from "
              + from
              + " to "
              + to);
    }
    List<LocalDate> days = from.datesUntil(to.plusDays(1)).toList();
    int rows = label == null ? finish(from) : 0;
    for (AccountRange piece : pieces(accounts, days)) {
      rows += warehouse.writeAlone(writer -> compute(writer, days, piece, label));
    }
    peers.clear();
    return new Refreshed(rows);
  }

  /** Gives earlier days that were still running when they were computed their final scores. */
  private int finish(LocalDate before) {
    int rows = 0;
    for (LocalDate day : warehouse.read(sql -> HealthStore.unfinished(sql, before))) {
      rows +=
          warehouse.writeAlone(writer -> compute(writer, List.of(day), AccountRange.all(), null));
    }
    return rows;
  }

  /** Computes with what the rollups know, so that all inputs come from the same facts. */
  private int compute(
      Writer writer, List<LocalDate> days, AccountRange accounts, @Nullable String label) {
    return HealthStore.compute(writer, piece(writer, days, accounts, label), profiles);
  }

  private HealthStore.Piece piece(
      Writer writer, List<LocalDate> days, AccountRange accounts, @Nullable String label) {
    Instant knownBy = rollups.upTo(writer.sql()).orElseGet(() -> rollups.refresh(writer).upTo());
    Asked asked =
        new Asked(
            log.reader(writer.sql(), Knowledge.asOf(knownBy)),
            days.getFirst().isBefore(LocalDate.ofInstant(knownBy, zone))
                ? rollups.daysOfUse()
                : rollups.daysOfUseLately(),
            warehouse.engine(),
            zone,
            days,
            accounts instanceof AccountRange.Named named && named.accountIds().size() > FEW
                ? HealthStore.listed(writer, named.accountIds())
                : accounts);
    List<LocalDate> over = days.stream().filter(day -> !endOf(day).isAfter(knownBy)).toList();
    return new HealthStore.Piece(asked, knownBy, over, label);
  }

  /** Cuts accounts into pieces that, times the days, are small enough. */
  private List<AccountRange> pieces(AccountRange accounts, List<LocalDate> days) {
    int most = Math.max(1, PIECE_ROWS / days.size());
    List<String> ids =
        warehouse.read(
            sql -> HealthStore.accountIds(sql, asked(sql, Knowledge.now(), days, accounts)));
    if (ids.size() <= most) {
      return ids.isEmpty() ? List.of() : List.of(accounts);
    }
    List<AccountRange> pieces = new ArrayList<>();
    for (int start = 0; start < ids.size(); start += most) {
      List<String> part = ids.subList(start, Math.min(ids.size(), start + most));
      pieces.add(
          accounts instanceof AccountRange.Named
              ? AccountRange.of(part)
              : new AccountRange.Between(part.getFirst(), part.getLast()));
    }
    return pieces;
  }

  /**
   * Explains the health of an account at the end of a day by replay of the facts that count.
   *
   * <p>The profile is the version the day was computed with when history has the day, else the one
   * in force.
   *
   * @throws HoldfastException {@code NOT_FOUND} when it was not a customer on that day
   */
  public HealthExplanation explain(
      String accountId, LocalDate day, Knowledge knowledge, Optional<HealthOverrides> overrides) {
    return warehouse.read(sql -> {
      AccountRange account = AccountRange.of(accountId);
      List<AccountDay> inputs =
          new HealthInputQueries(asked(sql, knowledge, compared(day), account), profiles)
              .fetch(sql);
      Map<LocalDate, HealthDay> recorded = recordedDays(sql, accountId, day, knowledge);
      List<Scored> scored =
          inputs.stream().map(input -> score(input, recorded.get(input.day()))).toList();
      Scored now =
          scored.stream()
              .filter(one -> one.day().equals(day))
              .findFirst()
              .orElseThrow(() -> notACustomer(sql, accountId, day));
      return Explanations.explain(
          now,
          new Explanations.Beside(
              knowledge,
              scored,
              peers(sql, now, knowledge),
              daysInBand(now, recorded),
              recorded.get(day),
              overrides.flatMap(o -> o.inForce(accountId, at(day, knowledge))).orElse(null)));
    });
  }

  /** Explains what is known now of an account's health at the end of a day, without overrides. */
  public HealthExplanation explain(String accountId, LocalDate day, Knowledge knowledge) {
    return explain(accountId, day, knowledge, Optional.empty());
  }

  /**
   * Explains the health that history holds for accounts on a day, from the inputs recorded with it:
   * much faster than a replay and equal to one as of the moment it was computed. Accounts that
   * history does not hold on that day are left out.
   *
   * @return by account id, in the order asked for
   */
  public Map<String, HealthExplanation> recorded(
      Collection<String> accountIds, LocalDate day, Optional<HealthOverrides> overrides) {
    return warehouse.read(sql -> {
      AccountRange accounts = AccountRange.of(accountIds);
      Map<String, List<Scored>> scored = new HashMap<>();
      HealthStore.inputs(sql, compared(day), accounts, DSL.noCondition())
          .forEach(input ->
              scored
                  .computeIfAbsent(input.accountId(), id -> new ArrayList<>())
                  .add(score(input, null)));
      Map<String, Map<LocalDate, HealthDay>> history = new HashMap<>();
      HealthStore.days(
              sql,
              accounts.holds(InputColumns.ACCOUNT_ID).and(InputColumns.DAY.le(DSL.inline(day))))
          .forEach(row ->
              history.computeIfAbsent(row.accountId(), id -> new HashMap<>()).put(row.day(), row));
      Map<String, HealthExplanation> explanations = new LinkedHashMap<>();
      for (String id : accountIds) {
        Map<LocalDate, HealthDay> days = history.getOrDefault(id, Map.of());
        scored.getOrDefault(id, List.of()).stream()
            .filter(one -> one.day().equals(day))
            .findFirst()
            .ifPresent(now ->
                explanations.put(
                    id,
                    Explanations.explain(
                        now,
                        new Explanations.Beside(
                            Knowledge.asOf(Objects.requireNonNull(days.get(day)).computedAt()),
                            scored.getOrDefault(id, List.of()),
                            peers(sql, now, Knowledge.now()),
                            daysInBand(now, days),
                            days.get(day),
                            overrides
                                .flatMap(o -> o.inForce(id, at(day, Knowledge.now())))
                                .orElse(null)))));
      }
      return explanations;
    });
  }

  /** The board of a day, as recorded: distribution, movers and accounts without a score. */
  public HealthBoard board(LocalDate day) {
    return warehouse.read(sql -> {
      List<Scored> now = new ArrayList<>();
      List<Scored> before = new ArrayList<>();
      HealthStore.inputs(
              sql, List.of(day.minusDays(30), day), AccountRange.all(), DSL.noCondition())
          .forEach(input -> (input.day().equals(day) ? now : before).add(score(input, null)));
      return Boards.board(day, now, before);
    });
  }

  /** The recorded scores of an account from a day to another, both included, in order. */
  public List<HealthDay> history(String accountId, LocalDate from, LocalDate to) {
    return warehouse.read(sql ->
        HealthStore.days(
            sql,
            InputColumns.ACCOUNT_ID
                .eq(DSL.inline(accountId))
                .and(InputColumns.DAY.between(DSL.inline(from), DSL.inline(to)))));
  }

  /** The last day with recorded scores; absent before the first refresh. */
  public Optional<LocalDate> lastDay() {
    return warehouse.read(HealthStore::lastDay);
  }

  /** The recorded score of every account on a day, by account id, in order. */
  public Map<String, HealthDay> onDay(LocalDate day) {
    Map<String, HealthDay> byAccount = new LinkedHashMap<>();
    warehouse
        .read(sql -> HealthStore.days(sql, HealthStore.onDay(day)))
        .forEach(row -> byAccount.put(row.accountId(), row));
    return byAccount;
  }

  /** The scores of the last day that has any, by account id, in order. */
  public Map<String, HealthDay> latest() {
    return lastDay().map(this::onDay).orElse(Map.of());
  }

  /** What is asked for, read from the rollups when everything known now counts. */
  Asked asked(DSLContext sql, Knowledge knowledge, List<LocalDate> days, AccountRange accounts) {
    FactReader facts = log.reader(sql, knowledge);
    boolean stored = knowledge.isNow() && rollups.upTo(sql).isPresent();
    return new Asked(
        facts,
        stored ? rollups.daysOfUse() : rollups.daysOfUse(sql, facts),
        warehouse.engine(),
        zone,
        days,
        accounts);
  }

  private static List<LocalDate> compared(LocalDate day) {
    return Stream.concat(Stream.of(day), Explanations.SINCE.stream().map(day::minusDays)).toList();
  }

  private Scored score(AccountDay input, @Nullable HealthDay recorded) {
    HealthProfile profile =
        recorded == null
            ? profiles.get(input.profile(), input.profileVersion())
            : profiles.get(recorded.profile(), recorded.profileVersion());
    return Scored.of(profile, input);
  }

  private static Map<LocalDate, HealthDay> recordedDays(
      DSLContext sql, String accountId, LocalDate day, Knowledge knowledge) {
    Map<LocalDate, HealthDay> days = new HashMap<>();
    HealthStore.days(
            sql,
            InputColumns.ACCOUNT_ID
                .eq(DSL.inline(accountId))
                .and(InputColumns.DAY.le(DSL.inline(day))))
        .stream()
        .filter(row -> knowledge.recordedBy().map(t -> !row.computedAt().isAfter(t)).orElse(true))
        .forEach(row -> days.put(row.day(), row));
    return days;
  }

  private static int daysInBand(Scored now, Map<LocalDate, HealthDay> recorded) {
    int days = 0;
    for (HealthDay row = recorded.get(now.day());
        row != null && row.band() == now.score().band();
        row = recorded.get(now.day().minusDays(days))) {
      days++;
    }
    return days;
  }

  /** Recorded peers where history has the day and the knowledge includes it, else by replay. */
  private PeerMeans peers(DSLContext sql, Scored scored, Knowledge knowledge) {
    HealthProfile profile = scored.score().profile();
    Optional<Instant> computedAt = HealthStore.computedAt(sql, scored.day());
    boolean recorded =
        computedAt.isPresent()
            && knowledge.recordedBy().map(t -> !computedAt.get().isAfter(t)).orElse(true);
    if (recorded) {
      return peers.computeIfAbsent(
          new PeerKey(scored.day(), profile.name(), profile.version()),
          key ->
              means(
                  profile,
                  HealthStore.inputs(
                      sql, List.of(key.day()), AccountRange.all(), DSL.noCondition())));
    }
    return means(
        profile,
        new HealthInputQueries(
                asked(sql, knowledge, List.of(scored.day()), AccountRange.all()), profiles)
            .fetch(sql));
  }

  private static PeerMeans means(HealthProfile profile, List<AccountDay> inputs) {
    HealthCalculator calculator = HealthCalculator.of(profile);
    return PeerMeans.of(
        inputs.stream()
            .filter(input ->
                input.profile().equals(profile.name())
                    && input.profileVersion() == profile.version())
            .map(calculator::score)
            .toList());
  }

  private Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(zone).toInstant();
  }

  /** The moment at which overrides are looked up: the end of the day, or now if that is earlier. */
  private Instant at(LocalDate day, Knowledge knowledge) {
    Instant end = endOf(day).minusNanos(1000);
    Instant now = knowledge.recordedBy().orElse(clock.instant());
    return end.isBefore(now) ? end : now;
  }

  private HoldfastException notACustomer(DSLContext sql, String accountId, LocalDate day) {
    boolean known =
        !HealthStore.accountIds(
                sql, asked(sql, Knowledge.now(), List.of(day), AccountRange.of(accountId)))
            .isEmpty();
    return new HoldfastException(
        ErrorCode.NOT_FOUND,
        known
            ? accountId + " was not a customer on " + day + ", so it has no health."
            : "There is no account '" + accountId + "'.");
  }
}
