package dev.holdfast.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A suggested mapping runs as it is, on each of the public sets. */
final class SuggestionTests {

  private static final Path DATA =
      Path.of(System.getProperty("holdfast.root")).resolve("../shared/data");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "telco/Telco-Customer-Churn.csv",
        "uci_incidents/incidents.csv",
        "online_retail/invoices.csv",
        "nhs_fft/fft_numeric.csv",
        "ravenstack/ravenstack_accounts.csv",
        "ravenstack/ravenstack_subscriptions.csv",
        "ravenstack/ravenstack_feature_usage.csv",
        "ravenstack/ravenstack_support_tickets.csv",
        "ravenstack/ravenstack_churn_events.csv"
      })
  void runsOnThePublicSets(String name) {
    Path file = DATA.resolve(name);
    Assumptions.assumeTrue(
        Files.exists(file), () -> "SKIPPED: the public data set " + file + " is not there");
    String mapping = Suggestion.forFile(file);
    try (ImportFixture fixture = new ImportFixture(folder)) {
      ImportReport report = fixture.dryRun(file, mapping);
      assertThat(report.rows().accepted()).as(mapping).isPositive();
      assertThat(report.facts()).hasSize(1);
    }
  }
}
