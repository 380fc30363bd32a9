package dev.holdfast.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractReaderTests {

  private static final String NPS = resource("nps.yaml");

  @TempDir private Path folder;

  @Test
  void anUnknownKeyIsAnErrorWithFileLineAndTheKnownKeys() {
    assertThatThrownBy(() -> ContractReader.read("nps.yaml", NPS.replace("grain:", "grian:")))
        .isInstanceOf(HoldfastException.class)
        .extracting(e -> ((HoldfastException) e).code())
        .isEqualTo(ErrorCode.BAD_DEFINITION);
    assertThatThrownBy(() -> ContractReader.read("nps.yaml", NPS.replace("grain:", "grian:")))
        .hasMessageContaining("nps.yaml, line " + lineOf("grain:"))
        .hasMessageContaining("no key 'grian'")
        .hasMessageContaining("known are dimensions, direction");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key: nps|key: NPS!|is not a metric^s key",
        "version: 1|version: 0|version must be 1 or more",
        "version: 1|version: one|one",
        "title: Net Promoter Score|notes_: x|no key ^notes_^",
        "direction: higher_is_better|direction: up|^up^ is not one of higher_is_better",
        "grain: month|grain: fortnight|^fortnight^ is not one of day",
        "nps:|npz:|there is no estimator ^npz^",
        "score: score|socre: score|no key ^socre^",
        "score: score|equal_weight: true|score is missing",
        "nps: {score: score, cluster: account_id}|nps: {score: score, equal_weight: true}|needs a cluster",
        "estimator:~  nps:~    score: score|estimator: {nps: {score: score}, count: {}}|one estimator",
        "name: all|name: latest|variant ^latest^ is there twice",
        "minimum_sample: 5|minimum_sample: -1|minimum_sample must be 0 or more",
        "minimum_sample: 5|unit: points|uplicate",
        "where: scale_min|when: scale_min|no key ^when^",
        "unit: points|unit_: points|no key ^unit_^",
      })
  void aMistakeIsNamedWithItsLine(String part, String wrong, String reason) {
    String right = part.replace('~', '\n');
    assertThat(NPS).contains(right);
    String broken = NPS.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));
    assertThatThrownBy(() -> ContractReader.read("own/nps.yaml", broken))
        .isInstanceOf(HoldfastException.class)
        .hasMessageMatching("(?s)own/nps.yaml, line [1-9].*")
        .hasMessageContaining(reason.replace('^', '\''));
  }

  @Test
  void aMissingKeyIsNamed() {
    assertThatThrownBy(() -> ContractReader.read("nps.yaml", NPS.replace("unit: points\n", "")))
        .hasMessageContaining("unit is missing");
    assertThatThrownBy(
            () -> ContractReader.read("nps.yaml", NPS.replaceFirst("minimum_sample: 5\n", "")))
        .hasMessageContaining("minimum_sample");
  }

  @Test
  void aMistakeInAnExpressionIsFoundWhenTheCatalogueIsRead() throws IOException {
    own("nps.yaml", NPS.replace("scale_min != 0", "scale_minimum != 0"));
    assertThatThrownBy(this::load)
        .hasMessageContaining("nps.yaml, line 23, variant 'latest'")
        .hasMessageContaining("scale_minimum");
  }

  @Test
  void anUnknownSourceOrAPrivateOneIsRefused() throws IOException {
    own("nps.yaml", NPS.replace("source: survey_response", "source: survey_responses"));
    assertThatThrownBy(this::load).hasMessageContaining("There is no source 'survey_responses'");
    own("nps.yaml", NPS.replace("source: survey_response", "source: self_rating"));
    assertThatThrownBy(this::load)
        .hasMessageContaining("There is no source 'self_rating'")
        .hasMessageNotContaining("self_rating, ");
  }

  @Test
  void aCompanysOwnFileReplacesAContractOrAddsOne() throws IOException {
    own("nps.yaml", NPS.replace("version: 1", "version: 2"));
    own("relationship_nps.yaml", NPS.replace("key: nps", "key: relationship_nps"));
    ContractCatalogue catalogue = load();
    assertThat(catalogue.contract("nps").version()).isEqualTo(2);
    assertThat(catalogue.contracts().getLast().key()).isEqualTo("relationship_nps");
    assertThat(catalogue.contracts()).hasSize(Bench.CATALOGUE.contracts().size() + 1);
  }

  @Test
  void aFileIsCalledByItsKey() throws IOException {
    own("other.yaml", NPS);
    assertThatThrownBy(this::load).hasMessageContaining("nps.yaml");
  }

  @Test
  void everyFileThatShipsIsInTheCatalogue() throws IOException {
    Path files =
        Path.of(System.getProperty("holdfast.root"), "core/src/main/resources/holdfast/metrics");
    try (var list = Files.list(files)) {
      assertThat(
              list.map(file -> String.valueOf(file.getFileName()))
                  .filter(name -> name.endsWith(".yaml"))
                  .map(name -> name.replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(
              Bench.CATALOGUE.contracts().stream().map(Contract::key).toList());
    }
  }

  private ContractCatalogue load() {
    return ContractCatalogue.load(Optional.of(folder));
  }

  private void own(String name, String yaml) throws IOException {
    Files.writeString(folder.resolve(name), yaml);
  }

  private static long lineOf(String text) {
    return NPS.lines().takeWhile(line -> !line.startsWith(text)).count() + 1;
  }

  private static String resource(String name) {
    try (InputStream in =
        ContractReaderTests.class.getResourceAsStream("/holdfast/metrics/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
