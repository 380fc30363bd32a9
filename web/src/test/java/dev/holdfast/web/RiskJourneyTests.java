package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.facts.Knowledge;
import dev.holdfast.health.AccountRange;
import dev.holdfast.health.Backtests;
import dev.holdfast.health.ChurnRisk;
import dev.holdfast.health.ChurnRiskModel;
import dev.holdfast.health.ChurnRisks;
import dev.holdfast.health.HazardModel;
import dev.holdfast.health.RiskInput;
import dev.holdfast.workspace.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CSM reads the risk of an account, makes a call beside it, and ends it. */
class RiskJourneyTests {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir static Path folder;
  private static RunningServer running;
  private static ChurnRisks risks;
  private static ChurnRiskModel few;

  @BeforeAll
  static void start() {
    running = new RunningServer(folder);
    running.letDemoIn();
    risks = running.churnRisks();
    few = risks.ofToday(Backtests.Progress.NONE);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static ChurnRisk one(Class<? extends ChurnRisk> kind) {
    LocalDate day = LocalDate.ofInstant(running.clock.instant(), RunningServer.ZONE);
    return risks.of(AccountRange.all(), day, Knowledge.now()).values().stream()
        .filter(kind::isInstance)
        .findFirst()
        .orElseThrow();
  }

  private static String page(String path) {
    return running.get(path, Role.LEADER).body();
  }

  @Test
  void tooFewLossesAreSaidAndAModelGivesARiskWithItsLosses() {
    String account = one(ChurnRisk.Insufficient.class).accountId();
    String path = "/accounts/" + account + "/health";
    assertThat(page(path))
        .contains("Risk of loss", "Insufficient for a probability", "20 are needed");
    assertThat(page("/health/risk")).contains("Too few losses for a risk", "Lost, by band");
    assertThat(page("/health")).contains("/health/risk");

    risks.keep(withModel());
    ChurnRisk.Estimated risk = (ChurnRisk.Estimated) one(ChurnRisk.Estimated.class);
    String estimated = page("/accounts/" + risk.accountId() + "/health");
    assertThat(estimated)
        .contains("learned from 57 losses", "Health score", "the odds", "Nobody has made one.")
        .contains("Were not tried.")
        .doesNotContain("Insufficient for");
    assertThat(page("/health/risk"))
        .contains("expected to be lost within 90 days", "57 accounts were lost", "is left out")
        .contains("/accounts/" + risk.accountId() + "/health#risk");
    risks.keep(few);
  }

  @Test
  void aCallStandsBesideTheRiskUntilItIsEnded() {
    String path = "/accounts/" + one(ChurnRisk.Insufficient.class).accountId() + "/health";
    assertThat(page(path)).contains("Your renewal call", "value=\"commit\"");
    assertThat(running.get(path, Role.VIEWER).body()).doesNotContain("Your renewal call");
    assertThat(
            running
                .post(
                    path + "/call",
                    Role.LEADER,
                    "value",
                    "at_risk",
                    "reason",
                    "budget <frozen>",
                    "days",
                    "30")
                .statusCode())
        .isEqualTo(303);
    assertThat(page(path)).contains("At risk, ", "budget &lt;frozen&gt;. Until ");
    assertThat(
            running
                .post(path + "/call", Role.LEADER, "value", "maybe", "reason", "x", "days", "30")
                .statusCode())
        .isEqualTo(400);
    running.post(path + "/call/end", Role.LEADER);
    assertThat(page(path)).contains("Nobody has made one.", "budget &lt;frozen&gt;");
  }

  @Test
  void aCsmSeesOnlyTheRisksOfAccountsInSight() {
    risks.keep(withModel());
    String all = page("/health/risk");
    String own = running.get("/health/risk", Role.CSM).body();
    assertThat(all).contains("#risk");
    assertThat(own).doesNotContain("#risk").contains("0 customers");
    risks.keep(few);
  }

  @Test
  void aLeaderLetsItBeLearnedAnew() throws InterruptedException {
    risks.keep(withModel());
    assertThat(page("/health/risk")).contains("57 accounts were lost", "Learn it anew");
    assertThat(running.get("/health/risk", Role.CSM).body()).doesNotContain("Learn it anew");
    assertThat(running.post("/health/risk/learn", Role.LEADER).statusCode()).isEqualTo(303);
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (risks.latest(Knowledge.now()).orElseThrow().model() != null) {
      assertThat(System.nanoTime()).as("still not learned").isLessThan(giveUp);
      Thread.sleep(100);
    }
    assertThat(page("/health/risk")).doesNotContain("57 accounts were lost");
    assertThat(risks.latest(Knowledge.now())).contains(few);
  }

  /** As it was learned, with a model by hand. */
  private static ChurnRiskModel withModel() {
    return new ChurnRiskModel(
        1,
        few.madeOn(),
        90,
        few.months(),
        few.firstMonth(),
        few.lastMonth(),
        few.accountMonths(),
        few.accounts(),
        57,
        few.decided(),
        few.lateShare(),
        new HazardModel(
            -4,
            List.of(new HazardModel.Weight(RiskInput.HEALTH, -0.5, 0.1, 6, 1.5)),
            List.of(new HazardModel.Dropped(RiskInput.NO_TERM, "it is the same for all")),
            1,
            List.of(List.of(0.02, 0.0), List.of(0.0, 0.01))),
        null,
        "Were not tried.",
        few.bands(),
        List.of(),
        "Learned from 57 losses.");
  }
}
