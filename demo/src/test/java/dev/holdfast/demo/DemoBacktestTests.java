package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.base.Clocks;
import dev.holdfast.health.BacktestReport;
import dev.holdfast.health.BacktestRequest;
import dev.holdfast.health.Backtests;
import dev.holdfast.health.Health;
import dev.holdfast.health.HealthProfile;
import dev.holdfast.health.HealthProfiles;
import dev.holdfast.health.MeasureFinding;
import dev.holdfast.health.MeasureFinding.Odds;
import dev.holdfast.health.Ranking;
import dev.holdfast.health.Ranking.Signal;
import dev.holdfast.metrics.ContractCatalogue;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.metrics.RollupSettings;
import dev.holdfast.metrics.Rollups;
import dev.holdfast.workspace.Workspace;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backtest of a large demo company against what is true about it.
 *
 * <p>A fall of use and a product that does not fit both show in the days on which people are
 * active; a champion who is gone shows among the champions, slow support in the time to solve a
 * ticket.
 */
class DemoBacktestTests {

  private static final String USE = "use";
  private static final String CHAMPIONS = "champions";
  private static final String SUPPORT = "support";

  @TempDir static Path folder;
  private static BacktestReport report;

  @BeforeAll
  static void run() {
    var clock = Clocks.settable(Generated.NOW);
    try (Generated demo = Generated.of(Generated.settings(2_500, 24, 5_000_000));
        Workspace workspace = Workspace.open(folder.resolve("workspace.sqlite"), clock)) {
      RollupSettings settings = RollupSettings.defaults();
      Rollups rollups = Rollups.open(demo.log(), settings);
      demo.warehouse().writeAlone(rollups::refresh);
      Metrics metrics = new Metrics(demo.log(), ContractCatalogue.load(Optional.empty()), settings);
      Health health = Health.open(demo.log(), rollups, HealthProfiles.shipped(), clock);
      report =
          Backtests.open(health, metrics, workspace)
              .run(new BacktestRequest(causes(), 14, 45, 24), Backtests.Progress.NONE);
    }
  }

  private static HealthProfile causes() {
    return HealthProfiles.read(
        "causes.yaml",
        """
        name: causes
        title: The traces of the planted causes
        version: 1
        order: 900
        applies_to: "true"
        why: it is a test
        bands:
          - {band: at_risk, from: 0, to: 50}
          - {band: watch, from: 50, to: 75}
          - {band: healthy, from: 75, to: 100}
        groups:
          - name: causes
            title: Causes
            measures:
              - name: usage_change
                title: Usage change
                input: usage_change_28
                direction: more_is_better
                curve: {linear: [[-0.6, 0], [0, 100]]}
                weight: 25
                signal: leading
              - name: champions
                title: Champions and sponsors
                input: champions
                direction: more_is_better
                curve: {steps: [[1, 0], [2, 50]], beyond: 100}
                weight: 25
                signal: leading
              - name: use
                title: Active days a person
                input: active_days_per_person
                direction: more_is_better
                curve: {linear: [[0, 0], [9, 100]]}
                weight: 25
                signal: leading
              - name: support
                title: Time to solve a ticket
                input: median_resolution_hours_90
                direction: less_is_better
                curve: {linear: [[8, 100], [120, 0]]}
                weight: 25
                signal: leading
        """);
  }

  private static MeasureFinding measure(String name) {
    return report.measures().stream()
        .filter(measure -> measure.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Odds odds(String name) {
    return Objects.requireNonNull(measure(name).odds(), name);
  }

  @Test
  void theScoreHasSignalAndHoldsOnOtherAccountsAndLaterMonths() {
    assertThat(report.signal()).isEqualTo(Signal.EVIDENCE);
    Ranking later = Objects.requireNonNull(report.heldOut()).suggested();
    assertThat(later.signal()).isEqualTo(Signal.EVIDENCE);
    assertThat(report.score().lostAccounts()).isGreaterThan(200);
  }

  @Test
  void theTracesOfTheStrongCausesAreFoundWithIntervals() {
    for (String name : List.of(USE, CHAMPIONS, "usage_change")) {
      assertThat(measure(name).alone().signal()).as(name).isEqualTo(Signal.EVIDENCE);
    }
    assertThat(odds(USE).low()).isGreaterThan(1);
    assertThat(odds(CHAMPIONS).low()).isGreaterThan(1);
  }

  /** The intervals of the first two overlap: the report cannot tell their order for sure. */
  @Test
  void theOrderIsThatOfTheTruth() {
    List<String> found =
        List.of(SUPPORT, CHAMPIONS, USE).stream()
            .sorted(Comparator.comparingDouble((String name) -> -odds(name).ratio()))
            .toList();
    Map<String, Cause> strongest =
        Map.of(USE, Cause.USAGE_FALL, CHAMPIONS, Cause.CHAMPION_GONE, SUPPORT, Cause.SLOW_SUPPORT);
    assertThat(found.stream().map(name -> Objects.requireNonNull(strongest.get(name)).logOdds()))
        .as(found.toString())
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(odds(SUPPORT).high()).isLessThan(odds(USE).low());
    assertThat(odds(SUPPORT).high()).isLessThan(odds(CHAMPIONS).low());
  }

  @Test
  void measuresThatLeadAreNotFlagged() {
    assertThat(report.decided()).as("accounts that had given notice").isPositive();
    assertThat(report.leaks()).isEmpty();
  }
}
