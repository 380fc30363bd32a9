package dev.holdfast.metrics;

import static dev.holdfast.metrics.LedgerFixture.subscribed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period;
import dev.holdfast.facts.Facts.BillingInterval;
import dev.holdfast.facts.Facts.ContractType;
import dev.holdfast.facts.ImportId;
import dev.holdfast.facts.Knowledge;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerTests {

  private final LedgerFixture fixture = new LedgerFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void chartMogulsExampleGivesItsFiveMovements() {
    fixture.add(
        subscribed("A", "gold", "2024-01-01", 2000_00)
            .every(BillingInterval.YEAR)
            .until("2025-01-01")
            .cancelled("2024-06-15"),
        subscribed("A", "extra1", "2024-02-01", 30_00).cancelled("2024-05-01"),
        subscribed("A", "extra2", "2024-02-01", 30_00).cancelled("2024-05-01"),
        subscribed("A", "back1", "2025-03-01", 50_00),
        subscribed("A", "back2", "2025-03-01", 50_00),
        subscribed("A", "back3", "2025-03-01", 50_00));
    assertThat(fixture.refresh()).isEqualTo(1);
    assertThat(fixture.movements())
        .containsExactly(
            "2024-01-01 A new 166.67",
            "2024-02-01 A expansion 60.00",
            "2024-05-01 A contraction 60.00",
            "2025-01-01 A churn 166.67",
            "2025-03-01 A reactivation 150.00");
    assertThat(fixture.spells())
        .containsExactly("A 1 2024-01-01 .. 2025-01-01", "A 2 2025-03-01 ..");
  }

  @Test
  void aLaterVersionChangesThePriceFromItsDayOn() {
    var first = subscribed("A", "s", "2024-01-01", 100_00);
    fixture.add(first, first.from("2024-01-10", 150_00), first.from("2024-01-20", 120_00));
    fixture.refresh();
    assertThat(fixture.movements())
        .containsExactly(
            "2024-01-01 A new 100.00",
            "2024-01-10 A expansion 50.00",
            "2024-01-20 A contraction 30.00");
  }

  @Test
  void theVersionRecordedLaterCountsOfTwoForOneDay() {
    var first = subscribed("A", "s", "2024-01-01", 100_00);
    fixture.add(first);
    fixture.refresh();
    fixture.add(first.from("2024-01-01", 90_00));
    fixture.refresh();
    assertThat(fixture.movements()).containsExactly("2024-01-01 A new 90.00");
  }

  @Test
  void theFirstVersionCountsFromTheStartHoweverLateItWasWritten() {
    fixture.add(subscribed("A", "s", "2024-01-01", 100_00).from("2024-07-01", 100_00));
    fixture.refresh();
    assertThat(fixture.movements()).containsExactly("2024-01-01 A new 100.00");
  }

  @Test
  void anEndReportedLateEndsTheSubscriptionOnItsOwnDay() {
    var first = subscribed("A", "s", "2024-01-01", 100_00);
    fixture.add(first, first.from("2024-07-10", 100_00).cancelled("2024-06-30"));
    fixture.refresh();
    assertThat(fixture.spells()).containsExactly("A 1 2024-01-01 .. 2024-06-30");
  }

  @Test
  void aSubscriptionThatWasResumedUnderItsIdMakesAnotherSpell() {
    var first = subscribed("A", "s", "2024-01-01", 100_00);
    fixture.add(
        first,
        first.from("2024-06-15", 100_00).cancelled("2024-06-30"),
        first.from("2024-09-01", 80_00));
    fixture.refresh();
    assertThat(fixture.movements())
        .containsExactly(
            "2024-01-01 A new 100.00",
            "2024-06-30 A churn 100.00",
            "2024-09-01 A reactivation 80.00");
    assertThat(fixture.spells())
        .containsExactly("A 1 2024-01-01 .. 2024-06-30", "A 2 2024-09-01 ..");
  }

  @Test
  void everyBillingIntervalIsMadeMonthlyAndRoundedHalfToEven() {
    fixture.add(
        subscribed("a-day", "1", "2024-01-01", 100).every(BillingInterval.DAY),
        subscribed("b-week", "2", "2024-01-01", 100).every(BillingInterval.WEEK),
        subscribed("c-quarter", "3", "2024-01-01", 100).every(BillingInterval.QUARTER),
        subscribed("d-half", "4", "2024-01-01", 100).every(BillingInterval.HALF_YEAR),
        subscribed("e-year", "5", "2024-01-01", 100).every(BillingInterval.YEAR),
        subscribed("f-half-to-even-down", "6", "2024-01-01", 6).every(BillingInterval.YEAR),
        subscribed("g-half-to-even-up", "7", "2024-01-01", 18).every(BillingInterval.YEAR),
        subscribed("h-once", "8", "2024-01-01", 100).every(BillingInterval.ONCE),
        subscribed("i-trial", "9", "2024-01-01", 100).onTrial());
    fixture.refresh();
    assertThat(fixture.movements())
        .containsExactly(
            "2024-01-01 a-day new 30.42",
            "2024-01-01 b-week new 4.33",
            "2024-01-01 c-quarter new 0.33",
            "2024-01-01 d-half new 0.17",
            "2024-01-01 e-year new 0.08",
            "2024-01-01 g-half-to-even-up new 0.02");
  }

  @Test
  void theEndOfAFixedTermIsCompletedAndNeverChurn() {
    fixture.add(
        subscribed("A", "term", "2024-01-01", 100_00)
            .as(ContractType.FIXED_TERM)
            .until("2024-04-01")
            .cancelled("2024-02-01"),
        subscribed("B", "term", "2024-01-01", 100_00)
            .as(ContractType.FIXED_TERM)
            .until("2024-04-01"),
        subscribed("B", "also", "2024-01-01", 10_00),
        subscribed("C", "workshop", "2024-01-01", 500_00).as(ContractType.ONE_OFF));
    fixture.refresh();
    assertThat(fixture.movements())
        .as("'term' is one subscription that moved from A to B on the same day")
        .containsExactly("2024-01-01 B new 110.00", "2024-04-01 B completed 100.00");
    assertThat(fixture.spells()).containsExactly("B 1 2024-01-01 ..");
  }

  @Test
  void anAccountWithOnlyAFixedTermCompletes() {
    fixture.add(
        subscribed("A", "term", "2024-01-01", 100_00)
            .as(ContractType.FIXED_TERM)
            .until("2024-04-01"));
    fixture.refresh();
    assertThat(fixture.movements())
        .containsExactly("2024-01-01 A new 100.00", "2024-04-01 A completed 100.00");
    assertThat(fixture.spells()).containsExactly("A 1 2024-01-01 .. 2024-04-01 completed");
  }

  @Test
  void subscriptionsThatTouchOrOverlapMakeOneSpellAndTrialsNone() {
    fixture.add(
        subscribed("A", "trial", "2023-12-01", 0).onTrial().cancelled("2024-01-01"),
        subscribed("A", "1", "2024-01-01", 100_00).cancelled("2024-03-01"),
        subscribed("A", "2", "2024-02-01", 100_00).cancelled("2024-02-10"),
        subscribed("A", "3", "2024-03-01", 100_00).cancelled("2024-04-01"),
        subscribed("A", "4", "2024-04-02", 100_00).cancelled("2024-05-01"),
        subscribed("B", "same day", "2024-02-01", 100_00).cancelled("2024-02-01"));
    fixture.refresh();
    assertThat(fixture.spells())
        .containsExactly(
            "A 1 2024-01-01 .. 2024-04-01",
            "A 2 2024-04-02 .. 2024-05-01",
            "B 1 2024-02-01 .. 2024-02-01");
    assertThat(fixture.movements()).noneMatch(line -> line.contains(" B "));
  }

  @Test
  void onlyAccountsThatNewFactsTouchAreMadeAnew() {
    var a = subscribed("A", "a", "2024-01-01", 100_00);
    var b = subscribed("B", "b", "2024-01-01", 100_00);
    fixture.add(a, b, subscribed("C", "c", "2024-01-01", 100_00));
    assertThat(fixture.refresh()).isEqualTo(3);
    assertThat(fixture.refresh()).isZero();

    ImportId wrong = fixture.delivery();
    fixture.add(wrong, List.of(a.from("2024-02-01", 70_00)));
    assertThat(fixture.refresh()).isEqualTo(1);
    assertThat(fixture.movements()).contains("2024-02-01 A contraction 30.00").hasSize(4);

    fixture.log.undo(wrong, "tester");
    assertThat(fixture.refresh()).isEqualTo(1);
    assertThat(fixture.movements()).hasSize(3);

    fixture.add(subscribed("C", "b", "2024-01-01", 100_00).from("2024-03-01", 100_00));
    assertThat(fixture.refresh()).as("b moves from B to C").isEqualTo(2);
    assertThat(fixture.movements())
        .contains("2024-03-01 B churn 100.00", "2024-03-01 C expansion 100.00");
  }

  @Test
  void accountsInACurrencyWithoutARateAreLeftOutWhole() {
    fixture.add(
        subscribed("A", "a", "2024-01-01", 100_00),
        subscribed("B", "b1", "2024-01-01", 100_00),
        subscribed("B", "b2", "2024-01-01", 100_00).in("EUR"));
    fixture.refresh();
    assertThat(fixture.warehouse.read(LedgerStore::currency)).contains(Currency.getInstance("USD"));
    assertThat(fixture.movements()).containsExactly("2024-01-01 A new 100.00");
    assertThat(unconverted(fixture)).containsExactly("B EUR");
    assertThat(fixture.spells()).as("who left needs no currency").hasSize(2);
  }

  @Test
  void aFixedRateTurnsMinorUnitsOfOneCurrencyIntoThoseOfTheOther() {
    LedgerSettings settings =
        new LedgerSettings(
            Optional.of(Currency.getInstance("USD")),
            Map.of("EUR", new BigDecimal("1.085"), "JPY", new BigDecimal("0.0065")),
            Optional.empty(),
            ZoneId.of("Europe/Berlin"));
    try (LedgerFixture other = new LedgerFixture(settings)) {
      other.add(
          subscribed("A", "a", "2024-01-01", 100_00).in("EUR"),
          subscribed("B", "b", "2024-01-01", 120_000).in("JPY").every(BillingInterval.YEAR));
      other.refresh();
      assertThat(other.movements())
          .containsExactly("2024-01-01 A new 108.50", "2024-01-01 B new 65.00");
      assertThat(unconverted(other)).isEmpty();
    }
  }

  @Test
  void anotherRateOfExchangeIsAMovementOfItsOwn() {
    LedgerSettings settings =
        new LedgerSettings(
            Optional.of(Currency.getInstance("USD")),
            Map.of("EUR", BigDecimal.ONE),
            Map.of(
                "EUR",
                new TreeMap<>(
                    Map.of(
                        LocalDate.parse("2024-03-01"), new BigDecimal("1.1"),
                        LocalDate.parse("2024-05-01"), new BigDecimal("0.9")))),
            Optional.empty(),
            ZoneId.of("UTC"));
    try (LedgerFixture other = new LedgerFixture(settings)) {
      other.add(
          subscribed("grows on the day", "a", "2024-01-01", 100_00).in("EUR"),
          subscribed("grows on the day", "a", "2024-01-01", 100_00)
              .in("EUR")
              .from("2024-03-01", 150_00),
          subscribed("leaves on the day", "b", "2024-01-01", 100_00)
              .in("EUR")
              .cancelled("2024-03-01"),
          subscribed("stays", "c", "2024-04-01", 100_00).in("EUR"),
          subscribed("pays in dollars", "d", "2024-01-01", 100_00));
      other.refresh();
      assertThat(other.movements())
          .containsExactlyInAnyOrder(
              "2024-01-01 grows on the day new 100.00",
              "2024-03-01 grows on the day exchange 10.00",
              "2024-03-01 grows on the day expansion 55.00",
              "2024-05-01 grows on the day exchange 30.00",
              "2024-01-01 leaves on the day new 100.00",
              "2024-03-01 leaves on the day churn 100.00",
              "2024-04-01 stays new 110.00",
              "2024-05-01 stays exchange 20.00",
              "2024-01-01 pays in dollars new 100.00");
      Period year = LedgerFixture.period("2024-02-01", "2024-06-01");
      for (String metric : List.of("mrr_movements", "net_revenue_retention", "renewal_rate")) {
        MetricRequest request = MetricRequest.of(metric, year).by("account_id");
        assertThat(other.metrics.evaluate(request).stream().map(MetricValue::estimate).toList())
            .as("stored and derived from the facts")
            .isEqualTo(
                other
                    .metrics
                    .evaluate(
                        request.knowing(Knowledge.asOf(Instant.parse("2100-01-01T00:00:00Z"))))
                    .stream()
                    .map(MetricValue::estimate)
                    .toList());
      }
      assertThat(value(other, "mrr_movements", "closing", year)).isEqualTo(135.00 + 90.00 + 100.00);
      assertThat(value(other, "mrr_movements", "opening", year))
          .isEqualTo(closingLess(other, year));
      assertThat(value(other, "net_revenue_retention", null, year))
          .as("155 and 0 and 100 of 300: growth, loss, and no rate of exchange")
          .isCloseTo(100 * 255.0 / 300, within(1e-9));
      assertThat(value(other, "gross_revenue_retention", null, year))
          .isCloseTo(100 * 200.0 / 300, within(1e-9));
    }
  }

  private static double closingLess(LedgerFixture fixture, Period period) {
    return value(fixture, "mrr_movements", "closing", period)
        - value(fixture, "mrr_movements", "net", period);
  }

  private static double value(
      LedgerFixture fixture, String metric, @Nullable String variant, Period period) {
    return Objects.requireNonNull(fixture.answer(metric, variant, period).estimate().value());
  }

  @Test
  void otherSettingsMakeTheLedgerAnew() {
    fixture.add(subscribed("A", "a", "2024-01-01", 100_00));
    fixture.refresh();
    LedgerSettings inEuro =
        new LedgerSettings(
            Optional.of(Currency.getInstance("EUR")),
            Map.of("USD", new BigDecimal("0.9")),
            Optional.empty(),
            ZoneId.of("UTC"));
    RollupSettings other =
        new RollupSettings(
            fixture.settings.usageZone(),
            fixture.settings.valueEvent(),
            fixture.settings.businessHours(),
            inEuro);
    assertThat(fixture.refresh(other)).isEqualTo(1);
    assertThat(fixture.movements()).containsExactly("2024-01-01 A new 90.00");
  }

  @Test
  void aRateMustBeAboveZeroAndOfACurrencyThatExists() {
    assertThatThrownBy(() -> rate("EUR", "0")).isInstanceOf(HoldfastException.class);
    assertThatThrownBy(() -> rate("EURO", "1")).hasMessageContaining("no ISO 4217");
  }

  private static LedgerSettings rate(String code, String rate) {
    return new LedgerSettings(
        Optional.empty(), Map.of(code, new BigDecimal(rate)), Optional.empty(), ZoneId.of("UTC"));
  }

  private static List<String> unconverted(LedgerFixture fixture) {
    return fixture.warehouse.read(sql ->
        sql.selectFrom(LedgerStore.UNCONVERTED)
            .orderBy(LedgerQueries.ACCOUNT)
            .fetch(row -> row.get(LedgerQueries.ACCOUNT) + " " + row.get(LedgerQueries.CURRENCY)));
  }
}
