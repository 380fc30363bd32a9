package dev.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.facts.Facts.TouchDirection;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.metrics.BusinessHours;
import dev.holdfast.metrics.ContractCatalogue;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.metrics.RollupSettings;
import dev.holdfast.workspace.Actor;
import dev.holdfast.workspace.HealthJudgements.Layer;
import dev.holdfast.workspace.Workspace;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The risk of a loss of companies whose losses have a known cause. */
class ChurnRiskTests {

  private static final LocalDate FIRST = LocalDate.of(2024, 8, 1);
  private static final LocalDate TODAY = HealthWorld.TODAY;

  /** Half a month before the end of a yearly term, as accounts that are lost do in these tests. */
  private static final int NOTICE_DAYS = 25;

  @TempDir Path folder;
  private HealthWorld world;
  private Workspace workspace;
  private Metrics metrics;
  private ChurnRisks risks;

  @BeforeEach
  void open() {
    world = new HealthWorld();
    workspace = Workspace.open(folder.resolve("workspace.sqlite"), world.clock);
    metrics =
        new Metrics(
            world.log,
            ContractCatalogue.load(Optional.empty()),
            new RollupSettings(world.zone, BusinessHours.mondayToFriday(world.zone)));
    world.health.use(HealthProfiles.shipped().with(List.of(profile())));
    risks = ChurnRisks.open(world.health, metrics, workspace.healthJudgements());
  }

  @AfterEach
  void close() {
    workspace.close();
    world.close();
  }

  private static HealthProfile profile() {
    return HealthProfiles.read(
        "test.yaml",
        """
        name: test
        title: A test
        version: 1
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
              - {name: days, title: Active days, input: active_days_per_person, direction: more_is_better, curve: {linear: [[0, 0], [4, 100]]}, weight: 30, signal: leading}
        """);
  }

  /** Accounts of which a third is lost; use and contact of those end four months before. */
  private void company(int accounts) {
    SplittableRandom random = new SplittableRandom(17);
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < accounts; i++) {
      String id = "acc-" + i;
      boolean lost = i % 3 == 0;
      LocalDate start = FIRST.minusDays(200 + random.nextInt(200));
      LocalDate end = lost ? FIRST.plusDays(130 + random.nextInt(450)) : TODAY.plusYears(1);
      facts.add(world.account(id, start, Lifecycle.ACTIVE));
      facts.add(world.subscription(id, "sub-" + i, start, start, 4, 100, null, null));
      if (lost) {
        LocalDate notice = end.minusDays(NOTICE_DAYS);
        facts.add(world.subscription(id, "sub-" + i, notice, start, 4, 100, end, notice));
        facts.add(world.account(id, end, Lifecycle.CHURNED));
      }
      LocalDate quiet = lost ? end.minusDays(120) : end;
      for (LocalDate day = FIRST.plusDays(random.nextInt(20));
          day.isBefore(TODAY) && day.isBefore(end);
          day = day.plusDays(6 + random.nextInt(10))) {
        if (day.isBefore(quiet)) {
          facts.add(world.touch(id, day, "call", TouchDirection.PROACTIVE));
          facts.add(world.use(id, day, "p" + i, "open"));
          facts.add(world.use(id, day, "q" + i, "save"));
        }
      }
    }
    tell(facts);
  }

  private void tell(List<Fact> facts) {
    world.tell(facts.toArray(Fact[]::new));
    world.refresh(TODAY, TODAY, AccountRange.all());
  }

  private ChurnRisk of(String account) {
    return risks.of(account, TODAY, Knowledge.now());
  }

  private RiskReplay replay() {
    return world.warehouse.read(sql ->
        RiskReplay.of(world.health.source(), metrics, sql, TODAY, 90, Backtests.Progress.NONE));
  }

  @Test
  void aRiskHasItsLossesItsReasonsAndItsProof() {
    company(240);
    ChurnRiskModel model = risks.ofToday(Backtests.Progress.NONE);
    assertThat(model.lostAccounts()).isBetween(50L, 80L);
    assertThat(model.sentence()).startsWith("Learned from " + model.lostAccounts() + " losses");
    HazardModel hazard = Objects.requireNonNull(model.model());
    assertThat(hazard.weights()).extracting(HazardModel.Weight::input).contains(RiskInput.HEALTH);
    RiskTrial trial = Objects.requireNonNull(model.trial());
    assertThat(trial.ranking().low()).isGreaterThan(0.6);
    assertThat(trial.calibrated().skill()).isPositive();

    List<ChurnRisk.Estimated> told =
        risks.of(AccountRange.all(), TODAY, Knowledge.now()).values().stream()
            .filter(ChurnRisk.Estimated.class::isInstance)
            .map(ChurnRisk.Estimated.class::cast)
            .toList();
    assertThat(told).hasSizeGreaterThan(100);
    assertThat(told)
        .allSatisfy(risk -> {
          assertThat(risk.risk().probability()).isBetween(risk.risk().low(), risk.risk().high());
          assertThat(risk.losses()).isEqualTo(model.lostAccounts());
          assertThat(risk.sentence()).contains("learned from " + model.lostAccounts() + " losses");
          assertThat(risk.proof()).contains("were said to be lost");
          assertThat(risk.reasons()).isNotEmpty();
          assertThat(risk.renewal()).as("no term is agreed").isNull();
        });
    assertThat(of(told.getFirst().accountId())).isEqualTo(told.getFirst());
  }

  @Test
  void aModelIsLearnedOnceADayAndPagesOfThePastUseTheOneOfThen() {
    company(120);
    assertThat(of("acc-1")).isInstanceOf(ChurnRisk.Untold.class);
    ChurnRiskModel first = risks.ofToday(Backtests.Progress.NONE);
    assertThat(risks.latest(Knowledge.now())).contains(first);
    assertThat(risks.ofToday(Backtests.Progress.NONE)).isEqualTo(first);
    var then = Knowledge.asOf(world.clock.instant().plusSeconds(60));
    world.noonOf(TODAY.plusDays(40));
    ChurnRiskModel second = risks.ofToday(Backtests.Progress.NONE);
    assertThat(second.madeOn()).isEqualTo(TODAY.plusDays(40));
    assertThat(risks.latest(then)).contains(first);
    assertThat(risks.latest(Knowledge.asOf(world.at(TODAY.minusDays(1), 0)))).isEmpty();
  }

  @Test
  void fewerThanTwentyLossesGiveNoProbabilityButWhatBecameOfTheBand() {
    company(40);
    ChurnRiskModel model = risks.ofToday(Backtests.Progress.NONE);
    assertThat(model.lostAccounts()).isBetween(1L, 19L);
    assertThat(model.model()).isNull();
    assertThat(model.trial()).isNull();
    assertThat(model.sentence()).startsWith("Insufficient").contains("20 are needed");
    assertThat(risks.of(AccountRange.all(), TODAY, Knowledge.now()).values())
        .isNotEmpty()
        .noneMatch(ChurnRisk.Estimated.class::isInstance);
    ChurnRisk.Insufficient risk = (ChurnRisk.Insufficient) of("acc-1");
    assertThat(risk.losses()).isEqualTo(model.lostAccounts());
    assertThat(risk.outcome().cases()).isPositive();
    assertThat(risk.sentence())
        .contains(model.lostAccounts() + " accounts were lost", "in its band");
  }

  @Test
  void nothingIsForetoldOfWhoGaveNoticeHasNoContractOrIsNoCustomer() {
    company(120);
    LocalDate ends = TODAY.plusDays(20);
    tell(
        List.of(
            world.subscription(
                "acc-1", "sub-1", TODAY.minusDays(3), FIRST, 4, 100, ends, TODAY.minusDays(3)),
            world.account("new", TODAY.minusDays(5), Lifecycle.ACTIVE)));
    risks.ofToday(Backtests.Progress.NONE);
    assertThat(of("acc-1"))
        .isInstanceOfSatisfying(
            ChurnRisk.Decided.class,
            decided -> {
              assertThat(decided.toldOn()).isEqualTo(TODAY.minusDays(3));
              assertThat(decided.endsOn()).isEqualTo(ends);
              assertThat(decided.sentence()).contains("Notice was given on " + decided.toldOn());
            });
    assertThat(of("new").sentence()).contains("No contract of it runs");
    assertThat(of("nobody").sentence()).contains("No health of nobody is recorded");
  }

  @Test
  void aKnownRenewalHasItsLikelihood() {
    company(240);
    tell(
        List.of(
            world.subscription(
                "acc-1", "sub-1", TODAY.minusDays(3), FIRST, 4, 100, TODAY.plusDays(60), null)));
    risks.ofToday(Backtests.Progress.NONE);
    ChurnRisk.Estimated risk = (ChurnRisk.Estimated) of("acc-1");
    ChurnRisk.Renewal renewal = Objects.requireNonNull(risk.renewal());
    assertThat(renewal.on()).isEqualTo(TODAY.plusDays(60));
    assertThat(renewal.days()).isEqualTo(60);
    assertThat(renewal.likelihood().probability())
        .isBetween(renewal.likelihood().low(), renewal.likelihood().high())
        .isGreaterThan(1 - risk.risk().probability());
  }

  @Test
  void aLossCountsInTheMonthInWhichItIsToldAndNotAfterwards() {
    company(240);
    RiskReplay replay = replay();
    assertThat(replay.decided()).isPositive();
    for (RiskRow row : replay.rows()) {
      if (row.lost()) {
        assertThat(row.lostInHorizon()).isNotEqualTo(false);
      }
    }
    long rowsOfLost =
        replay.rows().stream()
            .filter(RiskRow::lost)
            .filter(lost ->
                replay.rows().stream()
                    .anyMatch(row ->
                        row.accountId().equals(lost.accountId()) && row.day().isAfter(lost.day())))
            .count();
    assertThat(rowsOfLost).as("rows after a loss was told").isZero();
  }

  @Test
  void whatHappensAfterAnEndOfAMonthChangesNoFeatureOfIt() {
    company(60);
    List<RiskState> before = replay().rows().stream().map(RiskRow::state).toList();
    LocalDate later = before.getLast().day().plusDays(1);
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      facts.add(world.use("acc-" + i, later, "p" + i, "open"));
      facts.add(world.touch("acc-" + i, later, "call", TouchDirection.PROACTIVE));
      facts.add(
          world.subscription(
              "acc-" + i, "more-" + i, later, later, 9, 900, later.plusDays(300), null));
      facts.add(world.nps("acc-" + i, later, 0, "p" + i));
    }
    tell(facts);
    List<RiskState> after = replay().rows().stream().map(RiskRow::state).toList();
    assertThat(after).containsAll(before);
  }

  @Test
  void whatPeopleCalledIsJudgedOnTheAccountsThatRisksWereTriedOn() {
    company(240);
    LocalDate cutOff = LocalDate.of(2025, 10, 31);
    world.noonOf(cutOff.minusDays(5));
    for (int i = 0; i < 240; i++) {
      workspace
          .healthJudgements()
          .set(
              Layer.CALL,
              "acc-" + i,
              i % 3 == 0 ? "lost" : "commit",
              "heard it",
              world.at(cutOff.plusDays(9), 0),
              Actor.holdfast("ann"));
    }
    world.noonOf(TODAY);
    ChurnRiskModel model = risks.learn(Backtests.Progress.NONE);
    assertThat(model.people())
        .singleElement()
        .satisfies(series -> {
          assertThat(series.title()).isEqualTo("The CSM's renewal call");
          assertThat(series.said().auc()).isGreaterThan(0.5);
          assertThat(series.said().cases()).isEqualTo(series.score().cases()).isPositive();
        });
  }
}
