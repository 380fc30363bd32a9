package dev.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTests {

  private static final LocalDate DAY = LocalDate.of(2026, 2, 28);

  private static Reference of(List<Double> values) {
    return Reference.of(DAY, values);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 0", "12.5, 12.5", "50, 50", "99.25, 99.25", "100, 100", "1e9, 100"})
  void theNumbersFromZeroToAHundredAreTheirOwnPercentiles(double value, double percentile) {
    List<Double> values = IntStream.rangeClosed(0, 100).mapToObj(i -> (double) i).toList();
    assertThat(of(values).percentile(value)).isEqualTo(percentile);
  }

  @Test
  void equalValuesShareTheMiddleOfTheirPlaces() {
    List<Double> values = new ArrayList<>();
    IntStream.range(0, 60).forEach(i -> values.add(0.0));
    IntStream.range(0, 40).forEach(i -> values.add(7.0));
    Reference reference = of(values);
    assertThat(reference.percentile(0)).isCloseTo(30, within(1.0));
    assertThat(reference.percentile(7)).isCloseTo(80, within(1.0));
    assertThat(of(IntStream.range(0, 50).mapToObj(i -> 3.0).toList()).percentile(3)).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aPercentileIsTheShareBelowWithinTwoPercentAndNeverFalls(long seed) {
    Random random = new Random(seed);
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      values.add(random.nextInt(4) == 0 ? 0 : Math.exp(random.nextGaussian()));
    }
    Reference reference = of(values);
    double before = -1;
    for (double value : values.stream().sorted().toList()) {
      double below = values.stream().filter(other -> other < value).count();
      double same = values.stream().filter(other -> other == value).count();
      double percentile = reference.percentile(value);
      assertThat(percentile)
          .as("seed %d, value %s", seed, value)
          .isCloseTo(100 * (below + same / 2) / values.size(), within(2.0))
          .isGreaterThanOrEqualTo(before);
      before = percentile;
    }
  }

  @Test
  void underThirtyAccountsThereIsNoPercentile() {
    assertThat(of(IntStream.range(0, 29).mapToObj(i -> (double) i).toList()).isEnough()).isFalse();
    assertThat(of(IntStream.range(0, 30).mapToObj(i -> (double) i).toList()).isEnough()).isTrue();
  }

  @Test
  void aDayIsComparedWithTheEndOfTheMonthBefore() {
    assertThat(References.dayFor(LocalDate.of(2026, 3, 1))).isEqualTo(DAY);
    assertThat(References.dayFor(LocalDate.of(2026, 3, 31))).isEqualTo(DAY);
    assertThat(References.dayFor(LocalDate.of(2026, 4, 1))).isEqualTo(LocalDate.of(2026, 3, 31));
  }
}
