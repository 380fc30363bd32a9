package dev.holdfast.signals;

import dev.holdfast.health.Band;
import dev.holdfast.signals.AccountEvidence.AnswerPoint;
import dev.holdfast.signals.AccountEvidence.Departure;
import dev.holdfast.signals.AccountEvidence.Reached;
import dev.holdfast.signals.DailyWalk.Look;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the rules on health, people, tickets, terms and answers say of a day. */
final class Checks {

  private static final double DETRACTOR = 0.6;

  private final AccountEvidence evidence;
  private final boolean open;

  /**
   * Checks of the days of one account.
   *
   * @param open whether a signal of the rule goes on from before the first day
   */
  Checks(AccountEvidence evidence, boolean open) {
    this.evidence = evidence;
    this.open = open;
  }

  Look crossing(Detector.BandCrossing crossing, int index) {
    DayPoint now = evidence.days().get(index);
    Double score = now.score();
    if (score == null) {
      return new Look(false, false, "health is Unknown", List.of());
    }
    double edge = now.edges().above(crossing.into());
    if (score >= edge) {
      return new Look(
          false,
          score >= edge + crossing.marginPoints(),
          "health is " + Say.number(score, 1) + ", not below " + Say.number(edge, 1),
          List.of());
    }
    Optional<DayPoint> better = lastAbove(index, crossing.into());
    if (better.isEmpty() && !open) {
      return new Look(
          false,
          false,
          "health is "
              + Say.number(score, 1)
              + ", yet it has not been better than "
              + crossing.into().title()
              + " since "
              + Say.day(evidence.days().getFirst().day())
              + ", so nothing was crossed",
          List.of());
    }
    return new Look(
        true,
        false,
        "Health fell to "
            + Say.number(score, 1)
            + ", "
            + now.band().title()
            + better
                .map(point ->
                    ", from "
                        + Say.number(point.score() == null ? 0 : point.score(), 1)
                        + " on "
                        + Say.day(point.day()))
                .orElse(""),
        scores(index, 5));
  }

  private Optional<DayPoint> lastAbove(int index, Band band) {
    for (int i = index; i >= 0; i--) {
      DayPoint point = evidence.days().get(i);
      if (point.score() != null && point.score() >= point.edges().above(band)) {
        return Optional.of(point);
      }
    }
    return Optional.empty();
  }

  private List<EvidenceRow> scores(int index, int days) {
    return evidence.days().subList(Math.max(0, index + 1 - days), index + 1).stream()
        .filter(point -> point.score() != null)
        .map(point ->
            new EvidenceRow(
                point.day(),
                "health, " + point.band().title(),
                Say.number(point.score() == null ? 0 : point.score(), 1)))
        .toList();
  }

  Look drop(Detector.ScoreDrop drop, int index) {
    DayPoint now = evidence.days().get(index);
    Double score = now.score();
    if (score == null) {
      return new Look(false, false, "health is Unknown", List.of());
    }
    LocalDate from = now.day().minusDays(drop.days());
    double high = score;
    LocalDate on = now.day();
    for (int i = index - 1; i >= 0 && !evidence.days().get(i).day().isBefore(from); i--) {
      Double before = evidence.days().get(i).score();
      if (before != null && before > high) {
        high = before;
        on = evidence.days().get(i).day();
      }
    }
    double fall = high - score;
    String what =
        fall <= 0
            ? "health of " + Say.number(score, 1) + " is the highest in " + Say.days(drop.days())
            : "Health is "
                + Say.number(score, 1)
                + ", "
                + Say.number(fall, 1)
                + " points below "
                + Say.number(high, 1)
                + " on "
                + Say.day(on);
    return fall >= drop.points()
        ? new Look(
            true,
            false,
            what,
            List.of(
                new EvidenceRow(on, "health, highest", Say.number(high, 1)),
                new EvidenceRow(now.day(), "health", Say.number(score, 1))))
        : new Look(
            false,
            fall < drop.clearPoints(),
            what + "; " + Say.number(drop.points(), 1) + " are needed",
            List.of());
  }

  Look renewal(Detector.RenewalWindow window, int index) {
    DayPoint now = evidence.days().get(index);
    int left = now.daysToTermEnd();
    if (left < 0) {
      return Look.no("no end of a term is known");
    }
    LocalDate on = now.day().plusDays(left);
    String what = "A term ends on " + Say.day(on) + ", in " + Say.days(left);
    return left <= window.days()
        ? Look.of(
            true,
            "A term ends on " + Say.day(on), // stays true while the signal goes on
            List.of(new EvidenceRow(on, "end of the term", Say.days(left) + " when raised")))
        : Look.no(what + "; it is due " + Say.days(window.days()) + " before");
  }

  Look ticket(Detector.TicketOverdue overdue, int index) {
    DayPoint now = evidence.days().get(index);
    int age = now.oldestOpenDays();
    String what =
        age == 0
            ? "no ticket is open for a day"
            : "The oldest open ticket has waited for " + Say.days(age);
    return age >= overdue.days()
        ? Look.of(
            true,
            "The oldest open ticket has waited since " + Say.day(now.day().minusDays(age)),
            List.of(
                new EvidenceRow(
                    now.day().minusDays(age), "ticket opened", Say.days(age) + " when raised")))
        : Look.no(what + "; the limit is " + Say.days(overdue.days()));
  }

  Look seats(Detector.SeatsNearLimit near, int index) {
    DayPoint now = evidence.days().get(index);
    if (now.seats() == 0) {
      return Look.no("no subscription with seats runs");
    }
    double share = (double) now.people() / now.seats();
    String what =
        Say.count(now.people(), "active person", "active people")
            + " fill "
            + Say.percent(share)
            + " of "
            + Say.count(now.seats(), "seat", "seats");
    return share >= near.share()
        ? new Look(
            true,
            false,
            what,
            List.of(
                new EvidenceRow(now.day(), "active people, 28 days", "" + now.people()),
                new EvidenceRow(now.day(), "seats", "" + now.seats())))
        : new Look(
            false,
            share < near.clearShare(),
            what + "; the limit is " + Say.percent(near.share()),
            List.of());
  }

  Look contradiction(Detector.Contradiction contradiction, int index) {
    DayPoint now = evidence.days().get(index);
    LocalDate from = now.day().minusDays(contradiction.days() - 1L);
    List<AnswerPoint> detractors =
        evidence.answers().stream()
            .filter(answer -> answer.instrument().equals("nps"))
            .filter(answer -> answer.position() <= DETRACTOR + 1e-9)
            .filter(answer -> !answer.day().isBefore(from) && !answer.day().isAfter(now.day()))
            .toList();
    if (now.band() != Band.HEALTHY) {
      return Look.no("health is " + now.band().title() + ", so it does not disagree");
    }
    if (detractors.isEmpty()) {
      return Look.no("no detractor answered in " + Say.days(contradiction.days()));
    }
    AnswerPoint last = detractors.getLast();
    return Look.of(
        true,
        "Health is "
            + Say.number(now.score() == null ? 0 : now.score(), 1)
            + ", Healthy, yet somebody answered "
            + last.shown()
            + " on "
            + Say.day(last.day()),
        detractors.stream()
            .map(answer -> new EvidenceRow(answer.day(), "NPS answer", answer.shown()))
            .toList());
  }

  Look left(Detector.KeyPersonLeft left, int index) {
    DayPoint now = evidence.days().get(index);
    LocalDate from = now.day().minusDays(left.days() - 1L);
    List<Departure> gone =
        evidence.departures().stream()
            .filter(one -> !one.day().isBefore(from) && !one.day().isAfter(now.day()))
            .toList();
    if (gone.isEmpty()) {
      return Look.no("no champion or sponsor left in " + Say.days(left.days()));
    }
    Departure last = gone.getLast();
    return Look.of(
        true,
        "A "
            + last.role().toLowerCase(Locale.ROOT)
            + " left on "
            + Say.day(last.day())
            + "; "
            + (now.champions() == 0
                ? "no champion or sponsor remains"
                : Say.count(
                        now.champions(), "champion or sponsor", "champions and sponsors together")
                    + " remain"
                    + (now.champions() == 1 ? "s" : "")),
        gone.stream().map(one -> new EvidenceRow(one.day(), one.role() + " left", "1")).toList());
  }

  Look ready(Detector.ReadyForGuidance ready, int index) {
    LocalDate day = evidence.days().get(index).day();
    LocalDate from = day.minusDays(ready.days() - 1L);
    List<Reached> reached =
        evidence.milestones().stream()
            .filter(one -> !one.day().isBefore(from) && !one.day().isAfter(day))
            .toList();
    if (reached.isEmpty()) {
      return Look.no("no milestone was reached in " + Say.days(ready.days()));
    }
    Reached last = reached.getLast();
    Optional<LocalDate> guided =
        evidence.guided().stream()
            .filter(one -> !one.isBefore(last.day()) && !one.isAfter(day))
            .findFirst();
    String milestone = last.milestone().replace('_', ' ');
    if (guided.isPresent()) {
      return Look.no("guidance followed “" + milestone + "” on " + Say.day(guided.get()));
    }
    List<EvidenceRow> rows = new ArrayList<>();
    reached.forEach(
        one -> rows.add(new EvidenceRow(one.day(), "milestone reached", one.milestone())));
    return Look.of(
        true,
        "“" + milestone + "” was reached on " + Say.day(last.day()) + " and no guidance followed",
        rows);
  }
}
