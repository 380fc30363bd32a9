package dev.holdfast.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.facts.FactType;
import dev.holdfast.signals.AccountEvidence.AnswerPoint;
import dev.holdfast.signals.AccountEvidence.Departure;
import dev.holdfast.signals.AccountEvidence.Reached;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What each rule says of evidence, and which clause fails when it says nothing. */
class DetectionTests {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final SignalRules RULES = SignalRules.shipped();

  private static Reading read(String rule, AccountEvidence evidence) {
    return Detection.read(RULES.get(rule), evidence, null);
  }

  private static Standing standing(String rule, AccountEvidence evidence) {
    return read(rule, evidence).standing();
  }

  @Test
  void aBandIsCrossedOnTheSecondDayBelowAndEndsThreePointsAbove() {
    AccountEvidence oneDay = Evidence.scores(DAY, 80, 80, 49).build();
    assertThat(standing("health_at_risk", oneDay))
        .isInstanceOf(Standing.Seen.class)
        .extracting(Standing::why)
        .asString()
        .contains("Health fell to 49", "1 day, 2 are needed");
    AccountEvidence twoDays = Evidence.scores(DAY, 80, 80, 49, 48).build();
    assertThat(standing("health_at_risk", twoDays))
        .isInstanceOfSatisfying(
            Standing.Firing.class,
            firing -> {
              assertThat(firing.episode().firstSeen()).isEqualTo(DAY.plusDays(2));
              assertThat(firing.episode().confirmed()).isEqualTo(DAY.plusDays(3));
              assertThat(firing.episode().sentence()).contains("from 80 on 3 Mar 2026");
              assertThat(firing.episode().evidence()).isNotEmpty();
            });
    AccountEvidence flapping =
        Evidence.scores(DAY, 80, 49, 48, 51, 49, 52, 52.5, 51, 51, 49).build();
    assertThat(read("health_at_risk", flapping).over()).as("51 is not clear of 50").isEmpty();
    Reading over = read("health_at_risk", Evidence.scores(DAY, 80, 49, 48, 53, 53, 49).build());
    assertThat(over.over()).hasSize(1);
    assertThat(over.over().getFirst().ended()).isEqualTo(DAY.plusDays(4));
    assertThat(over.standing())
        .as("a second episode must hold again")
        .isInstanceOf(Standing.Seen.class);
  }

  @Test
  void whoWasNeverBetterHasCrossedNothing() {
    AccountEvidence always = Evidence.scores(DAY, 40, 41, 42, 41).build();
    assertThat(standing("health_at_risk", always))
        .isInstanceOf(Standing.Quiet.class)
        .extracting(Standing::why)
        .asString()
        .contains("nothing was crossed");
    Episode before = Episode.raised(DAY.minusDays(90), DAY.minusDays(89), "fell", List.of());
    Standing goesOn = Detection.read(RULES.get("health_at_risk"), always, before).standing();
    assertThat(goesOn).isEqualTo(new Standing.Firing(before));
  }

  @Test
  void aDropOfFifteenPointsInAFortnightIsNeeded() {
    assertThat(standing("health_drop", Evidence.scores(DAY, 90, 76, 76).build()).why())
        .contains("14 points below 90", "15 are needed");
    assertThat(standing("health_drop", Evidence.scores(DAY, 90, 75, 74).build()))
        .isInstanceOf(Standing.Firing.class);
    double[] slow = new double[30];
    for (int i = 0; i < slow.length; i++) {
      slow[i] = 95 - i;
    }
    assertThat(standing("health_drop", Evidence.scores(DAY, slow).build()))
        .as("14 points in 14 days")
        .isInstanceOf(Standing.Quiet.class);
  }

  @Test
  void eightWeeksAreLearnedFromBeforeARuleIsArmed() {
    AccountEvidence young =
        Evidence.scores(DAY, 80, 80, 49, 48).firstScored(DAY.minusDays(20)).build();
    assertThat(standing("health_at_risk", young)).isEqualTo(new Standing.Arming(23, 56));
    AccountEvidence armed =
        Evidence.scores(DAY, 80, 80, 49, 48).firstScored(DAY.minusDays(54)).build();
    assertThat(standing("health_at_risk", armed)).isInstanceOf(Standing.Firing.class);
  }

  @Test
  void aGapInTheDataAndAnIncidentAreNotTheCustomer() {
    Map<LocalDate, Long> counts = new HashMap<>();
    for (int day = -100; day <= 3; day++) {
      counts.put(DAY.plusDays(day), 500L);
    }
    counts.remove(DAY.plusDays(1));
    Gaps gap = new Gaps(List.of());
    gap.look(FactType.USAGE_EVENT, counts, DAY.minusDays(30), DAY.plusDays(3));
    assertThat(gap.of(FactType.USAGE_EVENT)).containsExactly(DAY.plusDays(1));
    assertThat(standing("health_at_risk", Evidence.scores(DAY, 80, 80, 49, 48).gaps(gap).build()))
        .isInstanceOf(Standing.HeldBack.class)
        .extracting(Standing::why)
        .asString()
        .contains("no usage event of any account came on 3 Mar 2026");
    Gaps incident =
        new Gaps(List.of(new Gaps.Incident("Outage", null, DAY.plusDays(2), DAY.plusDays(2))));
    assertThat(
            standing("health_at_risk", Evidence.scores(DAY, 80, 80, 49, 48).gaps(incident).build()))
        .isInstanceOf(Standing.HeldBack.class)
        .extracting(Standing::why)
        .asString()
        .contains("the incident “Outage”");
    Gaps elsewhere =
        new Gaps(List.of(new Gaps.Incident("Outage", "US", DAY.plusDays(2), DAY.plusDays(2))));
    assertThat(
            standing(
                "health_at_risk", Evidence.scores(DAY, 80, 80, 49, 48).gaps(elsewhere).build()))
        .as("an incident in another country")
        .isInstanceOf(Standing.Firing.class);
  }

  @Test
  void aWeekdayOnWhichNobodyWorksIsNoGap() {
    Map<LocalDate, Long> counts = new HashMap<>();
    for (int day = -100; day <= 6; day++) {
      LocalDate date = DAY.plusDays(day);
      if (date.getDayOfWeek() != DayOfWeek.SUNDAY) {
        counts.put(date, 500L);
      }
    }
    Gaps gaps = new Gaps(List.of());
    gaps.look(FactType.USAGE_EVENT, counts, DAY.minusDays(30), DAY.plusDays(6));
    assertThat(gaps.of(FactType.USAGE_EVENT)).isEmpty();
  }

  /** Mondays to Fridays at the company and at the account; the last use is a Friday. */
  private static AccountEvidence silent(int days, boolean everybody) {
    NavigableMap<LocalDate, Long> use = new TreeMap<>();
    TreeMap<LocalDate, Double> lively = new TreeMap<>();
    LocalDate last = LocalDate.of(2026, 2, 27);
    for (LocalDate day = last.minusDays(120);
        !day.isAfter(last.plusDays(60));
        day = day.plusDays(1)) {
      boolean works = day.getDayOfWeek().getValue() <= 5;
      boolean after = day.isAfter(last);
      if (works && !after) {
        use.put(day, 9L);
      }
      lively.put(day, works && !(after && everybody) ? 1.4 : 0.0);
    }
    List<DayPoint> points = new ArrayList<>();
    for (int day = -30; day <= days; day++) {
      points.add(Evidence.day(last.plusDays(day), 80));
    }
    return Evidence.of(points).use(use, lively).build();
  }

  @Test
  void silenceIsJudgedByTheAccountsHabitsAndNotWhenEverybodyIsSilent() {
    assertThat(standing("silence", silent(6, false)).why()).contains("7 days are needed");
    assertThat(standing("silence", silent(11, false)))
        .isInstanceOf(Standing.Firing.class)
        .extracting(Standing::why)
        .asString()
        .contains("last on 27 Feb 2026");
    assertThat(standing("silence", silent(11, true)))
        .as("nobody of any account used it")
        .isInstanceOf(Standing.Quiet.class);
  }

  @Test
  void oneBadAnswerIsNoTrendAndAFallOfAYearIs() {
    List<AnswerPoint> answers = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      answers.add(answer(i, 0.5));
    }
    answers.add(answer(9, -3));
    assertThat(standing("satisfaction_trend", answered(answers)).why()).contains("are needed");
    answers.clear();
    for (int i = 0; i < 9; i++) {
      answers.add(answer(i, 1 - 0.3 * i));
    }
    assertThat(standing("satisfaction_trend", answered(answers)))
        .isInstanceOf(Standing.Firing.class)
        .extracting(Standing::why)
        .asString()
        .contains("9 answers on 2 instruments", "go down by 2.4 standard deviations");
    List<AnswerPoint> onePerson =
        answers.stream()
            .map(a ->
                new AnswerPoint(
                    a.day(), a.instrument(), a.position(), a.standardised(), a.shown(), "p"))
            .toList();
    assertThat(standing("satisfaction_trend", answered(onePerson)).why()).contains("one person");
  }

  private static AnswerPoint answer(int number, double standardised) {
    return new AnswerPoint(
        DAY.minusDays(200).plusDays(number * 20L),
        number % 2 == 0 ? "nps" : "csat",
        0.5,
        standardised,
        "5 of 10",
        "p" + number % 3);
  }

  private static AccountEvidence answered(List<AnswerPoint> answers) {
    return Evidence.scores(DAY, 80, 80, 80).answers(answers).build();
  }

  @Test
  void eventsNeedNoBaseline() {
    Evidence young = Evidence.scores(DAY, 80, 80).firstScored(DAY);
    assertThat(
            standing(
                "key_person_left",
                young.departures(List.of(new Departure(DAY, "champion"))).build()))
        .isInstanceOf(Standing.Firing.class)
        .extracting(Standing::why)
        .isEqualTo("A champion left on 2 Mar 2026; 1 champion or sponsor remains");
    assertThat(standing("renewal_window", young.build()).why()).contains("in 200 days");
    assertThat(standing("ticket_overdue", young.build()).why()).contains("no ticket");
    assertThat(standing("seats_near_limit", young.build())).isInstanceOf(Standing.Arming.class);
    AccountEvidence green =
        young.answers(List.of(new AnswerPoint(DAY, "nps", 0.6, -1, "6 of 10", "p"))).build();
    assertThat(standing("green_detractor", green)).isInstanceOf(Standing.Firing.class);
    AccountEvidence passive =
        young.answers(List.of(new AnswerPoint(DAY, "nps", 0.7, -1, "7 of 10", "p"))).build();
    assertThat(standing("green_detractor", passive).why()).contains("no detractor");
  }

  @Test
  void guidanceThatFollowedAMilestoneEndsIt() {
    List<Reached> reached = List.of(new Reached(DAY, "first_shipment"));
    assertThat(
            standing(
                "ready_for_guidance",
                Evidence.scores(DAY, 80, 80).milestones(reached, List.of()).build()))
        .isInstanceOf(Standing.Firing.class);
    Reading after =
        read(
            "ready_for_guidance",
            Evidence.scores(DAY, 80, 80).milestones(reached, List.of(DAY.plusDays(1))).build());
    assertThat(after.over()).hasSize(1);
    assertThat(after.standing().why()).contains("guidance followed “first shipment”");
  }

  @Test
  void whoIsNoCustomerAnyMoreHasNoSignals() {
    AccountEvidence gone = Evidence.scores(DAY, 80, 49, 48).build();
    AccountEvidence later =
        new AccountEvidence(
            gone.customer(),
            DAY.plusDays(30),
            gone.days(),
            gone.firstScored(),
            gone.use(),
            gone.weeks(),
            gone.answers(),
            gone.departures(),
            gone.milestones(),
            gone.guided(),
            gone.company());
    Reading reading = read("health_at_risk", later);
    assertThat(reading.standing().why()).contains("not a customer");
    assertThat(reading.over()).extracting(Episode::ended).containsExactly(DAY.plusDays(3));
  }

  @Test
  void aWeekThatIsLeftOutIsNoFall() {
    Map<LocalDate, Long> events = new HashMap<>();
    LocalDate first = LocalDate.of(2025, 9, 1);
    for (int week = 0; week < 24; week++) {
      events.put(first.plusWeeks(week), 100L + week % 3);
    }
    events.remove(first.plusWeeks(20));
    LocalDate out = first.plusWeeks(20);
    for (String rule : List.of("usage_fell", "usage_decline")) {
      Reading leftOut = weeks(rule, events, out, first.plusWeeks(20));
      assertThat(leftOut.standing()).isInstanceOf(Standing.HeldBack.class);
      assertThat(leftOut.standing().why()).contains("19 Jan 2026", "outage");
      assertThat(weeks(rule, events, out, first.plusWeeks(23)).over()).isEmpty();
    }
    assertThat(weeks("usage_fell", events, first, first.plusWeeks(20)).standing())
        .as("the same week, seen")
        .isInstanceOf(Standing.Firing.class);
  }

  private static Reading weeks(
      String rule, Map<LocalDate, Long> events, LocalDate without, LocalDate last) {
    List<UsageWeek> weeks =
        UsageWeek.of(
            events,
            Map.of(),
            monday -> monday.equals(without) ? Optional.of("outage") : Optional.empty(),
            last);
    return read(rule, Evidence.scores(last.plusDays(7), 80).weeks(weeks).build());
  }

  @Test
  void aDropEndsWhenUseIsBackOrHasBecomeUsual() {
    Map<LocalDate, Long> events = new HashMap<>();
    LocalDate first = LocalDate.of(2025, 1, 6);
    for (int week = 0; week < 60; week++) {
      long level = week < 25 || (week >= 30 && week < 40) ? 200 : 80;
      events.put(first.plusWeeks(week), level + (week * 7) % 11);
    }
    Reading reading = weeks("usage_decline", events, first, first.plusWeeks(59));
    assertThat(reading.over()).hasSize(2);
    assertThat(reading.over().get(0).firstSeen())
        .as("the sum left 0 a week before the drop")
        .isBetween(first.plusWeeks(24), first.plusWeeks(25));
    assertThat(reading.over().get(0).endReason()).contains("use is back");
    assertThat(reading.over().get(1).firstSeen())
        .isBetween(first.plusWeeks(39), first.plusWeeks(40));
    assertThat(reading.over().get(1).endReason()).contains("new usual use");
    assertThat(reading.standing()).isInstanceOf(Standing.Quiet.class);
  }
}
