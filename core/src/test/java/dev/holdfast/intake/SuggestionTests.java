package dev.holdfast.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A suggested mapping runs as it is, on the start of each of the public sets. */
final class SuggestionTests {

  private static final Path DATA =
      Path.of(System.getProperty("holdfast.root")).resolve("../shared/data");

  private static final int ROWS = 300;

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
  void runsOnThePublicSets(String name) throws IOException {
    Path whole = DATA.resolve(name);
    Assumptions.assumeTrue(
        Files.exists(whole), () -> "SKIPPED: the public data set " + whole + " is not there");
    Path file = folder.resolve("start.csv");
    try (Stream<String> lines = Files.lines(whole)) {
      Files.write(file, lines.limit(ROWS).toList());
    }
    String mapping = Suggestion.forFile(file);
    try (ImportFixture fixture = new ImportFixture(folder)) {
      ImportReport report = fixture.dryRun(file, mapping);
      assertThat(report.rows().accepted()).as(mapping).isPositive();
      assertThat(report.facts()).hasSize(1);
    }
  }
}
