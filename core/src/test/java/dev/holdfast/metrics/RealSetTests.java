package dev.holdfast.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.FactAppender;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Facts.Instrument;
import dev.holdfast.facts.Facts.SurveyResponse;
import dev.holdfast.facts.Facts.TicketEvent;
import dev.holdfast.facts.Facts.TicketStatus;
import dev.holdfast.facts.ImportId;
import dev.holdfast.facts.Origin;
import dev.holdfast.stats.Interval;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two real sets come out as independent tools computed them. */
class RealSetTests {

  private static final double TOLERANCE = 1e-9;

  @Test
  void nhsSatisfactionEqualsTheGoldenFileInTotalAndByTrust() throws IOException {
    List<Fact> facts = nhs();
    JsonNode golden = golden("surveys.json");
    try (Bench bench = new Bench()) {
      load(bench, FactType.SURVEY_RESPONSE, facts);
      MetricRequest all = MetricRequest.of("csat", Bench.days("2021-06-01", "2022-12-01"));
      compare(bench.one(all), golden.get("fft_all"));
      assertThat(bench.one(all).value().getAsDouble()).isCloseTo(85.28992, within(5e-6));
      for (MetricValue value : bench.ask(all.by("account_id"))) {
        compare(value, golden.get("fft_by_trust").get(value.dimension("account_id").orElseThrow()));
      }
    }
  }

  @Test
  void uciResolutionTimeEqualsTheGoldenFile() throws IOException {
    List<Fact> facts = uci();
    JsonNode golden = golden("resolution_time_uci.json");
    JsonNode calendar = golden.get("calendar_hours");
    JsonNode business = golden.get("business_hours_monfri_0917");
    try (Bench bench = new Bench()) {
      load(bench, FactType.TICKET_EVENT, facts);
      bench.refresh();
      MetricRequest all =
          MetricRequest.of("full_resolution_time", Bench.days("2016-01-01", "2018-01-01"));
      MetricValue median = bench.one(all);
      assertThat(median.estimate().n()).isEqualTo(23_362);
      assertThat(median.excluded()).containsEntry("closed without being solved", 1_556L);
      close(median, calendar.get("median"));
      bounds(
          median,
          calendar.get("median_ci_order_stat").get(0),
          calendar.get("median_ci_order_stat").get(1));
      MetricValue mean = bench.one(all.variant("mean"));
      close(mean, calendar.get("mean"));
      bounds(mean, calendar.get("mean_t_lo"), calendar.get("mean_t_hi"));
      close(bench.one(all.variant("p90")), calendar.get("p90_type7"));
      MetricValue businessMedian = bench.one(all.variant("business_median"));
      close(businessMedian, business.get("median"));
      bounds(
          businessMedian,
          business.get("median_ci_order_stat").get(0),
          business.get("median_ci_order_stat").get(1));
      close(bench.one(all.variant("business_mean")), business.get("mean"));
      close(bench.one(all.variant("business_p90")), business.get("p90_type7"));
      for (MetricValue value : bench.ask(all.by("priority"))) {
        JsonNode expected =
            golden.get("by_priority").get(value.dimension("priority").orElseThrow());
        assertThat(value.estimate().n()).isEqualTo(expected.get("n").asLong());
        close(value, expected.get("median"));
      }
    }
  }

  @Test
  void uciTicketsStillOpenMakeTheMedianLongerAsTheGoldenFileSays() throws IOException {
    JsonNode golden = golden("resolution_time_uci.json").get("frozen_2016_04_15");
    try (Bench bench = new Bench()) {
      load(bench, FactType.TICKET_EVENT, uciEnds());
      bench.refresh();
      MetricRequest frozen =
          MetricRequest.of("full_resolution_time", Bench.days("2015-01-01", "2016-04-15"));
      MetricValue withOpen = bench.one(frozen.variant("with_open_median"));
      assertThat(withOpen.estimate().n()).isEqualTo(golden.get("opened").asLong());
      assertThat(withOpen.value().getAsDouble()).isCloseTo(58.1, within(TOLERANCE));
      assertThat(withOpen.interval().orElseThrow().low()).isBetween(50.0, 58.1);
      MetricValue solvedOnly = bench.one(frozen.variant("median"));
      assertThat(solvedOnly.estimate().n()).isEqualTo(golden.get("resolved").asLong());
      assertThat(solvedOnly.value().getAsDouble()).isCloseTo(44.025, within(TOLERANCE));
    }
  }

  /** An incident ends when it was resolved or, where only that is written down, closed. */
  private static List<Fact> uciEnds() throws IOException {
    List<Fact> facts = new ArrayList<>();
    for (NamedCsvRecord row : rows("uci_incidents/incidents.csv")) {
      String id = row.getField("incident");
      add(facts, row, id, "opened_at", TicketStatus.OPEN);
      boolean resolved = !row.getField("resolved_at").isEmpty();
      add(facts, row, id, resolved ? "resolved_at" : "closed_at", TicketStatus.SOLVED);
    }
    return facts;
  }

  private static void compare(MetricValue actual, JsonNode golden) {
    assertThat(actual.estimate().n()).isEqualTo(golden.get("n").asLong());
    assertThat(actual.estimate().numerator()).isEqualTo(golden.get("positive").asDouble());
    close(actual, golden.get("csat"));
    bounds(actual, golden.get("lo"), golden.get("hi"));
  }

  private static void close(MetricValue actual, JsonNode expected) {
    assertThat(actual.value().getAsDouble()).isCloseTo(expected.asDouble(), within(TOLERANCE));
  }

  private static void bounds(MetricValue actual, JsonNode low, JsonNode high) {
    Interval interval = actual.interval().orElseThrow();
    assertThat(interval.low()).isCloseTo(low.asDouble(), within(TOLERANCE));
    assertThat(interval.high()).isCloseTo(high.asDouble(), within(TOLERANCE));
  }

  private static void load(Bench bench, FactType type, List<Fact> facts) {
    ImportId id = bench.log.startDelivery("file", "set", "{}", "test");
    bench.warehouse.writeAlone(writer -> {
      try (FactAppender appender = bench.log.appender(writer, type, id)) {
        facts.forEach(appender::append);
      }
      return true;
    });
  }

  /** Answers 1 to 5 from June 2021 on; one for each trust and respondent. */
  private static List<Fact> nhs() throws IOException {
    List<Fact> facts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (NamedCsvRecord row : rows("nhs_fft/fft_numeric.csv")) {
      String answer = row.getField("fft_answer");
      LocalDate date = date(row.getField("date"));
      if (!answer.matches("[1-5]") || date.isBefore(LocalDate.of(2021, 6, 1))) {
        continue;
      }
      String trust = row.getField("trust");
      String respondent = row.getField("respondent");
      String id = trust + "/" + respondent + "/" + facts.size();
      seen.add(trust + respondent);
      facts.add(
          new SurveyResponse(
              new Origin("nhs", id, date.atTime(12, 0).toInstant(ZoneOffset.UTC)),
              id,
              "fft",
              null,
              Instrument.CSAT,
              1,
              5,
              false,
              Long.parseLong(answer),
              null,
              trust,
              trust + "/" + respondent,
              null,
              null,
              null,
              false));
    }
    assertThat(seen).hasSizeGreaterThan(4_000);
    return facts;
  }

  private static LocalDate date(String text) {
    return text.isBlank() ? LocalDate.MIN : LocalDate.parse(text);
  }

  private static List<Fact> uci() throws IOException {
    List<Fact> facts = new ArrayList<>();
    for (NamedCsvRecord row : rows("uci_incidents/incidents.csv")) {
      String id = row.getField("incident");
      add(facts, row, id, "opened_at", TicketStatus.OPEN);
      add(facts, row, id, "resolved_at", TicketStatus.SOLVED);
      add(facts, row, id, "closed_at", TicketStatus.CLOSED);
    }
    return facts;
  }

  private static void add(
      List<Fact> facts, NamedCsvRecord row, String id, String column, TicketStatus status) {
    if (!row.getField(column).isEmpty()) {
      Instant when = LocalDateTime.parse(row.getField(column)).toInstant(ZoneOffset.UTC);
      facts.add(
          new TicketEvent(
              new Origin("uci", id + "/" + status, when),
              id,
              row.getField("caller_id"),
              null,
              null,
              status,
              false,
              row.getField("priority"),
              null,
              null,
              null));
    }
  }

  private static List<NamedCsvRecord> rows(String name) throws IOException {
    Path file = Path.of(System.getProperty("holdfast.root"), "..", "shared", "data", name);
    Assumptions.assumeTrue(
        Files.exists(file), "SKIPPED, NOT PASSED: the data set " + name + " is not there: " + file);
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file);
        Stream<NamedCsvRecord> rows = reader.stream()) {
      return rows.toList();
    }
  }

  static JsonNode golden(String name) throws IOException {
    try (InputStream in = RealSetTests.class.getResourceAsStream("/golden/" + name)) {
      return JsonMapper.builder().build().readTree(in);
    }
  }
}
