package dev.holdfast.stats;

import static dev.holdfast.stats.ChangeCases.expected;
import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CusumTests {

  @Test
  void thePathOfTheUsageDropMatchesTheGoldenFile() {
    JsonNode golden = Golden.json("changepoint_small.json").get("usage_drop_example");
    double[] weekly = Golden.numbers(golden.get("weekly"));
    double[] path = Golden.numbers(golden.get("cusum_k0p5_h4_path"));
    int baseline = 20;
    Mean quiet = Mean.of(Arrays.copyOf(weekly, baseline));
    assertClose("mean", quiet.mean(), golden.get("baseline_mean").doubleValue(), 1e-12);
    assertClose("variance", quiet.variance(), golden.get("baseline_var").doubleValue(), 1e-12);
    Cusum cusum = new Cusum(quiet.mean(), Math.sqrt(quiet.variance()), 0.5, 4);
    Cusum.State state = Cusum.State.START;
    int alarm = -1;
    for (int week = baseline; week < weekly.length; week++) {
      state = cusum.next(state, weekly[week]);
      // The path is printed to six digits.
      assertClose("week " + week, state.lower(), path[week], 1e-6);
      if (alarm < 0 && cusum.signal(state) == Cusum.Signal.DROP) {
        alarm = week;
        // The sum left 0 one week before the true change.
        assertThat(week - state.sinceLower() + 1).isEqualTo(29);
      }
    }
    assertThat(alarm).isEqualTo(golden.get("cusum_alarm_index").intValue());
  }

  @Test
  void simulatedRunLengthsAgreeWithTheIntegralEquation() {
    for (String name : ChangeCases.named("run")) {
      double[] setting = ChangeCases.column(name, "x");
      Mean run = CusumRunLength.simulate(setting[0], setting[1], setting[2], 10_000, 11);
      double exact = expected(name, "mean");
      assertThat(Math.abs(run.mean() - exact)).as(name).isLessThan(3.5 * run.standardError());
      assertThat(run.standardError()).as(name).isLessThan(0.01 * exact);
    }
  }

  @Test
  void aQuietSeriesRunsForTheWeeksThatTheDocumentationPromises() {
    assertThat(expected("run-0.5_4_0", "mean")).isBetween(334.0, 337.0);
    assertThat(expected("run-0.5_5_0", "mean")).isBetween(915.0, 935.0);
    // Four thousand runs have a standard error of 1.6 %; three of them.
    Mean four = CusumRunLength.simulate(0.5, 4, 0, 4_000, 3);
    Mean five = CusumRunLength.simulate(0.5, 5, 0, 4_000, 3);
    assertThat(four.mean()).isBetween(319.0, 352.0);
    assertThat(five.mean()).isBetween(885.0, 977.0);
    assertThat(CusumRunLength.simulate(0.5, 4, 0, 4_000, 3)).isEqualTo(four);
  }

  @Test
  void siegmundsApproximationIsWithinAFewPercent() {
    for (String name : ChangeCases.named("run")) {
      double[] setting = ChangeCases.column(name, "x");
      double exact = expected(name, "mean");
      double close = CusumRunLength.approximate(setting[0], setting[1], setting[2]);
      assertThat(close).as(name).isBetween(0.98 * exact, 1.02 * exact);
    }
  }

  @Test
  void settingsThatHardlyEverSignalAreRefusedInsteadOfRunningForever() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CusumRunLength.simulate(1, 20, 0, 10, 1))
        .withMessageContaining("lower threshold");
    assertThatIllegalArgumentException().isThrownBy(() -> CusumRunLength.approximate(0.5, 0, 0));
  }

  @Test
  void aRiseIsTheMirrorImageOfADrop() {
    Seeds.each(
        100,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          Cusum cusum = new Cusum(0, 2, 0.5, 4);
          Cusum.State down = Cusum.State.START;
          Cusum.State up = Cusum.State.START;
          for (int i = 0; i < 60; i++) {
            double step = random.nextGaussian() * 3;
            down = cusum.next(down, -step);
            up = cusum.next(up, step);
            assertThat(up.lower()).isEqualTo(down.upper());
            assertThat(up.upper()).isEqualTo(down.lower());
            assertThat(up.sinceUpper()).isEqualTo(down.sinceLower());
            if (cusum.signal(down) == Cusum.Signal.DROP && up.upper() != up.lower()) {
              assertThat(cusum.signal(up)).isEqualTo(Cusum.Signal.RISE);
            }
          }
        });
  }

  @Test
  void oneOddWeekMovesNeitherTargetNorScale() {
    double[] quiet = {10, 12, 9, 11, 10, 13, 9, 12, 11, 10};
    double[] odd = quiet.clone();
    odd[4] = 900;
    Cusum calm = Cusum.ofBaseline(quiet, Cusum.SLACK, Cusum.THRESHOLD).orElseThrow();
    Cusum shaken = Cusum.ofBaseline(odd, Cusum.SLACK, Cusum.THRESHOLD).orElseThrow();
    assertThat(calm.target()).isEqualTo(10.5);
    // The median step is 2, by 0.6745 and the root of 2.
    assertClose("scale", calm.scale(), 2.0967, 1e-4);
    assertThat(shaken.target()).isBetween(10.0, 12.0);
    assertThat(shaken.scale()).isBetween(calm.scale() * 0.9, calm.scale() * 1.6);
  }

  @Test
  void theScaleFromDifferencesIsThatOfTheNoiseAndIgnoresAShift() {
    SplittableRandom random = new SplittableRandom(5);
    double[] values = new double[4_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = 3 * random.nextGaussian() + (i < 2_000 ? 0 : 500);
    }
    assertThat(RobustScale.ofDifferences(values).orElseThrow()).isBetween(2.85, 3.15);
    double[] rare = new double[4_000];
    for (int i = 0; i < rare.length; i++) {
      rare[i] = random.nextInt(10) == 0 ? 1 : 0;
    }
    // Most steps are 0: the mean step 0.18 by 2/√π.
    assertThat(RobustScale.ofDifferences(rare).orElseThrow()).isBetween(0.14, 0.18);
  }

  @Test
  void aBaselineThatIsShortOrWithoutNoiseIsNone() {
    double[] seven = {1, 2, 3, 4, 3, 2, 1};
    assertThat(Cusum.ofBaseline(seven, 0.5, 5)).isEmpty();
    assertThat(Cusum.ofBaseline(new double[8], 0.5, 5)).isEmpty();
    assertThat(Cusum.ofBaseline(new double[] {1, 2, 3, 4, 3, 2, 1, 2}, 0.5, 5)).isPresent();
  }

  @Test
  void missingValuesAreRefusedAndNeverTakenForZero() {
    Cusum cusum = new Cusum(10, 1, 0.5, 5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cusum.next(Cusum.State.START, Double.NaN))
        .withMessageContaining("leave a missing value out");
    assertThatIllegalArgumentException().isThrownBy(() -> new Cusum(10, 0, 0.5, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new Cusum(10, 1, -1, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new Cusum(10, 1, 0.5, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Cusum.State(-1, 0, 0, 0));
  }

  @Test
  void aShortBaselineCriesWolfAsOftenAsTheDocumentationSays() {
    // Four thousand accounts have a standard error of at most 0.7 %; three of them and rounding.
    assertThat(falseDropsWithinAYear(8)).isBetween(0.275, 0.325);
    assertThat(falseDropsWithinAYear(26)).isBetween(0.16, 0.205);
    assertThat(falseDropsWithinAYear(52)).isBetween(0.11, 0.15);
    assertThat(falseDropsWithinAYear(2_000)).isBetween(0.04, 0.065);
  }

  private static double falseDropsWithinAYear(int weeks) {
    SplittableRandom random = new SplittableRandom(weeks);
    int accounts = 4_000;
    int alarmed = 0;
    for (int account = 0; account < accounts; account++) {
      double[] baseline = new double[weeks];
      Arrays.setAll(baseline, i -> random.nextGaussian());
      Cusum cusum = Cusum.ofBaseline(baseline, Cusum.SLACK, Cusum.THRESHOLD).orElseThrow();
      Cusum.State state = Cusum.State.START;
      boolean drop = false;
      for (int week = 0; week < 52; week++) {
        state = cusum.next(state, random.nextGaussian());
        drop |= state.lower() > cusum.threshold();
      }
      alarmed += drop ? 1 : 0;
    }
    return (double) alarmed / accounts;
  }
}
