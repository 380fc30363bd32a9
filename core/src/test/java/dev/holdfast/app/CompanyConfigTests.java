package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.app.CompanyConfig.Does;
import dev.holdfast.app.CompanyConfig.File;
import dev.holdfast.app.CompanyConfig.Step;
import dev.holdfast.base.Clocks;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.OwnFiles;
import dev.holdfast.metrics.ContractCatalogue;
import dev.holdfast.workspace.Actor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A company's definitions go out as files and come in again, all or nothing. */
class CompanyConfigTests {

  private static final Actor ANNA = Actor.holdfast("Anna");

  @TempDir private Path folder;
  private Holdfast holdfast;

  @BeforeEach
  void open() {
    holdfast = open("data");
  }

  private Holdfast open(String name) {
    return Holdfast.open(
        Settings.of(folder.resolve(name)), Clocks.settable(Instant.parse("2026-03-18T10:00:00Z")));
  }

  @AfterEach
  void close() {
    holdfast.close();
  }

  private Path exported() {
    Map<Path, String> files = new LinkedHashMap<>();
    Path out = folder.resolve("config");
    for (File file : holdfast.config().export()) {
      files.put(out.resolve(file.path()), file.text());
    }
    OwnFiles.replace(files);
    return out;
  }

  private static void change(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  private static String metric() {
    return ContractCatalogue.load(Optional.empty())
        .text("csat")
        .replaceFirst("key: csat", "key: our_csat");
  }

  @Test
  void whatWentOutComesInWithoutChange() {
    Path out = exported();
    assertThat(holdfast.config().export())
        .extracting(File::path)
        .containsExactly("health/default.yaml", "health/onboarding.yaml");
    List<Step> steps = holdfast.config().apply(out, "", ANNA);
    assertThat(steps).extracting(Step::does).containsOnly(Does.NOTHING);
    assertThat(folder.resolve("data").resolve("health")).doesNotExist();
  }

  @Test
  void changesAreShownFirstAndThenAppliedTogetherAndReachAnotherCompany() throws IOException {
    Path out = exported();
    change(out.resolve("health/default.yaml"), "version: 1", "version: 2");
    change(out.resolve("health/default.yaml"), "weight: 13", "weight: 20");
    OwnFiles.replace(Map.of(out.resolve("metrics/our_csat.yaml"), metric()));
    List<Step> plan = holdfast.config().plan(out);
    assertThat(plan)
        .extracting(Step::path, Step::does)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("health/default.yaml", Does.CHANGES),
            org.assertj.core.groups.Tuple.tuple("health/onboarding.yaml", Does.NOTHING),
            org.assertj.core.groups.Tuple.tuple("metrics/our_csat.yaml", Does.ADDS));
    assertThat(plan.getFirst().what()).contains("Reach: weight 13 (13 %) is now 20 (17.5 %)");
    assertThat(folder.resolve("data").resolve("health")).doesNotExist();

    assertThat(holdfast.config().apply(out, " ", ANNA).getLast().what().getFirst())
        .contains("--waiver");
    assertThat(holdfast.metrics().catalogue().find("our_csat")).isEmpty();

    holdfast.config().apply(out, "agreed with Ben", ANNA);
    assertThat(holdfast.health().profiles().inForce("default").orElseThrow().version())
        .isEqualTo(2);
    assertThat(holdfast.metrics().catalogue().find("our_csat")).isPresent();
    List<File> files = holdfast.config().export();
    exported();
    holdfast.close();
    holdfast = open("other");
    holdfast.config().apply(out, "the same as the other", ANNA);
    assertThat(holdfast.config().export()).isEqualTo(files);
  }

  @Test
  void oneRefusedFileLeavesEverythingAsItWas() throws IOException {
    Path out = exported();
    change(out.resolve("health/default.yaml"), "version: 1", "version: 2");
    change(out.resolve("health/default.yaml"), "weight: 13", "weight: 20");
    OwnFiles.replace(
        Map.of(out.resolve("metrics/our_csat.yaml"), metric().replace("unit:", "unti:")));
    List<Step> steps = holdfast.config().apply(out, "agreed", ANNA);
    assertThat(steps.getLast().does()).isEqualTo(Does.REFUSED);
    assertThat(steps.getLast().what().getFirst()).contains("unti");
    assertThat(holdfast.health().profiles().inForce("default").orElseThrow().version())
        .isEqualTo(1);
    assertThat(folder.resolve("data").resolve("health")).doesNotExist();
  }

  @Test
  void whenOneFileCannotBeWrittenEverythingStaysAsItWas() throws IOException {
    Path out = exported();
    change(out.resolve("health/default.yaml"), "version: 1", "version: 2");
    change(out.resolve("health/default.yaml"), "weight: 13", "weight: 20");
    OwnFiles.replace(Map.of(out.resolve("metrics/our_csat.yaml"), metric()));
    Path inTheWay = folder.resolve("data").resolve("metrics").resolve("our_csat.yaml");
    Files.createDirectories(inTheWay.resolve("something"));
    assertThatThrownBy(() -> holdfast.config().apply(out, "agreed", ANNA))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("our_csat.yaml");
    Files.delete(inTheWay.resolve("something"));
    Files.delete(inTheWay);
    assertThat(folder.resolve("data").resolve("health")).isEmptyDirectory();
    holdfast.close();
    holdfast = open("data");
    assertThat(holdfast.health().profiles().inForce("default").orElseThrow().version())
        .isEqualTo(1);
    assertThat(holdfast.config().plan(out).getFirst().does()).isEqualTo(Does.CHANGES);
    assertThat(holdfast.config().apply(out, "agreed", ANNA))
        .noneMatch(s -> s.does() == Does.REFUSED);
  }

  @Test
  void aFileThatWasOvertakenIsRefusedWithTheVersionToSet() throws IOException {
    Path out = exported();
    change(out.resolve("health/default.yaml"), "weight: 13", "weight: 20");
    change(out.resolve("health/onboarding.yaml"), "name: onboarding", "name: starting");
    List<Step> steps = holdfast.config().plan(out);
    assertThat(steps).extracting(Step::does).containsOnly(Does.REFUSED);
    assertThat(steps.getFirst().what().getFirst())
        .contains("in force is default v1", "set version: 2");
    assertThat(steps.getLast().what().getFirst()).contains("starting.yaml");
  }

  @Test
  void profilesThatDoNotFitEachOtherAreRefused() throws IOException {
    Path out = exported();
    change(out.resolve("health/default.yaml"), "version: 1", "version: 2");
    change(out.resolve("health/default.yaml"), "order: 1000", "order: 100");
    List<Step> steps = holdfast.config().plan(out);
    assertThat(steps.getLast().does()).isEqualTo(Does.REFUSED);
    assertThat(steps.getLast().what().getFirst()).contains("two health profiles");
  }

  @Test
  void aFolderThatHoldsNothingIsSaid() {
    assertThatThrownBy(() -> holdfast.config().plan(folder.resolve("nowhere")))
        .hasMessageContaining("config export");
    assertThatThrownBy(() -> holdfast.config().plan(folder)).hasMessageContaining("neither");
  }
}
