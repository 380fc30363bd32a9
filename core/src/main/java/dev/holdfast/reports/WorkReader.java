package dev.holdfast.reports;

import dev.holdfast.workspace.WorklistMarks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers the evidence for a worklist and has it judged. */
final class WorkReader {

  /** A source that carries more accounts than this is one problem, not one for each account. */
  private static final int FEED_OF_FEW = 5;

  private final Look look;
  private final WorkRules rules;
  private final BiFunction<Look, String, List<MeasureChange>> changes;

  /**
   * @param changes what changed in an account's health in 30 days, asked only where it fell
   */
  WorkReader(Look look, WorkRules rules, BiFunction<Look, String, List<MeasureChange>> changes) {
    this.look = look;
    this.rules = rules;
    this.changes = changes;
  }

  Worklist read(List<WorklistMarks.Mark> marks, @Nullable Instant lastVisit) {
    Map<String, List<TicketLine>> tickets = LineReader.openTickets(look);
    List<AccountLine> customers =
        LineReader.all(look, tickets).stream().filter(line -> line.account().customer()).toList();
    List<UsageQueries.SilentFeed> silent = UsageQueries.silentFeeds(look, rules.feedSilentDays());
    Gathered gathered = gather(tickets, silent);
    Findings findings = new Findings(rules, look.view());
    TouchQueries.Efforts efforts = TouchQueries.efforts(look);
    List<WorkItem> items = new ArrayList<>();
    for (AccountLine line : customers) {
      List<Finding> found = findings.of(line, gathered.evidence(line, List.of()));
      if (found.stream().anyMatch(WorkReader::aboutHealth)) {
        found = findings.of(line, gathered.evidence(line, changes.apply(look, line.accountId())));
      }
      if (!found.isEmpty()) {
        Instant since = found.stream().map(Finding::since).max(Instant::compareTo).orElseThrow();
        boolean fresh = lastVisit != null && since.isAfter(lastVisit);
        items.add(new WorkItem(line, found, efforts.of(line.account()), fresh));
      }
    }
    return Worklist.of(
        look.view(),
        items,
        marks,
        customers.size(),
        silent,
        lastVisit,
        lastVisit == null ? List.of() : news(customers, items, lastVisit));
  }

  private static boolean aboutHealth(Finding finding) {
    return finding.kind() == Finding.Kind.BAND_FELL || finding.kind() == Finding.Kind.HEALTH_FELL;
  }

  /** The evidence about all accounts, by account. */
  private record Gathered(
      Map<String, List<TicketLine>> waiting,
      Map<String, UsageWeeks> weeks,
      Map<String, List<PersonChange>> left,
      Map<String, Integer> leftOver,
      Map<String, OnboardingMark> onboarding,
      List<String> spans,
      Map<String, Long> silentDays) {

    Findings.Evidence evidence(AccountLine line, List<MeasureChange> changes) {
      String id = line.accountId();
      return new Findings.Evidence(
          changes,
          weeks.get(id),
          waiting.getOrDefault(id, List.of()),
          left.getOrDefault(id, List.of()),
          leftOver.getOrDefault(id, 0),
          onboarding.get(id),
          spans,
          silentDays.getOrDefault(id, 0L));
    }
  }

  private Gathered gather(
      Map<String, List<TicketLine>> tickets, List<UsageQueries.SilentFeed> silent) {
    Map<String, List<TicketLine>> waiting = new HashMap<>();
    tickets.forEach((account, open) ->
        waiting.put(account, open.stream().filter(TicketLine::waitsOnUs).toList()));
    Map<String, Long> silentDays = new HashMap<>();
    Map<String, UsageWeeks> weeks = new HashMap<>(UsageQueries.weeks(look, rules.usageWeeks() + 1));
    for (UsageQueries.SilentFeed feed : silent) {
      for (String account : feed.accounts()) {
        weeks.remove(account); // a week without data says nothing about the customer
        if (feed.accounts().size() <= FEED_OF_FEW) {
          silentDays.put(account, feed.days());
        }
      }
    }
    Instant leftSince = look.view().until().minus(Duration.ofDays(rules.leftDays()));
    return new Gathered(
        waiting,
        weeks,
        PersonQueries.keyPeopleLeft(look, leftSince).stream()
            .collect(Collectors.groupingBy(PersonChange::accountId)),
        PersonQueries.keyPeopleLeftOver(look),
        MilestoneQueries.onboarding(look),
        UsageQueries.spansOfLastWeek(look),
        silentDays);
  }

  /** What came about since the last visit, as half-sentences; none when nothing did. */
  private List<String> news(List<AccountLine> customers, List<WorkItem> items, Instant lastVisit) {
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
