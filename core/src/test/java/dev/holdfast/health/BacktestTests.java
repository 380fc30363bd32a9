package dev.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.metrics.BusinessHours;
import dev.holdfast.metrics.ContractCatalogue;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.metrics.RollupSettings;
import dev.holdfast.workspace.Actor;
import dev.holdfast.workspace.BacktestRecords.Decision;
import dev.holdfast.workspace.HealthJudgements.Layer;
import dev.holdfast.workspace.Workspace;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backtests of companies whose losses have a known cause, or none. */
class BacktestTests {

  private static final LocalDate FIRST = LocalDate.of(2024, 12, 1);
  private static final LocalDate TODAY = HealthWorld.TODAY;
  private static final Actor ANN = Actor.holdfast("ann");

  /** Twelve months in which accounts can be lost and whose windows are over. */
  private static final int MONTHS = 12;

  @TempDir Path folder;
  private HealthWorld world;
  private Workspace workspace;
  private Backtests bench;

  /** When those who are lost end, by account. */
  private final Map<String, LocalDate> ends = new HashMap<>();

  @BeforeEach
  void open() {
    world = new HealthWorld();
    workspace = Workspace.open(folder.resolve("workspace.sqlite"), world.clock);
    Metrics metrics =
        new Metrics(
            world.log,
            ContractCatalogue.load(Optional.empty()),
            new RollupSettings(world.zone, BusinessHours.mondayToFriday(world.zone)));
    bench = Backtests.open(world.health, metrics, workspace);
  }

  @AfterEach
  void close() {
    workspace.close();
    world.close();
  }

  /** What leads to a loss in the company that is made. */
  private enum Cause {
    /** Contact ends four months before. */
    NO_CONTACT,
    /** Nothing. */
    NOTHING
  }

  /**
   * A company: a third of the accounts are lost, each on a day of its own.
   *
   * @param noticeDays days before the end that notice is given
   */
  private void company(int accounts, Cause cause, int noticeDays) {
    SplittableRandom random = new SplittableRandom(17);
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < accounts; i++) {
      String id = "acc-" + i;
      boolean lost = i % 3 == 0;
      LocalDate end = lost ? FIRST.plusDays(130 + random.nextInt(330)) : TODAY.plusYears(1);
      facts.add(world.account(id, FIRST.minusDays(200), Lifecycle.ACTIVE));
      facts.add(
          world.subscription(
              id, "sub-" + i, FIRST.minusDays(200), FIRST.minusDays(200), 10, 100, null, null));
      if (lost) {
        ends.put(id, end);
        LocalDate notice = end.minusDays(noticeDays);
        // The price falls and an end appears with the cancellation, and not before.
        facts.add(
            world.subscription(id, "sub-" + i, notice, FIRST.minusDays(200), 10, 1, end, notice));
        facts.add(world.account(id, end, Lifecycle.CHURNED));
      }
      LocalDate quiet = lost && cause == Cause.NO_CONTACT ? end.minusDays(120) : end;
      for (LocalDate day = FIRST.plusDays(random.nextInt(20));
          day.isBefore(TODAY) && day.isBefore(end);
          day = day.plusDays(10 + random.nextInt(20))) {
        if (day.isBefore(quiet)) {
          facts.add(
              world.touch(id, day, "call", dev.holdfast.facts.Facts.TouchDirection.PROACTIVE));
        }
        facts.add(world.use(id, day, "p" + i, "open"));
      }
    }
    world.tell(facts.toArray(Fact[]::new));
    world.warehouse.writeAlone(world.rollups::refresh);
  }

  private static HealthProfile profile() {
    return HealthProfiles.read(
        "test.yaml",
        """
        name: test
        title: A test
        version: 3
        order: 10
        applies_to: "true"
        why: it is a test
        bands:
          - {band: at_risk, from: 0, to: 50}
          - {band: watch, from: 50, to: 75}
          - {band: healthy, from: 75, to: 100}
        groups:
          - name: all
            title: All
            measures:
              - {name: contact, title: Contact, input: days_since_touch, direction: less_is_better, curve: {linear: [[14, 100], [90, 0]]}, weight: 70, signal: leading}
              - {name: price, title: Revenue change, input: revenue_change_90, direction: more_is_better, curve: {linear: [[-0.5, 0], [0, 100]]}, weight: 10, signal: lagging}
              - {name: term, title: Days to the end of the term, input: days_to_term_end, direction: more_is_better, curve: {linear: [[0, 0], [90, 100]]}, weight: 10, signal: leading}
              - {name: days, title: Active days, input: active_days_per_person, direction: more_is_better, curve: {linear: [[0, 0], [4, 100]]}, weight: 10, signal: leading}
        """);
  }

  private BacktestReport run() {
    return bench.run(new BacktestRequest(profile(), 30, 90, MONTHS), Backtests.Progress.NONE);
  }

  private static MeasureFinding measure(BacktestReport report, String name) {
    return report.measures().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void findsWhatTheLossesAreDueTo() {
    company(240, Cause.NO_CONTACT, 25);
    BacktestReport report = run();
    assertThat(report.signal()).isEqualTo(Ranking.Signal.EVIDENCE);
    assertThat(report.score().low()).isGreaterThan(0.6);
    MeasureFinding contact = measure(report, "contact");
    assertThat(contact.alone().signal()).isEqualTo(Ranking.Signal.EVIDENCE);
    assertThat(contact.suggestedShare()).isGreaterThan(0.5);
    assertThat(Objects.requireNonNull(contact.odds()).low()).isGreaterThan(1);
    assertThat(contact.leak()).as("contact ends long before notice").isNull();
    assertThat(measure(report, "days").alone().signal()).isNotEqualTo(Ranking.Signal.EVIDENCE);
    assertThat(report.measures()).allSatisfy(m -> assertThat(m.suggestedShare()).isNotNegative());
    assertThat(report.warning().alerted()).isPositive();
    assertThat(report.warning().medianDays()).isBetween(20.0, 110.0);
    assertThat(report.bands().getFirst().share())
        .as("at risk against healthy")
        .isGreaterThan(3 * Objects.requireNonNull(report.bands().get(2).share()));
  }

  @Test
  void measuresThatMoveBecauseOfTheCancellationAreFlagged() {
    company(240, Cause.NO_CONTACT, 25);
    BacktestReport report = run();
    assertThat(report.leaks()).extracting(MeasureFinding::name).containsExactly("price", "term");
    assertThat(report.remarks()).anyMatch(text -> text.contains("Revenue change, Days to the end"));
    assertThat(report.decided()).isPositive();
  }

  @Test
  void lossesWithoutACauseAreNoEvidenceOfSignal() {
    company(240, Cause.NOTHING, 25);
    BacktestReport report = run();
    assertThat(report.score().lostAccounts()).isGreaterThan(50);
    assertThat(report.signal()).isEqualTo(Ranking.Signal.NONE);
    assertThat(report.verdict()).startsWith("No evidence of signal");
  }

  @Test
  void fewLossesSuggestNoWeights() {
    company(40, Cause.NO_CONTACT, 25);
    BacktestReport report = run();
    assertThat(report.score().lostAccounts()).isBetween(1L, 19L);
    assertThat(report.signal()).isEqualTo(Ranking.Signal.INSUFFICIENT);
    assertThat(report.measures()).allSatisfy(m -> assertThat(m.suggestedShare()).isNull());
    assertThat(report.weights()).contains("insufficient").contains("20 are needed");
  }

  @Test
  void aCompanyWithoutHistorySaysSo() {
    world.warehouse.writeAlone(world.rollups::refresh);
    BacktestReport report = run();
    assertThat(report.cutOffs()).isZero();
    assertThat(report.verdict()).startsWith("Insufficient").contains("More history");
  }

  @Test
  void whatPeopleSaidIsJudgedInTheSameWay() {
    company(240, Cause.NO_CONTACT, 25);
    LocalDate said = LocalDate.of(2025, 6, 15);
    world.noonOf(said);
    LocalDate cutOff = LocalDate.of(2025, 6, 30);
    for (int i = 0; i < 240; i++) {
      String id = "acc-" + i;
      LocalDate end = ends.getOrDefault(id, TODAY.plusYears(1));
      // They are right of the one cut-off for which their word holds.
      boolean soon = end.isAfter(cutOff.plusDays(30)) && !end.isAfter(cutOff.plusDays(120));
      workspace
          .healthJudgements()
          .set(
              i % 2 == 0 ? Layer.PULSE : Layer.OVERRIDE,
              id,
              i % 2 == 0 ? (soon ? "poor" : "good") : (soon ? "at_risk" : "healthy"),
              "heard it",
              world.at(cutOff.plusDays(9), 0),
              ANN);
    }
    world.noonOf(TODAY);
    assertThat(run().people())
        .hasSize(2)
        .allSatisfy(series -> {
          assertThat(series.said().auc()).isEqualTo(1);
          assertThat(series.said().cases()).isEqualTo(series.score().cases()).isPositive();
          assertThat(series.score().auc()).isLessThan(1);
        });
  }

  @Test
  void reportsAreKeptAndDecisionsHaveAReasonAndStandInTheAudit() {
    company(60, Cause.NO_CONTACT, 25);
    HealthProfile profile = profile();
    assertThat(bench.latest(profile)).isEmpty();
    assertThatThrownBy(() -> bench.decide(profile, Decision.PUBLISH, "it is good", ANN))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("no backtest of test v3");
    BacktestReport report = run();
    bench.keep(report, ANN);
    assertThat(bench.read(bench.latest(profile).orElseThrow())).contains(report);
    assertThatThrownBy(() -> bench.decide(profile, Decision.PUBLISH, " ", ANN))
        .hasMessageContaining("needs a reason");
    bench.decide(profile, Decision.KEEP, "too early", ANN);
    bench.decide(profile, Decision.PUBLISH, "the best we have", ANN);
    assertThat(bench.decisions(profile))
        .extracting(decided -> decided.decision() + " " + decided.reason())
        .containsExactly("PUBLISH the best we have", "KEEP too early");
    assertThat(workspace.audit().about("backtest", "test v3"))
        .extracting(entry -> entry.actor() + " " + entry.action())
        .containsExactly("holdfast: ann decided", "holdfast: ann decided", "holdfast: ann made");
  }
}
