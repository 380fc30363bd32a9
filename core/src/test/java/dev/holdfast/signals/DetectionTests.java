package dev.holdfast.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.facts.FactType;
import dev.holdfast.health.Band;
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
    List<AnswerPoint> slight = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      slight.add(answer(i, 1 - 0.05 * i));
    }
    assertThat(standing("satisfaction_trend", answered(slight)).why())
        .as("sure, yet too small to matter")
        .contains("go down by 0.4 standard deviations", "a fall of 1 are needed");
    List<AnswerPoint> unsure = new ArrayList<>();
    double[] levels = {1, 0.5, 0, -0.5, -0.25, -0.75}; // one pair of 15 goes up: p is 0.017
    for (int i = 0; i < levels.length; i++) {
      unsure.add(answer(i, levels[i]));
    }
    assertThat(standing("satisfaction_trend", answered(unsure)))
        .as("large, yet six answers that could lie so by chance")
        .isInstanceOf(Standing.Quiet.class);
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
  }

  @Test
  void aGreenScoreMustBeEightWeeksOldBeforeAnAnswerDisagreesWithIt() {
    List<AnswerPoint> detractor = List.of(new AnswerPoint(DAY, "nps", 0.6, -1, "6 of 10", "p"));
    AccountEvidence green = Evidence.scores(DAY, 80, 80).answers(detractor).build();
    assertThat(standing("green_detractor", green)).isInstanceOf(Standing.Firing.class);
    AccountEvidence young =
        Evidence.scores(DAY, 80, 80).firstScored(DAY).answers(detractor).build();
    assertThat(standing("green_detractor", young)).isEqualTo(new Standing.Arming(1, 56));
    List<AnswerPoint> passive = List.of(new AnswerPoint(DAY, "nps", 0.7, -1, "7 of 10", "p"));
    assertThat(standing("green_detractor", Evidence.scores(DAY, 80).answers(passive).build()).why())
        .contains("no detractor");
    AccountEvidence watch = Evidence.scores(DAY, 60).answers(detractor).build();
    assertThat(standing("green_detractor", watch).why()).contains("does not disagree");
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
  void anOutageAndAGapInTheDataAreNoSilence() {
    LocalDate friday = LocalDate.of(2026, 2, 27);
    AccountEvidence silent = silent(11, false);
    Map<LocalDate, Long> counts = new HashMap<>();
    for (LocalDate day = friday.minusDays(120); !day.isAfter(friday); day = day.plusDays(1)) {
      counts.put(day, 500L);
    }
    Gaps gap = new Gaps(List.of());
    gap.look(FactType.USAGE_EVENT, counts, friday.minusDays(30), friday.plusDays(10));
    assertThat(standing("silence", with(silent, gap)))
        .isInstanceOf(Standing.HeldBack.class)
        .extracting(Standing::why)
        .asString()
        .contains("a gap in the data and not the customer's silence");
    Gaps outage =
        new Gaps(
            List.of(new Gaps.Incident("Outage", null, friday.plusDays(1), friday.plusDays(11))));
    assertThat(standing("silence", with(silent, outage))).isInstanceOf(Standing.HeldBack.class);
  }

  private static AccountEvidence with(AccountEvidence evidence, Gaps gaps) {
    return Evidence.of(evidence.days())
        .use(evidence.use(), evidence.company().liveliness())
        .gaps(gaps)
        .build();
  }

  private static DayPoint point(int number, long people, int oldestOpen, int toTermEnd) {
    return new DayPoint(
        DAY.plusDays(number),
        80.0,
        Band.HEALTHY,
        Evidence.EDGES,
        people,
        100,
        1,
        oldestOpen,
        toTermEnd,
        1_000_00,
        "EUR");
  }

  private static Reading points(String rule, DayPoint... points) {
    return read(rule, Evidence.of(List.of(points)).build());
  }

  @Test
  void seatsMustFallWellBelowTheLimitBeforeItEnds() {
    DayPoint full = point(0, 95, 0, 200);
    assertThat(points("seats_near_limit", full).standing()).isInstanceOf(Standing.Seen.class);
    List<DayPoint> days = new ArrayList<>(List.of(full, point(1, 96, 0, 200)));
    for (int day = 2; day < 12; day++) {
      days.add(point(day, 86, 0, 200));
    }
    Reading still = read("seats_near_limit", Evidence.of(days).build());
    assertThat(still.standing()).as("86 % is not below 85 %").isInstanceOf(Standing.Firing.class);
    for (int day = 12; day < 19; day++) {
      days.add(point(day, 84, 0, 200));
    }
    assertThat(read("seats_near_limit", Evidence.of(days).build()).over())
        .extracting(Episode::ended)
        .as("the seventh day below")
        .containsExactly(DAY.plusDays(18));
  }

  @Test
  void ticketsAndTermsSpeakOnTheDayOfTheirLimit() {
    assertThat(points("ticket_overdue", point(0, 8, 6, 200)).standing().why())
        .contains("6 days; the limit is 7 days");
    assertThat(points("ticket_overdue", point(0, 8, 7, 200)).standing().why())
        .isEqualTo("The oldest open ticket has waited since 23 Feb 2026");
    assertThat(points("renewal_window", point(0, 8, 0, 91)).standing().why())
        .contains("it is due 90 days before");
    assertThat(points("renewal_window", point(0, 8, 0, 90)).standing().why())
        .isEqualTo("A term ends on 31 May 2026");
    assertThat(points("renewal_window", point(0, 8, 0, -1)).standing().why())
        .contains("no end of a term is known");
  }

  /** Rows behind a sentence are what was there, on the day it was there. */
  @Test
  void theRowsBehindASignalAreTheFacts() {
    assertThat(rows("health_at_risk", Evidence.scores(DAY, 80, 49, 48).build()))
        .containsExactly(
            new EvidenceRow(DAY, "health, Healthy", "80"),
            new EvidenceRow(DAY.plusDays(1), "health, At risk", "49"),
            new EvidenceRow(DAY.plusDays(2), "health, At risk", "48"));
    assertThat(rows("health_drop", Evidence.scores(DAY, 70, 90, 75, 74).build()))
        .containsExactly(
            new EvidenceRow(DAY.plusDays(1), "health, highest", "90"),
            new EvidenceRow(DAY.plusDays(3), "health", "74"));
    assertThat(rows("silence", silent(8, false)))
        .containsExactly(
            new EvidenceRow(LocalDate.of(2026, 2, 27), "last use", "9 events"),
            new EvidenceRow(LocalDate.of(2026, 3, 6), "days without use", "7 days"),
            new EvidenceRow(LocalDate.of(2026, 2, 27), "days with use before, of 56", "40 days"));
    assertThat(rows("ticket_overdue", Evidence.of(List.of(point(0, 8, 9, 200))).build()))
        .containsExactly(new EvidenceRow(DAY.minusDays(9), "ticket opened", "9 days when raised"));
    assertThat(rows("renewal_window", Evidence.of(List.of(point(0, 8, 0, 9))).build()))
        .containsExactly(new EvidenceRow(DAY.plusDays(9), "end of the term", "9 days when raised"));
    assertThat(
            rows(
                "seats_near_limit",
                Evidence.of(List.of(point(0, 97, 0, 9), point(1, 98, 0, 9))).build()))
        .containsExactly(
            new EvidenceRow(DAY.plusDays(1), "active people, 28 days", "98"),
            new EvidenceRow(DAY.plusDays(1), "seats", "100"));
    List<AnswerPoint> answers = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      answers.add(answer(i, 1 - 0.3 * i));
    }
    assertThat(rows("satisfaction_trend", answered(answers)))
        .hasSize(9)
        .first()
        .isEqualTo(new EvidenceRow(DAY.minusDays(200), "nps answer", "5 of 10"));
    LocalDate first = LocalDate.of(2025, 9, 1);
    Map<LocalDate, Long> use = new HashMap<>();
    for (int week = 0; week < 24; week++) {
      use.put(first.plusWeeks(week), week < 23 ? 100L + week % 3 : 20L);
    }
    LocalDate low = first.plusWeeks(23);
    Reading fell = weeks("usage_fell", use, first, low);
    assertThat(((Standing.Firing) fell.standing()).episode().evidence())
        .containsExactly(
            new EvidenceRow(
                low.minusWeeks(4),
                "week before the drop",
                "101 person-days, 101 without the season"),
            new EvidenceRow(
                low.minusWeeks(3),
                "week before the drop",
                "102 person-days, 102 without the season"),
            new EvidenceRow(
                low.minusWeeks(2),
                "week before the drop",
                "100 person-days, 100 without the season"),
            new EvidenceRow(
                low.minusWeeks(1),
                "week before the drop",
                "101 person-days, 101 without the season"),
            new EvidenceRow(low, "week of the drop", "20 person-days, 20 without the season"));
  }

  private static List<EvidenceRow> rows(String rule, AccountEvidence evidence) {
    Standing standing = standing(rule, evidence);
    assertThat(standing).as(rule).isInstanceOf(Standing.Firing.class);
    return ((Standing.Firing) standing).episode().evidence();
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

  /** Weeks of a level, a little up and down, and one at the end that is low. */
  private static Map<LocalDate, Long> fallen(int weeks, long level, long low) {
    Map<LocalDate, Long> use = new HashMap<>();
    for (int week = 0; week < weeks; week++) {
      use.put(FIRST.plusWeeks(week), week == weeks - 1 ? low : level + week % 2);
    }
    return use;
  }

  private static Standing lastWeek(Map<LocalDate, Long> use, Map<LocalDate, Double> season) {
    LocalDate last = FIRST.plusWeeks(use.size() - 1);
    List<UsageWeek> weeks = UsageWeek.of(use, season, monday -> Optional.empty(), last);
    return standing("usage_fell", Evidence.scores(last.plusDays(7), 80).weeks(weeks).build());
  }

  private static final LocalDate FIRST = LocalDate.of(2025, 9, 1);

  @Test
  void aFallenWeekMustMatterAndBeTheAccountsOwn() {
    assertThat(lastWeek(fallen(12, 100, 20), Map.of()))
        .as("four weeks to settle and seven of eight before it")
        .isEqualTo(new Standing.Arming(49, 56));
    assertThat(lastWeek(fallen(13, 100, 20), Map.of())).isInstanceOf(Standing.Firing.class);
    assertThat(lastWeek(fallen(24, 3, 0), Map.of()).why())
        .contains("its usual use of 3 person-days a week is below the least volume of 4");
    assertThat(lastWeek(fallen(24, 1000, 800), Map.of()).why())
        .isEqualTo("use fell by 20 %, less than 40 %");
    Map<LocalDate, Double> holidays = Map.of(FIRST.plusWeeks(23), 0.55);
    assertThat(lastWeek(fallen(24, 100, 55), Map.of())).isInstanceOf(Standing.Firing.class);
    assertThat(lastWeek(fallen(24, 100, 55), holidays))
        .as("everybody used it so much less")
        .isInstanceOf(Standing.Quiet.class);
    assertThat(lastWeek(fallen(24, 100, 40), Map.of(FIRST.plusWeeks(23), 0.4)).why())
        .contains("all customers together made 40 % of an ordinary week");
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
