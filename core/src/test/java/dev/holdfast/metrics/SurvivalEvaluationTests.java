package dev.holdfast.metrics;

import static dev.holdfast.metrics.LedgerFixture.period;
import static dev.holdfast.metrics.LedgerFixture.subscribed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.base.Period;
import dev.holdfast.stats.KaplanMeier.Step;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SurvivalEvaluationTests {

  private static final Period TO_JULY = period("2024-01-01", "2024-07-01");

  @Test
  void aReturnIsAnotherSpellThatOnlyTheVariantCounts() {
    try (LedgerFixture fixture = new LedgerFixture()) {
      fixture.add(
          subscribed("a", "1", "2024-01-01", 1_00).cancelled("2024-03-01"),
          subscribed("a", "2", "2024-04-01", 1_00).cancelled("2024-05-01"),
          subscribed("b", "3", "2024-01-01", 1_00));
      fixture.refresh();
      assertThat(fixture.answer("account_survival", null, TO_JULY).estimate().n()).isEqualTo(2);
      assertThat(fixture.answer("account_survival", "median_all_spells", TO_JULY).estimate().n())
          .isEqualTo(3);
    }
  }

  @Test
  void whatEndsAfterThePeriodIsNotKnownInIt() {
    try (LedgerFixture fixture = new LedgerFixture()) {
      fixture.add(
          subscribed("a", "1", "2024-01-01", 1_00).cancelled("2024-08-01"),
          subscribed("b", "2", "2024-08-01", 1_00));
      fixture.refresh();
      SurvivalCurve curve =
          fixture.metrics.survivalCurves(MetricRequest.of("account_survival", TO_JULY)).getFirst();
      assertThat(curve.spells()).isEqualTo(1);
      assertThat(curve.steps().getLast().censored()).isEqualTo(1);
      assertThat(curve.steps().getLast().time()).isEqualTo(6);
    }
  }

  @Test
  void accountsOlderThanTrackingEnterLate() {
    LedgerSettings tracked =
        new LedgerSettings(
            Optional.empty(), Map.of(), Optional.of(LocalDate.of(2024, 1, 1)), ZoneOffset.UTC);
    try (LedgerFixture fixture = new LedgerFixture(tracked)) {
      fixture.add(
          subscribed("old", "1", "2023-01-01", 1_00).cancelled("2024-03-01"),
          subscribed("gone", "2", "2023-01-01", 1_00).cancelled("2023-06-01"),
          subscribed("new", "3", "2024-01-01", 1_00).cancelled("2024-02-01"),
          subscribed("at once", "4", "2024-02-01", 1_00).cancelled("2024-02-01"),
          subscribed("stays", "5", "2024-01-15", 1_00));
      fixture.refresh();
      SurvivalCurve curve =
          fixture.metrics.survivalCurves(MetricRequest.of("account_survival", TO_JULY)).getFirst();
      assertThat(curve.excluded()).containsOnly(Map.entry("ended before ends were tracked", 1L));
      assertThat(curve.steps().stream().map(Step::time)).containsExactly(0.0, 1.0, 5.0, 14.0);
      assertThat(curve.steps().stream().map(Step::atRisk))
          .as("the old account is at risk only at 14 months")
          .containsExactly(3L, 2L, 1L, 1L);
    }
  }

  @Test
  void theShareStillThereIsReadOffTheCurve() {
    try (LedgerFixture fixture = new LedgerFixture()) {
      fixture.add(
          subscribed("a", "1", "2022-01-01", 1_00).cancelled("2022-07-01"),
          subscribed("b", "2", "2022-01-01", 1_00),
          subscribed("c", "3", "2022-01-01", 1_00),
          subscribed("d", "4", "2022-01-01", 1_00).cancelled("2023-07-01"));
      fixture.refresh();
      assertThat(value(fixture, "survival_12_months")).isCloseTo(75, within(1e-9));
      assertThat(value(fixture, "survival_24_months")).isCloseTo(50, within(1e-9));
      assertThat(value(fixture, "rmst")).isCloseTo(6 + 0.75 * 12 + 0.5 * 6, within(1e-9));
      Estimate tooEarly =
          fixture
              .answer("account_survival", "survival_24_months", period("2022-01-01", "2023-01-01"))
              .estimate();
      assertThat(tooEarly.absentReason())
          .isEqualTo("nobody was seen for 24 months; the longest was 12");
    }
  }

  @Test
  void curvesNeedAMetricThatRestsOnThem() {
    try (LedgerFixture fixture = new LedgerFixture()) {
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> fixture.metrics.survivalCurves(MetricRequest.of("mrr", TO_JULY)))
          .hasMessage("'mrr' does not rest on survival curves");
    }
  }

  private static double value(LedgerFixture fixture, String variant) {
    List<Answer> answers = List.of(fixture.answer("account_survival", variant, TO_JULY));
    return Objects.requireNonNull(answers.getFirst().estimate().value());
  }
}
