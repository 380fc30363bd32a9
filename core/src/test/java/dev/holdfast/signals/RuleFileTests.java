package dev.holdfast.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTests {

  private static final String OWN =
      """
      name: health_drop
      title: Health dropped, ours
      version: 2
      question: Did it fall?
      owner: Anna
      next_step: Call.
      severity: high
      baseline_days: 56
      confirm_days: 1
      clear_days: 1
      sources: [usage_event]
      detector:
        kind: score_drop
        points: 10
        days: 7
        clear_points: 5
      """;

  @TempDir private Path folder;

  @Test
  void aCompanysOwnFileTakesThePlaceOfTheShippedOne() throws IOException {
    Files.writeString(folder.resolve("drop.yaml"), OWN);
    SignalRules rules = SignalRules.load(Optional.of(folder));
    assertThat(rules.all()).hasSameSizeAs(SignalRules.shipped().all());
    assertThat(rules.get("health_drop").version()).isEqualTo(2);
    assertThat(rules.get("health_drop").detector()).isEqualTo(new Detector.ScoreDrop(10, 7, 5));
  }

  @Test
  void everyShippedRuleSaysWhatToDoAndStatesItsFalseAlarmsIfChanceHasASay() {
    for (SignalRule rule : SignalRules.shipped().all()) {
      assertThat(rule.words().nextStep()).as(rule.name()).isNotBlank();
      boolean chance =
          rule.detector().weekly() || rule.detector() instanceof Detector.SatisfactionTrend;
      assertThat(rule.falseAlarmsPerAccountYear() != null).as(rule.name()).isEqualTo(chance);
    }
  }

  @Test
  void onlyFactsAreArmedAtOnce() {
    assertThat(SignalRules.shipped().all())
        .filteredOn(rule -> rule.timing().baselineDays() < 56)
        .extracting(SignalRule::name)
        .containsExactlyInAnyOrder(
            "key_person_left", "renewal_window", "ticket_overdue", "ready_for_guidance");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "points: 10|pionts: 10|13: 'points' is missing",
        "severity: high|severity: huge|7: 'severity' cannot be 'huge'",
        "kind: score_drop|kind: hunch|13: 'kind' cannot be 'hunch'; it is one of: band_crossing",
        "days: 7|days: 0|15: 'days' must lie between 1 and 365, not 0",
        "owner: Anna|owner: Anna\\ncolour: red|6: 'colour' is not known here",
        "sources: [usage_event]|sources: [weather]|11: There is no fact called 'weather'",
        "version: 2|version: 0|1: the version must be 1 or more",
        "baseline_days: 56|baseline_days: 55|1: this kind of rule compares with what is usual",
      })
  void aMistakeIsReportedWithFileAndLine(String before, String after, String message) {
    String yaml = OWN.replace(before, after.replace("\\n", "\n"));
    assertThatThrownBy(() -> SignalRules.read("own.yaml", yaml))
        .hasMessageContaining("own.yaml:" + message);
  }

  @Test
  void aRuleOnWeeksCountsInWeeks() {
    String yaml =
        OWN.substring(0, OWN.indexOf("detector:"))
            + "detector:\n  kind: usage_limits\n  weeks: 26\n  least_fall: 0.3\n  least_volume: 20\n";
    assertThatThrownBy(() -> SignalRules.read("own.yaml", yaml))
        .hasMessageContaining("'confirm_days' of 7");
  }
}
