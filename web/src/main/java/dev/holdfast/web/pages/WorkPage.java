package dev.holdfast.web.pages;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Money;
import dev.holdfast.reports.Finding;
import dev.holdfast.reports.Reports;
import dev.holdfast.reports.Viewpoint;
import dev.holdfast.reports.WorkItem;
import dev.holdfast.reports.WorkRules;
import dev.holdfast.reports.Worklist;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Redirect;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Band;
import dev.holdfast.web.parts.Words;
import dev.holdfast.workspace.WorklistMarks;
import dev.holdfast.workspace.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The worklist: who needs me today, why, and what do I do. */
@Controller
public final class WorkPage {

  private static final int PAGE_SIZE = 50;
  private static final Set<Integer> SNOOZE_DAYS = Set.of(1, 3, 7, 14, 30);

  /**
   * What the page shows.
   *
   * @param sums what is at stake and how long it takes; empty when there is nothing to do
   * @param news what came about since the last visit; empty when nothing did or at the first
   * @param feeds sources that no longer deliver, as sentences
   * @param chips ways to narrow the list
   * @param parts the rows under their headings
   * @param more how many further rows there are
   * @param moreLink where they are
   * @param editable whether rows can be dealt with: not while another day is shown
   * @param empty what to say when no row is shown; null when some are
   * @param rules the rules of the list, as sentences
   */
  public record Model(
      String headline,
      String sums,
      String news,
      List<String> feeds,
      List<Chip> chips,
      List<Part> parts,
      int more,
      String moreLink,
      boolean editable,
      @Nullable Empty empty,
      List<String> rules) {}

  /** A way to narrow the list. */
  public record Chip(String text, String link, boolean here) {}

  /** Rows under a heading, with what they add up to. */
  public record Part(String heading, List<Row> rows, String atStake, String minutes) {}

  /** What to say when there is nothing to show, and the one next step. */
  public record Empty(String heading, String sentence, String step, String link) {}

  /** One account that needs a look. */
  public record Row(
      String form,
      String name,
      String link,
      String about,
      Band band,
      String score,
      String why,
      String detail,
      String door,
      List<Other> others,
      String whyNow,
      boolean fresh,
      String atStake,
      String minutes,
      String effort,
      String due,
      boolean late,
      String snoozed) {}

  /** Another reason, with the rows behind it. */
  public record Other(String why, String detail, String door) {}

  /** What the list can be narrowed to. */
  private enum Show {
    ALL("All", EnumSet.allOf(Finding.Kind.class)),
    HEALTH(
        "Health",
        EnumSet.of(Finding.Kind.BAND_FELL, Finding.Kind.AT_RISK, Finding.Kind.HEALTH_FELL)),
    USAGE("Usage", EnumSet.of(Finding.Kind.USAGE_FELL, Finding.Kind.FEED_SILENT)),
    PEOPLE("People", EnumSet.of(Finding.Kind.KEY_PERSON_LEFT)),
    ANSWERS("Answers", EnumSet.of(Finding.Kind.BAD_ANSWER)),
    TICKETS("Tickets", EnumSet.of(Finding.Kind.TICKET_WAITING)),
    RENEWALS("Renewals", EnumSet.of(Finding.Kind.RENEWAL)),
    ONBOARDING("Onboarding", EnumSet.of(Finding.Kind.ONBOARDING_STILL)),
    SNOOZED("Snoozed", EnumSet.noneOf(Finding.Kind.class));

    private final String title;
    private final Set<Finding.Kind> kinds;

    Show(String title, Set<Finding.Kind> kinds) {
      this.title = title;
      this.kinds = kinds;
    }

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    boolean takes(WorkItem item) {
      return item.findings().stream().anyMatch(finding -> kinds.contains(finding.kind()));
    }

    static Show named(String word) {
      for (Show show : values()) {
        if (show.word().equals(word)) {
          return show;
        }
      }
      return ALL;
    }
  }

  private final Reports reports;
  private final Workspace workspace;
  private final InstantSource clock;

  WorkPage(Reports reports, Workspace workspace, InstantSource clock) {
    this.reports = reports;
    this.workspace = workspace;
    this.clock = clock;
  }

  @GetMapping("/")
  @OpenTo(Circle.CUSTOMER_TEAM)
  Page show(
      Visit visit,
      @RequestParam(defaultValue = "") String show,
      @RequestParam(defaultValue = "1") int page) {
    Viewpoint view = Sights.viewpoint(visit, clock.instant());
    Optional<Instant> lastVisit =
        visit.asOf().today()
            ? workspace.visits().arrive(visit.person().userId(), "/")
            : Optional.empty();
    Worklist list =
        reports.worklist(
            view, workspace.worklistMarks().inForce(view.until()), lastVisit.orElse(null));
    return Page.of(
        "pages/work",
        "Work",
        Section.WORK,
        new Telling(visit, list).model(Show.named(show), Math.max(1, page)));
  }

  @PostMapping("/work/{accountId}/close")
  @OpenTo(Circle.CUSTOMER_TEAM)
  Redirect close(
      Visit visit, @PathVariable String accountId, @RequestParam(defaultValue = "") String reason) {
    inSight(visit, accountId);
    workspace.worklistMarks().close(accountId, reason.strip(), visit.person().actor());
    return new Redirect("/");
  }

  @PostMapping("/work/{accountId}/snooze")
  @OpenTo(Circle.CUSTOMER_TEAM)
  Redirect snooze(
      Visit visit,
      @PathVariable String accountId,
      @RequestParam(defaultValue = "7") int days,
      @RequestParam(defaultValue = "") String reason) {
    inSight(visit, accountId);
    if (!SNOOZE_DAYS.contains(days)) {
      throw new HoldfastException(ErrorCode.BAD_REQUEST, "It can be put off for 1 to 30 days.");
    }
    Instant until =
        clock
            .instant()
            .atZone(visit.asOf().zone())
            .toLocalDate()
            .plusDays(days)
            .atStartOfDay(visit.asOf().zone())
            .toInstant();
    workspace.worklistMarks().snooze(accountId, until, reason.strip(), visit.person().actor());
    return new Redirect("/");
  }

  @PostMapping("/work/{accountId}/reopen")
  @OpenTo(Circle.CUSTOMER_TEAM)
  Redirect reopen(Visit visit, @PathVariable String accountId) {
    inSight(visit, accountId);
    workspace.worklistMarks().reopen(accountId, visit.person().actor());
    return new Redirect("/?show=snoozed");
  }

  private void inSight(Visit visit, String accountId) {
    reports.requireInSight(Sights.viewpoint(visit, clock.instant()).on(null), accountId);
  }

  /** Turns a worklist into words. */
  private final class Telling {
    private final Visit visit;
    private final Worklist list;

    Telling(Visit visit, Worklist list) {
      this.visit = visit;
      this.list = list;
    }

    Model model(Show show, int page) {
      List<Row> rows = new ArrayList<>();
      List<WorkItem> today = show == Show.SNOOZED ? List.of() : chosen(list.today(), show::takes);
      List<WorkItem> later = show == Show.SNOOZED ? List.of() : chosen(list.later(), show::takes);
      List<WorkItem> all = new ArrayList<>(today);
      all.addAll(later);
      int from = Math.min(all.size(), (page - 1) * PAGE_SIZE);
      int to = Math.min(all.size(), page * PAGE_SIZE);
      List<Part> parts = new ArrayList<>();
      addPart(parts, "Today", cut(today, from, to));
      addPart(parts, "Soon", cut(later, from - today.size(), to - today.size()));
      if (show == Show.SNOOZED) {
        list.snoozed().forEach(snoozed -> rows.add(row(snoozed.item(), snoozed.mark())));
        if (!rows.isEmpty()) {
          parts.add(new Part("Put off", rows, "", ""));
        }
      }
      return new Model(
          list.headline(),
          sums(),
          news(),
          feeds(),
          chips(show),
          List.copyOf(parts),
          all.size() - to,
          visit.link("/", "show", show == Show.ALL ? "" : show.word(), "page", page + 1),
          visit.asOf().today(),
          parts.isEmpty() ? empty(show) : null,
          rules());
    }

    private List<WorkItem> cut(List<WorkItem> items, int from, int to) {
      int start = Math.clamp(from, 0, items.size());
      return items.subList(start, Math.clamp(to, start, items.size()));
    }

    private void addPart(List<Part> parts, String heading, List<WorkItem> items) {
      if (!items.isEmpty()) {
        parts.add(
            new Part(
                heading,
                items.stream().map(item -> row(item, null)).toList(),
                money(Worklist.atStake(items)),
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
          + (minutes == 0
              ? ""
              : "about " + Words.duration(Duration.ofMinutes(minutes)) + " of work")
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

    private List<Chip> chips(Show here) {
      List<Chip> chips = new ArrayList<>();
      for (Show show : Show.values()) {
        long count =
            show == Show.SNOOZED
                ? list.snoozed().size()
                : list.items().stream().filter(show::takes).count();
        if (count > 0 || show == here || show == Show.ALL) {
          chips.add(
              new Chip(
                  show.title + " " + Words.number(count),
                  visit.link("/", "show", show == Show.ALL ? "" : show.word()),
                  show == here));
        }
      }
      return List.copyOf(chips);
    }

    private Empty empty(Show show) {
      if (list.customers() == 0) {
        return new Empty(
            "No customers yet",
            "The accounts that need you will be here, each with its reasons. "
                + visit.scope().reason(),
            "See what data has arrived",
            visit.link("/data"));
      }
      if (show == Show.SNOOZED) {
        return new Empty(
            "Nothing is put off",
            "What you put off stays here until its day comes.",
            "Back to all work",
            visit.link("/"));
      }
      return new Empty(
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

    private Row row(WorkItem item, WorklistMarks.@Nullable Mark mark) {
      Finding first = item.first();
      String id = item.line().accountId();
      String link = visit.link(AccountPage.path(id));
      return new Row(
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
              .map(
                  other -> new Other(other.why(), other.detail(), link + "#" + other.kind().card()))
              .toList(),
          first.whyNow(),
          item.fresh(),
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
      String words = Words.nearDate(due, list.day());
      return words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1);
    }

    private static String money(@Nullable Money money) {
      return money == null ? "" : Words.money(money);
    }

    private List<String> rules() {
      WorkRules rules = reports.rules();
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
}
