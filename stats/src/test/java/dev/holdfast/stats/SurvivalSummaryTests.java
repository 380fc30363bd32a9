package dev.holdfast.stats;

import static dev.holdfast.stats.Close.GOLDEN;
import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What is read off survival curves: quantiles, restricted means, and their comparison. */
class SurvivalSummaryTests {

  private static List<Golden.Row> checks(String what) {
    List<Golden.Row> rows =
        Golden.ours("survival_checks.csv").stream()
            .filter(row -> row.text("what").equals(what))
            .toList();
    assertThat(rows).as(what).isNotEmpty();
    return rows;
  }

  @Test
  void quantilesAndTheirIntervalsMatchR() {
    for (Golden.Row row : checks("quantile")) {
      KaplanMeier curve = SurvivalCases.named(row.text("case"), row.text("group"));
      double share = row.number("at");
      SurvivalTransform transform =
          SurvivalTransform.valueOf(
              row.text("transform").toUpperCase(Locale.ROOT).replace('-', '_'));
      OptionalDouble estimate = curve.quantile(share);
      assertThat(estimate.isPresent()).as(row.toString()).isEqualTo(row.has("estimate"));
      if (row.has("estimate")) {
        assertClose(row.toString(), estimate.orElseThrow(), row.number("estimate"), GOLDEN);
      }
      Interval interval = curve.quantileInterval(share, transform, 0.95);
      assertClose(
          row + ", low",
          interval.low(),
          row.has("low") ? row.number("low") : curve.lastTime(),
          GOLDEN);
      assertThat(interval.high() < Double.POSITIVE_INFINITY)
          .as(row.toString())
          .isEqualTo(row.has("high"));
      if (row.has("high")) {
        assertClose(row + ", high", interval.high(), row.number("high"), GOLDEN);
      }
    }
  }

  @Test
  void restrictedMeansAndTheirErrorsMatchR() {
    for (Golden.Row row : checks("rmst")) {
      KaplanMeier curve = SurvivalCases.named(row.text("case"), row.text("group"));
      double tau = row.number("at");
      assertClose(row.toString(), curve.rmst(tau), row.number("estimate"), GOLDEN);
      assertClose(row.toString(), curve.rmstStandardError(tau), row.number("low"), GOLDEN);
    }
  }

  @Test
  void logRankTestsMatchR() {
    for (Golden.Row row : checks("logrank")) {
      LogRank test = LogRank.of(SurvivalCases.groups(row.text("case"))).orElseThrow();
      assertThat(test.degreesOfFreedom()).as(row.toString()).isEqualTo((int) row.count("at"));
      assertClose(row.toString(), test.chiSquare(), row.number("estimate"), GOLDEN);
      assertClose(row.toString(), test.pValue(), row.number("low"), GOLDEN);
    }
  }

  @Test
  void medianIntervalOfFreireichDependsOnTheTransform() {
    KaplanMeier treated = SurvivalCases.freireich("6MP");
    assertThat(treated.median()).hasValue(23.0);
    assertThat(SurvivalCases.freireich("placebo").median()).hasValue(8.0);
    assertThat(low(treated, SurvivalTransform.PLAIN)).isEqualTo(13.0);
    assertThat(low(treated, SurvivalTransform.LOG_LOG)).isEqualTo(13.0);
    assertThat(low(treated, SurvivalTransform.LOG)).isEqualTo(16.0);
    assertThat(treated.medianInterval().high()).isInfinite();
  }

  private static double low(KaplanMeier curve, SurvivalTransform transform) {
    return curve.quantileInterval(0.5, transform, 0.95).low();
  }

  @Test
  void freireichHasThePublishedRestrictedMeansAndTest() {
    KaplanMeier treated = SurvivalCases.freireich("6MP");
    KaplanMeier placebo = SurvivalCases.freireich("placebo");
    assertClose("treated", treated.rmst(23), 17.909244, 5e-7);
    assertClose("placebo", placebo.rmst(23), 8.666667, 5e-7);
    LogRank test = LogRank.of(List.of(treated, placebo)).orElseThrow();
    assertClose("log-rank", test.chiSquare(), 16.792941, 5e-7);
    assertThat(test.degreesOfFreedom()).isEqualTo(1);
  }

  @Test
  void telcoMonthToMonthHasAMedianOfThirtyFiveMonths() {
    KaplanMeier monthly = SurvivalCases.named("telco", "Month-to-month");
    assertThat(monthly.median()).hasValue(35.0);
    assertThat(monthly.medianInterval().low()).isEqualTo(32.0);
    assertThat(monthly.medianInterval().high()).isEqualTo(38.0);
    assertThat(SurvivalCases.named("telco", "Two year").median()).isEmpty();
    LogRank test = LogRank.of(SurvivalCases.groups("telco")).orElseThrow();
    assertClose("log-rank", test.chiSquare(), 2352.8725, 5e-5);
    assertThat(test.degreesOfFreedom()).isEqualTo(2);
  }

  @Test
  void theLastOneLeftAddsNothingToTheTest() {
    KaplanMeier odd =
        KaplanMeier.of(
            List.of(new KaplanMeier.TimeCount(1, 1, 0), new KaplanMeier.TimeCount(3, 1, 0)));
    KaplanMeier even =
        KaplanMeier.of(
            List.of(new KaplanMeier.TimeCount(2, 1, 0), new KaplanMeier.TimeCount(4, 1, 0)));
    // By hand: O - E = 2 - (1/2 + 1/3 + 1/2), V = 1/4 + 2/9 + 1/4.
    LogRank test = LogRank.of(List.of(odd, even)).orElseThrow();
    assertClose("log-rank", test.chiSquare(), 4.0 / 9 / (13.0 / 18), 1e-12);
  }

  @Test
  void groupsWithoutACommonEventCannotBeCompared() {
    KaplanMeier one = SurvivalCases.freireich("6MP");
    KaplanMeier censored = KaplanMeier.of(List.of(new KaplanMeier.TimeCount(1, 0, 4)));
    assertThat(LogRank.of(List.of(one))).isEmpty();
    assertThat(LogRank.of(List.of(one, censored))).isEmpty();
    assertThat(LogRank.of(List.of(censored, censored))).isEmpty();
  }
}
