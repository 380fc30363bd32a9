package dev.holdfast.stats;

import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.stats.CoxRegression.Subject;
import dev.holdfast.stats.CoxRegression.Ties;
import dev.holdfast.stats.SchoenfeldTest.Clock;
import dev.holdfast.stats.SchoenfeldTest.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the test of proportional hazards says, and when it says nothing. */
class ProportionalHazardsTests {

  private static SchoenfeldTest found(double global, double one, int covariates) {
    List<Result> each = new ArrayList<>(Collections.nCopies(covariates - 1, Result.of(0.1, 1)));
    each.add(Result.of(one, 1));
    return new SchoenfeldTest(Clock.KAPLAN_MEIER, each, Result.of(global, covariates));
  }

  @Test
  void eitherAllTogetherOrOneOfThemIsAViolation() {
    assertThat(found(30, 2, 10).violated()).as("p of 0.001 together").isTrue();
    assertThat(found(12, 11, 10).violated()).as("p of 0.001 for one of ten").isTrue();
    assertThat(found(12, 5, 10).violated()).as("p of 0.03 for one of ten is chance").isFalse();
    assertThat(found(5, 5, 1).violated()).as("p of 0.03 for the only one").isTrue();
  }

  @Test
  void theSentenceGivesTheFigures() {
    assertThat(found(12, 5, 10).sentence())
        .isEqualTo(
            "No evidence against proportional hazards was found (global chi-squared 12.0 on 10"
                + " degrees of freedom, p = 0.2851, Kaplan-Meier time).");
    assertThat(found(90, 5, 10).sentence())
        .startsWith(
            "The assumption of proportional hazards is violated (global chi-squared 90.0 on 10"
                + " degrees of freedom, p < 0.0001, Kaplan-Meier time)");
  }

  private static CoxRegression fit(double start) {
    return CoxRegression.fit(
        IntStream.range(0, 40)
            .mapToObj(i -> Subject.of(start + i % 17, i % 3 > 0, List.of(i * i % 11 * 1.0)))
            .toList(),
        Ties.EFRON);
  }

  @Test
  void whereTheTimesStartDoesNotMatter() {
    for (Clock clock : Clock.values()) {
      double early = fit(0).proportionality(clock).orElseThrow().global().chiSquare();
      double late = fit(1e7).proportionality(clock).orElseThrow().global().chiSquare();
      assertThat(early).isGreaterThan(0.01);
      assertClose(clock.name(), late, early, 1e-8);
    }
  }

  @Test
  void eventsAtASingleTimeSayNothing() {
    List<Subject> atOnce =
        IntStream.range(0, 12)
            .mapToObj(i -> Subject.of(3, i % 2 == 0, List.of(i % 3 * 1.0)))
            .toList();
    CoxRegression fit = CoxRegression.fit(atOnce, Ties.EFRON);
    for (Clock clock : Clock.values()) {
      assertThat(fit.proportionality(clock)).isEmpty();
    }
  }
}
