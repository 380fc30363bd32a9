package dev.holdfast.reports;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period;
import dev.holdfast.facts.Delivery;
import dev.holdfast.facts.FactLog;
import dev.holdfast.health.BusinessIndex;
import dev.holdfast.health.Health;
import dev.holdfast.health.HealthExplanation;
import dev.holdfast.health.HealthProfile;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.workspace.HealthJudgements;
import dev.holdfast.workspace.WorklistMarks;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the pages show: every question is asked from a {@link Viewpoint} and answered from a
 * snapshot of the warehouse, or as it was {@link Remembered} since nothing has changed.
 */
public final class Reports {

  private static final int HISTORY_DAYS = 90;
  private static final int USAGE_WEEKS = 26;
  private static final int FEATURES = 6;
  private static final int LISTED = 50;
  private static final String LINES = "lines";

  private final FactLog log;
  private final Metrics metrics;
  private final Health health;
  private final HealthJudgements judgements;
  private final WorkRules rules;
  private final Remembered remembered;

  private Reports(
      FactLog log, Metrics metrics, Health health, HealthJudgements judgements, WorkRules rules) {
    this.log = log;
    this.metrics = metrics;
    this.health = health;
    this.judgements = judgements;
    this.rules = rules;
    this.remembered = new Remembered(log);
  }

  /** Reports over what the log holds and what was made of it. */
  public static Reports open(
      FactLog log, Metrics metrics, Health health, HealthJudgements judgements, WorkRules rules) {
    return new Reports(log, metrics, health, judgements, rules);
  }

  /** When something is a reason to look at an account. */
  public WorkRules rules() {
    return rules;
  }

  /**
   * The accounts that need a look.
   *
   * @param marks what is put off or dealt with
   * @param lastVisit when the person looked before; null at the first visit
   */
  public Worklist worklist(
      Viewpoint view, List<WorklistMarks.Mark> marks, @Nullable Instant lastVisit) {
    LineReader.Lines lines = read(view);
    WorkEvidence evidence =
        remembered(view, "work", look -> WorkEvidence.gather(look, rules, lines));
    WorkEvidence now = evidence.at(view);
    // Waiting times are told in hours, so what was found holds for the minute.
    record Found(Instant minute) {}
    Map<String, List<Finding>> found =
        remembered.answer(
            view,
            new Found(view.now().truncatedTo(ChronoUnit.MINUTES)),
            () -> now.found(accounts -> changes(view, accounts)));
    return now.judged(found, marks, lastVisit);
  }

  /** What changed in the health of accounts in 30 days, measure by measure. */
  private Map<String, List<MeasureChange>> changes(Viewpoint view, Collection<String> accounts) {
    record Changes(List<String> accounts) {}
    return remembered.answer(
        view,
        new Changes(List.copyOf(accounts)),
        () -> lastDay(view).map(day -> changes(accounts, day)).orElse(Map.of()));
  }

  private Map<String, List<MeasureChange>> changes(Collection<String> accounts, LocalDate day) {
    Map<String, List<MeasureChange>> changes = new HashMap<>();
    health
        .recorded(accounts, day, Optional.empty())
        .forEach((account, explanation) ->
            explanation.changes().stream()
                .filter(change -> change.days() == HealthQueries.CHANGE_DAYS)
                .findFirst()
                .ifPresent(change ->
                    changes.put(
                        account,
                        change.drivers().stream()
                            .map(driver -> new MeasureChange(driver.title(), driver.by()))
                            .toList())));
    return changes;
  }

  /** The accounts asked for, cut to a page, with what they add up to. */
  public Portfolio portfolio(Viewpoint view, PortfolioQuery query) {
    return Portfolio.of(lines(view), query);
  }

  /** The same accounts, all pages of them, as a CSV file. */
  public String portfolioCsv(Viewpoint view, PortfolioQuery query) {
    return Portfolio.csv(lines(view), query);
  }

  private List<AccountLine> lines(Viewpoint view) {
    return read(view).all();
  }

  private LineReader.Lines read(Viewpoint view) {
    return remembered(view, LINES, LineReader::read);
  }

  private Optional<LocalDate> lastDay(Viewpoint view) {
    return remembered(view, "last day", HealthQueries::lastDay);
  }

  /**
   * The top of an account's page.
   *
   * @throws HoldfastException {@code NOT_FOUND} when there is no such account or it is out of
   *     sight, which look the same
   */
  public AccountHead account(Viewpoint view, String accountId) {
    AccountLine line = line(view, accountId);
    return of(
        view,
        accountId,
        "head",
        look ->
            new AccountHead(
                line,
                SubscriptionQueries.firstStart(look, accountId).orElse(null),
                HealthQueries.history(look, accountId, HISTORY_DAYS)));
  }

  /**
   * Why an account's health is what it is on the last recorded day up to the one shown; absent when
   * none is recorded for it.
   */
  public Optional<HealthExplanation> health(Viewpoint view, String accountId) {
    requireInSight(view, accountId);
    record Why(String accountId, List<HealthJudgements.Said> said) {}
    return remembered.answer(
        view,
        new Why(accountId, saidAt(accountId, view.until())),
        () ->
            lastDay(view)
                .map(day -> health.recorded(List.of(accountId), day, Optional.of(judgements)))
                .map(explanations -> explanations.get(accountId)));
  }

  private List<HealthJudgements.Said> saidAt(String accountId, Instant at) {
    return judgements.history(accountId).stream().filter(said -> said.inForce(at)).toList();
  }

  /**
   * What changed in an account's health between the ends of a day and of the last recorded day up
   * to the one shown; absent when none is recorded for it.
   *
   * @throws HoldfastException {@code BAD_REQUEST} when the day is not before that one
   */
  public Optional<HealthExplanation.Change> healthSince(
      Viewpoint view, String accountId, LocalDate since) {
    record Since(String accountId, LocalDate since) {}
    return health(view, accountId)
        .map(explanation ->
            remembered.answer(
                view,
                new Since(accountId, since),
                () -> health.changed(accountId, since, explanation.day(), view.knowledge())));
  }

  /** What people said of an account's health up to the moment shown, newest first. */
  public List<HealthJudgements.Said> judgements(Viewpoint view, String accountId) {
    requireInSight(view, accountId);
    return judgements.history(accountId).stream()
        .filter(said -> !said.createdAt().isAfter(view.until()))
        .toList();
  }

  /** The health of the customers in sight on the last recorded day up to the one shown. */
  public HealthOverview healthOverview(Viewpoint view) {
    return remembered.answer(
        view,
        "health",
        () ->
            overviewReader(view)
                .map(reader -> reader.overview(businessIndex(view)))
                .orElseGet(() -> HealthOverview.unrecorded(OverviewReader.customers(lines(view)))));
  }

  /**
   * The business index of the accounts in sight up to the day shown; absent when no day has one
   * with a score and revenue.
   */
  public Optional<BusinessIndex> businessIndex(Viewpoint view) {
    return remembered.answer(
        view, "index", () -> overviewReader(view).flatMap(reader -> reader.index(view.scope())));
  }

  /** The health of the customers in sight in groups. */
  public List<HealthGroup> healthBy(Viewpoint view, HealthBy by) {
    Map<String, LocalDate> starts =
        by == HealthBy.COHORT
            ? remembered(view, "starts", SubscriptionQueries::firstStarts)
            : Map.of();
    return HealthGroup.of(OverviewReader.customers(lines(view)), by, starts);
  }

  private Optional<OverviewReader> overviewReader(Viewpoint view) {
    return lastDay(view).map(day -> new OverviewReader(health, lines(view), day));
  }

  /** The profiles by which health is computed, in the order in which they are tried. */
  public List<HealthProfile> profiles() {
    return health.profiles().inForce();
  }

  /** What happened at an account before an instant; everything up to the day shown for null. */
  public Timeline timeline(
      Viewpoint view,
      String accountId,
      TimelineEntry.@Nullable Kind kind,
      @Nullable Instant before) {
    Instant until = view.until().plusMillis(1);
    Instant end = before != null && before.isBefore(until) ? before : until;
    requireInSight(view, accountId);
    // How long an open ticket has waited is told to the minute, so the minute is asked about too.
    record Minute(
        String accountId,
        TimelineEntry.@Nullable Kind kind,
        @Nullable Instant before,
        Instant minute) {}
    return remembered(
        view,
        new Minute(accountId, kind, before, view.until().truncatedTo(ChronoUnit.MINUTES)),
        look -> new TimelineReader(look.narrowed(accountId), accountId).read(kind, end));
  }

  /** The people of an account. */
  public List<PersonLine> people(Viewpoint view, String accountId) {
    return of(view, accountId, "people", look -> PersonQueries.of(look, accountId));
  }

  /** How an account is used. */
  public AccountUsage usage(Viewpoint view, String accountId) {
    return of(
        view,
        accountId,
        "usage",
        look -> {
          UsageWeeks weeks = UsageQueries.weeksOf(look, accountId, USAGE_WEEKS);
          return new AccountUsage(
              weeks.lastDay(),
              weeks.people(),
              UsageQueries.featuresOf(look, accountId, USAGE_WEEKS, FEATURES).stream()
                  .map(series -> new AccountUsage.Feature(series.name(), series.counts()))
                  .toList());
        });
  }

  /** The last tickets of an account, unfinished ones first. */
  public List<TicketLine> tickets(Viewpoint view, String accountId) {
    return of(
        view,
        accountId,
        "tickets",
        look ->
            TicketQueries.of(look, accountId, LISTED).stream()
                .sorted((a, b) -> Boolean.compare(b.open(), a.open()))
                .toList());
  }

  /**
   * What customers ask for most: tickets opened in a period, grouped by similar subjects. Merged
   * tickets, spam and those closed automatically are not among them.
   *
   * @param most how many groups
   */
  public TopRequests topRequests(Viewpoint view, Period period, int most) {
    record Asked(Period period, int most) {}
    TopRequests top =
        remembered.answer(
            view,
            new Asked(period, most),
            () ->
                look(view, look -> SimilarRequests.of(TicketQueries.requests(look, period), most)));
    return view.personal() ? top : top.withoutTexts();
  }

  /** The last answers of an account. */
  public List<Answer> voice(Viewpoint view, String accountId) {
    return of(
        view,
        accountId,
        "voice",
        look -> VoiceQueries.of(look, accountId, view.until().plusMillis(1), LISTED));
  }

  /** What an account pays for. */
  public AccountMoney money(Viewpoint view, String accountId) {
    return of(
        view,
        accountId,
        "money",
        look ->
            new AccountMoney(
                SubscriptionQueries.of(look, accountId),
                RevenueQueries.movementsOf(look, accountId)));
  }

  /** How fresh what arrives is. */
  public List<FeedLine> feeds(Viewpoint view) {
    return remembered(view, "feeds", FeedQueries::all);
  }

  /** What arrived together, the newest first. */
  public List<DeliveryLine> deliveries(Viewpoint view) {
    return remembered.answer(
        view,
        "deliveries",
        () -> {
          List<Delivery> deliveries = log.deliveries();
          return look(view, look -> DeliveryQueries.all(look, deliveries));
        });
  }

  /** Names of accounts in sight, by account. */
  public Map<String, String> names(Viewpoint view) {
    return remembered(view, "names", AccountQueries::names);
  }

  /**
   * Makes sure that an account is there and in sight.
   *
   * @throws HoldfastException {@code NOT_FOUND} when it is not, for whichever reason
   */
  public void requireInSight(Viewpoint view, String accountId) {
    line(view, accountId);
  }

  /** One account's line: out of all of them if those are at hand, else read alone. */
  private AccountLine line(Viewpoint view, String accountId) {
    Optional<AccountLine> found =
        remembered
            .<LineReader.Lines>known(view, LINES)
            .map(lines ->
                lines.all().stream().filter(line -> line.accountId().equals(accountId)).findFirst())
            .orElseGet(() ->
                remembered(
                    view,
                    new Part(accountId, "line"),
                    look ->
                        AccountQueries.find(look, accountId).isEmpty()
                            ? Optional.empty()
                            : LineReader.read(look.narrowed(accountId)).all().stream()
                                .findFirst()));
    return found.orElseThrow(() ->
        new HoldfastException(
            ErrorCode.NOT_FOUND,
            "There is no such account, or it is one that you do not look after."));
  }

  /** A part of what is known of one account. */
  private record Part(String accountId, String name) {}

  /** What a part of an account's page shows. */
  private <T> T of(Viewpoint view, String accountId, String part, Function<Look, T> question) {
    requireInSight(view, accountId);
    return remembered(
        view, new Part(accountId, part), look -> question.apply(look.narrowed(accountId)));
  }

  private <T> T remembered(Viewpoint view, Object question, Function<Look, T> ask) {
    return remembered.answer(view, question, () -> look(view, ask));
  }

  private <T> T look(Viewpoint view, Function<Look, T> question) {
    return log.warehouse().read(sql -> question.apply(Look.of(log, metrics, sql, view)));
  }
}
