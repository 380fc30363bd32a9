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

  @Test
  void aSingleValueHasNoProcessLimits() {
    assertThatIllegalArgumentException().isThrownBy(() -> ProcessBehaviour.of(new double[] {5}));
  }
}
