package dev.holdfast.stats;

import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.stats.NoEstimateException.Reason;
import dev.holdfast.stats.RidgeLogistic.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RidgeLogisticTests {

  private static List<Observation> forty(IntPredicate event, IntFunction<List<Double>> features) {
    return IntStream.range(0, 40)
        .mapToObj(i -> new Observation(features.apply(i), event.test(i)))
        .toList();
  }

  private static NoEstimateException refusal(List<Observation> observations, double ridge) {
    return catchThrowableOfType(
        NoEstimateException.class, () -> RidgeLogistic.fit(observations, ridge));
  }

  @Test
  void aTwoByTwoTableGivesItsLogOddsRatio() {
    // Of 20 with the feature 15 had the event, of 20 without it 5.
    RidgeLogistic fit =
        RidgeLogistic.fit(
            forty(i -> i < 20 ? i < 15 : i < 25, i -> List.of(i < 20 ? 1.0 : 0.0)), 0);
    assertClose("intercept", fit.intercept(), -Math.log(3), 1e-12);
    assertClose("coefficient", fit.coefficient(0), 2 * Math.log(3), 1e-12);
    double error = Math.sqrt(1 / 15.0 + 1 / 5.0 + 1 / 5.0 + 1 / 15.0);
    assertClose("error", fit.standardError(0), error, 1e-10);
    assertClose("probability", fit.probability(List.of(1.0)), 0.75, 1e-12);
    assertClose(
        "interval",
        fit.interval(0, 0.95),
        2 * Math.log(3) - 1.959963984540054 * error,
        2 * Math.log(3) + 1.959963984540054 * error,
        1e-9);
    assertThat(fit.hasFewEvents()).isFalse();
  }

  @Test
  void oneOutcomeAndConstantFeaturesAreRefused() {
    assertThat(refusal(forty(_ -> false, i -> List.of(i * 1.0)), 0).reason())
        .isEqualTo(Reason.ONE_OUTCOME);
    assertThat(refusal(forty(_ -> true, i -> List.of(i * 1.0)), 1).reason())
        .isEqualTo(Reason.ONE_OUTCOME);
    for (double ridge : new double[] {0, 1}) {
      assertThat(refusal(forty(i -> i % 3 == 0, i -> List.of(i * 1.0, 7.0)), ridge))
          .returns(Reason.CONSTANT, NoEstimateException::reason)
          .returns(OptionalInt.of(1), NoEstimateException::covariate);
    }
  }

  @Test
  void separationIsRefusedUnlessARidgeHoldsIt() {
    List<Observation> complete = forty(i -> i < 12, i -> List.of(i * 1.0, i % 5 * 1.0));
    assertThat(refusal(complete, 0))
        .hasMessageContaining("foretells the outcome")
        .returns(Reason.SEPARATED, NoEstimateException::reason);
    // Nobody with the feature had the event: separation on one side only.
    List<Observation> oneSided =
        forty(i -> i % 3 == 0, i -> List.of(i % 3 == 1 ? 1.0 : 0.0, i % 5 * 1.0));
    assertThat(refusal(oneSided, 0).reason()).isEqualTo(Reason.SEPARATED);
    // Together only: the sign of the sum of two features is the outcome.
    List<Observation> together =
        forty(i -> i % 2 == 0, i -> List.of(i * 1.0, (i % 2 == 0 ? 0.1 : -0.1) - i));
    assertThat(refusal(together, 0).reason()).isEqualTo(Reason.SEPARATED);
    assertThat(RidgeLogistic.fit(complete, 1).coefficient(0)).isNegative();
    assertThat(RidgeLogistic.fit(oneSided, 1).coefficient(0)).isNegative();
  }

  @Test
  void aSkewedFeatureIsNoSeparation() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<Observation> cases = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        double skewed = Math.exp(2.5 * random.nextGaussian());
        List<Double> features = List.of(skewed, random.nextGaussian());
        cases.add(new Observation(features, random.nextInt(6) == 0));
      }
      assertThat(RidgeLogistic.fit(cases, 0).logLikelihood()).as("seed " + seed).isNegative();
    }
  }

  @Test
  void dependentFeaturesAreRefusedUnlessARidgeSharesTheirWeight() {
    List<Observation> twice = forty(i -> i % 7 < 3 || i > 35, i -> List.of(i * 1.0, i * 2.0));
    assertThat(refusal(twice, 0))
        .returns(Reason.DEPENDENT, NoEstimateException::reason)
        .returns(OptionalInt.of(1), NoEstimateException::covariate);
    RidgeLogistic fit = RidgeLogistic.fit(twice, 1);
    assertClose("twice the unit", fit.coefficient(1), 2 * fit.coefficient(0), 1e-9);
  }

  @Test
  void aHeavyRidgeLeavesTheShareOfEvents() {
    List<Observation> cases = forty(i -> i % 4 == 0, i -> List.of(i * 1.0, i % 5 * 1.0));
    RidgeLogistic fit = RidgeLogistic.fit(cases, 1e12);
    assertClose("all alike", fit.probability(List.of(3.0, 2.0)), 0.25, 1e-6);
  }

  @Test
  void badInputIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Observation(List.of(Double.NaN), true))
        .withMessageContaining("fill in or leave out");
    List<Observation> cases = forty(i -> i % 4 == 0, i -> List.of(i % 3 * 1.0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RidgeLogistic.fit(cases, -1))
        .withMessageContaining("0 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RidgeLogistic.fit(cases, 0).probability(List.of(1.0, 2.0)))
        .withMessageContaining("2 features for a fit with 1");
  }

  @Test
  void fewEventsAreAWarning() {
    List<Observation> cases = forty(i -> i % 5 == 0, i -> List.of(i % 3 * 1.0));
    assertThat(RidgeLogistic.fit(cases, 0).hasFewEvents()).isTrue();
  }
}
