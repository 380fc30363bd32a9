package dev.holdfast.stats;

import static dev.holdfast.stats.ChangeCases.column;
import static dev.holdfast.stats.ChangeCases.expected;
import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Kendall's correlation, Theil and Sen's slope, and the comparison of two groups by rank. */
class RankTests {

  @Test
  void theSelfEvaluationTrendMatchesTheGoldenFile() {
    JsonNode golden = Golden.json("ppm_ces_sed_clv.json").get("self_evaluation_delta");
    double[] months = Golden.numbers(golden.get("months"));
    double[] scores = Golden.numbers(golden.get("score"));
    double[] line = Golden.numbers(golden.get("theil_sen"));
    TheilSen trend = TheilSen.of(months, scores, 0.95);
    assertClose("slope", trend.slope(), line[0], 1e-12);
    assertClose("intercept", trend.intercept(), line[1], 1e-12);
    assertClose("interval", trend.interval().orElseThrow(), line[2], line[3], 1e-12);
    Kendall kendall = Kendall.of(months, scores);
    assertClose("tau", kendall.tauA(), golden.get("kendall_tau").doubleValue(), 1e-12);
    assertClose(
        "p", kendall.probability().orElseThrow(), golden.get("kendall_p").doubleValue(), 1e-12);
  }

  @Test
  void trendsMatchR() {
    for (String name : ChangeCases.named("trend")) {
      double[] x = column(name, "x");
      double[] y = column(name, "y");
      Kendall kendall = Kendall.of(x, y);
      TheilSen trend = TheilSen.of(x, y, 0.95);
      assertClose(name, kendall.tauB().orElseThrow(), expected(name, "tau_b"), 1e-12);
      assertClose(name, kendall.probability().orElseThrow(), expected(name, "p"), 1e-10);
      assertClose(name, trend.slope(), expected(name, "slope"), 1e-12);
      assertClose(name, trend.intercept(), expected(name, "intercept"), 1e-10);
      assertBound(name, trend.low(), expected(name, "low"));
      assertBound(name, trend.high(), expected(name, "high"));
    }
  }

  private static void assertBound(String name, double actual, double expected) {
    if (Double.isInfinite(expected)) {
      assertThat(actual).as(name).isEqualTo(expected);
    } else {
      assertClose(name, actual, expected, 1e-12);
    }
  }

  @Test
  void theIntervalCoversTheSlopeAsOftenAsItSays() {
    for (int points : new int[] {8, 25, 60}) {
      int covered = 0;
      SplittableRandom random = new SplittableRandom(points);
      double[] x = new double[points];
      Arrays.setAll(x, i -> i);
      for (int run = 0; run < 2_000; run++) {
        double[] y = Arrays.stream(x).map(at -> 2 + 0.3 * at + random.nextGaussian()).toArray();
        TheilSen trend = TheilSen.of(x, y, 0.9);
        covered += trend.low() <= 0.3 && 0.3 <= trend.high() ? 1 : 0;
      }
      // Ranks are whole numbers, so that few points cover more than asked.
      assertThat(covered / 2_000.0).as("%d points", points).isBetween(0.88, 0.95);
    }
  }

  @Test
  void theExactDistributionIsThatOfAllOrders() {
    // Of the 24 orders of four values, 1, 3, 5, 6, 5, 3, 1 have 0 to 6 inversions.
    KendallDistribution four = new KendallDistribution(4);
    assertClose("6", four.upperTail(6), 1 / 24.0, 1e-15);
    assertClose("4", four.upperTail(4), 4 / 24.0, 1e-15);
    assertClose("3", four.upperTail(3), 4 / 24.0, 1e-15);
    assertClose("0", four.upperTail(0), 15 / 24.0, 1e-15);
    assertClose("all", four.upperTail(-6), 1, 1e-15);
    assertThat(four.upperTail(7)).isZero();
  }

  @Test
  void tiesAreAllowedForInOneTauOnly() {
    Kendall kendall = Kendall.of(new double[] {1, 1, 2, 3}, new double[] {1, 2, 3, 3});
    // Five of six pairs differ in x and five in y; four of them rise together.
    assertThat(kendall.s()).isEqualTo(4);
    assertClose("a", kendall.tauA(), 4 / 6.0, 1e-15);
    assertClose("b", kendall.tauB().orElseThrow(), 4 / 5.0, 1e-15);
    Kendall flat = Kendall.of(new double[] {1, 2, 3}, new double[] {4, 4, 4});
    assertThat(flat.tauB()).isEmpty();
    assertThat(flat.probability()).isEmpty();
    assertThat(flat.tauA()).isZero();
    assertThat(Kendall.of(new double[] {1, 2}, new double[] {1, 1}).probability()).isEmpty();
    assertThat(Kendall.of(new double[] {1, 2}, new double[] {2, 5}).probability()).hasValue(1);
  }

  @Test
  void aSingleOutlierDoesNotTurnTheTrend() {
    double[] x = {1, 2, 3, 4, 5, 6, 7, 8};
    double[] y = {1, 2, 3, 4, 5, 6, 7, -900};
    assertThat(TheilSen.of(x, y, 0.95).slope()).isEqualTo(1);
  }

  @Test
  void equalScoresGiveAFlatTrendAndClaimNoCertainty() {
    TheilSen flat = TheilSen.of(new double[] {1, 2, 3, 4, 5, 6}, new double[6], 0.95);
    assertThat(flat.slope()).isZero();
    assertThat(flat.interval()).isEmpty();
    TheilSen few = TheilSen.of(new double[] {1, 2, 3}, new double[] {1, 2, 2}, 0.95);
    assertThat(few.interval()).get().extracting(Interval::high).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void comparisonsMatchR() {
    for (String first :
        ChangeCases.named("ranks").stream().filter(name -> name.endsWith("-first")).toList()) {
      String name = first.replace("-first", "");
      double[] x = column(first, "x");
      double[] y = column(name + "-second", "x");
      MannWhitney comparison = MannWhitney.of(x, y);
      assertThat(comparison.u()).as(name).isEqualTo(expected(name, "w"));
      assertClose(name, comparison.probability().orElseThrow(), expected(name, "p"), 1e-12);
    }
  }

  @Test
  void equalGroupsAreNoDifferenceAndEqualValuesHaveNoTest() {
    double[] scores = {1, 2, 3, 4};
    MannWhitney same = MannWhitney.of(scores, scores);
    assertThat(same.superiority()).isEqualTo(0.5);
    assertThat(same.probability()).hasValue(1);
    assertThat(MannWhitney.of(new double[] {5, 5}, new double[] {5}).probability()).isEmpty();
  }

  @Test
  void theGroupsMayChangePlacesAndTheScaleMayBeStretched() {
    Seeds.each(
        100,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          double[] x = random.ints(1 + random.nextInt(70), -9, 9).asDoubleStream().toArray();
          double[] y = random.ints(1 + random.nextInt(70), -9, 12).asDoubleStream().toArray();
          MannWhitney there = MannWhitney.of(x, y);
          MannWhitney back = MannWhitney.of(y, x);
          MannWhitney stretched =
              MannWhitney.of(
                  Arrays.stream(x).map(Math::exp).toArray(),
                  Arrays.stream(y).map(Math::exp).toArray());
          assertClose("superiority", there.superiority(), 1 - back.superiority(), 1e-12);
          there
              .probability()
              .ifPresent(p -> assertClose("p", back.probability().orElseThrow(), p, 1e-12));
          assertThat(stretched).isEqualTo(there);
        });
  }

  @Test
  void badInputIsRefused() {
    double[] two = {1, 2};
    double[] gap = {1, Double.NaN};
    assertThatIllegalArgumentException().isThrownBy(() -> Kendall.of(two, new double[] {1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Kendall.of(two, gap))
        .withMessageContaining("row 1");
    assertThatIllegalArgumentException().isThrownBy(() -> Kendall.of(new double[1], new double[1]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TheilSen.of(new double[] {3, 3}, two, 0.95));
    assertThatIllegalArgumentException().isThrownBy(() -> MannWhitney.of(new double[0], two));
    assertThatIllegalArgumentException().isThrownBy(() -> MannWhitney.of(two, gap));
  }
}
