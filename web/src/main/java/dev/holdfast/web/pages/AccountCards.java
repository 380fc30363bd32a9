package dev.holdfast.web.pages;

import dev.holdfast.health.HealthExplanation;
import dev.holdfast.reports.AccountMoney;
import dev.holdfast.reports.AccountUsage;
import dev.holdfast.reports.Answer;
import dev.holdfast.reports.PersonLine;
import dev.holdfast.reports.Reports;
import dev.holdfast.reports.RevenueMovement;
import dev.holdfast.reports.SubscriptionLine;
import dev.holdfast.reports.TicketLine;
import dev.holdfast.reports.Viewpoint;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Contributions;
import dev.holdfast.web.parts.Sparkline;
import dev.holdfast.web.parts.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The cards beside an account's timeline, each an address of its own so that it loads alone. */
@Controller
public final class AccountCards {

  private static final int LISTED = 8;

  /**
   * The health card.
   *
   * @param heading the score against its peers' mean
   * @param bars what the score is made of, against the peers; null without a score
   * @param note coverage and profile
   * @param override what a person says instead; empty when nobody does
   */
  public record HealthModel(
      String heading,
      String peers,
      @Nullable Contributions bars,
      String note,
      String override,
      String link,
      String empty) {}

  /** The people card. */
  public record PeopleModel(
      String summary, String link, List<Person> people, int more, boolean personal) {}

  /** One person. */
  public record Person(String name, String role, String seen, String touched, boolean there) {}

  /** The usage card: small multiples, each its own scale. */
  public record UsageModel(String summary, String link, List<Series> series) {}

  /** One small chart. */
  public record Series(String name, String now, Sparkline spark, String link) {}

  /** The tickets card. */
  public record TicketsModel(String summary, String link, List<Ticket> tickets, int more) {}

  /** One ticket. */
  public record Ticket(
      String id,
      String subject,
      String state,
      String since,
      String when,
      boolean late,
      String link) {}

  /** The voice card. */
  public record VoiceModel(String summary, String link, List<Said> answers, int more) {}

  /** One answer. */
  public record Said(String score, String css, String about, String comment, String link) {}

  /** The money card. */
  public record MoneyModel(
      String summary,
      String link,
      List<Subscription> subscriptions,
      List<Change> changes,
      String changesLink) {}

  /** One subscription. */
  public record Subscription(String what, String charge, String term, boolean running) {}

  /** One change of revenue. */
  public record Change(String when, String what, String amount, String css) {}

  private final Reports reports;
  private final InstantSource clock;

  AccountCards(Reports reports, InstantSource clock) {
    this.reports = reports;
    this.clock = clock;
  }

  @GetMapping("/accounts/{accountId}/card/health")
  @OpenTo(Circle.SIGNED_IN)
  Page health(Visit visit, @PathVariable String accountId) {
    return card("health", health(visit, accountId, reports.health(view(visit), accountId)));
  }

  /** What the health card says. */
  static HealthModel health(Visit visit, String accountId, Optional<HealthExplanation> health) {
    String link = visit.link(AccountPage.path(accountId) + "/health");
    return health
        .map(explanation -> healthModel(explanation, link))
        .orElseGet(() ->
            new HealthModel(
                "Health",
                "",
                null,
                "",
                "",
                "",
                "No health is recorded for it"
                    + (visit.asOf().today() ? " yet." : " by that day.")));
  }

  private static HealthModel healthModel(HealthExplanation health, String link) {
    List<Contributions.Part> parts = new ArrayList<>();
    for (HealthExplanation.Group group : health.groups()) {
      for (HealthExplanation.Line line : group.measures()) {
        Double against = line.againstPeers();
        parts.add(
            new Contributions.Part(
                line.title(),
                link + "#" + line.name(),
                against == null ? 0 : against,
                against == null ? line.words() : ""));
      }
    }
    parts.sort((a, b) -> Double.compare(a.points(), b.points()));
    Double score = health.score();
    Double mean = health.peersMean();
    return new HealthModel(
        score == null ? "Health unknown" : "Health " + Words.number(score, 0),
        mean == null ? "" : "against " + Words.number(mean, 0) + ", its peers' mean",
        score == null
            ? null
            : new Contributions("What the score is made of, against its peers' mean", parts),
        (health.whyUnknown() == null ? "" : health.whyUnknown() + ". ")
            + "Coverage "
            + Words.percent(health.coverage(), 0)
            + "; profile “"
            + health.profile().title()
            + "” v"
            + health.profile().version()
            + ", "
            + Words.count(health.peers(), "peer", "peers")
            + ".",
        Stream.of(health.override(), health.pulse())
            .filter(Objects::nonNull)
            .map(said ->
                said.author()
                    + " says "
                    + Sights.title(said.value()).toLowerCase(Locale.ROOT)
                    + ": "
                    + said.reason()
                    + ".")
            .collect(Collectors.joining(" ")),
        link,
        "");
  }

  @GetMapping("/accounts/{accountId}/card/people")
  @OpenTo(Circle.SIGNED_IN)
  Page people(Visit visit, @PathVariable String accountId) {
    Viewpoint view = view(visit);
    List<PersonLine> people = reports.people(view, accountId);
    LocalDate day = visit.asOf().day();
    long active = people.stream().filter(person -> person.activeDays() > 0).count();
    List<Person> shown =
        people.stream()
            .limit(LISTED)
            .map(person ->
                new Person(
                    person.name() == null
                        ? (view.personal() ? person.personId() : "Name not shown to your role")
                        : person.name(),
                    person.role() == null ? "role not known" : Sights.title(person.role()),
                    !person.there()
                        ? Sights.title(person.status())
                        : person.lastSeenOn() == null
                            ? "not seen in a year"
                            : "seen " + Words.nearDate(person.lastSeenOn(), day),
                    person.lastTouchOn() == null
                        ? "never in touch"
                        : "in touch " + Words.nearDate(person.lastTouchOn(), day),
                    person.there()))
            .toList();
    return card(
        "people",
        new PeopleModel(
            people.isEmpty()
                ? "nobody is known"
                : Words.number(active) + " active of " + Words.number(people.size()),
            new Doors(visit, accountId).metric("active_people", 28),
            shown,
            people.size() - shown.size(),
            view.personal()));
  }

  @GetMapping("/accounts/{accountId}/card/usage")
  @OpenTo(Circle.SIGNED_IN)
  Page usage(Visit visit, @PathVariable String accountId) {
    AccountUsage usage = reports.usage(view(visit), accountId);
    Doors doors = new Doors(visit, accountId);
    List<Series> series = new ArrayList<>();
    if (!usage.people().isEmpty()) {
      series.add(series("People a week", usage.people(), "", doors.rows("active_people", 28)));
      usage
          .features()
          .forEach(feature ->
              series.add(
                  series(
                      Sights.title(feature.name()),
                      feature.counts(),
                      " a week",
                      doors.rows("usage_change", 28))));
    }
    return card(
        "usage",
        new UsageModel(
            usage.people().isEmpty()
                ? "no use is known"
                : "by week, to " + Words.date(usage.lastDay(), visit.asOf().day()),
            doors.metric("usage_change", 28),
            List.copyOf(series)));
  }

  private static Series series(String name, List<Long> counts, String unit, String link) {
    List<@Nullable Double> amounts = new ArrayList<>();
    counts.forEach(count -> amounts.add(count.doubleValue()));
    double most = counts.stream().mapToLong(Long::longValue).max().orElse(0);
    String now = Words.number(counts.getLast());
    return new Series(
        name,
        now + unit,
        new Sparkline(
            name + ": " + Words.number(counts.getFirst()) + " first, " + now + " last",
            amounts,
            0,
            Math.max(1, most)),
        link);
  }

  @GetMapping("/accounts/{accountId}/card/tickets")
  @OpenTo(Circle.SIGNED_IN)
  Page tickets(Visit visit, @PathVariable String accountId) {
    Viewpoint view = view(visit);
    List<TicketLine> tickets = reports.tickets(view, accountId);
    Doors doors = new Doors(visit, accountId);
    long open = tickets.stream().filter(TicketLine::open).count();
    List<Ticket> shown =
        tickets.stream()
            .limit(LISTED)
            .map(ticket -> ticket(ticket, view.until(), visit, doors))
            .toList();
    return card(
        "tickets",
        new TicketsModel(
            tickets.isEmpty() ? "none on record" : Words.number(open) + " open",
            doors.metric("full_resolution_time", 90),
            shown,
            tickets.size() - shown.size()));
  }

  private static Ticket ticket(TicketLine ticket, Instant now, Visit visit, Doors doors) {
    Duration took = Duration.between(ticket.openedAt(), ticket.since());
    return new Ticket(
        ticket.ticketId(),
        ticket.subject() == null ? "Ticket " + ticket.ticketId() : ticket.subject(),
        Sights.title(ticket.statusWord())
            + (ticket.complexity() == null ? "" : ", " + ticket.complexity()),
        ticket.open() ? Words.duration(ticket.waited(now)) : "took " + Words.duration(took),
        ticket.open()
            ? "for now"
            : Words.nearDate(
                ticket.since().atZone(visit.asOf().zone()).toLocalDate(), visit.asOf().day()),
        ticket.waitsOnUs() && ticket.waited(now).compareTo(Duration.ofDays(3)) > 0,
        ticket.open() ? doors.timeline("tickets") : doors.rows("full_resolution_time", 365));
  }

  @GetMapping("/accounts/{accountId}/card/voice")
  @OpenTo(Circle.SIGNED_IN)
  Page voice(Visit visit, @PathVariable String accountId) {
    List<Answer> answers = reports.voice(view(visit), accountId);
    LocalDate day = visit.asOf().day();
    Doors doors = new Doors(visit, accountId);
    List<Said> shown =
        answers.stream()
            .limit(LISTED)
            .map(answer ->
                new Said(
                    answer.words(),
                    answer.tone() == Answer.Tone.BAD
                        ? "down"
                        : answer.tone() == Answer.Tone.GOOD ? "up" : "",
                    answer.instrumentWord()
                        + ", "
                        + Words.nearDate(answer.at().atZone(visit.asOf().zone()).toLocalDate(), day)
                        + (answer.personName() == null ? "" : ", " + answer.personName()),
                    answer.comment() == null ? "" : answer.comment(),
                    doors.answers(answer.instrument())))
            .toList();
    return card(
        "voice",
        new VoiceModel(
            answers.isEmpty()
                ? "nobody answered yet"
                : Words.count(answers.size(), "answer", "answers"),
            doors.metric("nps", 180),
            shown,
            answers.size() - shown.size()));
  }

  @GetMapping("/accounts/{accountId}/card/money")
  @OpenTo(Circle.SIGNED_IN)
  Page money(Visit visit, @PathVariable String accountId) {
    AccountMoney money = reports.money(view(visit), accountId);
    LocalDate day = visit.asOf().day();
    Doors doors = new Doors(visit, accountId);
    long running = money.subscriptions().stream().filter(s -> s.activeOn(day)).count();
    return card(
        "money",
        new MoneyModel(
            money.subscriptions().isEmpty()
                ? "no subscription on record"
                : Words.number(running)
                    + " running of "
                    + Words.number(money.subscriptions().size()),
            doors.metric("mrr", 28),
            money.subscriptions().stream()
                .limit(LISTED)
                .map(subscription -> subscription(subscription, day))
                .toList(),
            money.movements().stream()
                .limit(LISTED)
                .map(movement -> change(movement, day))
                .toList(),
            doors.rows("mrr_movements", 1825)));
  }

  private static Subscription subscription(SubscriptionLine line, LocalDate day) {
    LocalDate end = line.endsOn();
    String what =
        String.join(
            ", ",
            java.util.stream.Stream.of(
                    line.product(), line.plan(), Words.count(line.quantity(), "seat", "seats"))
                .filter(java.util.Objects::nonNull)
                .toList());
    String term =
        end != null
            ? (end.isAfter(day) ? "ends " : "ended ") + Words.date(end, day)
            : line.termEndOn() == null
                ? "since " + Words.date(line.startedOn(), day)
                : "term to " + Words.date(line.termEndOn(), day);
    return new Subscription(
        what,
        Words.money(line.charge()) + " a " + line.billingInterval().replace('_', ' '),
        line.trial() ? "trial, " + term : term,
        line.activeOn(day));
  }

  private static Change change(RevenueMovement movement, LocalDate day) {
    boolean loss = movement.amount().minor() < 0;
    return new Change(
        Words.date(movement.day(), day),
        Sights.title(movement.kind()),
        (loss ? "" : "+") + Words.money(movement.amount()) + " a month",
        loss ? "down" : "up");
  }

  private Viewpoint view(Visit visit) {
    return Sights.viewpoint(visit, clock.instant());
  }

  private static Page card(String name, Object model) {
    return Page.of("pages/account/" + name, Sights.title(name), Section.ACCOUNTS, model);
  }
}
