package dev.holdfast.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.base.Period;
import dev.holdfast.metrics.Estimate;
import dev.holdfast.metrics.MetricValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When two answers to one question are equal. */
class AnswerCheckTests {

  private static final LocalDate MAY = LocalDate.of(2026, 5, 1);
  private static final LocalDate JUNE = LocalDate.of(2026, 6, 1);

  private final Estimate half = Estimate.of(50, Optional.empty(), 8, 4, 8);

  @Test
  void nothingDiffersInEqualAnswersWhateverTheLastDigits() {
    assertThat(differences(half, new HandAnswer(MAY, 8, 4.0, 8.0, 50.0 + 1e-12))).isEmpty();
  }

  @Test
  void everyPartThatDiffersIsTold() {
    assertThat(differences(half, new HandAnswer(MAY, 9, 5.0, 9.0, 50.001)))
        .containsExactly(
            "share of 2026-05-01 on rival: n is 9, Holdfast says 8",
            "share of 2026-05-01 on rival: numerator is 5.0, Holdfast says 4.0",
            "share of 2026-05-01 on rival: denominator is 9.0, Holdfast says 8.0",
            "share of 2026-05-01 on rival: value is 50.001, Holdfast says 50.0");
  }

  @Test
  void aMonthThatIsMissingByHandHasNoValue() {
    assertThat(AnswerCheck.differences("rival", List.of(value(half)), List.of(), 5))
        .contains("share of 2026-05-01 on rival: value is null, Holdfast says 50.0");
    Estimate nothing = new Estimate(null, null, 0, null, null, "nothing");
    assertThat(AnswerCheck.differences("rival", List.of(value(nothing)), List.of(), 5)).isEmpty();
  }

  @Test
  void aMonthThatNobodyAskedAboutIsADifference() {
    assertThat(
            AnswerCheck.differences(
                "rival",
                List.of(value(half)),
                List.of(
                    new HandAnswer(MAY, 8, 4.0, 8.0, 50.0), new HandAnswer(JUNE, 1, 1.0, 1.0, 1.0)),
                5))
        .containsExactly("rival answers for 2026-06-01, which was not asked");
  }

  @Test
  void belowTheMinimumSampleOnlyTheCountsAreCompared() {
    Estimate few = new Estimate(null, null, 4, 2.0, 4.0, "fewer than 5 answers");
    assertThat(differences(few, new HandAnswer(MAY, 4, 2.0, 4.0, 50.0))).isEmpty();
    assertThat(differences(few, new HandAnswer(MAY, 4, 3.0, 4.0, 75.0))).hasSize(1);
  }

  private static List<String> differences(Estimate ours, HandAnswer theirs) {
    return AnswerCheck.differences("rival", List.of(value(ours)), List.of(theirs), 5);
  }

  private static MetricValue value(Estimate estimate) {
    return new MetricValue(
        "share",
        "usual",
        1,
        "percent",
        new Period(MAY, JUNE, ZoneOffset.UTC),
        Map.of(),
        estimate,
        Instant.EPOCH,
        null,
        Map.of());
  }
}
