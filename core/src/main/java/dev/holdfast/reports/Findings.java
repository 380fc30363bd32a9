package dev.holdfast.reports;

import dev.holdfast.health.Band;
import dev.holdfast.stats.ProcessBehaviour;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides whether there is a reason to look at an account, and says it. Knows no tables. */
final class Findings {

  /** How many measures a sentence names at most. */
  private static final int NAMED_MEASURES = 2;

  private final WorkRules rules;
  private final Viewpoint view;

  Findings(WorkRules rules, Viewpoint view) {
    this.rules = rules;
    this.view = view;
  }

  /**
   * What is known about an account beyond its line.
   *
   * @param changes its measures that changed in 30 days
   * @param weeks its weekly people; null without usage
   * @param waiting its tickets that wait for us, the longest first
   * @param left its champions and sponsors who left lately, the last one first
   * @param keyPeopleLeftOver champions and sponsors who can still be reached
   * @param onboarding where its onboarding stands; null when it is not being onboarded
   * @param spans names of holidays, incidents and the like in the last week of usage
   * @param feedSilentFor days for which its usage is missing while its source is silent; 0 if not
   */
  record Evidence(
      List<MeasureChange> changes,
      @Nullable UsageWeeks weeks,
      List<TicketLine> waiting,
      List<PersonChange> left,
      int keyPeopleLeftOver,
      @Nullable OnboardingMark onboarding,
      List<String> spans,
      long feedSilentFor) {}

  /** The reasons, the strongest first. */
  List<Finding> of(AccountLine line, Evidence evidence) {
    List<Finding> found = new ArrayList<>();
    boolean silent = evidence.feedSilentFor() >= rules.feedSilentDays();
    if (silent) {
      found.add(feedSilent(line, evidence.feedSilentFor()));
    } else {
      usageFell(evidence).ifPresent(found::add);
    }
    health(line, evidence.changes(), silent).ifPresent(found::add);
    keyPersonLeft(evidence).ifPresent(found::add);
    ticketWaiting(evidence.waiting()).ifPresent(found::add);
    badAnswer(line).ifPresent(found::add);
    renewal(line).ifPresent(found::add);
    Optional.ofNullable(evidence.onboarding()).flatMap(this::onboarding).ifPresent(found::add);
    return found.stream()
        .sorted(
            Comparator.comparing(Finding::due)
                .thenComparingInt(finding -> -finding.kind().weight())
                .thenComparing(Finding::kind))
        .toList();
  }

  private Finding feedSilent(AccountLine line, long days) {
    HealthMark health = line.health();
    String missing =
        health == null || health.coverage() > 0.99
            ? ""
            : "; "
                + Phrases.whole(100 * (1 - health.coverage()))
                + " % of the score's weight is missing";
    return new Finding(
        Finding.Kind.FEED_SILENT,
        "Usage has not arrived for " + Phrases.days(days),
        "other accounts of the same source are silent too" + missing,
        "Data, not the customer",
        start(view.day().minusDays(days)),
        WorkRules.workingDaysAfter(view.day(), 1));
  }

  private Optional<Finding> usageFell(Evidence evidence) {
    UsageWeeks weeks = evidence.weeks();
    if (weeks == null || !weeks.hasBaseline(rules.usageWeeks())) {
      return Optional.empty();
    }
    ProcessBehaviour limits = weeks.limits(rules.usageWeeks());
    long now = weeks.now();
    double usual = limits.mean();
    boolean signal =
        now < limits.lowerLimit()
            && usual - now >= rules.usageLeastPeople()
            && 100 * (usual - now) / usual >= rules.usageDropPercent();
    if (!signal) {
      return Optional.empty();
    }
    String spans =
        evidence.spans().isEmpty()
            ? "not a holiday, not an incident"
            : "but that week had " + Phrases.list(evidence.spans());
    return Optional.of(
        new Finding(
            Finding.Kind.USAGE_FELL,
            "Weekly people fell from " + Phrases.whole(usual) + " to " + Phrases.number(now),
            "below its own lower limit of "
                + Phrases.whole(Math.ceil(limits.lowerLimit()))
                + " over "
                + rules.usageWeeks()
                + " weeks; "
                + spans,
            "Week to " + Phrases.date(weeks.lastDay(), view.day()),
            start(weeks.lastDay().minusDays(6)),
            evidence.spans().isEmpty() ? view.day() : WorkRules.workingDaysAfter(view.day(), 3)));
  }

  private Optional<Finding> health(AccountLine line, List<MeasureChange> changes, boolean silent) {
    HealthMark health = line.health();
    if (health == null || health.band() == Band.HEALTHY || health.band() == Band.UNKNOWN) {
      return Optional.empty();
    }
    Band before = health.bandBefore();
    double change = health.change() == null ? 0 : health.change();
    Instant since = start(health.bandSince());
    if (before != null && before != Band.UNKNOWN && before.compareTo(health.band()) > 0) {
      return Optional.of(
          new Finding(
              Finding.Kind.BAND_FELL,
              "Health fell to "
                  + score(health)
                  + ", from "
                  + before.title().toLowerCase(Locale.ROOT)
                  + " to "
                  + health.band().title().toLowerCase(Locale.ROOT),
              mostly(changes),
              Phrases.capitalised(Phrases.when(health.bandSince(), view.day())),
              since,
              health.band() == Band.AT_RISK && !silent
                  ? view.day()
                  : WorkRules.workingDaysAfter(view.day(), 2)));
    }
    if (-change >= rules.healthDropPoints()) {
      return Optional.of(
          new Finding(
              Finding.Kind.HEALTH_FELL,
              "Health lost " + Phrases.whole(-change) + " points in 30 days, now " + score(health),
              mostly(changes),
              "Still falling",
              since,
              WorkRules.workingDaysAfter(view.day(), 2)));
    }
    long quiet = quietDays(line);
    if (health.band() == Band.AT_RISK && quiet >= rules.silentTouchDays()) {
      return Optional.of(
          new Finding(
              Finding.Kind.AT_RISK,
              "At risk at " + score(health) + " and nobody has been in touch",
              line.lastTouch() == null
                  ? "no touch is on record"
                  : "last touch " + Phrases.days(quiet) + " ago",
              "At risk since " + Phrases.date(health.bandSince(), view.day()),
              since,
              WorkRules.workingDaysAfter(view.day(), 1)));
    }
    return Optional.empty();
  }

  private static String mostly(List<MeasureChange> changes) {
    List<String> worst =
        changes.stream()
            .filter(change -> change.points() < -0.05)
            .sorted(Comparator.comparingDouble(MeasureChange::points))
            .limit(NAMED_MEASURES)
            .map(MeasureChange::words)
            .toList();
    return worst.isEmpty() ? "" : "mostly " + Phrases.list(worst);
  }

  private Optional<Finding> keyPersonLeft(Evidence evidence) {
    return evidence.left().stream()
        .findFirst()
        .map(change -> {
          int others = evidence.keyPeopleLeftOver();
          LocalDate on = view.dayOf(change.at());
          String known = change.howKnown() == null ? "" : change.howKnown() + "; ";
          return new Finding(
              Finding.Kind.KEY_PERSON_LEFT,
              Phrases.capitalised(change.who()) + " has left",
              known
                  + (others == 0
                      ? "no champion or sponsor remains"
                      : Phrases.count(others, "champion or sponsor", "champions and sponsors")
                          + (others == 1 ? " remains" : " remain")),
              Phrases.capitalised(Phrases.when(on, view.day())),
              change.at(),
              others == 0 ? view.day() : WorkRules.workingDaysAfter(view.day(), 1));
        });
  }

  private Optional<Finding> ticketWaiting(List<TicketLine> waiting) {
    return waiting.stream()
        .filter(ticket -> ticket.waited(view.until()).compareTo(limit(ticket)) > 0)
        .findFirst()
        .map(ticket -> {
          Duration waited = ticket.waited(view.until());
          String subject = ticket.subject() == null ? "" : "“" + ticket.subject() + "”";
          int more = waiting.size() - 1;
          return new Finding(
              Finding.Kind.TICKET_WAITING,
              "A ticket has waited for us for " + Phrases.duration(waited),
              String.join(
                  "; ",
                  List.of(
                          subject,
                          more > 0
                              ? Phrases.count(more, "more ticket waits", "more tickets wait")
                              : "")
                      .stream()
                      .filter(part -> !part.isEmpty())
                      .toList()),
              Phrases.capitalised(
                  (ticket.priority() == null ? "no" : Phrases.plain(ticket.priority()))
                      + " priority, limit "
                      + Phrases.duration(limit(ticket))),
              ticket.since(),
              view.day());
        });
  }

  private Duration limit(TicketLine ticket) {
    return "high".equals(ticket.priority()) || "urgent".equals(ticket.priority())
        ? rules.urgentTicketWaits()
        : rules.ticketWaits();
  }

  private Optional<Finding> badAnswer(AccountLine line) {
    Answer answer = line.answer();
    if (answer == null || answer.tone() != Answer.Tone.BAD) {
      return Optional.empty();
    }
    LocalDate on = view.dayOf(answer.at());
    long ago = view.day().toEpochDay() - on.toEpochDay();
    if (ago > rules.answerDays()) {
      return Optional.empty();
    }
    boolean healthy = line.health() != null && line.health().band() == Band.HEALTHY;
    return Optional.of(
        new Finding(
            Finding.Kind.BAD_ANSWER,
            "Answered " + answer.words() + (healthy ? ", though healthy" : ""),
            answer.comment() == null
                ? answer.instrumentWord() + ", without a comment"
                : "“" + answer.comment() + "”",
            "Answered " + Phrases.when(on, view.day()),
            answer.at(),
            ago >= 2 ? view.day() : WorkRules.workingDaysAfter(on, 2)));
  }

  private Optional<Finding> renewal(AccountLine line) {
    Renewal renewal = line.renewal();
    if (renewal == null || renewal.inDays() > rules.renewalWithinDays()) {
      return Optional.empty();
    }
    boolean healthy = line.health() != null && line.health().band() == Band.HEALTHY;
    long quiet = quietDays(line);
    if (healthy && !renewal.cancelled() && quiet < rules.silentTouchDays()) {
      return Optional.empty(); // all is well and somebody is on it
    }
    String what =
        renewal.cancelled()
            ? "Cancelled; the contract ends in "
            : "The contract is up for renewal in ";
    String contact =
        line.lastTouch() == null
            ? "no touch is on record"
            : "last touch " + Phrases.days(quiet) + " ago";
    int left = renewal.inDays() <= 30 ? 0 : renewal.inDays() <= 60 ? 3 : 5;
    return Optional.of(
        new Finding(
            Finding.Kind.RENEWAL,
            what + Phrases.days(renewal.inDays()),
            contact,
            "Renewal on " + Phrases.date(renewal.on(), view.day()),
            start(renewal.on().minusDays(rules.renewalWithinDays())),
            WorkRules.workingDaysAfter(view.day(), healthy ? left + 2 : left)));
  }

  private Optional<Finding> onboarding(OnboardingMark mark) {
    long waited = view.day().toEpochDay() - mark.lastStepOn().toEpochDay();
    if (!mark.standsStill(waited)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Finding.Kind.ONBOARDING_STILL,
            mark.lastStep() == null
                ? "Onboarding has not begun"
                : "Onboarding stands still at “" + Phrases.plain(mark.lastStep()) + "”",
            "no next step for "
                + Phrases.days(waited)
                + "; half of "
                + Phrases.number(mark.peers())
                + " others took "
                + Phrases.days(mark.usualDays())
                + ", nine in ten "
                + Phrases.days(mark.longDays()),
            "Day " + Phrases.number(waited) + " without a step",
            start(mark.lastStepOn().plusDays(mark.longDays() + 1)),
            WorkRules.workingDaysAfter(view.day(), 1)));
  }

  private long quietDays(AccountLine line) {
    return line.lastTouch() == null
        ? Long.MAX_VALUE
        : view.day().toEpochDay() - view.dayOf(line.lastTouch()).toEpochDay();
  }

  private static String score(HealthMark health) {
    return health.score() == null ? "unknown" : Phrases.whole(health.score());
  }

  private Instant start(LocalDate day) {
    ZoneId zone = view.zone();
    return day.atStartOfDay(zone).toInstant();
  }
}
