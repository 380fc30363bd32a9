package dev.holdfast.metrics;

import static dev.holdfast.metrics.LedgerFixture.period;
import static dev.holdfast.metrics.LedgerFixture.subscribed;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.base.Period;
import dev.holdfast.base.Period.Grain;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.facts.Origin;
import dev.holdfast.metrics.LedgerFixture.Subscribed;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.Ratio;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetentionEvaluationTests {

  private static final Period JANUARY = period("2024-01-01", "2024-02-01");

  private final LedgerFixture fixture = new LedgerFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void pointToPointRetentionOfTheGoldenLedgerIsExact() {
    loadGoldenLedger();
    List<String[]> golden = LedgerGoldenTests.table("mrr_ledger_expected.csv");
    Period all = period("2024-01-01", "2024-06-01");
    List<Answer> opening = fixture.answers("mrr", "opening", all, Grain.MONTH);
    List<Answer> closing = fixture.answers("mrr", "closing", all, Grain.MONTH);
    List<Answer> gross = fixture.answers("gross_revenue_retention", null, all, Grain.MONTH);
    List<Answer> net = fixture.answers("net_revenue_retention", null, all, Grain.MONTH);
    for (int month = 0; month < golden.size(); month++) {
      String[] row = golden.get(month);
      assertThat(value(opening.get(month))).as(row[0]).isEqualTo(Double.parseDouble(row[1]));
      assertThat(value(closing.get(month))).as(row[0]).isEqualTo(Double.parseDouble(row[7]));
      if (row[8].isEmpty()) {
        assertThat(gross.get(month).estimate().absentReason()).isEqualTo("no revenue at the start");
      } else {
        assertThat(value(gross.get(month)))
            .as(row[0])
            .isCloseTo(100 * Double.parseDouble(row[8]), within(1e-9));
        assertThat(value(net.get(month)))
            .as(row[0])
            .isCloseTo(100 * Double.parseDouble(row[9]), within(1e-9));
      }
    }
  }

  @Test
  void movementsOfEachMonthAddUpFromOpeningToClosing() {
    loadGoldenLedger();
    Period all = period("2024-01-01", "2024-06-01");
    List<Answer> opening = fixture.answers("mrr_movements", "opening", all, Grain.MONTH);
    List<Answer> closing = fixture.answers("mrr_movements", "closing", all, Grain.MONTH);
    Map<Integer, Double> net = new java.util.HashMap<>();
    for (Answer kind : fixture.answers("mrr_movements", "net", all, Grain.MONTH, "kind")) {
      net.merge(kind.step(), value(kind), Double::sum);
    }
    for (int month = 0; month < 5; month++) {
      assertThat(value(opening.get(month)) + net.getOrDefault(month, 0.0))
          .isEqualTo(value(closing.get(month)));
    }
    assertThat(value(fixture.answer("mrr_movements", "churn", period("2024-02-01", "2024-03-01"))))
        .isEqualTo(-80);
  }

  @Test
  void contractionInsideThePeriodShowsOnlyByMovement() {
    Subscribed one = subscribed("A", "s", "2023-12-01", 100_00);
    fixture.add(one, one.from("2024-01-10", 150_00), one.from("2024-01-20", 120_00));
    fixture.refresh();
    assertThat(value(fixture.answer("gross_revenue_retention", null, JANUARY))).isEqualTo(100);
    assertThat(value(fixture.answer("net_revenue_retention", null, JANUARY)))
        .isCloseTo(120, within(1e-9));
    assertThat(value(fixture.answer("gross_revenue_retention", "movement_sum", JANUARY)))
        .isCloseTo(70, within(1e-9));
    assertThat(value(fixture.answer("net_revenue_retention", "movement_sum", JANUARY)))
        .isCloseTo(120, within(1e-9));
  }

  @Test
  void movementSumsMatchChartMogulsGrossTwentyAndNetTen() {
    fixture.add(
        subscribed("A", "churns", "2023-12-01", 10_00).cancelled("2024-01-10"),
        subscribed("B", "shrinks", "2023-12-01", 20_00),
        subscribed("B", "shrinks", "2023-12-01", 20_00).from("2024-01-10", 10_00),
        subscribed("C", "grows", "2023-12-01", 70_00),
        subscribed("C", "grows", "2023-12-01", 70_00).from("2024-01-10", 80_00),
        subscribed("D", "new", "2024-01-10", 500_00));
    fixture.refresh();
    assertThat(value(fixture.answer("gross_revenue_retention", "movement_sum", JANUARY)))
        .isCloseTo(100 - 20, within(1e-9));
    assertThat(value(fixture.answer("net_revenue_retention", "movement_sum", JANUARY)))
        .isCloseTo(100 - 10, within(1e-9));
  }

  @Test
  void theIntervalsAreThoseOfARatioOverAccounts() {
    long[] opening = {100, 200, 50, 300, 150, 80, 120, 400};
    long[] closing = {100, 250, 0, 300, 100, 80, 150, 100};
    List<Subscribed> versions = new ArrayList<>();
    for (int i = 0; i < opening.length; i++) {
      Subscribed start = subscribed("a" + i, "s" + i, "2023-12-01", opening[i] * 100);
      versions.add(start);
      versions.add(
          closing[i] == 0
              ? start.from("2024-01-10", opening[i] * 100).cancelled("2024-01-10")
              : start.from("2024-01-10", closing[i] * 100));
    }
    fixture.add(versions.toArray(Subscribed[]::new));
    fixture.refresh();
    Estimate net = fixture.answer("net_revenue_retention", null, JANUARY).estimate();
    Estimate gross = fixture.answer("gross_revenue_retention", null, JANUARY).estimate();
    assertThat(net.n()).isEqualTo(8);
    assertThat(net.denominator()).isEqualTo(1400);
    assertThat(net.numerator()).isEqualTo(1080);
    assertThat(gross.numerator()).isEqualTo(1000);
    double[] x = Arrays.stream(opening).asDoubleStream().toArray();
    double[] kept = new double[x.length];
    Arrays.setAll(kept, i -> Math.min(opening[i], closing[i]));
    double[] end = Arrays.stream(closing).asDoubleStream().toArray();
    compare(gross.interval(), Ratio.of(x, kept).logitTInterval(0.95).orElseThrow());
    compare(net.interval(), Ratio.of(x, end).logTInterval(0.95).orElseThrow());
    assertThat(requireNonNull(net.interval()).method())
        .isEqualTo("ratio, Student t on log scale; one account holds 29 % of opening revenue");
  }

  private static void compare(@Nullable Interval actual, Interval expected) {
    assertThat(requireNonNull(actual).low()).isCloseTo(100 * expected.low(), within(1e-9));
    assertThat(actual.high()).isCloseTo(100 * expected.high(), within(1e-9));
  }

  @Test
  void theQuickRatioIsAbsentWithoutLosses() {
    fixture.add(subscribed("A", "s", "2024-01-10", 100_00));
    fixture.refresh();
    Estimate ratio = fixture.answer("quick_ratio", null, JANUARY).estimate();
    assertThat(ratio.value()).isNull();
    assertThat(ratio.absentReason()).isEqualTo("no losses");
    assertThat(ratio.numerator()).isEqualTo(100);
  }

  @Test
  void theQuickRatioCountsReturnsOnlyInItsVariant() {
    fixture.add(
        subscribed("A", "left", "2023-10-01", 50_00).cancelled("2023-12-01"),
        subscribed("A", "back", "2024-01-05", 50_00),
        subscribed("B", "new", "2024-01-05", 100_00),
        subscribed("C", "lost", "2023-10-01", 25_00).cancelled("2024-01-20"));
    fixture.refresh();
    assertThat(value(fixture.answer("quick_ratio", null, JANUARY))).isEqualTo(4);
    assertThat(value(fixture.answer("quick_ratio", "with_reactivation", JANUARY))).isEqualTo(6);
  }

  @Test
  void accountsWithoutARateOrMarkedAsIgnoredAreLeftOutAndCounted() {
    fixture.add(
        subscribed("A", "a", "2023-12-01", 100_00),
        subscribed("B", "b", "2023-12-01", 100_00),
        subscribed("C", "c", "2023-12-01", 100_00).in("EUR"),
        subscribed("D", "d", "2024-03-01", 100_00).in("EUR"));
    fixture.log.append(fixture.delivery(), List.<Fact>of(ignored("B"))).join();
    fixture.refresh();
    Answer closing = fixture.answer("mrr", null, JANUARY);
    assertThat(value(closing)).isEqualTo(100);
    assertThat(closing.excluded())
        .containsOnly(
            Map.entry("marked as ignored", 1L), Map.entry("pays in a currency without a rate", 1L));
  }

  @Test
  void thePastStaysWhatItWas() {
    fixture.add(subscribed("A", "a", "2023-12-01", 100_00));
    Instant then = fixture.log.lastRecordedAt().orElseThrow();
    fixture.add(subscribed("A", "a", "2023-12-01", 100_00).from("2023-12-15", 60_00));
    fixture.refresh();
    MetricRequest request = MetricRequest.of("mrr", JANUARY);
    assertThat(fixture.metrics.evaluate(request).getFirst().value()).hasValue(60);
    MetricValue before = fixture.metrics.evaluate(request.knowing(Knowledge.asOf(then))).getFirst();
    assertThat(before.value()).hasValue(100);
    assertThat(before.unit()).isEqualTo("USD a month");
  }

  @Test
  void theRowsAreTheAccountsWithTheirAmounts() {
    loadGoldenLedger();
    MetricRequest february =
        MetricRequest.of("gross_revenue_retention", period("2024-02-01", "2024-03-01"));
    Rows rows = fixture.metrics.rows(february, 3);
    assertThat(rows.columns())
        .startsWith("period_start", "account_id", "opening_minor", "new_minor");
    assertThat(rows.rows()).hasSize(3);
    assertThat(rows.truncated()).isTrue();
    assertThat(rows.rows().getFirst()).startsWith("2024-02-01", "A", "10000", "0");
    assertThat(fixture.metrics.query(february)).contains("mrr_movement");
  }

  private void loadGoldenLedger() {
    List<Subscribed> subscriptions = new ArrayList<>();
    for (String[] row : LedgerGoldenTests.table("mrr_ledger_input.csv")) {
      Subscribed one =
          subscribed(row[0], "s" + subscriptions.size(), row[1], LedgerGoldenTests.minor(row[3]));
      subscriptions.add(row[2].isEmpty() ? one : one.cancelled(row[2]));
    }
    fixture.add(subscriptions.toArray(Subscribed[]::new));
    fixture.refresh();
  }

  static Fact ignored(String account) {
    return account(account, Facts.Lifecycle.IGNORED, Map.of());
  }

  static Fact account(
      String account, Facts.@Nullable Lifecycle lifecycle, Map<String, String> attributes) {
    return new Facts.Account(
        new Origin(
            "test",
            "account-" + account,
            java.time.LocalDate.of(2000, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant()),
        account,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        lifecycle,
        null,
        attributes);
  }

  private static double value(Answer answer) {
    return requireNonNull(answer.estimate().value(), () -> "absent: " + answer);
  }
}
