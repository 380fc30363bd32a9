package dev.holdfast.signals;

import static dev.holdfast.signals.SignalWorld.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.facts.Facts.PersonRole;
import dev.holdfast.facts.ImportId;
import dev.holdfast.health.AccountRange;
import dev.holdfast.health.OwnProfiles;
import dev.holdfast.signals.SignalLine.Place;
import dev.holdfast.stats.Interval;
import dev.holdfast.workspace.Actor;
import dev.holdfast.workspace.RecordScope;
import dev.holdfast.workspace.SignalMarks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals from facts to the board: raised once, ended, ranked, muted, explained. */
class SignalsTests {

  private static final LocalDate START = TODAY.minusDays(200);
  private static final Actor ANNA = new Actor(null, "Anna");
  private static final RecordScope ALL = new RecordScope.Everything();

  @TempDir private Path folder;
  private SignalWorld world;

  @BeforeEach
  void begin() {
    world = new SignalWorld(folder);
    world.tell(
        world.account("acme", "anna", START),
        world.subscription("acme", START, 1_000_00, null),
        world.person("acme", "carol", START, PersonRole.CHAMPION),
        world.person("acme", "dan", START, PersonRole.SPONSOR));
    world.refresh();
  }

  @AfterEach
  void end() {
    world.close();
  }

  private List<Signal> signals() {
    return world.signals.of("acme", world.health.today());
  }

  @Test
  void anEpisodeIsRaisedOnceHoweverOftenItIsReadAndAcrossARestart() {
    world.tell(world.left("acme", "carol", TODAY));
    assertThat(world.refresh()).isEqualTo(1);
    assertThat(world.refresh()).isZero();
    world.signals = world.open(10);
    world.tell(world.use("acme", TODAY, "dan"));
    assertThat(world.refresh()).as("the account is touched again").isZero();
    world.noonOf(TODAY.plusDays(1));
    assertThat(world.refresh()).as("the next day").isZero();
    world.warehouse.writeAlone(writer -> {
      world.rollups.forget(writer);
      return true;
    });
    assertThat(world.refresh()).as("from scratch").isZero();
    assertThat(world.logged()).isEqualTo(1);
    assertThat(signals())
        .singleElement()
        .satisfies(signal -> {
          assertThat(signal.rule()).isEqualTo("key_person_left");
          assertThat(signal.firstSeen()).isEqualTo(TODAY);
          assertThat(signal.sentence()).contains("1 champion or sponsor remains");
          assertThat(signal.evidence())
              .containsExactly(new EvidenceRow(TODAY, "champion left", "1"));
          assertThat(signal.arrMinor()).isEqualTo(12_000_00);
        });
  }

  @Test
  void itEndsWhenItIsClearAndASecondEpisodeIsASignalOfItsOwn() {
    world.tell(world.left("acme", "carol", TODAY));
    world.refresh();
    world.noonOf(TODAY.plusDays(30));
    world.refresh();
    assertThat(signals()).singleElement().extracting(Signal::ended).isEqualTo(TODAY.plusDays(30));
    world.noonOf(TODAY.plusDays(40));
    world.tell(world.left("acme", "dan", TODAY.plusDays(40)));
    world.refresh();
    assertThat(signals()).hasSize(2);
    assertThat(signals().getLast().open()).isTrue();
    assertThat(signals().getLast().sentence()).contains("no champion or sponsor remains");
  }

  @Test
  void whatIsUndoneEndsTheSignalAndTheSameEpisodeIsReopened() {
    ImportId wrong = world.deliver(world.left("acme", "carol", TODAY));
    world.refresh();
    world.log.undo(wrong, "tester");
    world.refresh();
    assertThat(signals()).singleElement().satisfies(s -> assertThat(s.open()).isFalse());
    world.tell(world.left("acme", "carol", TODAY));
    world.refresh();
    assertThat(signals())
        .as("one episode, not two")
        .singleElement()
        .satisfies(s -> {
          assertThat(s.open()).isTrue();
          assertThat(s.firstSeen()).isEqualTo(TODAY);
        });
    assertThat(world.logged()).isEqualTo(3);
  }

  @Test
  void whatHappenedWhileNobodyLookedIsCaughtUpWith() {
    world.tell(world.left("acme", "carol", TODAY.plusDays(5)));
    world.noonOf(TODAY.plusDays(50));
    world.refresh();
    assertThat(signals())
        .singleElement()
        .satisfies(signal -> {
          assertThat(signal.confirmed()).isEqualTo(TODAY.plusDays(5));
          assertThat(signal.ended()).isEqualTo(TODAY.plusDays(35));
        });
  }

  @Test
  void whoIsNoCustomerAnyMoreHasNoOpenSignal() {
    world.tell(world.left("acme", "carol", TODAY));
    world.refresh();
    world.noonOf(TODAY.plusDays(1));
    world.tell(world.account("acme", "anna", TODAY.plusDays(1), Lifecycle.CHURNED));
    world.refresh();
    assertThat(signals())
        .singleElement()
        .satisfies(signal -> {
          assertThat(signal.open()).isFalse();
          assertThat(signal.endReason()).contains("not a customer");
        });
  }

  /** Five accounts of Anna and one of Ben come up for renewal; the budget is two. */
  private void renewals() {
    world.signals = world.open(2);
    List<Fact> facts = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      String id = "r" + i;
      facts.add(world.account(id, i == 6 ? "ben" : "anna", START));
      facts.add(world.subscription(id, START, i * 100_00L, TODAY.plusDays(60)));
    }
    world.tell(facts.toArray(Fact[]::new));
    world.refresh();
  }

  private List<String> at(Place place) {
    return world.signals.board(ALL, world.health.today()).at(place).stream()
        .map(line -> line.signal().accountId())
        .toList();
  }

  @Test
  void eachCsmSeesTheMostValuableFirstAndTheRestWaitsInSight() {
    renewals();
    assertThat(at(Place.IN_BUDGET)).as("two of Anna, one of Ben").containsExactly("r6", "r5", "r4");
    assertThat(at(Place.BELOW_BUDGET)).containsExactly("r3", "r2", "r1");
    SignalLine best = world.signals.board(ALL, TODAY).lines().getFirst();
    assertThat(best.expectedMinor())
        .as("low 1 x (0 + 1) / (0 + 2) x 12 x 600 euros")
        .isEqualTo(0.5 * 12 * 600_00);
    assertThat(world.signals.board(new RecordScope.OnlyOf(Set.of("ben"), ""), TODAY).lines())
        .extracting(line -> line.signal().accountId())
        .containsExactly("r6");
  }

  @Test
  void aMuteMakesRoomAndASnoozeEndsByItself() {
    renewals();
    var marks = world.workspace.signalMarks();
    var mute = marks.mute("renewal_window", "r5", null, "agreed already", ANNA);
    assertThat(at(Place.MUTED)).containsExactly("r5");
    assertThat(at(Place.IN_BUDGET)).containsExactly("r6", "r4", "r3");
    marks.unmute(mute.id(), ANNA);
    assertThat(at(Place.IN_BUDGET)).containsExactly("r6", "r5", "r4");
    marks.mute("renewal_window", "r5", world.clock.instant().plus(Duration.ofDays(7)), "", ANNA);
    assertThat(at(Place.MUTED)).containsExactly("r5");
    world.noonOf(TODAY.plusDays(8));
    world.refresh();
    assertThat(at(Place.MUTED)).isEmpty();
    marks.mute("renewal_window", null, null, "not in summer", ANNA);
    assertThat(at(Place.MUTED)).hasSize(6);
  }

  /** Twelve accounts, each used by somebody every day from a day to another, both included. */
  private void everybodyWorks(LocalDate from, LocalDate to, boolean acmeToo) {
    List<Fact> facts = new ArrayList<>();
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      for (int i = 1; i <= 11; i++) {
        facts.add(world.use("w" + i, day, "p" + i));
      }
      if (acmeToo) {
        facts.add(world.use("acme", day, "dan"));
      }
    }
    world.tell(facts.toArray(Fact[]::new));
  }

  private void elevenMore() {
    List<Fact> facts = new ArrayList<>();
    for (int i = 1; i <= 11; i++) {
      facts.add(world.account("w" + i, "anna", START));
      facts.add(world.subscription("w" + i, START, 1_000_00, null));
    }
    world.tell(facts.toArray(Fact[]::new));
  }

  private List<Signal> silences() {
    return world.signals.raised(START, world.health.today()).stream()
        .filter(signal -> signal.rule().equals("silence"))
        .toList();
  }

  @Test
  void oneCustomerWhoFallsSilentAmongOthersIsASignal() {
    elevenMore();
    everybodyWorks(TODAY.minusDays(90), TODAY.minusDays(11), true);
    everybodyWorks(TODAY.minusDays(10), TODAY, false);
    aWhileLater();
    world.refresh();
    assertThat(silences())
        .singleElement()
        .satisfies(signal -> {
          assertThat(signal.accountId()).isEqualTo("acme");
          assertThat(signal.sentence()).contains("last on 20 Mar 2026");
        });
  }

  @Test
  void aGapInTheIngestionIsNobodysSilence() {
    elevenMore();
    everybodyWorks(TODAY.minusDays(90), TODAY.minusDays(11), true);
    world.refresh();
    assertThat(silences()).isEmpty();
    assertThat(world.signals.board(ALL, TODAY).held())
        .anyMatch(why -> why.contains("no usage event of any account came on 30 Mar 2026"));
    SignalExplanation why = world.signals.explain("acme", "silence", TODAY);
    assertThat(why.state()).isEqualTo("held_back");
    assertThat(why.why()).contains("not the customer's silence");
  }

  @Test
  void anOutageInTheCalendarIsNobodysSilence() {
    elevenMore();
    everybodyWorks(TODAY.minusDays(90), TODAY.minusDays(11), true);
    everybodyWorks(TODAY.minusDays(10), TODAY, false);
    world.tell(world.outage(TODAY.minusDays(10), TODAY.minusDays(1)));
    aWhileLater();
    world.refresh();
    assertThat(silences()).isEmpty();
    assertThat(world.signals.explain("acme", "silence", TODAY).why()).contains("“Outage”");
  }

  @Test
  void anOutageCountsAsSoonAsItIsInTheCalendar() {
    elevenMore();
    everybodyWorks(TODAY.minusDays(90), TODAY, false);
    aWhileLater();
    world.refresh();
    List<Fact> late = new ArrayList<>();
    for (int day = 90; day > 10; day--) {
      late.add(world.use("acme", TODAY.minusDays(day), "dan"));
    }
    late.add(world.outage(TODAY.minusDays(10), TODAY.minusDays(1)));
    world.tell(late.toArray(Fact[]::new));
    world.refresh();
    assertThat(silences()).isEmpty();
  }

  @Test
  void aGapThatIsFilledHoldsNothingBack() {
    elevenMore();
    everybodyWorks(TODAY.minusDays(90), TODAY.minusDays(11), true);
    aWhileLater();
    world.refresh();
    assertThat(silences()).isEmpty();
    List<Fact> late = new ArrayList<>();
    for (int day = 10; day >= 0; day--) {
      for (int i = 1; i <= 11; i++) {
        late.add(world.use("w" + i, TODAY.minusDays(day), "p" + i));
      }
    }
    late.add(world.use("acme", TODAY.minusDays(50), "carol"));
    world.tell(late.toArray(Fact[]::new));
    world.refresh();
    assertThat(silences())
        .as("the others worked")
        .singleElement()
        .extracting(Signal::accountId)
        .isEqualTo("acme");
  }

  /** What holds for every account is read again after ten minutes. */
  private void aWhileLater() {
    world.clock.set(world.clock.instant().plus(Duration.ofMinutes(11)));
  }

  @Test
  void theDigestOfAMorningTellsWhatWasRaisedAndEndedTheDayBefore() {
    renewals();
    world.tell(world.left("acme", "carol", TODAY));
    world.refresh();
    LocalDate tomorrow = TODAY.plusDays(1);
    RecordScope anna = new RecordScope.OnlyOf(Set.of("anna"), "");
    SignalBoard board = world.signals.board(anna, TODAY);
    assertThat(board.lines().getFirst().expectedMinor())
        .as("high 9 x (0 + 1) / (0 + 2) x 12 x 1,000 euros")
        .isEqualTo(9 * 0.5 * 12 * 1_000_00);
    assertThat(board.lines())
        .filteredOn(line -> board.waits(line, SignalMarks.Delivery.DIGEST))
        .as("what is of high severity never waits")
        .hasSize(5)
        .allMatch(line -> line.signal().rule().equals("renewal_window"));
    assertThat(board.lines()).noneMatch(line -> board.waits(line, SignalMarks.Delivery.INSTANT));
    assertThat(world.signals.digest(anna, TODAY).isEmpty()).as("today is not over").isTrue();
    world.noonOf(TODAY.plusDays(31));
    world.refresh();
    SignalBoard then = world.signals.board(anna, TODAY.plusDays(31));
    assertThat(then.lines())
        .hasSize(5)
        .as("by then they were told")
        .noneMatch(line -> then.waits(line, SignalMarks.Delivery.DIGEST));
    assertThat(world.signals.digest(anna, tomorrow).raised())
        .extracting(line -> line.signal().rule() + " " + line.accountName())
        .containsExactly(
            "key_person_left Name of acme",
            "renewal_window Name of r5",
            "renewal_window Name of r4",
            "renewal_window Name of r3",
            "renewal_window Name of r2",
            "renewal_window Name of r1");
    assertThat(world.signals.digest(anna, tomorrow).ended()).isEmpty();
    SignalDigest later = world.signals.digest(anna, TODAY.plusDays(31));
    assertThat(later.raised()).isEmpty();
    assertThat(later.ended())
        .singleElement()
        .satisfies(line -> assertThat(line.signal().endReason()).contains("no champion"));
    assertThat(world.signals.digest(new RecordScope.OnlyOf(Set.of("ben"), ""), tomorrow).raised())
        .extracting(SignalDigest.Line::accountName)
        .containsExactly("Name of r6");
  }

  @Test
  void whatWasJudgedKeepsItsPlaceUntilMondayAndFeedsTheRanking() {
    renewals();
    String episode = world.signals.of("r5", TODAY).getFirst().episode();
    world.workspace.signalMarks().judge("renewal_window", "r5", episode, false, ANNA);
    SignalBoard now = world.signals.board(ALL, TODAY);
    assertThat(at(Place.IN_BUDGET)).as("a budget of a week").containsExactly("r6", "r5", "r4");
    assertThat(now.usefulness()).containsEntry("renewal_window", new Usefulness(0, 1));
    Interval interval = new Usefulness(7, 10).interval().orElseThrow();
    assertThat(interval.low()).as("Wilson, as R's prop.test").isCloseTo(0.396777, within(1e-5));
    assertThat(interval.high()).isCloseTo(0.892209, within(1e-5));
    assertThat(Usefulness.NONE.interval()).isEmpty();
    assertThat(now.lines().getFirst().expectedMinor())
        .as("(0 + 1) / (1 + 2)")
        .isEqualTo(1.0 / 3 * 12 * 600_00);
    world.noonOf(LocalDate.of(2026, 4, 6));
    world.refresh();
    assertThat(at(Place.ANSWERED)).containsExactly("r5");
    assertThat(at(Place.IN_BUDGET)).containsExactly("r6", "r4", "r3");
  }

  @Test
  void theLastWordOfAPersonCounts() {
    var marks = world.workspace.signalMarks();
    marks.judge("silence", "acme", "2026-03-01", false, ANNA);
    marks.judge("silence", "acme", "2026-03-01", true, ANNA);
    assertThat(marks.verdicts(world.clock.instant()))
        .singleElement()
        .satisfies(verdict -> assertThat(verdict.useful()).isTrue());
    assertThat(world.signals.board(ALL, TODAY).usefulness())
        .containsEntry("silence", new Usefulness(1, 1));
  }

  @Test
  void explainSaysWhyItDoesOrDoesNotSpeakAsOfAnyDay() {
    renewals();
    assertThat(world.signals.explain("acme", "health_at_risk", TODAY).state()).isEqualTo("arming");
    SignalExplanation fires = world.signals.explain("r6", "renewal_window", TODAY);
    assertThat(fires.state()).isEqualTo("fires");
    assertThat(fires.why()).isEqualTo("A term ends on 30 May 2026");
    SignalExplanation below = world.signals.explain("r1", "renewal_window", TODAY);
    assertThat(below.state()).isEqualTo("below_budget");
    assertThat(below.why()).contains("as number 5");
    world.workspace.signalMarks().mute("renewal_window", "r6", null, "agreed", ANNA);
    assertThat(world.signals.explain("r6", "renewal_window", TODAY).why())
        .contains("muted by Anna: agreed");
    assertThat(world.signals.explain("acme", "key_person_left", TODAY).state()).isEqualTo("quiet");
    world.noonOf(TODAY.plusDays(2));
    world.tell(world.left("acme", "carol", TODAY.plusDays(2)));
    world.refresh();
    assertThat(world.signals.explain("acme", "key_person_left", TODAY.plusDays(2)).state())
        .isEqualTo("fires");
    assertThat(world.signals.explain("acme", "key_person_left", TODAY).state())
        .as("the past stays what it was")
        .isEqualTo("quiet");
    assertThatThrownBy(() -> world.signals.explain("acme", "hunch", TODAY))
        .hasMessageContaining("There are: health_at_risk");
    assertThatThrownBy(() -> world.signals.explain("nobody", "silence", TODAY))
        .hasMessageContaining("no account 'nobody'");
  }

  @Test
  void bandsAreThoseOfAProfileThatWasPublishedSinceTheStart() {
    new OwnProfiles(folder.resolve("health"), world.workspace, world.health)
        .publishAll(
            List.of(
                """
                name: default
                title: Anew
                version: 2
                order: 1000
                applies_to: "true"
                why: it is a test
                bands:
                  - {band: at_risk, from: 0, to: 20}
                  - {band: healthy, from: 20, to: 100}
                groups:
                  - name: use
                    title: Use
                    measures:
                      - name: reach
                        title: Reach
                        input: reach
                        direction: more_is_better
                        curve: {linear: [[0, 0], [1, 100]]}
                        weight: 1
                        signal: leading
                """),
            "",
            "a test",
            ANNA);
    for (LocalDate day = TODAY.minusDays(90); !day.isAfter(TODAY); day = day.plusDays(7)) {
      world.tell(
          world.use("acme", day, "ann"),
          world.use("acme", day, "ben"),
          world.use("acme", day, "carol"));
    }
    world.warehouse.writeAlone(world.rollups::refresh);
    world.health.refresh(TODAY.minusDays(70), TODAY, AccountRange.all());
    world.refresh();
    assertThat(world.signals.explain("acme", "health_at_risk", TODAY).why())
        .isEqualTo("health is 30, not below 20");
  }

  @Test
  void ofAFewThingsItIsSaidThatTheyCannotBe() {
    var marks = world.workspace.signalMarks();
    assertThatThrownBy(() -> marks.mute("silence", "acme", world.clock.instant(), "", ANNA))
        .hasMessageContaining("in the future");
    assertThatThrownBy(() -> new SignalSettings(0)).hasMessageContaining("budget-per-week");
  }
}
