package dev.holdfast.web.pages;

import dev.holdfast.health.HealthExplanation;
import dev.holdfast.reports.AccountHead;
import dev.holdfast.reports.AccountLine;
import dev.holdfast.reports.Answer;
import dev.holdfast.reports.HealthPoint;
import dev.holdfast.reports.Reports;
import dev.holdfast.reports.Timeline;
import dev.holdfast.reports.TimelineEntry;
import dev.holdfast.reports.Viewpoint;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Band;
import dev.holdfast.web.parts.Sparkline;
import dev.holdfast.web.parts.Words;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** One account: its head, what happened, and the cards beside it, which load alone. */
@Controller
public final class AccountPage {

  /**
   * What the page shows.
   *
   * @param about what kind of account it is
   * @param why its health in a sentence; empty without recorded health
   * @param spark its health of 90 days; null when nothing is recorded
   * @param health what its health is made of, the first card
   * @param cards the other cards, which load alone
   */
  public record Model(
      String name,
      String about,
      Band band,
      String score,
      String why,
      String healthLink,
      @Nullable Sparkline spark,
      String sparkWords,
      List<Figure> figures,
      TimelineModel timeline,
      AccountCards.HealthModel health,
      List<CardLink> cards) {}

  /** A figure of the head, which leads to what is behind it. */
  public record Figure(
      String title, String value, String unit, String detail, String css, String link) {}

  /** A card that loads alone; without script it is a link. */
  public record CardLink(String id, String title, String link) {}

  /** What happened, with the ways to narrow it. */
  public record TimelineModel(
      List<WorkPage.Chip> chips, List<Entry> entries, String next, String empty) {}

  /** One thing that happened. */
  public record Entry(
      String when, String exact, TimelineEntry.Kind kind, String text, String detail) {}

  private final Reports reports;
  private final InstantSource clock;

  AccountPage(Reports reports, InstantSource clock) {
    this.reports = reports;
    this.clock = clock;
  }

  /** The path of an account's page. */
  static String path(String accountId) {
    return "/accounts/" + encoded(accountId);
  }

  /** An account's id as part of a path. */
  static String encoded(String accountId) {
    return URLEncoder.encode(accountId, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @GetMapping("/accounts/{accountId}")
  @OpenTo(Circle.SIGNED_IN)
  Page show(
      Visit visit, @PathVariable String accountId, @RequestParam(defaultValue = "") String kind) {
    Viewpoint view = Sights.viewpoint(visit, clock.instant());
    AccountHead head = reports.account(view, accountId);
    Optional<HealthExplanation> health = reports.health(view, accountId);
    Timeline timeline =
        reports.timeline(view, accountId, TimelineEntry.Kind.named(kind).orElse(null), null);
    return Page.of(
        "pages/account",
        head.line().account().name(),
        Section.ACCOUNTS,
        new Telling(visit, accountId).model(head, health, timeline));
  }

  @GetMapping("/accounts/{accountId}/timeline")
  @OpenTo(Circle.SIGNED_IN)
  Page earlier(
      Visit visit,
      @PathVariable String accountId,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String before) {
    Viewpoint view = Sights.viewpoint(visit, clock.instant());
    Timeline timeline =
        reports.timeline(
            view, accountId, TimelineEntry.Kind.named(kind).orElse(null), Instants.parse(before));
    return Page.of(
        "pages/account/timeline",
        "Timeline",
        Section.ACCOUNTS,
        new Telling(visit, accountId).timeline(timeline));
  }

  /** Turns an account into words. */
  private static final class Telling {
    private final Visit visit;
    private final String accountId;
    private final LocalDate day;
    private final ZoneId zone;

    Telling(Visit visit, String accountId) {
      this.visit = visit;
      this.accountId = accountId;
      this.day = visit.asOf().day();
      this.zone = visit.asOf().zone();
    }

    Model model(AccountHead head, Optional<HealthExplanation> health, Timeline timeline) {
      AccountLine line = head.line();
      return new Model(
          line.account().name(),
          about(head),
          Sights.band(line.health()),
          Sights.score(line.health()),
          health.map(Telling::why).orElse(""),
          visit.link(path(accountId) + "/health"),
          spark(head.history()),
          sparkWords(head.history()),
          figures(line),
          timeline(timeline),
          AccountCards.health(visit, accountId, health),
          cards());
    }

    private String about(AccountHead head) {
      List<String> parts =
          Stream.of(
                  head.line().account().tier(),
                  head.line().account().industry(),
                  head.line().account().country(),
                  head.line().account().customer()
                      ? null
                      : Sights.title(head.line().account().lifecycle()),
                  head.customerSince() == null
                      ? null
                      : "customer since " + Words.month(head.customerSince()))
              .filter(Objects::nonNull)
              .toList();
      return String.join(", ", parts);
    }

    /** What changed in 30 days, or why nothing is known. */
    private static String why(HealthExplanation health) {
      if (health.whyUnknown() != null) {
        return "Health is unknown: " + health.whyUnknown() + ".";
      }
      return health.changes().stream()
          .filter(change -> change.days() == 30)
          .map(HealthExplanation.Change::sentence)
          .findFirst()
          .orElse("");
    }

    private @Nullable Sparkline spark(List<HealthPoint> history) {
      if (history.size() < 2) {
        return null;
      }
      List<@Nullable Double> scores = new ArrayList<>();
      history.forEach(point -> scores.add(point.score()));
      return new Sparkline("Health of 90 days: " + sparkWords(history), scores, 0, 100);
    }

    private String sparkWords(List<HealthPoint> history) {
      if (history.size() < 2) {
        return "";
      }
      Double first = history.getFirst().score();
      Double last = history.getLast().score();
      return (first == null ? "unknown" : Words.number(first, 0))
          + " on "
          + Words.date(history.getFirst().day(), day)
          + ", "
          + (last == null ? "unknown" : Words.number(last, 0))
          + " on "
          + Words.date(history.getLast().day(), day);
    }

    private List<Figure> figures(AccountLine line) {
      Doors doors = new Doors(visit, accountId);
      List<Figure> figures = new ArrayList<>();
      figures.add(
          line.arr() == null
              ? new Figure(
                  "Yearly revenue", "none", "", "no running subscription", "", doors.card("money"))
              : new Figure(
                  "Yearly revenue",
                  Words.money(line.arr()),
                  "",
                  "recurring, on " + Words.date(day, day),
                  "",
                  doors.metric("mrr", 28)));
      figures.add(
          line.renewal() == null
              ? new Figure(
                  "Renewal", "none", "", "no end of a term is known", "", doors.card("money"))
              : new Figure(
                  "Renewal",
                  Words.number(line.renewal().inDays()) + " d",
                  Words.date(line.renewal().on(), day),
                  line.renewal().cancelled() ? "cancelled already" : "end of the term",
                  line.renewal().cancelled() ? "down" : "",
                  doors.card("money")));
      figures.add(people(line, doors));
      figures.add(answer(line, doors));
      figures.add(
          new Figure(
              "Looked after by",
              line.account().csm() == null ? "nobody" : line.account().csm(),
              "",
              line.lastTouch() == null
                  ? "no touch is on record"
                  : "last touch " + Words.nearDate(dayOf(line.lastTouch()), day),
              "name",
              doors.timeline("touches")));
      return List.copyOf(figures);
    }

    private static Figure people(AccountLine line, Doors doors) {
      Double change = line.usage().changePercent();
      return new Figure(
          "People, 28 days",
          Words.number(line.usage().people()),
          "",
          change == null
              ? "nobody in the 28 days before"
              : Words.signed(change, 0)
                  + " % against the 28 days before ("
                  + Words.number(line.usage().peopleBefore())
                  + ")",
          change != null && change <= -20 ? "down" : "",
          doors.metric("active_people", 28));
    }

    private Figure answer(AccountLine line, Doors doors) {
      Answer answer = line.answer();
      if (answer == null) {
        return new Figure(
            "Last answer", "none", "", "nobody answered in the past year", "", doors.card("voice"));
      }
      return new Figure(
          "Last answer",
          Words.number(answer.score()),
          "of " + answer.scaleMax(),
          answer.instrumentWord() + ", " + Words.nearDate(dayOf(answer.at()), day),
          answer.tone() == Answer.Tone.BAD ? "down" : "",
          doors.answers(answer.instrument()));
    }

    TimelineModel timeline(Timeline timeline) {
      List<WorkPage.Chip> chips = new ArrayList<>();
      chips.add(
          new WorkPage.Chip(
              "Everything", visit.link(path(accountId)) + "#timeline", timeline.kind() == null));
      for (TimelineEntry.Kind kind : TimelineEntry.Kind.values()) {
        chips.add(
            new WorkPage.Chip(
                kind.title(),
                visit.link(path(accountId), "kind", kind.word()) + "#timeline",
                kind == timeline.kind()));
      }
      String kind = timeline.kind() == null ? "" : timeline.kind().word();
      return new TimelineModel(
          List.copyOf(chips),
          timeline.entries().stream().map(this::entry).toList(),
          timeline.next() == null
              ? ""
              : visit.link(path(accountId) + "/timeline", "kind", kind, "before", timeline.next()),
          "Nothing of this kind is known of it"
              + (visit.asOf().today() ? " yet." : " by that day."));
    }

    private Entry entry(TimelineEntry entry) {
      LocalDate on = dayOf(entry.at());
      return new Entry(
          Words.capital(Words.nearDate(on, day)),
          Words.moment(entry.at(), zone),
          entry.kind(),
          entry.text(),
          entry.detail());
    }

    private List<CardLink> cards() {
      String path = path(accountId);
      return List.of(
          new CardLink("people", "People", visit.link(path + "/card/people")),
          new CardLink("usage", "Usage", visit.link(path + "/card/usage")),
          new CardLink("tickets", "Tickets", visit.link(path + "/card/tickets")),
          new CardLink("voice", "Voice", visit.link(path + "/card/voice")),
          new CardLink("money", "Money", visit.link(path + "/card/money")));
    }

    private LocalDate dayOf(Instant at) {
      return at.atZone(zone).toLocalDate();
    }
  }
}
