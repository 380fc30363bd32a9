package dev.holdfast.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.workspace.RecordScope;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingsTests {

  private static final Instant NOW = Instant.parse("2026-03-18T12:00:00Z");
  private static final Viewpoint VIEW =
      new Viewpoint(new RecordScope.Everything(), true, NOW, null, ZoneOffset.UTC);
  private static final Findings FINDINGS = new Findings(WorkRules.usual(), VIEW);
  private static final AccountLine WELL =
      Lines.with(Lines.line("a1", 80.0, 100), null, NOW.minus(Duration.ofDays(5)));

  @Test
  void anAccountThatIsWellIsLeftAlone() {
    assertThat(FINDINGS.of(WELL, nothing())).isEmpty();
  }

  @Test
  void aWeekBelowTheNaturalLimitIsAFallOfUse() {
    List<Finding> found = FINDINGS.of(WELL, usage(148, 150, 146, 149, 151, 147, 150, 148, 61));
    assertThat(found)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Finding.Kind.USAGE_FELL);
          assertThat(finding.why()).isEqualTo("Weekly people fell from 149 to 61");
          assertThat(finding.detail()).contains("not a holiday, not an incident");
          assertThat(finding.due()).isEqualTo(VIEW.day());
        });
  }

  @Test
  void aWeekWithinTheNaturalLimitsIsNot() {
    assertThat(FINDINGS.of(WELL, usage(148, 60, 150, 61, 149, 66, 150, 62, 61))).isEmpty();
  }

  @Test
  void aHolidayIsNamedAndTakesThePressureOff() {
    Findings.Evidence evidence =
        new Findings.Evidence(
            List.of(),
            weeks(148, 150, 146, 149, 151, 147, 150, 148, 61),
            List.of(),
            List.of(),
            0,
            null,
            List.of("Easter"),
            0);
    Finding finding = FINDINGS.of(WELL, evidence).getFirst();
    assertThat(finding.detail()).contains("but that week had Easter");
    assertThat(finding.due()).isAfter(VIEW.day());
  }

  @Test
  void silenceOfASourceIsADataProblemAndNoFallOfUse() {
    Findings.Evidence evidence =
        new Findings.Evidence(
            List.of(),
            weeks(148, 150, 146, 149, 151, 147, 150, 148, 0),
            List.of(),
            List.of(),
            0,
            null,
            List.of(),
            6);
    assertThat(FINDINGS.of(WELL, evidence))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Finding.Kind.FEED_SILENT);
          assertThat(finding.whyNow()).isEqualTo("Data, not the customer");
        });
  }

  @Test
  void aFallIntoAWorseBandNamesTheMeasuresThatGaveLess() {
    AccountLine line = Lines.with(WELL, Lines.health(38, 62));
    Findings.Evidence evidence =
        new Findings.Evidence(
            List.of(
                new MeasureChange("Reach", -12.4),
                new MeasureChange("Usage change", -9.1),
                new MeasureChange("Seats paid", 2)),
            null,
            List.of(),
            List.of(),
            0,
            null,
            List.of(),
            0);
    Finding finding = FINDINGS.of(line, evidence).getFirst();
    assertThat(finding.why()).isEqualTo("Health fell to 38, from watch to at risk");
    assertThat(finding.detail()).isEqualTo("mostly reach (-12.4) and usage change (-9.1)");
    assertThat(finding.whyNow()).isEqualTo("3 days ago");
  }

  @Test
  void aBadAnswerOfAHealthyAccountIsAContradiction() {
    AccountLine line = Lines.with(WELL, Lines.nps(3, NOW.minus(Duration.ofDays(1))));
    Finding finding = FINDINGS.of(line, nothing()).getFirst();
    assertThat(finding.why()).isEqualTo("Answered 3 of 10, though healthy");
    assertThat(finding.detail()).isEqualTo("“Exports break”");
    AccountLine old = Lines.with(WELL, Lines.nps(3, NOW.minus(Duration.ofDays(15))));
    assertThat(FINDINGS.of(old, nothing())).isEmpty();
    AccountLine good = Lines.with(WELL, Lines.nps(9, NOW));
    assertThat(FINDINGS.of(good, nothing())).isEmpty();
  }

  @Test
  void aTicketSpeaksOnceItHasWaitedLongerThanItsPriorityAllows() {
    assertThat(FINDINGS.of(WELL, waiting("normal", 71))).isEmpty();
    assertThat(FINDINGS.of(WELL, waiting("normal", 73))).hasSize(1);
    Finding urgent = FINDINGS.of(WELL, waiting("urgent", 26)).getFirst();
    assertThat(urgent.why()).isEqualTo("A ticket has waited for us for 1 d 2 h");
    assertThat(urgent.detail()).isEqualTo("“Export times out”");
  }

  @Test
  void aRenewalSpeaksUnlessAllIsWellAndSomebodyIsOnIt() {
    Renewal near = new Renewal(VIEW.day().plusDays(47), 47, 1, false);
    assertThat(FINDINGS.of(Lines.with(WELL, near, NOW.minus(Duration.ofDays(5))), nothing()))
        .isEmpty();
    assertThat(FINDINGS.of(Lines.with(WELL, near, NOW.minus(Duration.ofDays(20))), nothing()))
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.why()).isEqualTo("The contract is up for renewal in 47 days"));
    Renewal far = new Renewal(VIEW.day().plusDays(91), 91, 1, false);
    assertThat(FINDINGS.of(Lines.with(WELL, far, null), nothing())).isEmpty();
  }

  @Test
  void whenTheLastChampionLeavesItIsDueToday() {
    PersonChange left =
        new PersonChange(
            "a1", "p1", NOW.minus(Duration.ofDays(1)), "left", "champion", "Ines", null);
    Finding alone = FINDINGS.of(WELL, left(left, 0)).getFirst();
    assertThat(alone.why()).isEqualTo("Champion Ines has left");
    assertThat(alone.detail()).isEqualTo("no champion or sponsor remains");
    assertThat(alone.due()).isEqualTo(VIEW.day());
    assertThat(FINDINGS.of(WELL, left(left, 2)).getFirst().due()).isAfter(VIEW.day());
  }

  @Test
  void onboardingStandsStillOnlyAgainstEnoughOthers() {
    LocalDate on = VIEW.day().minusDays(41);
    assertThat(FINDINGS.of(WELL, step(new OnboardingMark("first_report", on, 16, 30, 9))))
        .isEmpty();
    assertThat(FINDINGS.of(WELL, step(new OnboardingMark("first_report", on, 16, 41, 40))))
        .isEmpty();
    Finding finding =
        FINDINGS.of(WELL, step(new OnboardingMark("first_report", on, 16, 30, 40))).getFirst();
    assertThat(finding.why()).isEqualTo("Onboarding stands still at “first report”");
    assertThat(finding.detail())
        .isEqualTo("no next step for 41 days; half of 40 others took 16 days, nine in ten 30 days");
  }

  private static Findings.Evidence nothing() {
    return evidence(null, List.of(), List.of(), 0, null);
  }

  private static Findings.Evidence usage(long... people) {
    return evidence(weeks(people), List.of(), List.of(), 0, null);
  }

  private static UsageWeeks weeks(long... people) {
    List<Long> counts = new ArrayList<>();
    for (long week : people) {
      counts.add(week);
    }
    return new UsageWeeks(VIEW.day().minusDays(1), counts);
  }

  private static Findings.Evidence waiting(String priority, int hours) {
    Instant since = NOW.minus(Duration.ofHours(hours));
    TicketLine ticket =
        new TicketLine(
            "t1", "a1", "Export times out", "open", since, since, priority, null, null, null, 1);
    return evidence(null, List.of(ticket), List.of(), 0, null);
  }

  private static Findings.Evidence left(PersonChange change, int others) {
    return evidence(null, List.of(), List.of(change), others, null);
  }

  private static Findings.Evidence step(OnboardingMark mark) {
    return evidence(null, List.of(), List.of(), 0, mark);
  }

  private static Findings.Evidence evidence(
      @Nullable UsageWeeks weeks,
      List<TicketLine> waiting,
      List<PersonChange> left,
      int others,
      @Nullable OnboardingMark onboarding) {
    return new Findings.Evidence(List.of(), weeks, waiting, left, others, onboarding, List.of(), 0);
  }
}
