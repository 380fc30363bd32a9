package dev.holdfast.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.holdfast.base.Period;
import dev.holdfast.intake.ImportRequest;
import dev.holdfast.intake.Imports;
import dev.holdfast.intake.Mappings;
import dev.holdfast.intake.Progress;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The ledger of a public data set of 5,000 subscriptions adds up, and is what its file says. */
class RavenstackLedgerTests {

  private static final Path ROOT = Path.of(System.getProperty("holdfast.root"));
  private static final Path FOLDER = ROOT.resolve("../shared/data/ravenstack");
  private static final Path SUBSCRIPTIONS = FOLDER.resolve("ravenstack_subscriptions.csv");
  private static final LocalDate FIRST = LocalDate.of(2022, 12, 1);

  @Test
  void openingAndMovementsMakeTheClosingThatTheFileSays() throws IOException {
    Assumptions.assumeTrue(
        Files.exists(SUBSCRIPTIONS),
        () -> "SKIPPED: the public data set " + SUBSCRIPTIONS + " is not there");
    List<NamedCsvRecord> file = rows();
    try (Bench bench = new Bench()) {
      Imports imports = Imports.open(bench.log);
      take(imports, "ravenstack_accounts");
      take(imports, "ravenstack_subscriptions");
      bench.refresh();
      SplittableRandom random = new SplittableRandom(20_261_126L);
      for (int i = 0; i < 4; i++) {
        LocalDate from = FIRST.plusDays(random.nextInt(760));
        LocalDate to = from.plusDays(1 + random.nextInt(500));
        check(bench, new Period(from, to, ZoneOffset.UTC), file);
      }
    }
  }

  private static void check(Bench bench, Period period, List<NamedCsvRecord> file) {
    Map<String, Long> closing = minor(bench, "closing", period, "account_id");
    assertThat(closing).as(period.toString()).isEqualTo(fromFile(file, period.to()));
    Map<String, Long> sums = minor(bench, "opening", period, "account_id");
    assertThat(sums).as(period.toString()).isEqualTo(fromFile(file, period.from()));
    long total = minor(bench, "opening", period).getOrDefault("", 0L);
    for (MovementKind kind : MovementKind.values()) {
      minor(bench, kind.word(), period, "account_id")
          .forEach((account, moved) -> sums.merge(account, moved, Long::sum));
      total += minor(bench, kind.word(), period).getOrDefault("", 0L);
    }
    sums.values().removeIf(amount -> amount == 0);
    assertThat(sums).as(period.toString()).isEqualTo(closing);
    assertThat(total)
        .as(period.toString())
        .isEqualTo(minor(bench, "closing", period).getOrDefault("", 0L));
  }

  /** What accounts pay on the eve of a day; the monthly amount is there for all subscriptions. */
  private static Map<String, Long> fromFile(List<NamedCsvRecord> file, LocalDate before) {
    LocalDate day = before.minusDays(1);
    Map<String, Long> paid = new TreeMap<>();
    for (NamedCsvRecord row : file) {
      String end = row.getField("end_date");
      if (!LocalDate.parse(row.getField("start_date")).isAfter(day)
          && (end.isEmpty() || LocalDate.parse(end).isAfter(day))
          && row.getField("is_trial").equals("false")) {
        long cents = new BigDecimal(row.getField("mrr_amount")).movePointRight(2).longValueExact();
        paid.merge(row.getField("account_id"), cents, Long::sum);
      }
    }
    paid.values().removeIf(amount -> amount == 0);
    return paid;
  }

  /** What a variant of the movements comes to in cents, by dimensions if there are any. */
  private static Map<String, Long> minor(Bench bench, String variant, Period period, String... by) {
    Map<String, Long> minor = new TreeMap<>();
    for (MetricValue value :
        bench.ask(MetricRequest.of("mrr_movements", period).variant(variant).by(by))) {
      long cents =
          new BigDecimal(String.valueOf(value.value().orElse(0)))
              .movePointRight(2)
              .longValueExact();
      if (cents != 0) {
        minor.put(value.dimension("account_id").orElse(""), cents);
      }
    }
    return minor;
  }

  private static void take(Imports imports, String name) {
    imports.run(
        new ImportRequest(
            FOLDER.resolve(name + ".csv"),
            Mappings.read(ROOT.resolve("examples/" + name + ".yaml")),
            false,
            "tester",
            Progress.none()));
  }

  private static List<NamedCsvRecord> rows() throws IOException {
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(SUBSCRIPTIONS);
        Stream<NamedCsvRecord> rows = reader.stream()) {
      return rows.toList();
    }
  }
}
