package dev.holdfast.stats;

import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class QuantileTests {

  @Test
  void typeSevenInterpolatesBetweenNeighbours() {
    double[] four = {1, 2, 4, 8};
    assertThat(Quantile.type7(four, 0)).isEqualTo(1.0);
    assertThat(Quantile.type7(four, 0.5)).isEqualTo(3.0);
    assertClose("p90", Quantile.type7(four, 0.9), 6.8, 1e-12);
    assertThat(Quantile.type7(four, 1)).isEqualTo(8.0);
    assertThat(Quantile.type7(new double[] {3}, 0.9)).isEqualTo(3.0);
  }

  @Test
  void ranksOfTheMedianMatchTheGoldenFile() {
    JsonNode golden = Golden.json("resolution_time_uci.json");
    assertRanks(golden.get("calendar_hours"));
    for (JsonNode priority : golden.get("by_priority")) {
      assertRanks(priority);
    }
  }

  private static void assertRanks(JsonNode golden) {
    JsonNode ranks = golden.get("median_ci_ranks_1based");
    assertThat(Quantile.orderStatisticRanks(golden.get("n").longValue(), 0.5, 0.95))
        .isEqualTo(new Quantile.Ranks(ranks.get(0).longValue(), ranks.get(1).longValue()));
  }

  @Test
  void aSideWithoutARankIsInfinite() {
    Interval five = Quantile.orderStatistic(new double[] {1, 2, 3, 4, 5}, 0.5, 0.95);
    assertThat(five.low()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(five.high()).isEqualTo(Double.POSITIVE_INFINITY);
    Interval six = Quantile.orderStatistic(new double[] {1, 2, 3, 4, 5, 6}, 0.5, 0.95);
    assertThat(six.low()).isEqualTo(1.0);
    assertThat(six.high()).isEqualTo(6.0);
    Interval ninth = Quantile.orderStatistic(new double[] {1, 2, 3, 4, 5, 6}, 0.9, 0.95);
    assertThat(ninth.low()).isEqualTo(4.0);
    assertThat(ninth.high()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void nothingAndDisorderAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Quantile.type7(new double[0], 0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> Quantile.type7(new double[] {2, 1}, 0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> Quantile.type7(new double[] {1, 2}, 1.1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantile.orderStatistic(new double[] {1, Double.NaN}, 0.5, 0.95));
  }

  @Test
  void ranksCoverAtLeastTheLevelAndNotMuchMore() {
    Seeds.each(
        200,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          int n = 1 + random.nextInt(2000);
          double q = random.nextDouble(0.05, 0.95);
          Quantile.Ranks ranks = Quantile.orderStatisticRanks(n, q, 0.95);
          BinomialDistribution below = new BinomialDistribution(n, q);
          assertThat(coverage(below, ranks.low(), ranks.high())).isGreaterThanOrEqualTo(0.95);
          assertThat(below.cumulativeProbability((int) ranks.low() - 1)).isLessThan(0.025);
          assertThat(below.cumulativeProbability((int) ranks.high() - 2)).isLessThan(0.975);
        });
  }

  private static double coverage(BinomialDistribution below, long low, long high) {
    return below.cumulativeProbability((int) high - 1) - below.cumulativeProbability((int) low - 1);
  }

  @Test
  void quantilesRiseWithTheShareAndFollowTheUnit() {
    Seeds.each(
        200,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          double[] hours = random.doubles(1 + random.nextInt(50), 0, 500).sorted().toArray();
          double[] minutes = Arrays.stream(hours).map(hour -> 60 * hour).toArray();
          double low = random.nextDouble();
          double high = random.nextDouble(low, 1);
          assertThat(Quantile.type7(hours, low)).isLessThanOrEqualTo(Quantile.type7(hours, high));
          assertClose("unit", Quantile.type7(minutes, low), 60 * Quantile.type7(hours, low), 1e-12);
        });
  }
}
