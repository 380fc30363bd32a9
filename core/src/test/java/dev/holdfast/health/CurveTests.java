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
