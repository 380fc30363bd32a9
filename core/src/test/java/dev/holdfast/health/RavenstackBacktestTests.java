package dev.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A public company whose features do not foretell who left: a bench must say so. */
class RavenstackBacktestTests {

  private static final Path FOLDER =
      Path.of(System.getProperty("holdfast.root")).resolve("../shared/data/ravenstack");

  @TempDir Path folder;

  /** What is known of an account from the other files. */
  private static final class Sums {
    private double subscriptions;
    private double uses;
    private double seconds;
    private double errors;
    private double tickets;
    private double resolutionHours;
    private double escalations;
  }

  @Test
  void useTicketsAndPlansAreNoEvidenceOfSignal() throws IOException {
    Assumptions.assumeTrue(
        Files.isDirectory(FOLDER),
        () -> "SKIPPED: the public data set " + FOLDER + " is not there");
    SnapshotReport report =
        SnapshotBacktest.run(
            new SnapshotRequest(
                joined(),
                "account_id",
                "churn_flag",
                "true",
                Set.of(),
                Set.of("account_name", "signup_date"),
                null));
    assertThat(report.ranking().lostAccounts()).isGreaterThanOrEqualTo(Ranking.ENOUGH_LOSSES);
    assertThat(report.ranking().signal()).isEqualTo(Ranking.Signal.NONE);
    assertThat(report.verdict()).startsWith("No evidence of signal");
    assertThat(report.ranking().low()).isLessThan(0.5);
    assertThat(report.ranking().high()).isGreaterThan(0.5);
  }

  /** One row for each account, with what the other files say of it. */
  private Path joined() throws IOException {
    Map<String, String> accountOf = new HashMap<>();
    Map<String, Sums> sums = new HashMap<>();
    for (NamedCsvRecord row : rows("subscriptions")) {
      accountOf.put(row.getField("subscription_id"), row.getField("account_id"));
      sums.computeIfAbsent(row.getField("account_id"), id -> new Sums()).subscriptions++;
    }
    for (NamedCsvRecord row : rows("feature_usage")) {
      Sums of = sums.get(accountOf.get(row.getField("subscription_id")));
      if (of != null) {
        of.uses += number(row, "usage_count");
        of.seconds += number(row, "usage_duration_secs");
        of.errors += number(row, "error_count");
      }
    }
    for (NamedCsvRecord row : rows("support_tickets")) {
      Sums of = sums.computeIfAbsent(row.getField("account_id"), id -> new Sums());
      of.tickets++;
      of.resolutionHours += number(row, "resolution_time_hours");
      of.escalations += row.getField("escalation_flag").equals("true") ? 1 : 0;
    }
    List<NamedCsvRecord> accounts = rows("accounts");
    StringBuilder text = new StringBuilder(String.join(",", accounts.getFirst().getHeader()));
    text.append(",subscriptions,uses,seconds,errors,tickets,resolution_hours,escalations\n");
    for (NamedCsvRecord row : accounts) {
      Sums of = sums.getOrDefault(row.getField("account_id"), new Sums());
      text.append(String.join(",", row.getFields()));
      for (double one :
          new double[] {
            of.subscriptions,
            of.uses,
            of.seconds,
            of.errors,
            of.tickets,
            of.resolutionHours,
            of.escalations
          }) {
        text.append(',').append(one);
      }
      text.append('\n');
    }
    return Files.writeString(folder.resolve("joined.csv"), text);
  }

  private static double number(NamedCsvRecord row, String column) {
    String text = row.getField(column);
    return text.isEmpty() ? 0 : Double.parseDouble(text);
  }

  private static List<NamedCsvRecord> rows(String name) {
    try (CsvReader<NamedCsvRecord> reader =
            CsvReader.builder().ofNamedCsvRecord(FOLDER.resolve("ravenstack_" + name + ".csv"));
        Stream<NamedCsvRecord> rows = reader.stream()) {
      return rows.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
