package dev.holdfast.metrics;

import static dev.holdfast.metrics.LedgerFixture.period;
import static dev.holdfast.metrics.LedgerFixture.subscribed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.base.Period;
import dev.holdfast.base.Period.Grain;
import dev.holdfast.facts.Facts.ContractType;
import dev.holdfast.metrics.LedgerFixture.Subscribed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChurnEvaluationTests {

  private static final Period JANUARY = period("2024-01-01", "2024-02-01");

  private final LedgerFixture fixture = new LedgerFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void theCohortCountsNeitherNewcomersNorReturnsNorCompletedTerms() {
    fixture.add(
        subscribed("stays", "1", "2023-12-01", 1_00),
        subscribed("leaves", "2", "2023-12-01", 1_00).cancelled("2024-01-31"),
        subscribed("leaves on the first day", "3", "2023-12-01", 1_00).cancelled("2024-01-01"),
        subscribed("leaves right after", "4", "2023-12-01", 1_00).cancelled("2024-02-01"),
        subscribed("left before", "5", "2023-12-01", 1_00).cancelled("2023-12-31"),
        subscribed("pauses", "6", "2023-12-01", 1_00).cancelled("2024-01-05"),
        subscribed("pauses", "7", "2024-01-25", 1_00),
        subscribed("completes", "8", "2023-12-01", 1_00)
            .as(ContractType.FIXED_TERM)
            .until("2024-01-10"),
        subscribed("comes", "9", "2024-01-10", 1_00),
        subscribed("comes and goes", "10", "2024-01-10", 1_00).cancelled("2024-01-20"));
    fixture.refresh();
    Answer cohort = fixture.answer("customer_churn_rate", null, JANUARY);
    assertThat(cohort.estimate().numerator()).isEqualTo(2);
    assertThat(cohort.estimate().denominator()).isEqualTo(5);
    assertThat(cohort.excluded())
        .containsOnly(
            Map.entry("fixed term ended as agreed", 1L),
            Map.entry("early loss: came and left inside the period", 1L));
    Answer events = fixture.answer("customer_churn_rate", "events", JANUARY);
    assertThat(events.estimate().numerator()).as("with the pause and the early loss").isEqualTo(4);
    assertThat(events.estimate().denominator()).isEqualTo(5);
    Rows rows = fixture.metrics.rows(MetricRequest.of("customer_churn_rate", JANUARY), 100);
    assertThat(rows.columns()).contains("account_id", "at_start", "at_end", "lost", "ended_on");
    assertThat(rows.rows()).hasSize(8);
  }

  @Test
  void theDailySumDividesByWhoWasActiveThatDay() {
    fixture.add(
        subscribed("a", "1", "2023-12-01", 1_00).cancelled("2024-01-11"),
        subscribed("b", "2", "2023-12-01", 1_00),
        subscribed("c", "3", "2024-01-05", 1_00),
        subscribed("d", "4", "2024-01-05", 1_00).cancelled("2024-01-21"));
    fixture.refresh();
    Estimate daily = fixture.answer("customer_churn_rate", "daily_sum", JANUARY).estimate();
    assertThat(daily.value()).isCloseTo(100 * (1.0 / 4 + 1.0 / 3), within(1e-9));
  }

  @Test
  void nobodyAtTheStartIsNoRate() {
    fixture.add(subscribed("a", "1", "2024-01-05", 1_00));
    fixture.refresh();
    assertThat(fixture.answer("customer_churn_rate", null, JANUARY).estimate().absentReason())
        .isEqualTo("no customers at the start");
  }

  @Test
  void twelveMonthsComeFromOneQuery() {
    List<Subscribed> subscriptions = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      Subscribed one = subscribed("a" + i, "s" + i, "2023-06-01", 1_00);
      subscriptions.add(
          i < 12 ? one.cancelled("2024-%s-15".formatted(i < 9 ? "0" + (i + 1) : i + 1)) : one);
    }
    fixture.add(subscriptions.toArray(Subscribed[]::new));
    fixture.refresh();
    Period year = period("2024-01-01", "2025-01-01");
    List<Answer> months = fixture.answers("customer_churn_rate", null, year, Grain.MONTH);
    assertThat(months).hasSize(12);
    for (int month = 0; month < 12; month++) {
      assertThat(months.get(month).step()).isEqualTo(month);
      assertThat(months.get(month).estimate().numerator()).isEqualTo(1);
      assertThat(months.get(month).estimate().denominator()).isEqualTo(24 - month);
    }
  }

  @Test
  void lifetimeIsInMonthsWhateverThePeriod() {
    List<Subscribed> subscriptions = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Subscribed one = subscribed("a" + i, "s" + i, "2023-06-01", 1_00);
      subscriptions.add(i < 2 ? one.cancelled("2024-05-01") : one);
    }
    fixture.add(subscriptions.toArray(Subscribed[]::new));
    fixture.refresh();
    Estimate lifetime =
        fixture.answer("customer_lifetime", null, period("2024-01-01", "2025-01-01")).estimate();
    assertThat(lifetime.value()).as("2 of 10 a year is 5 years").isCloseTo(60, within(1e-9));
    Estimate unharmed = fixture.answer("customer_lifetime", null, JANUARY).estimate();
    assertThat(unharmed.absentReason()).isEqualTo("no churn observed");
    assertThat(Objects.requireNonNull(unharmed.interval()).low()).isGreaterThan(1);
    assertThat(unharmed.interval().high()).isEqualTo(Double.POSITIVE_INFINITY);
  }
}
