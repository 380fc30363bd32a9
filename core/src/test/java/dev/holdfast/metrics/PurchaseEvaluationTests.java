package dev.holdfast.metrics;

import static dev.holdfast.metrics.LedgerFixture.period;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.base.Period;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PurchaseEvaluationTests {

  private static final Period YEAR = period("2024-01-01", "2025-01-01");

  private final LedgerFixture fixture = new LedgerFixture();
  private final List<Fact> purchases = new ArrayList<>();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void theFactorsMultiplyToRevenuePerCustomerAndRefundsAreTakenOff() {
    buy("a", "a1", 100_00, "GBP", false);
    buy("a", "a1", 20_00, "GBP", false);
    buy("a", "a2", 120_00, "GBP", false);
    buy("b", "b1", 150_00, "GBP", false);
    buy("b", "b1-back", -30_00, "GBP", true);
    buy("c", "only a refund", -30_00, "GBP", true);
    append();
    Answer value = fixture.answer("purchase_clv", null, YEAR);
    Answer purchase = fixture.answer("purchase_clv", "average_purchase", YEAR);
    Answer perYear = fixture.answer("purchase_clv", "purchases_per_year", YEAR);
    assertThat(purchase.estimate().value()).as("360 / 3 orders").isCloseTo(120, within(1e-9));
    assertThat(perYear.estimate().value()).as("3 orders / 2 customers").isEqualTo(1.5);
    assertThat(value.estimate().value()).isCloseTo(120 * 1.5 * 3.5, within(1e-9));
    assertThat(value.estimate().n()).isEqualTo(2);
    assertThat(value.excluded()).containsOnly(Map.entry("only refunds in the period", 1L));
    assertThat(Objects.requireNonNull(value.estimate().interval()).low()).isPositive();
    MetricValue shown = fixture.metrics.evaluate(MetricRequest.of("purchase_clv", YEAR)).getFirst();
    assertThat(shown.unit()).isEqualTo("GBP");
  }

  @Test
  void aShorterPeriodIsMadeYearly() {
    buy("a", "a1", 100_00, "GBP", false);
    append();
    Answer perYear =
        fixture.answer("purchase_clv", "purchases_per_year", period("2024-03-01", "2024-06-01"));
    assertThat(perYear.estimate().value()).isCloseTo(4, within(1e-9));
  }

  @Test
  void aCurrencyWithoutARateIsLeftOutAndCounted() {
    buy("a", "a1", 100_00, "GBP", false);
    buy("a", "a2", 100_00, "GBP", false);
    buy("b", "b1", 100_00, "EUR", false);
    append();
    Answer value = fixture.answer("purchase_clv", null, YEAR);
    assertThat(value.estimate().n()).isEqualTo(1);
    assertThat(value.excluded()).containsOnly(Map.entry("pays in a currency without a rate", 1L));
  }

  @Test
  void nobodyWhoOrderedIsNoValue() {
    append();
    assertThat(fixture.metrics.evaluate(MetricRequest.of("purchase_clv", YEAR)))
        .singleElement()
        .satisfies(value -> assertThat(value.absentReason()).contains("no orders"));
  }

  private void buy(String account, String order, long minor, String currency, boolean refund) {
    purchases.add(
        new Facts.Purchase(
            new Origin("shop", "p" + purchases.size(), Instant.parse("2024-05-05T12:00:00Z")),
            order,
            account,
            null,
            minor,
            currency,
            refund,
            null));
  }

  private void append() {
    fixture.log.append(fixture.delivery(), purchases).join();
    fixture.refresh();
  }
}
