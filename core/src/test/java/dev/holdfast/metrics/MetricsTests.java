package dev.holdfast.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period.Grain;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts.Instrument;
import dev.holdfast.facts.Facts.TicketStatus;
import dev.holdfast.facts.ImportId;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.stats.Interval;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MetricsTests {

  private static final MetricRequest MARCH =
      MetricRequest.of("nps", Bench.days("2026-03-01", "2026-04-01"));

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void noAnswersIsNoDataAndNeverZero() {
    MetricValue value = bench.one(MARCH);
    assertThat(value.value()).isEmpty();
    assertThat(value.absentReason()).contains("no answers in the period");
    assertThat(value.freshness()).isNull();
    assertThat(value.estimate().n()).isZero();
  }

  @Test
  void belowTheMinimumSampleThereAreCountsButNoValue() {
    for (int i = 0; i < 4; i++) {
      bench.append(bench.nps("2026-03-05T00:00:00Z", "a", "p" + i, 10));
    }
    MetricValue value = bench.one(MARCH);
    assertThat(value.value()).isEmpty();
    assertThat(value.interval()).isEmpty();
    assertThat(value.absentReason()).contains("fewer than 5 answers");
    assertThat(value.estimate().n()).isEqualTo(4);
    assertThat(value.estimate().numerator()).isEqualTo(4);
    assertThat(value.estimate().denominator()).isEqualTo(4);
  }

  @Test
  void aPeriodIsHalfOpenInItsZone() {
    ZoneId auckland = ZoneId.of("Pacific/Auckland");
    // The first moment of March there, the last moment, and the first of April.
    for (String when :
        List.of("2026-02-28T11:00:00Z", "2026-03-31T10:59:59.999999Z", "2026-03-31T11:00:00Z")) {
      bench.append(bench.nps(when, "a", when, 10));
    }
    MetricRequest there = MetricRequest.of("nps", Bench.days("2026-03-01", "2026-04-01", auckland));
    assertThat(bench.one(there).estimate().n()).isEqualTo(2);
    assertThat(bench.one(there).period().zone()).isEqualTo(auckland);
    assertThat(bench.one(MARCH).estimate().n()).isEqualTo(2);
  }

  @Test
  void aSeriesHasAValueForEveryStepAndEachEqualsThePeriodAskedAlone() {
    Random random = new Random(7);
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Instant when =
          Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofHours(random.nextInt(24 * 150)));
      facts.add(
          bench.nps(when.toString(), "a" + i % 9, "p" + random.nextInt(60), random.nextInt(11)));
    }
    bench.append(facts);
    for (String variant : List.of("latest", "all", "account_weighted")) {
      MetricRequest series =
          MetricRequest.of("nps", Bench.days("2026-01-10", "2026-08-05"))
              .variant(variant)
              .grain(Grain.MONTH);
      List<MetricValue> values = bench.ask(series);
      assertThat(values).hasSize(8);
      assertThat(values.getLast().absentReason()).contains("no answers in the period");
      for (MetricValue value : values) {
        MetricValue alone =
            bench.one(
                new MetricRequest(
                    "nps", variant, value.period(), Grain.TOTAL, List.of(), null, Knowledge.now()));
        assertSame(alone.estimate(), value.estimate());
        assertThat(alone.excluded()).isEqualTo(value.excluded());
      }
    }
  }

  @Test
  void answersOfOneAccountWidenTheIntervalAsTheGoldenFileSays() throws IOException {
    JsonNode golden = RealSetTests.golden("surveys.json").get("clustered_example");
    golden
        .get("accounts")
        .properties()
        .forEach(account -> {
          int person = 0;
          for (JsonNode score : account.getValue()) {
            bench.append(
                bench.nps(
                    "2026-03-05T00:00:00Z", account.getKey(), "p" + person++, score.asLong()));
          }
        });
    MetricValue all = bench.one(MARCH.variant("all"));
    assertThat(all.value().getAsDouble()).isCloseTo(golden.get("nps").asDouble(), within(1e-9));
    Interval interval = all.interval().orElseThrow();
    assertThat(interval.low()).isCloseTo(golden.get("ci").get(0).asDouble(), within(1e-7));
    assertThat(interval.high()).isCloseTo(golden.get("ci").get(1).asDouble(), within(1e-7));
    assertThat(all.estimate().n()).isEqualTo(21);
    MetricValue weighted = bench.one(MARCH.variant("account_weighted"));
    // Persons p0..p4 are shared by the accounts, so that the latest answer of each is one of 5.
    assertThat(weighted.excluded()).containsKey("earlier answers of the same respondent");
  }

  @Test
  void otherScalesAreCountedAndNeverMixedIn() {
    for (int i = 0; i < 6; i++) {
      bench.append(
          bench.nps("2026-03-05T00:00:00Z", "a", "p" + i, 10),
          bench.answer("2026-03-05T00:00:00Z", Instrument.NPS, 1, 5, true, "a", "q" + i, 5),
          bench.answer("2026-03-05T00:00:00Z", Instrument.CSAT, 0, 10, true, "a", "r" + i, 0));
    }
    MetricValue value = bench.one(MARCH);
    assertThat(value.value()).hasValue(100);
    assertThat(value.excluded()).isEqualTo(Map.of("not on a 0-10 scale where high is good", 6L));
  }

  @Test
  void anAnswerWithoutAPersonStandsForItself() {
    for (int i = 0; i < 6; i++) {
      bench.append(bench.nps("2026-03-05T00:00:00Z", "a", null, 10));
    }
    assertThat(bench.one(MARCH).estimate().n()).isEqualTo(6);
  }

  @Test
  void anAccountIsWhatItWasAtTheEndOfEachStep() {
    bench.append(
        bench.account("2026-01-01T00:00:00Z", "a", "silver", Map.of("contract", "monthly")),
        bench.account("2026-03-15T00:00:00Z", "a", "gold", Map.of("contract", "yearly")));
    for (int i = 0; i < 5; i++) {
      bench.append(
          bench.nps("2026-02-05T00:00:00Z", "a", "p" + i, 10),
          bench.nps("2026-03-05T00:00:00Z", "a", "p" + i, 0),
          bench.nps("2026-03-05T00:00:00Z", "unknown", "q" + i, 8));
    }
    List<MetricValue> values =
        bench.ask(
            MetricRequest.of("nps", Bench.days("2026-02-01", "2026-04-01"))
                .grain(Grain.MONTH)
                .by("account.tier"));
    assertThat(values)
        .extracting(v -> v.period().from().getMonthValue() + " " + v.dimension("account.tier"))
        .containsExactly(
            "2 Optional[gold]",
            "2 Optional[silver]",
            "2 Optional.empty",
            "3 Optional[gold]",
            "3 Optional[silver]",
            "3 Optional.empty");
    assertThat(values.get(1).value()).hasValue(100);
    assertThat(values.get(3).value()).hasValue(-100);
    assertThat(values.get(4).absentReason()).contains("no answers in the period");
    for (String name : List.of("account.attributes.contract", "attributes.contract", "contract")) {
      assertThat(bench.ask(MARCH.by(name)))
          .extracting(v -> v.dimension(name))
          .containsExactly(Optional.of("yearly"), Optional.empty());
    }
    assertThat(bench.one(MARCH.where("account.attributes.contract == \"yearly\"")).value())
        .hasValue(-100);
    assertThat(bench.ask(MARCH.by("account_id", "tier")))
        .extracting(v -> List.copyOf(v.dimensions().keySet()))
        .containsOnly(List.of("account_id", "tier"));
  }

  @Test
  void aDimensionOrConditionThatMakesNoSenseIsRefusedWithWhatThereIs() {
    assertThatThrownBy(() -> bench.ask(MARCH.by("teir")))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("'teir'")
        .hasMessageContaining("account.tier");
    assertThatThrownBy(() -> bench.ask(MARCH.where("scoer > 3")))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("scoer");
    assertThatThrownBy(() -> bench.ask(MARCH.variant("nope")))
        .hasMessageContaining("It has: latest, all, account_weighted");
    assertThatThrownBy(() -> bench.ask(MetricRequest.of("nsp", MARCH.period())))
        .hasMessageContaining("There is no metric 'nsp'");
    assertThatThrownBy(() ->
            bench.ask(
                MetricRequest.of("nps", Bench.days("2000-01-01", "2026-01-01")).grain(Grain.DAY)))
        .hasMessageContaining("too many");
  }

  @Test
  void thePastStaysWhatItWas() {
    for (int i = 0; i < 5; i++) {
      bench.append(bench.nps("2026-03-05T00:00:00Z", "a", "p" + i, 10));
    }
    Instant before = bench.append(bench.use(Instant.parse("2026-03-05T00:00:00Z"), "a", "p", 1));
    MetricValue then = bench.one(MARCH);
    for (int i = 0; i < 5; i++) {
      bench.append(bench.nps("2026-03-06T00:00:00Z", "a", "p" + i, 0));
    }
    assertThat(bench.one(MARCH).value()).hasValue(-100);
    MetricValue again = bench.one(MARCH.knowing(Knowledge.asOf(before)));
    assertThat(again.estimate()).isEqualTo(then.estimate());
    assertThat(again.freshness()).isEqualTo(then.freshness());
    assertThat(again.asOf()).isEqualTo(before);
  }

  @Test
  void undoingAnImportRestoresEveryNumber() {
    List<MetricRequest> requests = everyMetric();
    load(11);
    bench.refresh();
    List<List<Estimate>> before = estimates(requests);
    ImportId id = bench.log.startDelivery("file", "wrong.csv", "{}", "test");
    bench.log.append(id, someFacts(12)).join();
    bench.refresh();
    assertThat(estimates(requests)).isNotEqualTo(before);
    bench.log.undo(id, "test");
    assertThat(bench.refresh().fromScratch()).isFalse();
    assertSame(estimates(requests), before);
  }

  @Test
  void whatIsStoredAndWhatIsDerivedAsOfNowAreTheSameNumbers() {
    load(21);
    Instant middle = bench.append(bench.use(Instant.parse("2026-02-01T00:00:00Z"), "a0", "p1", 3));
    bench.refresh();
    List<List<Estimate>> atMiddle = estimates(everyMetric());
    List<Optional<Instant>> fresh = freshness(everyMetric());
    assertThat(fresh).doesNotContain(Optional.empty());
    load(22);
    bench.refresh();
    List<MetricRequest> asOf =
        everyMetric().stream().map(one -> one.knowing(Knowledge.asOf(middle))).toList();
    assertSame(estimates(asOf), atMiddle);
    assertThat(freshness(asOf)).isEqualTo(fresh);
    assertThat(estimates(everyMetric())).isNotEqualTo(atMiddle);
  }

  @Test
  void theRowsAreWhatTheNumberWasMadeOf() {
    bench.append(bench.account("2026-01-01T00:00:00Z", "a", "gold", Map.of()));
    for (int i = 0; i < 6; i++) {
      bench.append(
          bench.nps("2026-03-05T00:00:00Z", "a", "p" + i, 3),
          bench.nps("2026-03-06T00:00:00Z", "a", "p" + i, 10),
          bench.nps("2026-04-06T00:00:00Z", "a", "p" + i, 1));
    }
    Rows rows = bench.metrics.rows(MARCH.by("account.tier"), 4);
    assertThat(rows.truncated()).isTrue();
    assertThat(rows.rows()).hasSize(4);
    assertThat(rows.columns()).startsWith("account.tier", "source").contains("score");
    int score = rows.columns().indexOf("score");
    int when = rows.columns().indexOf("occurred_at");
    assertThat(rows.rows())
        .allSatisfy(row -> {
          assertThat(row.getFirst()).isEqualTo("gold");
          assertThat(row.get(score)).isEqualTo("10");
          assertThat(row.get(when)).isEqualTo("2026-03-06T00:00:00Z");
        });
    assertThat(bench.metrics.rows(MARCH, 100).rows()).hasSize(6);
    assertThat(bench.metrics.query(MARCH))
        .contains("from fact_survey_response")
        .doesNotContain("?");
  }

  @Test
  void usageIsCountedInTheZoneOfItsDaysWhateverZoneIsAskedFor() {
    bench.append(bench.use(Instant.parse("2026-03-31T23:30:00Z"), "a", "p", 1));
    bench.refresh();
    ZoneId apia = ZoneId.of("Pacific/Apia");
    MetricValue value =
        bench.one(
            MetricRequest.of("active_accounts", Bench.days("2026-03-01", "2026-04-01", apia)));
    assertThat(value.value()).hasValue(1);
    assertThat(value.period().zone()).isEqualTo(bench.settings.usageZone());
  }

  @Test
  void usageChangeOfOneAccountHasAnIntervalOverItsPairsOfDays() {
    Random random = new Random(5);
    List<Fact> facts = new ArrayList<>();
    for (int day = 0; day < 56; day++) {
      Instant when = Instant.parse("2026-02-04T10:00:00Z").plus(Duration.ofDays(day));
      facts.add(bench.use(when, "steady", "p", 20));
      facts.add(bench.use(when, "falling", "q", (day < 28 ? 40 : 10) + random.nextInt(9)));
    }
    bench.append(facts);
    bench.refresh();
    MetricRequest request =
        MetricRequest.of("usage_change", Bench.days("2026-03-31", "2026-04-01"));
    List<MetricValue> values = bench.ask(request.by("account_id"));
    MetricValue falling = values.getFirst();
    Interval interval = falling.interval().orElseThrow();
    assertThat(falling.value().getAsDouble()).isBetween(-80.0, -60.0);
    assertThat(interval.low()).isLessThan(falling.value().getAsDouble()).isGreaterThan(-90);
    assertThat(interval.high()).isGreaterThan(falling.value().getAsDouble()).isLessThan(-50);
    assertThat(values.get(1).value()).hasValue(0);
    assertThat(values.get(1).interval()).isEmpty();
    assertThat(bench.one(request).interval()).isPresent();
  }

  /** Equal up to the order in which the engine happens to add. */
  private static void assertSame(Object actual, Object expected) {
    assertThat(actual)
        .usingRecursiveComparison()
        .withComparatorForType(
            (a, b) -> Math.abs(a - b) <= 1e-9 * (1 + Math.abs(b)) ? 0 : Double.compare(a, b),
            Double.class)
        .isEqualTo(expected);
  }

  private List<List<Estimate>> estimates(List<MetricRequest> requests) {
    return requests.stream()
        .map(request -> bench.ask(request).stream().map(MetricValue::estimate).toList())
        .toList();
  }

  private List<Optional<Instant>> freshness(List<MetricRequest> requests) {
    return requests.stream()
        .map(request -> Optional.ofNullable(bench.ask(request).getFirst().freshness()))
        .toList();
  }

  private static List<MetricRequest> everyMetric() {
    List<MetricRequest> requests = new ArrayList<>();
    for (String metric :
        List.of(
            "nps",
            "csat",
            "first_response_time",
            "first_response_within_target",
            "first_resolution_time",
            "full_resolution_time",
            "reopen_rate",
            "first_contact_resolution_rate",
            "active_accounts",
            "active_people",
            "stickiness",
            "usage_change")) {
      for (Contract.Variant variant : Bench.CATALOGUE.contract(metric).variants()) {
        MetricRequest request =
            MetricRequest.of(metric, Bench.days("2026-01-01", "2026-04-01"))
                .variant(variant.name())
                .grain(Grain.MONTH);
        requests.add(request.by("account_id"));
      }
    }
    return requests;
  }

  private void load(long seed) {
    bench.append(someFacts(seed));
  }

  private List<Fact> someFacts(long seed) {
    Random random = new Random(seed);
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String account = "a" + random.nextInt(3);
      String person = "p" + random.nextInt(12);
      Instant when =
          Instant.parse("2025-10-01T00:00:00Z").plus(Duration.ofMinutes(random.nextInt(262_000)));
      facts.add(bench.use(when, account, person, 1 + random.nextInt(3)));
      facts.add(bench.nps(when.toString(), account, person, random.nextInt(11)));
      facts.add(
          bench.answer(
              when.toString(),
              Instrument.CSAT,
              1,
              5,
              true,
              account,
              person,
              1 + random.nextInt(5)));
      String ticket = seed + "t" + i;
      facts.add(bench.ticket(when, ticket, account, TicketStatus.OPEN));
      facts.add(
          bench.ticket(
              when.plus(Duration.ofMinutes(random.nextInt(9_000))),
              ticket,
              account,
              TicketStatus.SOLVED));
    }
    return facts;
  }
}
