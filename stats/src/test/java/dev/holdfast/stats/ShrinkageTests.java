package dev.holdfast.stats;

import static dev.holdfast.stats.ChangeCases.assertEach;
import static dev.holdfast.stats.ChangeCases.expected;
import static dev.holdfast.stats.Close.STUDENT;
import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Partial pooling of means and of shares, and p values of many tests. */
class ShrinkageTests {

  @Test
  void adjustedProbabilitiesMatchR() {
    for (String name : ChangeCases.named("bh")) {
      double[] adjusted = BenjaminiHochberg.adjusted(ChangeCases.column(name, "x"));
      assertEach(name, "adjusted", adjusted.length, i -> adjusted[i], 1e-14);
    }
  }

  @Test
  void adjustingNothingGivesNothingAndBadProbabilitiesAreRefused() {
    assertThat(BenjaminiHochberg.adjusted(new double[0])).isEmpty();
    assertThat(BenjaminiHochberg.adjusted(new double[] {0.2})).containsExactly(0.2);
    for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BenjaminiHochberg.adjusted(new double[] {0.5, bad}))
          .withMessageContaining("" + bad);
    }
  }

  @Test
  void pooledMeansMatchTheMixedModelInR() {
    for (String name : ChangeCases.named("pool")) {
      Shrinkage pooled = Shrinkage.of(ChangeCases.column(name, "x"), ChangeCases.column(name, "y"));
      int size = pooled.groups().size();
      assertClose(name, pooled.betweenVariance(), expected(name, "tau2"), 1e-10);
      assertClose(name, pooled.grandMean(), expected(name, "grand"), 1e-10);
      assertClose(name, pooled.grandMeanError(), expected(name, "grand_error"), 1e-10);
      assertEach(name, "shrunken", size, i -> pooled.groups().get(i).shrunken(), 1e-10);
      assertEach(name, "low", size, i -> pooled.groups().get(i).interval(0.95).low(), 1e-9);
      assertEach(name, "high", size, i -> pooled.groups().get(i).interval(0.95).high(), 1e-9);
    }
  }

  @Test
  void pooledSharesMatchR() {
    for (String name : ChangeCases.named("rates")) {
      BetaBinomialShrinkage pooled =
          BetaBinomialShrinkage.of(ChangeCases.counts(name, "x"), ChangeCases.counts(name, "y"));
      int size = pooled.groups().size();
      assertClose(name, pooled.share(), expected(name, "share"), 1e-12);
      assertClose(name, pooled.correlation(), expected(name, "correlation"), 1e-12);
      assertEach(name, "shrunken", size, i -> pooled.groups().get(i).shrunken(), 1e-10);
      assertEach(name, "low", size, i -> pooled.groups().get(i).interval(0.95).low(), STUDENT);
      assertEach(name, "high", size, i -> pooled.groups().get(i).interval(0.95).high(), STUDENT);
    }
  }

  @Test
  void groupsThatDifferByChanceAllGetTheShareOfAll() {
    BetaBinomialShrinkage same =
        BetaBinomialShrinkage.of(new long[] {0, 0, 0}, new long[] {5, 9, 20});
    assertThat(same.correlation()).isZero();
    assertThat(same.groups())
        .allSatisfy(group -> {
          assertThat(group.shrunken()).isZero();
          assertThat(group.interval(0.95)).isEqualTo(Proportion.wilson(0, 34, 0.95));
        });
    BetaBinomialShrinkage single =
        BetaBinomialShrinkage.of(new long[] {1, 0, 0, 1}, new long[] {1, 1, 1, 1});
    assertThat(single.groups()).allSatisfy(group -> assertThat(group.shrunken()).isEqualTo(0.5));
    assertThat(BetaBinomialShrinkage.of(new long[] {2}, new long[] {8}).groups().getFirst())
        .satisfies(
            group -> assertThat(group.interval(0.9)).isEqualTo(Proportion.wilson(2, 8, 0.9)));
  }

  @Test
  void oneGroupKeepsItsOwnEstimateAndInterval() {
    Shrinkage one = Shrinkage.of(new double[] {7}, new double[] {2});
    Shrinkage.Group group = one.groups().getFirst();
    assertThat(group.shrunken()).isEqualTo(7);
    assertThat(group.shrunkenError()).isEqualTo(2);
    assertThat(group.weight()).isZero();
  }

  @Test
  void groupsThatCannotBePooledAreRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shrinkage.of(new double[] {1, 2}, new double[] {1, 0}))
        .withMessageContaining("group 1")
        .withMessageContaining("leave out");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shrinkage.of(new double[] {Double.NaN}, new double[] {1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shrinkage.of(new double[0], new double[0]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shrinkage.of(new double[] {1, 2}, new double[] {1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BetaBinomialShrinkage.of(new long[] {1, 0}, new long[] {2, 0}))
        .withMessageContaining("group 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BetaBinomialShrinkage.of(new long[] {3}, new long[] {2}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BetaBinomialShrinkage.of(new long[0], new long[0]));
  }

  @Test
  void poolingStaysBetweenGroupAndAllInAnyUnit() {
    Seeds.each(
        200,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          int groups = 1 + random.nextInt(20);
          double[] estimates = random.doubles(groups, -50, 50).toArray();
          double[] errors = random.doubles(groups, 0.1, 30).toArray();
          double[] hundredfold = new double[groups];
          double[] hundredfoldErrors = new double[groups];
          for (int i = 0; i < groups; i++) {
            hundredfold[i] = 100 * estimates[i] + 5;
            hundredfoldErrors[i] = 100 * errors[i];
          }
          Shrinkage pooled = Shrinkage.of(estimates, errors);
          Shrinkage other = Shrinkage.of(hundredfold, hundredfoldErrors);
          for (int i = 0; i < groups; i++) {
            Shrinkage.Group group = pooled.groups().get(i);
            double low = Math.min(estimates[i], pooled.grandMean());
            double high = Math.max(estimates[i], pooled.grandMean());
            assertThat(group.shrunken()).isBetween(low - 1e-9, high + 1e-9);
            assertThat(group.shrunkenError()).isLessThanOrEqualTo(errors[i] * (1 + 1e-12));
            assertThat(group.weight()).isBetween(0.0, 1.0);
            assertClose("unit", other.groups().get(i).shrunken(), 100 * group.shrunken() + 5, 1e-8);
          }
        });
  }

  @Test
  void pooledEstimatesAreNearerTheTruthAndCoverIt() {
    SplittableRandom random = new SplittableRandom(7);
    int groups = 2_000;
    double[] truth = new double[groups];
    double[] seen = new double[groups];
    double[] errors = new double[groups];
    for (int i = 0; i < groups; i++) {
      truth[i] = 10 + 2 * random.nextGaussian();
      errors[i] = random.nextDouble(0.5, 5);
      seen[i] = truth[i] + errors[i] * random.nextGaussian();
    }
    Shrinkage pooled = Shrinkage.of(seen, errors);
    double alone = 0;
    double together = 0;
    int covered = 0;
    for (int i = 0; i < groups; i++) {
      Shrinkage.Group group = pooled.groups().get(i);
      Interval interval = group.interval(0.95);
      alone += Math.pow(seen[i] - truth[i], 2);
      together += Math.pow(group.shrunken() - truth[i], 2);
      covered += interval.low() <= truth[i] && truth[i] <= interval.high() ? 1 : 0;
    }
    assertThat(together).isLessThan(alone / 3);
    assertThat(pooled.betweenVariance()).isBetween(3.0, 5.0);
    // Two thousand trials at 0.95 have a standard deviation of 0.005; four of them.
    assertThat((double) covered / groups).isBetween(0.93, 0.97);
  }
}
