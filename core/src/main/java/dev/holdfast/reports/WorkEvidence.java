package dev.holdfast.reports;

import dev.holdfast.workspace.WorklistMarks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything a worklist is judged by, read in one look.
 *
 * @param customers the customers in sight
 * @param waiting tickets that wait for us, the longest first, by account
 * @param weeks weekly people, by account; without those whose source is silent
 * @param left champions and sponsors who left lately, by account
 * @param leftOver champions and sponsors who can still be reached, by account
 * @param onboarding where onboarding stands, by account
 * @param spans names of holidays and incidents in the last week
 * @param silent sources of usage that no longer deliver
 * @param efforts how long looking after accounts takes
 */
record WorkEvidence(
    Viewpoint view,
    WorkRules rules,
    List<AccountLine> customers,
    Map<String, List<TicketLine>> waiting,
    Map<String, UsageWeeks> weeks,
    Map<String, List<PersonChange>> left,
    Map<String, Integer> leftOver,
    Map<String, OnboardingMark> onboarding,
    List<String> spans,
    List<UsageQueries.SilentFeed> silent,
    TouchQueries.Efforts efforts) {

  /** A source that carries more accounts than this is one problem, not one for each account. */
  private static final int FEED_OF_FEW = 5;

  static WorkEvidence gather(Look look, WorkRules rules, LineReader.Lines lines) {
    Map<String, List<TicketLine>> waiting = new HashMap<>();
    lines
        .openTickets()
        .forEach((account, open) ->
            waiting.put(account, open.stream().filter(TicketLine::waitsOnUs).toList()));
    List<UsageQueries.SilentFeed> silent = UsageQueries.silentFeeds(look, rules.feedSilentDays());
    Map<String, UsageWeeks> weeks = new HashMap<>(UsageQueries.weeks(look, rules.usageWeeks() + 1));
    // A week without data says nothing about the customer.
    silent.forEach(feed -> feed.accounts().forEach(weeks::remove));
    Instant leftSince = look.view().daysAgo(rules.leftDays());
    return new WorkEvidence(
        look.view(),
        rules,
        lines.all().stream().filter(line -> line.account().customer()).toList(),
        waiting,
        weeks,
        PersonQueries.keyPeopleLeft(look, leftSince).stream()
            .collect(Collectors.groupingBy(PersonChange::accountId)),
        PersonQueries.keyPeopleLeftOver(look),
        MilestoneQueries.onboarding(look),
        UsageQueries.spansOfLastWeek(look),
        silent,
        TouchQueries.efforts(look));
  }

  /** The same evidence looked at later on the same day. */
  WorkEvidence at(Viewpoint later) {
    return new WorkEvidence(
        later,
        rules,
        customers,
        waiting,
        weeks,
        left,
        leftOver,
        onboarding,
        spans,
        silent,
        efforts);
  }

  /**
   * The reasons that the rules find, by account.
   *
   * @param changes what changed in the health of some accounts in 30 days, by account
   */
  Map<String, List<Finding>> found(
      Function<Collection<String>, Map<String, List<MeasureChange>>> changes) {
    Findings findings = new Findings(rules, view);
    Map<String, List<Finding>> found = new HashMap<>();
    for (AccountLine line : customers) {
      found.put(line.accountId(), findings.of(line, evidence(line, List.of())));
    }
    List<AccountLine> fallen =
        customers.stream()
            .filter(line ->
                found.getOrDefault(line.accountId(), List.of()).stream()
                    .anyMatch(WorkEvidence::healthFell))
            .toList();
    Map<String, List<MeasureChange>> why =
        fallen.isEmpty()
            ? Map.of()
            : changes.apply(fallen.stream().map(AccountLine::accountId).toList());
    for (AccountLine line : fallen) {
      List<MeasureChange> measures = why.getOrDefault(line.accountId(), List.of());
      found.put(line.accountId(), findings.of(line, evidence(line, measures)));
    }
    return Map.copyOf(found);
  }

  /** The worklist that follows from what was found. */
  Worklist judged(
      Map<String, List<Finding>> found,
      List<WorklistMarks.Mark> marks,
      @Nullable Instant lastVisit) {
    List<WorkItem> items = new ArrayList<>();
    for (AccountLine line : customers) {
      List<Finding> reasons = found.getOrDefault(line.accountId(), List.of());
      if (!reasons.isEmpty()) {
        Instant since = reasons.stream().map(Finding::since).max(Instant::compareTo).orElseThrow();
        boolean fresh = lastVisit != null && since.isAfter(lastVisit);
        items.add(new WorkItem(line, reasons, efforts.of(line.account()), fresh));
      }
    }
    return Worklist.of(
        view,
        items,
        marks,
        customers.size(),
        silent,
        lastVisit,
        lastVisit == null ? List.of() : news(items, lastVisit));
  }

  private static boolean healthFell(Finding finding) {
    return finding.kind() == Finding.Kind.BAND_FELL || finding.kind() == Finding.Kind.HEALTH_FELL;
  }

  private Findings.Evidence evidence(AccountLine line, List<MeasureChange> changes) {
    String id = line.accountId();
    long silentDays =
        silent.stream()
            .filter(feed -> feed.accounts().size() <= FEED_OF_FEW)
            .filter(feed -> feed.accounts().contains(id))
            .mapToLong(UsageQueries.SilentFeed::days)
            .max()
            .orElse(0);
    return new Findings.Evidence(
        changes,
        weeks.get(id),
        waiting.getOrDefault(id, List.of()),
        left.getOrDefault(id, List.of()),
        leftOver.getOrDefault(id, 0),
        onboarding.get(id),
        spans,
        silentDays);
  }

  /** What came about since the last visit, as half-sentences; none when nothing did. */
  private List<String> news(List<WorkItem> items, Instant lastVisit) {
    List<String> news = new ArrayList<>();
    long answers =
        customers.stream()
            .map(AccountLine::answer)
            .filter(Objects::nonNull)
            .filter(answer -> answer.at().isAfter(lastVisit))
            .count();
    add(news, answers, "account has a new answer", "accounts have new answers");
    long touched =
        customers.stream()
            .map(AccountLine::lastTouch)
            .filter(Objects::nonNull)
            .filter(touch -> touch.isAfter(lastVisit))
            .count();
    add(
        news,
        touched,
        "account was in touch with the team",
        "accounts were in touch with the team");
    long fresh = items.stream().filter(WorkItem::fresh).count();
    add(news, fresh, "account has a new reason for a look", "accounts have new reasons for a look");
    return news;
  }

  private static void add(List<String> news, long count, String one, String many) {
    if (count > 0) {
      news.add(Phrases.count(count, one, many));
    }
  }
}
