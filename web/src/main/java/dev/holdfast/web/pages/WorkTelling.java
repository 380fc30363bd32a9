package dev.holdfast.web.pages;

import dev.holdfast.base.Money;
import dev.holdfast.reports.Finding;
import dev.holdfast.reports.WorkItem;
import dev.holdfast.reports.WorkRules;
import dev.holdfast.reports.Worklist;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Words;
import dev.holdfast.workspace.WorklistMarks;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Turns a worklist into words. */
final class WorkTelling {

  private static final int PAGE_SIZE = 50;

  private final Visit visit;
  private final Worklist list;
  private final WorkRules rules;

  WorkTelling(Visit visit, Worklist list, WorkRules rules) {
    this.visit = visit;
    this.rules = rules;
    this.list = list;
  }

  WorkPage.Model model(WorkShow show, int page) {
    List<WorkPage.Row> rows = new ArrayList<>();
    List<WorkItem> today = show == WorkShow.SNOOZED ? List.of() : chosen(list.today(), show::takes);
    List<WorkItem> later = show == WorkShow.SNOOZED ? List.of() : chosen(list.later(), show::takes);
    List<WorkItem> all = new ArrayList<>(today);
    all.addAll(later);
    int from = Math.min(all.size(), (page - 1) * PAGE_SIZE);
    int to = Math.min(all.size(), page * PAGE_SIZE);
    List<WorkPage.Part> parts = new ArrayList<>();
    addPart(parts, "Today", cut(today, from, to));
    addPart(parts, "Soon", cut(later, from - today.size(), to - today.size()));
    if (show == WorkShow.SNOOZED) {
      list.snoozed().forEach(snoozed -> rows.add(row(snoozed.item(), snoozed.mark())));
      if (!rows.isEmpty()) {
        parts.add(new WorkPage.Part("Put off", rows, "", ""));
      }
    }
    return new WorkPage.Model(
        list.headline(),
        sums(),
        news(),
        feeds(),
        chips(show),
        List.copyOf(parts),
        all.size() - to,
        visit.link("/", "show", show == WorkShow.ALL ? "" : show.word(), "page", page + 1),
        visit.asOf().today(),
        parts.isEmpty() ? empty(show) : null,
        rules());
  }

  private List<WorkItem> cut(List<WorkItem> items, int from, int to) {
    int start = Math.clamp(from, 0, items.size());
    return items.subList(start, Math.clamp(to, start, items.size()));
  }

  private void addPart(List<WorkPage.Part> parts, String heading, List<WorkItem> items) {
    if (!items.isEmpty()) {
      parts.add(
          new WorkPage.Part(
              heading,
              items.stream().map(item -> row(item, null)).toList(),
              moneyShort(Worklist.atStake(items)),
              Words.number(Worklist.minutes(items))));
    }
  }

  private static List<WorkItem> chosen(List<WorkItem> items, Predicate<WorkItem> which) {
    return items.stream().filter(which).toList();
  }

  private String sums() {
    if (list.items().isEmpty()) {
      return "";
    }
    List<WorkItem> items = list.today().isEmpty() ? list.items() : list.today();
    Money money = Worklist.atStake(items);
    long minutes = Worklist.minutes(items);
    return (money == null ? "" : Words.moneyShort(money) + " of yearly revenue is at stake")
        + (money == null || minutes == 0 ? "" : "; ")
        + (minutes == 0 ? "" : "about " + Words.duration(Duration.ofMinutes(minutes)) + " of work")
        + (money == null && minutes == 0 ? "" : ".");
  }

  private String news() {
    Instant last = list.lastVisit();
    if (last == null) {
      return "";
    }
    LocalDate on = last.atZone(visit.asOf().zone()).toLocalDate();
    String since = "Since your last visit " + Words.nearDate(on, list.day()) + ": ";
    return list.changes().isEmpty()
        ? since + "nothing new."
        : since + String.join("; ", list.changes()) + ".";
  }

  private List<String> feeds() {
    return list.silentFeeds().stream()
        .map(feed ->
            "No usage has arrived from “"
                + feed.source()
                + "” for "
                + Words.count(feed.days(), "day", "days")
                + ", so "
                + Words.count(feed.accounts(), "account", "accounts")
                + " cannot be judged by it.")
        .toList();
  }

  private List<WorkPage.Chip> chips(WorkShow here) {
    List<WorkPage.Chip> chips = new ArrayList<>();
    for (WorkShow show : WorkShow.values()) {
      long count =
          show == WorkShow.SNOOZED
              ? list.snoozed().size()
              : list.items().stream().filter(show::takes).count();
      if (count > 0 || show == here || show == WorkShow.ALL) {
        chips.add(
            new WorkPage.Chip(
                show.title() + " " + Words.number(count),
                visit.link("/", "show", show == WorkShow.ALL ? "" : show.word()),
                show == here));
      }
    }
    return List.copyOf(chips);
  }

  private WorkPage.Empty empty(WorkShow show) {
    if (list.customers() == 0) {
      return new WorkPage.Empty(
          "No customers yet",
          "The accounts that need you will be here, each with its reasons. "
              + visit.scope().reason(),
          "See what data has arrived",
          visit.link("/data"));
    }
    if (show == WorkShow.SNOOZED) {
      return new WorkPage.Empty(
          "Nothing is put off",
          "What you put off stays here until its day comes.",
          "Back to all work",
          visit.link("/"));
    }
    return new WorkPage.Empty(
        "Nobody needs you " + (visit.asOf().today() ? "today" : "that day"),
        Words.count(list.customers(), "customer is", "customers are")
            + " looked at by the rules below"
            + (list.closed() + list.snoozed().size() > 0
                ? "; "
                    + Words.number(list.closed())
                    + " dealt with, "
                    + Words.number(list.snoozed().size())
                    + " put off."
                : "."),
        "Look at the portfolio",
        visit.link("/accounts"));
  }

  private WorkPage.Row row(WorkItem item, WorklistMarks.@Nullable Mark mark) {
    Finding first = item.first();
    String id = item.line().accountId();
    String link = visit.link(AccountPage.path(id));
    return new WorkPage.Row(
        "/work/" + AccountPage.encoded(id),
        item.line().account().name(),
        link,
        about(item),
        Sights.band(item.line().health()),
        Sights.score(item.line().health()),
        first.why(),
        first.detail(),
        link + "#" + first.kind().card(),
        item.others().stream()
            .map(other ->
                new WorkPage.Other(other.why(), other.detail(), link + "#" + other.kind().card()))
            .toList(),
        first.whyNow(),
        item.fresh(),
        moneyShort(item.line().arr()),
        money(item.line().arr()),
        item.effort() == null ? "" : Words.number(item.effort().minutes()),
        item.effort() == null
            ? "Nothing comparable was ever logged, so there is no estimate."
            : Words.number(item.effort().minutes()) + " min: " + item.effort().source() + ".",
        due(item.due()),
        !item.due().isAfter(list.day()),
        mark == null || mark.until() == null
            ? ""
            : "until "
                + Words.date(mark.until().atZone(visit.asOf().zone()).toLocalDate(), list.day())
                + " by "
                + mark.author());
  }

  private String about(WorkItem item) {
    List<String> parts = new ArrayList<>();
    Optional.ofNullable(item.line().account().tier()).ifPresent(parts::add);
    Optional.ofNullable(item.line().account().csm()).ifPresent(parts::add);
    return String.join(", ", parts);
  }

  private String due(LocalDate due) {
    return Words.capital(Words.nearDate(due, list.day()));
  }

  private static String moneyShort(@Nullable Money money) {
    return money == null ? "" : Words.moneyShort(money);
  }

  private static String money(@Nullable Money money) {
    return money == null ? "" : Words.money(money);
  }

  private List<String> rules() {
    return List.of(
        "Weekly people below the natural limits of the "
            + rules.usageWeeks()
            + " weeks before, and at least "
            + rules.usageDropPercent()
            + " % down. Holidays and incidents are named and take the pressure off.",
        "Health fell into a worse band within 30 days, or lost "
            + rules.healthDropPoints()
            + " points; or at risk without a touch for "
            + rules.silentTouchDays()
            + " days.",
        "A champion or sponsor left within " + rules.leftDays() + " days.",
        "A ticket has waited for us for more than "
            + Words.duration(rules.ticketWaits())
            + " (high and urgent: "
            + Words.duration(rules.urgentTicketWaits())
            + ").",
        "A bad answer within " + rules.answerDays() + " days, also when the account is healthy.",
        "A term that ends within "
            + rules.renewalWithinDays()
            + " days, unless the account is healthy and was touched within "
            + rules.silentTouchDays()
            + " days.",
        "Onboarding without a step for longer than nine in ten others took for it.",
        "Order: what is due first, then how strong the reasons are, then yearly revenue.");
  }
}
