package dev.holdfast.stats;

import static dev.holdfast.stats.Close.GOLDEN;
import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rates per exposure, lifetimes and process limits. */
class RatesTests {

  @Test
  void garwoodMatchesTheGoldenTable() {
    for (Golden.Row row : Golden.table("poisson_rates.csv")) {
      assertClose(
          row.toString(),
          Garwood.rate(row.count("events"), row.number("exposure"), 0.95),
          row.number("garwood_lo"),
          row.number("garwood_hi"),
          GOLDEN);
    }
  }

  @Test
  void garwoodIsCloseToTheNormalForManyEvents() {
    Interval rate = Garwood.rate(4_000_000, 1_000_000, 0.95);
    assertClose("rate", rate, 4 - 1.96 * 0.002, 4 + 1.96 * 0.002, 1e-5);
  }

  @Test
  void aRateWithoutExposureIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Garwood.rate(1, 0, 0.95));
    assertThatIllegalArgumentException().isThrownBy(() -> Garwood.rate(-1, 1, 0.95));
    assertThatIllegalArgumentException().isThrownBy(() -> Garwood.rate(1, Double.NaN, 0.95));
  }

  @Test
  void ratesHoldTheirEstimateAndScaleWithExposure() {
    Seeds.each(
        200,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          long events = random.nextInt(1 << random.nextInt(1, 16));
          double exposure = random.nextDouble(0.1, 1000);
          Interval rate = Garwood.rate(events, exposure, 0.9);
          assertThat(events / exposure).isBetween(rate.low(), rate.high());
          Interval days = Garwood.rate(events, exposure * 30, 0.9);
          assertClose("unit", days.scaled(30), rate.low(), rate.high(), 1e-12);
        });
  }

  @Test
  void twoPercentChurnIsALifetimeOfFiftyMonths() {
    Lifetime lifetime = new Lifetime(2, 100);
    Interval churn = Proportion.wilson(2, 100, 0.95);
    assertThat(lifetime.periods()).hasValue(50.0);
    assertThat(lifetime.periods().orElseThrow())
        .isEqualTo(
            Golden.json("ppm_ces_sed_clv.json")
                .get("simple_clv")
                .get("expected_lifetime_months")
                .doubleValue());
    assertClose("interval", lifetime.interval(0.95), 1 / churn.high(), 1 / churn.low(), 1e-12);
  }

  @Test
  void noChurnGivesOnlyALowerBoundOfLifetime() {
    Lifetime lifetime = new Lifetime(0, 20);
    assertThat(lifetime.periods()).isEmpty();
    assertClose("low", lifetime.interval(0.95).low(), 1 / 0.161125158053, 1e-9);
    assertThat(lifetime.interval(0.95).high()).isInfinite();
    assertThatIllegalArgumentException().isThrownBy(() -> new Lifetime(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Lifetime(3, 2));
  }

  @Test
  void processLimitsOfTheWorkedExampleComeOut() {
    ProcessBehaviour limits = ProcessBehaviour.of(new double[] {50, 52, 47, 51, 49, 53, 48, 50});
    assertThat(limits.mean()).isEqualTo(50.0);
    assertClose("lower", limits.lowerLimit(), 40.88, 1e-9);
    assertClose("upper", limits.upperLimit(), 59.12, 1e-9);
    assertThat(limits.locate(59.13)).isEqualTo(ProcessBehaviour.Position.ABOVE);
    assertThat(limits.locate(59.11)).isEqualTo(ProcessBehaviour.Position.WITHIN);
    assertThat(limits.locate(40.87)).isEqualTo(ProcessBehaviour.Position.BELOW);
  }

  /** R: -qt(0.00135, (n - 1) / 1.652) / 1.128 * sqrt(1 + 1 / n). */
  @Test
  void limitsOfFewPointsLieFurtherOutForTheNextValue() {
    assertClose("8", ProcessBehaviour.widthOfNext(8, 0.00135), 5.905171261, 1e-7);
    assertClose("26", ProcessBehaviour.widthOfNext(26, 0.00135), 3.234560536, 1e-7);
    assertClose("10000", ProcessBehaviour.widthOfNext(10_000, 0.00135), 2.66, 2e-3);
    ProcessBehaviour limits = ProcessBehaviour.of(new double[] {50, 52, 47, 51, 49, 53, 48, 50});
    assertClose(
        "limit",
        limits.lowerLimitOfNext(0.00135),
        50 - 5.905171261 * limits.meanMovingRange(),
        1e-6);
    assertThatIllegalArgumentException().isThrownBy(() -> ProcessBehaviour.widthOfNext(8, 0.6));
  }

  @Test
  void aSingleValueHasNoProcessLimits() {
    assertThatIllegalArgumentException().isThrownBy(() -> ProcessBehaviour.of(new double[] {5}));
  }

  @Test
  void eightInARowOnOneSideAreASignal() {
    ProcessBehaviour limits = ProcessBehaviour.of(new double[] {50, 52, 47, 51, 49, 53, 48, 50});
    double[] rising = {49, 51, 52, 51, 53, 52, 51, 54, 51, 49};
    assertThat(limits.longRuns(rising))
        .containsExactly(new ProcessBehaviour.Run(1, 8, ProcessBehaviour.Position.ABOVE));
    double[] onTheLine = {51, 52, 51, 53, 50, 52, 51, 54, 51, 51, 51};
    assertThat(limits.longRuns(onTheLine)).isEmpty();
    double[] both = new double[19];
    for (int i = 0; i < both.length; i++) {
      both[i] = i < 9 ? 48 : 52;
    }
    assertThat(limits.longRuns(both))
        .containsExactly(
            new ProcessBehaviour.Run(0, 9, ProcessBehaviour.Position.BELOW),
            new ProcessBehaviour.Run(9, 10, ProcessBehaviour.Position.ABOVE));
    assertThat(limits.longRuns(new double[] {51, 52, 51, 53, 52, 51, 54})).isEmpty();
    assertThat(limits.longRuns(new double[0])).isEmpty();
  }

  @Test
  void lossesCompoundOverTheYear() {
    assertClose("year", Compounding.overPeriods(0.02, 12), 0.215283, 1e-6);
    assertClose("month", Compounding.overPeriods(0.1, 1.0 / 12), 0.00874161, 1e-8);
    assertThat(Compounding.overPeriods(0, 12)).isZero();
    assertThat(Compounding.overPeriods(1, 12)).isEqualTo(1);
    assertClose("tiny", Compounding.overPeriods(1e-15, 12) * 1e15, 12, 1e-12);
    Interval year = Compounding.overPeriods(Proportion.wilson(2, 100, 0.95), 12);
    // From R: 1 - (1 - prop.test(2, 100, correct = FALSE)$conf.int)^12.
    assertClose("interval", year, 0.0640618740644, 0.581467382665, 1e-9);
    assertThatIllegalArgumentException().isThrownBy(() -> Compounding.overPeriods(1.2, 12));
    assertThatIllegalArgumentException().isThrownBy(() -> Compounding.overPeriods(0.2, 0));
  }
}
