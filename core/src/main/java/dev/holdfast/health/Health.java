package dev.holdfast.health;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.metrics.Rollups;
import dev.holdfast.warehouse.Warehouse;
import dev.holdfast.workspace.HealthJudgements;
import dev.holdfast.workspace.HealthJudgements.Layer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

  private final HealthSource source;
  private final HealthRefresh refresh;
  private final Warehouse warehouse;
  private final ZoneId zone;
  private final InstantSource clock;
  private final Map<PeerKey, PeerMeans> peers = new ConcurrentHashMap<>();

  private record PeerKey(LocalDate day, String profile, int version) {}

  private Health(FactLog log, Rollups rollups, HealthProfiles profiles, InstantSource clock) {
    this.source = new HealthSource(log, rollups, profiles);
    this.refresh = new HealthRefresh(source);
    this.warehouse = log.warehouse();
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

  HealthSource source() {
    return source;
  }

  public HealthProfiles profiles() {
    return source.profiles();
  }

  /** Takes other profiles: the next refresh scores today by them. */
  void use(HealthProfiles profiles) {
    source.use(profiles);
    peers.clear();
  }

  /** Whether today's scores were made by other profiles than those in force. */
  public boolean hasOtherProfiles() {
    return refresh.hasOtherProfiles();
  }

  /**
   * What a draft would do to the accounts of the last scored day.
   *
   * @throws HoldfastException {@code NOT_FOUND} when no day is scored yet
   */
  ProfilePreview preview(HealthProfile draft) {
    return warehouse.read(sql -> new Trials(source).preview(sql, draft));
  }

  /**
   * What a draft would say of one account on the last scored day.
   *
   * @throws HoldfastException {@code NOT_FOUND} when that day holds no health of it
   */
  ProfileTrial trial(HealthProfile draft, String accountId) {
    return warehouse.read(sql -> new Trials(source).trial(sql, draft, accountId));
  }

  /** How many accounts each profile has on a day, as recorded, by the profile's name. */
  public Map<String, Long> accountsByProfile(LocalDate day) {
    return warehouse.read(sql -> HealthStore.accountsByProfile(sql, day));
  }

  /**
   * The profiles that are tried for an account on a day, in order, up to the one that takes it,
   * with the reason of each.
   */
  public List<HealthExplanation.Tried> tried(String accountId, LocalDate day, Knowledge knowledge) {
    return warehouse.read(sql -> RuleQueries.tried(sql, source, knowledge, day, accountId));
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

  /** Computes the scores of the days from one to another, both included. */
  public Refreshed refresh(LocalDate from, LocalDate to, AccountRange accounts) {
    return done(refresh.compute(today(), from, to, accounts, null));
  }

  /**
   * Brings the scores up to today: fills in the days that passed since the last refresh, and
   * computes today's for the accounts that new facts touched.
   *
   * @param rollups what the refresh of the rollups, just before, took in
   */
  public Refreshed update(dev.holdfast.metrics.Refreshed rollups) {
    return done(refresh.update(today(), rollups));
  }

  private Refreshed done(int rows) {
    peers.clear();
    return new Refreshed(rows);
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
    return done(refresh.compute(today(), from, to, accounts, label.strip()));
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
      String accountId, LocalDate day, Knowledge knowledge, Optional<HealthJudgements> judgements) {
    return warehouse.read(sql -> {
      AccountRange account = AccountRange.of(accountId);
      List<AccountDay> inputs = source.inputs(sql, knowledge, compared(day), account);
      Map<LocalDate, HealthDay> recorded = recordedDays(sql, accountId, day, knowledge);
      Scorer scorer = Scorer.of(sql, source, knowledge, inputs, recorded.values());
      List<Scored> scored =
          inputs.stream().map(input -> scorer.score(input, recorded.get(input.day()))).toList();
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
              said(judgements, Layer.OVERRIDE, accountId, at(day, knowledge)),
              said(judgements, Layer.PULSE, accountId, at(day, knowledge)),
              tried(sql, now, knowledge)));
    });
  }

  /**
   * What changed in an account's health between the ends of two days, by replay of the facts that
   * count: which measures moved the score, and whether its profile changed.
   *
   * @param since the earlier day
   * @throws HoldfastException {@code BAD_REQUEST} when that is not the earlier one, {@code
   *     NOT_FOUND} when the account was not a customer on the later one
   */
  public HealthExplanation.Change changed(
      String accountId, LocalDate since, LocalDate day, Knowledge knowledge) {
    if (!since.isBefore(day)) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "Changes are told since an earlier day than " + day + ", not since " + since + ".");
    }
    return warehouse.read(sql -> {
      Map<LocalDate, HealthDay> recorded = recordedDays(sql, accountId, day, knowledge);
      List<AccountDay> inputs =
          source.inputs(sql, knowledge, List.of(since, day), AccountRange.of(accountId));
      Scorer scorer = Scorer.of(sql, source, knowledge, inputs, recorded.values());
      Map<LocalDate, Scored> scored = new HashMap<>();
      inputs.forEach(
          input -> scored.put(input.day(), scorer.score(input, recorded.get(input.day()))));
      Scored now = scored.get(day);
      if (now == null) {
        throw notACustomer(sql, accountId, day);
      }
      return Changes.of(
          Math.toIntExact(ChronoUnit.DAYS.between(since, day)), since, scored.get(since), now);
    });
  }

  /**
   * Explains what is known now of an account's health at the end of a day, without what people say.
   */
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
      Collection<String> accountIds, LocalDate day, Optional<HealthJudgements> judgements) {
    return warehouse.read(sql -> {
      AccountRange accounts = AccountRange.of(accountIds);
      List<AccountDay> inputs = HealthStore.inputs(sql, compared(day), accounts, DSL.noCondition());
      Scorer scorer = Scorer.of(sql, source, Knowledge.now(), inputs, List.of());
      Map<String, List<Scored>> scored = new HashMap<>();
      inputs.forEach(input ->
          scored
              .computeIfAbsent(input.accountId(), id -> new ArrayList<>())
              .add(scorer.score(input)));
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
                            asOf(days.get(day)),
                            scored.getOrDefault(id, List.of()),
                            peers(sql, now, Knowledge.now()),
                            daysInBand(now, days),
                            days.get(day),
                            said(judgements, Layer.OVERRIDE, id, at(day, Knowledge.now())),
                            said(judgements, Layer.PULSE, id, at(day, Knowledge.now())),
                            accountIds.size() == 1
                                ? tried(sql, now, asOf(days.get(day)))
                                : List.of()))));
      }
      return explanations;
    });
  }

  /** The board of a day, as recorded: distribution, movers and accounts without a score. */
  public HealthBoard board(LocalDate day) {
    return warehouse.read(sql -> {
      List<Scored> now = new ArrayList<>();
      List<Scored> before = new ArrayList<>();
      List<AccountDay> inputs =
          HealthStore.inputs(
              sql, List.of(day.minusDays(30), day), AccountRange.all(), DSL.noCondition());
      Scorer scorer = Scorer.of(sql, source, Knowledge.now(), inputs, List.of());
      inputs.forEach(input -> (input.day().equals(day) ? now : before).add(scorer.score(input)));
      return Boards.board(day, now, before);
    });
  }

  /**
   * The business index of accounts over all recorded days up to one; absent when no day has an
   * account with a score and revenue.
   */
  public Optional<BusinessIndex> index(AccountRange accounts, LocalDate to) {
    return warehouse.read(sql -> new BusinessIndexQueries(sql, source, accounts, to).index());
  }

  /**
   * The health of an account on a recorded day as told by the accounts under it; absent when its
   * profile tells it by its own score, or history does not have it on that day.
   *
   * @param knowledge by which accounts stand under it
   */
  public Optional<HealthRollUp> rollUp(String accountId, LocalDate day, Knowledge knowledge) {
    return warehouse.read(sql -> new RollUpQueries(sql, source, knowledge, day).of(accountId));
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

  /** Up to when today's scores follow the rollups; absent before the first update. */
  public Optional<Instant> upTo() {
    return warehouse.read(HealthStore::upTo);
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

  private static List<LocalDate> compared(LocalDate day) {
    return Stream.concat(Stream.of(day), Explanations.SINCE.stream().map(day::minusDays)).toList();
  }

  private static Knowledge asOf(@Nullable HealthDay day) {
    return Knowledge.asOf(Objects.requireNonNull(day).computedAt());
  }

  /** Which profiles were tried; nothing when the one that scored is not in force any more. */
  private List<HealthExplanation.Tried> tried(DSLContext sql, Scored now, Knowledge knowledge) {
    HealthProfile chosen = now.score().profile();
    return source.profiles().inForce(chosen.name()).filter(chosen::equals).isEmpty()
        ? List.of()
        : RuleQueries.tried(sql, source, knowledge, now.day(), now.account().accountId());
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
                  source.references(sql, knowledge, List.of(profile), List.of(key.day())),
                  HealthStore.inputs(
                      sql, List.of(key.day()), AccountRange.all(), DSL.noCondition())));
    }
    return means(
        profile,
        source.references(sql, knowledge, List.of(profile), List.of(scored.day())),
        source.inputs(sql, knowledge, List.of(scored.day()), AccountRange.all()));
  }

  private static PeerMeans means(
      HealthProfile profile, References references, List<AccountDay> inputs) {
    HealthCalculator calculator = HealthCalculator.of(profile, references);
    return PeerMeans.of(
        inputs.stream()
            .filter(input ->
                input.profile().equals(profile.name())
                    && input.profileVersion() == profile.version())
            .map(calculator::score)
            .toList());
  }

  private static HealthJudgements.@Nullable Said said(
      Optional<HealthJudgements> judgements, Layer layer, String accountId, Instant at) {
    return judgements.flatMap(all -> all.inForce(layer, accountId, at)).orElse(null);
  }

  /**
   * The moment at which judgements are looked up: the end of the day, or now if that is earlier.
   */
  private Instant at(LocalDate day, Knowledge knowledge) {
    Instant end = source.endOf(day).minusNanos(1000);
    Instant now = knowledge.recordedBy().orElse(clock.instant());
    return end.isBefore(now) ? end : now;
  }

  private HoldfastException notACustomer(DSLContext sql, String accountId, LocalDate day) {
    boolean known =
        !HealthStore.accountIds(
                sql, source.asked(sql, Knowledge.now(), List.of(day), AccountRange.of(accountId)))
            .isEmpty();
    return new HoldfastException(
        ErrorCode.NOT_FOUND,
        known
            ? accountId + " was not a customer on " + day + ", so it has no health."
            : "There is no account '" + accountId + "'.");
  }
}
