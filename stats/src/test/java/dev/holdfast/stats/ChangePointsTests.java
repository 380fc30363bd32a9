package dev.holdfast.stats;

import static dev.holdfast.stats.ChangeCases.column;
import static dev.holdfast.stats.ChangeCases.expected;
import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ChangePointsTests {

  private static final JsonNode GOLDEN = Golden.json("changepoint_small.json");

  @Test
  void theCoalMinesBecameSaferIn1892() {
    JsonNode coal = GOLDEN.get("coal");
    double[] counts = Golden.numbers(coal.get("counts"));
    SingleChange change = SingleChange.ofCounts(counts, 1).orElseThrow();
    assertThat(change.index()).isEqualTo(coal.get("single_change_after_index").intValue());
    assertClose("before", change.before(), coal.get("lambda1").doubleValue(), 1e-12);
    assertClose("after", change.after(), coal.get("lambda2").doubleValue(), 1e-12);
    assertClose("2 log LR", change.statistic(), coal.get("glr_2logLR").doubleValue(), 1e-9);
    ChangePoints points = ChangePoints.ofCounts(counts, 1);
    assertThat(points.indices()).isEqualTo(indices(coal.get("optimal_partition_beta_2logn")));
    assertClose("cost", points.cost(), coal.get("objective").doubleValue(), 1e-9);
  }

  @Test
  void plainPoissonSeesNineBreaksInBurstyUsageWhereThereIsOne() {
    JsonNode usage = GOLDEN.get("usage_drop_example");
    double[] weekly = Golden.numbers(usage.get("weekly"));
    assertThat(ChangePoints.ofCounts(weekly, 1).indices())
        .hasSize(9)
        .isEqualTo(indices(usage.get("poisson_cp_IGNORING_OVERDISPERSION")));
    double baseline = Dispersion.ofBaseline(Arrays.copyOf(weekly, 20));
    assertClose("φ", baseline, usage.get("dispersion_phi").doubleValue(), 1e-12);
    List<Integer> one = indices(usage.get("quasi_poisson_cp"));
    assertThat(ChangePoints.ofCounts(weekly, baseline).indices()).hasSize(1).isEqualTo(one);
    assertThat(ChangePoints.ofCounts(weekly, Dispersion.ofDifferences(weekly)).indices())
        .isEqualTo(one);
  }

  @Test
  void transformedUsageHasTheSameBreak() {
    JsonNode usage = GOLDEN.get("usage_drop_example");
    double[] weekly = Golden.numbers(usage.get("weekly"));
    WeeklyCounts counts =
        new WeeklyCounts(
            IntStream.range(0, weekly.length)
                .mapToObj(week -> new WeeklyCounts.Week(week, weekly[week]))
                .toList());
    assertThat(ChangePoints.ofMeans(counts.anscombe()).indices())
        .isEqualTo(indices(usage.get("anscombe_mean_cp")));
  }

  @Test
  void divisionsMatchThoseFoundInRByTryingAll() {
    for (String name : ChangeCases.named("counts")) {
      assertDivision(name, ChangePoints.ofCounts(column(name, "x"), 1));
    }
    for (String name : ChangeCases.named("means")) {
      assertDivision(name, ChangePoints.ofMeans(column(name, "x")));
    }
  }

  private static void assertDivision(String name, ChangePoints points) {
    assertClose(name, points.cost(), expected(name, "cost"), 1e-9);
    List<Integer> breaks =
        Arrays.stream(ChangeCases.allExpected(name, "index")).mapToObj(k -> (int) k).toList();
    assertThat(points.indices()).as(name).isEqualTo(breaks);
  }

  @Test
  void theNileFellIn1899() {
    double[] nile = column("means-nile", "x");
    ChangePoints points = ChangePoints.ofMeans(nile);
    assertThat(points.indices()).containsExactly(28);
    // The mean flow of 1871 to 1898 and of 1899 to 1970.
    assertClose("before", points.segments().getFirst().level(), 1097.75, 1e-12);
    assertClose("after", points.segments().getLast().level(), 849.972222222222, 1e-12);
  }

  @Test
  void pruningChangesNothing() {
    Seeds.each(
        300,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          int n = 1 + random.nextInt(90);
          double[] values = new double[n];
          double[] counts = new double[n];
          double level = 5;
          for (int i = 0; i < n; i++) {
            level = random.nextInt(8) == 0 ? random.nextDouble(0, 30) : level;
            values[i] = level + 4 * random.nextGaussian();
            counts[i] = level * random.nextDouble(0, 2);
          }
          assertSameWithout(SegmentCost.normal(values, 16), n);
          assertSameWithout(SegmentCost.poisson(counts, 1.5), n);
        });
  }

  private static void assertSameWithout(SegmentCost cost, int n) {
    ChangePoints pruned = ChangePoints.search(cost, n, true);
    ChangePoints full = ChangePoints.search(cost, n, false);
    assertThat(pruned).isEqualTo(full);
    int next = 0;
    for (ChangePoints.Segment segment : pruned.segments()) {
      assertThat(segment.start()).isEqualTo(next);
      assertThat(segment.end() - segment.start()).isGreaterThanOrEqualTo(Math.min(3, n));
      next = segment.end();
    }
    assertThat(next).isEqualTo(n);
  }

  @Test
  void aQuietSeriesSeldomHasABreak() {
    int broken = 0;
    for (int series = 0; series < 1_000; series++) {
      SplittableRandom random = new SplittableRandom(series);
      double[] values = random.doubles(104).map(x -> random.nextGaussian()).toArray();
      broken += ChangePoints.ofMeans(values, 1).indices().isEmpty() ? 0 : 1;
    }
    // Two years of weeks: 2 ln n keeps false breaks to some percent of accounts.
    assertThat(broken).isBetween(20, 120);
  }

  @Test
  void shortAndSteadySeriesAreOneSegment() {
    assertThat(ChangePoints.ofCounts(new double[] {0, 0, 90, 90, 90}, 1).indices()).isEmpty();
    assertThat(ChangePoints.ofCounts(new double[] {0, 0, 0, 90, 90, 90}, 1).indices())
        .containsExactly(3);
    assertThat(ChangePoints.ofMeans(new double[] {7}).segments())
        .containsExactly(new ChangePoints.Segment(0, 1, 7));
    double[] same = new double[30];
    Arrays.fill(same, 4.2);
    assertThat(ChangePoints.ofMeans(same).indices()).isEmpty();
    assertThat(SingleChange.ofCounts(same, 1)).isEmpty();
    assertThat(SingleChange.ofCounts(new double[] {0, 0, 9, 9, 9}, 1)).isEmpty();
  }

  @Test
  void theDispersionOfBurstsIsFoundDespiteAShift() {
    SplittableRandom random = new SplittableRandom(9);
    double[] counts = new double[3_000];
    for (int i = 0; i < counts.length; i++) {
      // Bursts of four events each: a Poisson number of bursts times four has φ = 4.
      int mean = i < 1_500 ? 40 : 10;
      int bursts = 0;
      for (int j = 0; j < 10_000; j += 10) {
        bursts += random.nextDouble() < mean / 1000.0 ? 1 : 0;
      }
      counts[i] = 4 * bursts;
    }
    assertThat(Dispersion.ofDifferences(counts)).isBetween(3.6, 4.2);
    assertThat(Dispersion.ofBaseline(counts)).isGreaterThan(30);
    assertThat(Dispersion.ofBaseline(new double[] {5, 5, 5})).isEqualTo(1);
    assertThat(Dispersion.ofDifferences(new double[] {0, 0, 0})).isEqualTo(1);
    assertThat(Dispersion.ofBaseline(new double[] {0, 0})).isEqualTo(1);
  }

  @Test
  void badInputIsRefused() {
    double[] gap = {1, 2, Double.NaN, 4};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChangePoints.ofMeans(gap, 1))
        .withMessageContaining("value at 2");
    assertThatIllegalArgumentException().isThrownBy(() -> ChangePoints.ofMeans(gap, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> ChangePoints.ofCounts(gap, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChangePoints.ofCounts(new double[] {1, -2}, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChangePoints.ofCounts(new double[] {1, 2}, 0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> ChangePoints.ofCounts(new double[0], 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Dispersion.ofBaseline(new double[1]));
    assertThatIllegalArgumentException().isThrownBy(() -> Dispersion.ofDifferences(gap));
  }

  private static List<Integer> indices(JsonNode array) {
    return Arrays.stream(Golden.numbers(array)).mapToObj(k -> (int) k).toList();
  }
}
