package dev.holdfast.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.metrics.ContractLint.Finding;
import dev.holdfast.workspace.Actor;
import dev.holdfast.workspace.Definitions.Kind;
import dev.holdfast.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnContractsTests {

  @TempDir private Path folder;
  private final Bench bench = new Bench();
  private Workspace workspace;
  private OwnContracts own;

  @BeforeEach
  void open() {
    workspace = Workspace.open(folder.resolve("workspace.sqlite"), bench.clock);
    own = new OwnContracts(metrics(), workspace.definitions(), bench.metrics);
  }

  @AfterEach
  void close() {
    workspace.close();
    bench.close();
  }

  private Path metrics() {
    return folder.resolve("metrics");
  }

  private static String csat() {
    return Bench.CATALOGUE.text("csat");
  }

  private static String mine() {
    return csat().replaceFirst("key: csat", "key: our_csat");
  }

  @Test
  void aContractThatIsSavedIsAFileAVersionAndAMetric() throws IOException {
    own.save(mine(), Actor.holdfast("test"));
    assertThat(Files.readString(metrics().resolve("our_csat.yaml"))).isEqualTo(mine());
    assertThat(bench.metrics.catalogue().contract("our_csat").title()).contains("CSAT");
    assertThat(workspace.definitions().history(Kind.METRIC, "our_csat")).hasSize(1);
    assertThat(ContractCatalogue.load(Optional.of(metrics())).find("our_csat")).isPresent();
  }

  @Test
  void aMistakeNamesItsLineAndChangesNothing() {
    String broken = mine().replace("title: Customer", "titel: Customer");
    assertThatThrownBy(() -> own.save(broken, Actor.holdfast("test")))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("titel");
    assertThat(metrics().resolve("our_csat.yaml")).doesNotExist();
    assertThat(bench.metrics.catalogue().find("our_csat")).isEmpty();
  }

  @Test
  void anExpressionThatNamesNoColumnPointsAtItsVariant() {
    String broken = mine().replace("score == scale_max :", "scores == scale_max :");
    long line = 1 + broken.lines().takeWhile(one -> !one.contains("name: top_box")).count();
    assertThatThrownBy(() -> own.check(broken))
        .hasMessageContaining("line " + line)
        .hasMessageContaining("top_box")
        .hasMessageContaining("scores");
  }

  @Test
  void anotherDefinitionNeedsAHigherVersion() {
    own.save(mine(), Actor.holdfast("test"));
    String changed = mine().replace("minimum_sample: 5", "minimum_sample: 8");
    assertThatThrownBy(() -> own.save(changed, Actor.holdfast("test")))
        .hasMessageContaining("set version to 2");
    own.save(changed.replace("version: 1", "version: 2"), Actor.holdfast("test"));
    assertThat(bench.metrics.catalogue().contract("our_csat").minimumSample()).isEqualTo(8);
    assertThat(workspace.definitions().history(Kind.METRIC, "our_csat")).hasSize(2);
  }

  @Test
  void whatShipsHasNothingToMend() {
    assertThat(ContractLint.findings(Optional.empty())).isEmpty();
  }

  @Test
  void lintFindsWhatNobodyOwnsOrActsOn() throws IOException {
    Files.createDirectories(metrics());
    String orphan =
        mine()
            .replace("owner: Head of support", "owner: nobody")
            .replace("minimum_sample: 5", "minimum_sample: 1")
            .replace(
                "sample_unit: answers\n",
                """
                sample_unit: answers
                thresholds:
                  - {side: below, at: 70}
                  - {side: below, at: 80, watch_only: true}
                  - {side: below, at: 60, action: Call the team lead the same day}
                """);
    Files.writeString(metrics().resolve("our_csat.yaml"), orphan);
    Files.writeString(metrics().resolve("broken.yaml"), "key: broken\n");
    Files.writeString(metrics().resolve("csat.yaml"), csat());
    assertThat(ContractLint.findings(Optional.of(metrics())))
        .extracting(Finding::metric, finding -> finding.what().split(" ")[0])
        .contains(
            tuple("our_csat", "owner"),
            tuple("our_csat", "the"),
            tuple("our_csat", "variant"),
            tuple("csat", "replaces"))
        .filteredOn(tuple -> tuple.toList().getFirst().equals("broken.yaml"))
        .hasSize(1);
    assertThat(ContractLint.findings(Optional.of(metrics())))
        .filteredOn(finding -> finding.what().contains("threshold"))
        .extracting(Finding::what)
        .containsExactly("the threshold below 70 makes nobody do anything");
  }
}
