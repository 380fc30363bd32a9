package dev.holdfast.stats;

import static dev.holdfast.stats.Close.GOLDEN;
import static dev.holdfast.stats.Close.STUDENT;
import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Real resolution times; their source is not ours to commit and lies beside the project. */
class ResolutionTimeTests {

  private static final Path INCIDENTS =
      Path.of(System.getProperty("holdfast.root", ".."))
          .resolve("../shared/data/uci_incidents/incidents.csv")
          .normalize();

  private static final JsonNode GOLDEN_FILE = Golden.json("resolution_time_uci.json");

  /** One incident; an empty cell is a time that was never written down. */
  private record Incident(LocalDateTime opened, String resolved, String closed, String priority) {

    boolean isResolved() {
      return !resolved.isEmpty();
    }

    /** When it was resolved or, where only that is written down, closed. */
    LocalDateTime ended() {
      return LocalDateTime.parse(isResolved() ? resolved : closed);
    }

    double hoursOpen() {
      return hoursUntil(ended());
    }

    double hoursUntil(LocalDateTime end) {
      return Duration.between(opened.toInstant(ZoneOffset.UTC), end.toInstant(ZoneOffset.UTC))
              .toMinutes()
          / 60.0;
    }
  }

  private static List<Incident> incidents = List.of();

  @BeforeAll
  static void read() throws IOException {
    assumeTrue(
        Files.isReadable(INCIDENTS),
        "SKIPPED: the UCI incident log is not at " + INCIDENTS + ", so nothing here is checked");
    List<Incident> read = new ArrayList<>();
    List<String> lines = Files.readAllLines(INCIDENTS);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      read.add(new Incident(LocalDateTime.parse(cells[2]), cells[4], cells[5], cells[6]));
    }
    incidents = List.copyOf(read);
  }

  @Test
  void allResolvedIncidentsMatchTheGoldenFile() {
    assertThat(incidents).hasSize(GOLDEN_FILE.get("incidents").intValue());
    double[] hours =
        incidents.stream()
            .filter(Incident::isResolved)
            .mapToDouble(Incident::hoursOpen)
            .sorted()
            .toArray();
    assertSummary(hours, GOLDEN_FILE.get("calendar_hours"));
    assertThat(Quantile.type7(hours, 0.5)).isEqualTo(22.1);
  }

  @Test
  void eachPriorityMatchesTheGoldenFile() {
    for (String priority : List.of("1", "2", "3", "4")) {
      double[] hours =
          incidents.stream()
              .filter(incident -> incident.priority().equals(priority))
              .filter(Incident::isResolved)
              .mapToDouble(Incident::hoursOpen)
              .sorted()
              .toArray();
      assertSummary(hours, GOLDEN_FILE.get("by_priority").get(priority));
    }
  }

  private static void assertSummary(double[] hours, JsonNode golden) {
    Mean mean = Mean.of(hours);
    assertThat(mean.n()).isEqualTo(golden.get("n").longValue());
    assertClose("mean", mean.mean(), golden.get("mean").doubleValue(), GOLDEN);
    assertClose("sd", Math.sqrt(mean.variance()), golden.get("sd").doubleValue(), GOLDEN);
    assertClose(
        "mean interval",
        mean.tInterval(0.95).orElseThrow(),
        golden.get("mean_t_lo").doubleValue(),
        golden.get("mean_t_hi").doubleValue(),
        STUDENT);
    assertClose("median", Quantile.type7(hours, 0.5), golden.get("median").doubleValue(), GOLDEN);
    assertClose(
        "median interval",
        Quantile.orderStatistic(hours, 0.5, 0.95),
        golden.get("median_ci_order_stat").get(0).doubleValue(),
        golden.get("median_ci_order_stat").get(1).doubleValue(),
        GOLDEN);
    assertClose("p75", Quantile.type7(hours, 0.75), golden.get("p75_type7").doubleValue(), GOLDEN);
    assertClose("p90", Quantile.type7(hours, 0.9), golden.get("p90_type7").doubleValue(), GOLDEN);
    assertClose("p95", Quantile.type7(hours, 0.95), golden.get("p95_type7").doubleValue(), GOLDEN);
  }

  @Test
  void openIncidentsAreCensoredAndNotForgotten() {
    JsonNode golden = GOLDEN_FILE.get("frozen_2016_04_15");
    LocalDateTime frozen = LocalDateTime.parse("2016-04-15T00:00");
    List<Incident> known =
        incidents.stream().filter(incident -> !incident.opened().isAfter(frozen)).toList();
    List<KaplanMeier.TimeCount> exits = new ArrayList<>();
    List<Double> resolvedOnly = new ArrayList<>();
    for (Incident incident : known) {
      if (!incident.ended().isAfter(frozen)) {
        resolvedOnly.add(incident.hoursOpen());
        exits.add(new KaplanMeier.TimeCount(incident.hoursOpen(), 1, 0));
      } else {
        exits.add(new KaplanMeier.TimeCount(incident.hoursUntil(frozen), 0, 1));
      }
    }
    assertThat(known).hasSize(golden.get("opened").intValue());
    assertThat(resolvedOnly).hasSize(golden.get("resolved").intValue());
    double[] sorted = resolvedOnly.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    assertThat(Quantile.type7(sorted, 0.5)).isEqualTo(44.025);
    KaplanMeier curve = KaplanMeier.of(exits);
    assertClose("median", curve.median().orElseThrow(), 58.1, GOLDEN);
    assertClose("p75", curve.quantile(0.75).orElseThrow(), 192.4, GOLDEN);
    assertClose("p90", curve.quantile(0.9).orElseThrow(), 411.35, GOLDEN);
  }
}
