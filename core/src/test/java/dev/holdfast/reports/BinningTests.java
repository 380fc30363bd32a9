package dev.holdfast.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinningTests {

  @Test
  void wholeNumbersCloseTogetherHaveABinEach() {
    assertThat(Binning.of(new double[] {0, 7, 9, 9, 10}))
        .hasSize(11)
        .contains(new Distribution.Bin(9, 10, 2), new Distribution.Bin(10, 11, 1))
        .contains(new Distribution.Bin(8, 9, 0));
  }

  @Test
  void fewVeryLargeValuesShareALastBinWithoutAnEnd() {
    double[] values = DoubleStream.iterate(0.5, x -> x + 0.1).limit(400).toArray();
    values[399] = 5000;
    List<Distribution.Bin> bins = Binning.of(values);
    assertThat(bins.getLast().to()).isInfinite();
    assertThat(bins.getLast().from()).isLessThan(60);
    assertThat(bins.getLast().count()).isPositive();
    assertThat(bins).hasSizeBetween(5, Binning.MOST);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void everyValueLiesInExactlyOneBin(long seed) {
    Random random = new Random(seed);
    double scale = Math.pow(10, random.nextInt(-6, 7));
    double[] values =
        random
            .doubles(random.nextInt(1, 300))
            .map(u -> (seed % 2 == 0 ? -Math.log(u) : u - 0.5) * scale)
            .sorted()
            .toArray();
    List<Distribution.Bin> bins = Binning.of(values);
    assertThat(bins.size()).as("seed %d", seed).isBetween(1, Binning.MOST + 2);
    for (int i = 0; i < bins.size(); i++) {
      Distribution.Bin bin = bins.get(i);
      long inside = Arrays.stream(values).filter(v -> v >= bin.from() && v < bin.to()).count();
      assertThat(Math.abs(inside - bin.count()))
          .as("bin %d of seed %d, but for values on an edge", i, seed)
          .isLessThanOrEqualTo(1);
      if (i > 0) {
        assertThat(bin.from()).as("no gap").isEqualTo(bins.get(i - 1).to());
      }
    }
    assertThat(bins.stream().mapToLong(Distribution.Bin::count).sum())
        .as("seed %d", seed)
        .isEqualTo(values.length);
  }

  @Test
  void oneValueAndNoneAreNoTrouble() {
    assertThat(Binning.of(new double[0])).isEmpty();
    assertThat(Binning.of(new double[] {2.5, 2.5, 2.5}).stream().mapToLong(Distribution.Bin::count))
        .containsOnlyOnce(3L);
    assertThat(Binning.of(new double[] {-2.5}).stream().mapToLong(Distribution.Bin::count).sum())
        .isEqualTo(1);
  }
}
