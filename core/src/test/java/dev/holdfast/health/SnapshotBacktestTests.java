package dev.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.HoldfastException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tables with one row for each account, among them a public one with golden numbers. */
class SnapshotBacktestTests {

  private static final Path ROOT = Path.of(System.getProperty("holdfast.root"));
  private static final Path TELCO = ROOT.resolve("../shared/data/telco/Telco-Customer-Churn.csv");
  private static final Path GOLDEN = ROOT.resolve("../shared/golden/telco_classification.json");

  @TempDir Path folder;

  @Test
  void telcoComesOutAsTheGoldenFileSays() throws IOException {
    Assumptions.assumeTrue(
        Files.exists(TELCO), () -> "SKIPPED: the public data set " + TELCO + " is not there");
    SnapshotReport report =
        SnapshotBacktest.run(SnapshotRequest.of(TELCO, "customerID", "Churn", "Yes"));
    JsonNode golden =
        JsonMapper.shared()
            .readTree(Files.readString(GOLDEN))
            .path("logit_unpenalised")
            .path("test");
    assertThat(report.learnedFrom()).isEqualTo(4_969);
    assertThat(report.ranking().cases()).isEqualTo(2_074);
    assertThat(report.ridge()).isZero();
    close(report.ranking().auc(), golden.path("auc"), 1e-9);
    close(report.aucError(), golden.path("auc_se_delong"), 1e-9);
    close(report.ranking().low(), golden.path("auc_lo"), 1e-9);
    close(report.calibrated().brier(), golden.path("brier"), 1e-8);
    close(report.calibrated().slope(), golden.path("calibration_slope"), 1e-6);
    close(report.ranking().lift(), golden.path("top_decile_lift"), 1e-9);
    close(report.ranking().precision(), golden.path("average_precision"), 1e-9);
    assertThat(report.ranking().signal()).isEqualTo(Ranking.Signal.EVIDENCE);
    assertThat(report.remarks()).contains("11 blank cells of 'TotalCharges' counted as 0.");
    assertThat(
            String.format(
                Locale.ROOT,
                "%.6f %.6f %.6f",
                report.ranking().auc(),
                report.aucError(),
                report.calibrated().brier()))
        .isEqualTo("0.847817 0.008713 0.138518");
  }

  private static void close(
      @org.jspecify.annotations.Nullable Double ours, JsonNode golden, double within) {
    assertThat(ours).isCloseTo(golden.doubleValue(), Offset.offset(within));
  }

  @Test
  void columnsThatTellNothingAreNoEvidence() throws IOException {
    SnapshotReport report =
        SnapshotBacktest.run(SnapshotRequest.of(made(false), "id", "left", "yes"));
    assertThat(report.ranking().signal()).isEqualTo(Ranking.Signal.NONE);
    assertThat(report.verdict()).startsWith("No evidence of signal");
  }

  @Test
  void aColumnThatForetellsIsTamedByAPenalty() throws IOException {
    SnapshotReport report =
        SnapshotBacktest.run(SnapshotRequest.of(made(true), "id", "left", "yes"));
    assertThat(report.ridge()).isEqualTo(1);
    assertThat(report.ranking().auc()).isEqualTo(1);
    assertThat(report.features().getFirst().name()).isEqualTo("told = yes");
  }

  @Test
  void mistakesNameFileColumnAndLine() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "id,x,left\na,1,yes\nb,2,no\na,3,no\n");
    assertThatThrownBy(() -> SnapshotBacktest.run(SnapshotRequest.of(file, "id", "gone", "yes")))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("no column 'gone'")
        .hasMessageContaining("id, x, left");
    assertThatThrownBy(() -> SnapshotBacktest.run(SnapshotRequest.of(file, "id", "left", "yes")))
        .hasMessageContaining("line 4: 'id' a is there a second time");
    Path texts = Files.writeString(folder.resolve("b.csv"), "id,x,left\na,1,yes\nb,much,no\n");
    assertThatThrownBy(() ->
            SnapshotBacktest.run(
                new SnapshotRequest(texts, "id", "left", "yes", Set.of("x"), Set.of(), null)))
        .hasMessageContaining("line 3: 'x' is no number: much");
    assertThatThrownBy(() -> SnapshotBacktest.run(SnapshotRequest.of(texts, "id", "left", "maybe")))
        .hasMessageContaining("There must be some and not all");
  }

  /** 900 rows of chance, with a column that tells the outcome or without. */
  private Path made(boolean told) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder text = new StringBuilder("id,size,tier,told,left\n");
    for (int i = 0; i < 900; i++) {
      boolean left = random.nextDouble() < 0.2;
      text.append("acc-")
          .append(i)
          .append(',')
          .append(random.nextInt(100))
          .append(',')
          .append(random.nextBoolean() ? "small" : "large")
          .append(',')
          .append(told && left ? "yes" : "no")
          .append(',')
          .append(left ? "yes" : "no")
          .append('\n');
    }
    return Files.writeString(folder.resolve("made.csv"), text);
  }
}
