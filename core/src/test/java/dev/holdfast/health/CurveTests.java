package dev.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.health.Curve.Corner;
import dev.holdfast.health.Curve.Linear;
import dev.holdfast.health.Curve.Steps;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurveTests {

  private final Curve.Fixed line =
      new Linear(List.of(new Corner(0, 0), new Corner(0.3, 50_000), new Corner(0.9, 100_000)));
  private final Curve.Fixed falling =
      new Steps(List.of(new Corner(1, 100_000), new Corner(4, 60_000)), 0);

  @ParameterizedTest
  @CsvSource({
    "-5, 0",
    "0, 0",
    "0.15, 25000",
    "0.3, 50000",
    "0.6, 75000",
    "0.9, 100000",
    "7, 100000",
    "0.00001, 2"
  })
  void aLineRunsBetweenItsCornersAndStaysBeyondThem(double input, int points) {
    assertThat(line.thousandths(input)).isEqualTo(points);
  }

  @ParameterizedTest
  @CsvSource({"-1, 100000", "0.999, 100000", "1, 60000", "3.999, 60000", "4, 0", "99, 0"})
  void aStepTakesTheInputsBelowItsEdge(double input, int points) {
    assertThat(falling.thousandths(input)).isEqualTo(points);
  }

  @Test
  void aCurveMustAgreeWithTheDirection() {
    assertThatThrownBy(() -> measure(Direction.LESS_IS_BETTER, line))
        .hasMessageContaining("less is better, but the curve rises");
    assertThatThrownBy(() -> measure(Direction.MORE_IS_BETTER, falling))
        .hasMessageContaining("more is better, but the curve falls");
    assertThat(measure(Direction.LESS_IS_BETTER, falling).curve()).isEqualTo(falling);
  }

  @Test
  void aCurveSaysItselfInOneLine() {
    assertThat(line.words()).isEqualTo("straight lines: 0 gives 0, 0.3 gives 50, 0.9 gives 100");
    assertThat(falling.words()).isEqualTo("steps: below 1 100, below 4 60, from there on 0");
  }

  @Test
  void cornersOutOfOrderAndPointsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Linear(List.of(new Corner(1, 0), new Corner(1, 5))))
        .hasMessageContaining("inputs must increase");
    assertThatThrownBy(() -> new Linear(List.of(new Corner(0, 0), new Corner(1, 100_001))))
        .hasMessageContaining("between 0 and 100, not 100.001");
    assertThatThrownBy(() -> new Linear(List.of(new Corner(0, 0))))
        .hasMessageContaining("two points or more");
  }

  @ParameterizedTest
  @CsvSource({"0, 60000", "59, 60000", "60, 30000", "179, 30000", "180, 0", "4000, 0"})
  void theCurveOfAnAgeCountsFromItsDayUpToTheNext(long days, int points) {
    Curve tightens = byAge(0, 60_000, 60, 30_000, 180, 0);
    assertThat(((Curve.Fixed) tightens.at(days)).thousandths(0.2)).isEqualTo(points);
  }

  @Test
  void agesBeginAtZeroIncreaseAndEachAgreesWithTheDirection() {
    assertThatThrownBy(() -> byAge(1, 60_000)).hasMessageContaining("first age must be from: 0");
    assertThatThrownBy(() -> byAge(0, 60_000, 60, 30_000, 60, 0))
        .hasMessageContaining("ages must increase");
    Curve mixed =
        new Curve.ByAge(List.of(new Curve.ByAge.Span(0, line), new Curve.ByAge.Span(60, falling)));
    assertThatThrownBy(() -> measure(Direction.MORE_IS_BETTER, mixed))
        .hasMessageContaining("the curve falls");
    assertThatThrownBy(() -> measure(Direction.LESS_IS_BETTER, mixed))
        .hasMessageContaining("the curve rises");
  }

  @Test
  void aCurveByAgeSaysItsAges() {
    assertThat(byAge(0, 60_000, 60, 30_000).words())
        .isEqualTo(
            "from day 0 to 59 as a customer steps: below 0.5 60, from there on 100; "
                + "from day 60 on as a customer steps: below 0.5 30, from there on 100");
  }

  /** Steps at a half, with days and the points below in turn. */
  private static Curve byAge(int... daysAndPoints) {
    List<Curve.ByAge.Span> spans = new java.util.ArrayList<>();
    for (int i = 0; i < daysAndPoints.length; i += 2) {
      spans.add(
          new Curve.ByAge.Span(
              daysAndPoints[i],
              new Steps(List.of(new Corner(0.5, daysAndPoints[i + 1])), 100_000)));
    }
    return new Curve.ByAge(spans);
  }

  private static Measure measure(Direction direction, Curve curve) {
    return new Measure(
        "m",
        "M",
        HealthInput.REACH,
        direction,
        curve,
        BigDecimal.ONE,
        MissingPolicy.EXCLUDE,
        SignalKind.LEADING);
  }
}
