package dev.holdfast.stats;

import static dev.holdfast.stats.Close.STUDENT;
import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MeanTests {

  @Test
  void effortScoresMatchTheGoldenFile() {
    JsonNode ces = Golden.json("ppm_ces_sed_clv.json").get("ces");
    Mean mean = Mean.of(Golden.numbers(ces.get("scores")));
    assertClose("mean", mean.mean(), ces.get("mean").doubleValue(), 1e-12);
    assertClose("sd", Math.sqrt(mean.variance()), ces.get("sd").doubleValue(), 1e-12);
    assertClose(
        "t interval",
        mean.tInterval(0.95).orElseThrow(),
        ces.get("t_lo").doubleValue(),
        ces.get("t_hi").doubleValue(),
        STUDENT);
  }

  @Test
  void oneValueHasAMeanAndNoInterval() {
    assertThat(Mean.of(new double[] {7}).mean()).isEqualTo(7.0);
    assertThat(Mean.of(new double[] {7}).tInterval(0.95)).isEmpty();
    assertThat(Mean.ofSums(1, 7, 49)).isEqualTo(Mean.of(new double[] {7}));
  }

  @Test
  void equalValuesClaimNoCertaintyHoweverMany() {
    for (int n = 2; n < 100_000; n = 3 * n + 1) {
      double[] values = new double[n];
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        values[i] = 0.1;
        sum += 0.1;
        squares += 0.1 * 0.1;
      }
      assertThat(Mean.of(values)).isEqualTo(new Mean(n, 0.1, 0));
      assertThat(Mean.of(values).tInterval(0.95)).isEmpty();
      assertThat(Mean.ofSums(n, sum, squares).tInterval(0.95)).as("sums of " + n).isEmpty();
    }
  }

  @Test
  void aLongSumLosesNothing() {
    double[] values = new double[1_000_000];
    Arrays.fill(values, 0.1);
    values[0] = 0.2;
    values[1] = 0;
    assertClose("mean", Mean.of(values).mean(), 0.1, 1e-16);
    assertClose("variance", Mean.of(values).variance() * 999_999, 0.02, 1e-15);
  }

  @Test
  void noValuesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Mean.of(new double[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> Mean.ofSums(0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Mean.of(new double[] {1, Double.NaN, 2}));
  }

  @Test
  void aLargeOffsetLeavesTheVarianceAlone() {
    Mean mean = Mean.of(new double[] {1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4});
    assertClose("variance", mean.variance(), 5.0 / 3, 1e-12);
    assertThat(mean.mean()).isEqualTo(1e9 + 2.5);
  }

  @Test
  void sumsAndValuesAgreeInAnyOrderAndUnit() {
    Seeds.each(
        200,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          double[] values =
              random.ints(2 + random.nextInt(200), 0, 10_000).asDoubleStream().toArray();
          double sum = 0;
          double squares = 0;
          double[] reversed = new double[values.length];
          double[] hundredfold = new double[values.length];
          for (int i = 0; i < values.length; i++) {
            sum += values[i];
            squares += values[i] * values[i];
            reversed[values.length - 1 - i] = values[i];
            hundredfold[i] = 100 * values[i];
          }
          Mean mean = Mean.of(values);
          Mean ofSums = Mean.ofSums(values.length, sum, squares);
          assertClose("sums", ofSums.variance(), mean.variance(), 1e-9);
          assertClose("order", Mean.of(reversed).variance(), mean.variance(), 1e-12);
          assertClose("unit", Mean.of(hundredfold).mean(), 100 * mean.mean(), 1e-12);
          assertClose("unit", Mean.of(hundredfold).variance(), 1e4 * mean.variance(), 1e-12);
        });
  }
}
