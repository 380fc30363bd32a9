package dev.holdfast.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.Period;
import dev.holdfast.metrics.Estimate;
import dev.holdfast.metrics.MetricValue;
import dev.holdfast.stats.Interval;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdsTests {

  private static MetricValue value(String metric, Estimate estimate) {
    return new MetricValue(
        metric,
        "v",
        1,
        "points",
        Period.lastDays(LocalDate.of(2026, 3, 1), 90, ZoneOffset.UTC),
        Map.of(),
        estimate,
        Company.NOW,
        null,
        Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "nps, 81, 81, 81, world-class, true, false",
    "nps, 80, 80, 80, excellent, true, false",
    "nps, 55, 45, 65, excellent, true, true",
    "nps, 50, 30, 49, excellent, false, false",
    "nps, 45, 35, 55, excellent, false, true",
    "customer_churn_rate, 6.9, 6, 6.99, ideal, true, false",
    "customer_churn_rate, 7, 7, 9, acceptable, true, false",
    "customer_churn_rate, 12, 9, 15, acceptable, false, true",
    "customer_churn_rate, 10, 10, 15, acceptable, false, false"
  })
  void aValueEarnsTheStrongestWordItReaches(
      String metric,
      double amount,
      double low,
      double high,
      String word,
      boolean reached,
      boolean inDoubt) {
    Interval interval = new Interval(low, high, 0.95, "test");
    MetricValue value = value(metric, Estimate.of(amount, Optional.of(interval), 40));
    Thresholds.Verdict verdict = Thresholds.usual().verdict(value).orElseThrow();
    assertThat(verdict.threshold().word()).isEqualTo(word);
    assertThat(verdict.reached()).isEqualTo(reached);
    assertThat(verdict.inDoubt()).isEqualTo(inDoubt);
  }

  @Test
  void nothingIsSaidOfAMissingValueOrWithoutThresholds() {
    assertThat(Thresholds.usual().verdict(value("nps", Estimate.absent("few")))).isEmpty();
    MetricValue csat = value("csat", Estimate.of(90, Optional.empty(), 40));
    assertThat(Thresholds.usual().verdict(csat)).isEmpty();
  }

  @Test
  void aCompanysOwnReplaceThoseOfTheirMetricOnly() {
    Thresholds own =
        Thresholds.usual()
            .with(Map.of("nps", List.of(), "csat", List.of(Threshold.of(">85.5 quite good"))));
    assertThat(own.of("nps")).isEmpty();
    assertThat(own.of("csat").getFirst().word()).isEqualTo("quite good");
    assertThat(own.of("customer_churn_rate")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"50 excellent", "> fifty excellent", "> 50", "= 50 good", ""})
  void whatIsNoThresholdIsRefused(String text) {
    assertThatThrownBy(() -> Threshold.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aScaleGoesOneWay() {
    assertThatThrownBy(() ->
            Thresholds.usual()
                .with(Map.of("nps", List.of(Threshold.of("> 5 up"), Threshold.of("< 5 down")))))
        .hasMessageContaining("nps look both up and down");
  }
}
