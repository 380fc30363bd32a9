package dev.holdfast.stats;

import static dev.holdfast.stats.Close.GOLDEN;
import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.stats.FitOutcome.Reason;
import dev.holdfast.stats.FitOutcome.Refused;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ShiftedBetaGeometricTests {

  /** Relative, as agreed for parameters; the golden optimiser stopped at about 1e-6. */
  private static final double PARAMETER = 1e-5;

  private static RenewalCohort firstSevenYears(String name) {
    double[] shares = Golden.numbers(Golden.json("btyd.json").get(name).get("survival_actual"));
    return new RenewalCohort(
        Arrays.stream(shares).limit(8).mapToObj(share -> Math.round(share * 1000)).toList());
  }

  private static FittedModel<ShiftedBetaGeometric> fitted(RenewalCohort... cohorts) {
    return ShiftedBetaGeometric.fit(List.of(cohorts)).fit().orElseThrow();
  }

  @Test
  void theLiteraturesTwoSegmentsMatchTheGoldenFile() {
    for (String name : List.of("sbg_regular", "sbg_high_end")) {
      JsonNode golden = Golden.json("btyd.json").get(name);
      FittedModel<ShiftedBetaGeometric> fit = fitted(firstSevenYears(name));
      ShiftedBetaGeometric model = fit.model();
      double alpha = golden.get("params").get("alpha").doubleValue();
      double beta = golden.get("params").get("beta").doubleValue();
      assertClose(name + " alpha", model.alpha() / alpha, 1, PARAMETER);
      assertClose(name + " beta", model.beta() / beta, 1, PARAMETER);
      assertClose(name + " LL", fit.logLikelihood(), golden.get("loglik").doubleValue(), GOLDEN);
      Uncertainty<ShiftedBetaGeometric> known = fit.uncertainty().orElseThrow();
      JsonNode errors = golden.get("se");
      assertClose("SE", known.standardError(0) / errors.get("alpha").doubleValue(), 1, 1e-4);
      assertClose("SE", known.standardError(1) / errors.get("beta").doubleValue(), 1, 1e-4);
      assertFunctions(new ShiftedBetaGeometric(alpha, beta), golden);
    }
  }

  private static void assertFunctions(ShiftedBetaGeometric model, JsonNode golden) {
    assertClose("churn", model.expectedChurn(), golden.get("E_theta").doubleValue(), GOLDEN);
    double[] survival = Golden.numbers(golden.get("survival_fit"));
    double[] retention = Golden.numbers(golden.get("retention_fit"));
    for (int t = 0; t < survival.length; t++) {
      assertClose("S " + t, model.survival(t), survival[t], GOLDEN);
    }
    for (int t = 1; t <= retention.length; t++) {
      assertClose("r " + t, model.retention(t), retention[t - 1], GOLDEN);
    }
    assertClose(
        "DEL", model.discountedLifetime(0.1), golden.get("DEL_d0.10").doubleValue(), GOLDEN);
    for (String renewal : List.of("1", "2", "3", "5")) {
      assertClose(
          "DERL " + renewal,
          model.discountedResidualLifetime(Integer.parseInt(renewal), 0.1),
          golden.get("DERL_d0.10_after_n_renewals").get(renewal).doubleValue(),
          GOLDEN);
    }
  }

  @Test
  void publishedResidualLivesMatch() {
    JsonNode golden =
        Golden.json("btyd.json").get("del_fader_hardie_2010_alpha3.80_beta15.20_d0.10");
    ShiftedBetaGeometric model = new ShiftedBetaGeometric(3.8, 15.2);
    assertClose("DEL", model.discountedLifetime(0.1), golden.get("DEL").doubleValue(), GOLDEN);
    for (String renewal : List.of("1", "2", "3", "4", "5")) {
      assertClose(
          "DERL " + renewal,
          model.discountedResidualLifetime(Integer.parseInt(renewal), 0.1),
          golden.get("DERL").get(renewal).doubleValue(),
          GOLDEN);
    }
  }

  @Test
  void oneOverTheFirstChurnIsFarTooShortALife() {
    ShiftedBetaGeometric model = fitted(firstSevenYears("sbg_regular")).model();
    assertThat(Math.pow(0.631, 7)).isCloseTo(0.04, Offset.offset(5e-4));
    assertThat(model.survival(7)).isCloseTo(0.241, Offset.offset(0.003)); // 24.1 % were there
    assertThat(model.survival(12)).isCloseTo(0.173, Offset.offset(0.004)); // five years ahead
  }

  @Test
  void cohortsAddUpAndThoseStillThereAreCensored() {
    List<Long> all = firstSevenYears("sbg_regular").survivors();
    // The same customers in two halves are the same data.
    List<Long> half = all.stream().map(n -> n / 2).toList();
    List<Long> rest = new ArrayList<>();
    for (int t = 0; t < all.size(); t++) {
      rest.add(all.get(t) - half.get(t));
    }
    FittedModel<ShiftedBetaGeometric> whole = fitted(new RenewalCohort(all));
    FittedModel<ShiftedBetaGeometric> parts =
        fitted(new RenewalCohort(half), new RenewalCohort(rest));
    assertClose("LL", parts.logLikelihood(), whole.logLikelihood(), 1e-12);
    assertClose("alpha", parts.model().alpha(), whole.model().alpha(), 1e-7);
    // Young cohorts of the same model pull the estimate nowhere, but counted as lost they would.
    ShiftedBetaGeometric truth = new ShiftedBetaGeometric(1.5, 4);
    List<RenewalCohort> staggered = new ArrayList<>();
    for (int age = 1; age <= 6; age++) {
      List<Long> survivors = new ArrayList<>();
      for (int t = 0; t <= age; t++) {
        survivors.add(Math.round(1e9 * truth.survival(t)));
      }
      staggered.add(new RenewalCohort(survivors));
    }
    ShiftedBetaGeometric found = fitted(staggered.toArray(RenewalCohort[]::new)).model();
    assertClose("alpha", found.alpha(), 1.5, 1e-5);
    assertClose("beta", found.beta(), 4, 1e-5);
  }

  @Test
  void intervalsRestOnSeededDraws() {
    Uncertainty<ShiftedBetaGeometric> known =
        fitted(firstSevenYears("sbg_high_end")).uncertainty().orElseThrow();
    Interval years = known.interval(model -> model.discountedLifetime(0.1), 0.95, 1);
    assertThat(years).isEqualTo(known.interval(model -> model.discountedLifetime(0.1), 0.95, 1));
    assertThat(years.low()).isBetween(5.0, 5.92);
    assertThat(years.high()).isBetween(5.92, 7.0);
    // The draws have the spread that the standard error says.
    Interval alpha = known.interval(ShiftedBetaGeometric::alpha, 0.95, 2);
    double width = Math.log(alpha.high() / alpha.low()) / (2 * 1.959964);
    assertClose("log SE", width / known.logStandardError(0), 1, 0.1);
  }

  @Test
  void whereEverybodyIsAlikeThereIsNoStandardError() {
    // A constant churn of a fifth: alpha and beta grow without end and run into the bound.
    FittedModel<ShiftedBetaGeometric> fit =
        fitted(new RenewalCohort(List.of(625_000L, 500_000L, 400_000L, 320_000L, 256_000L)));
    assertThat(fit.uncertainty()).isEmpty();
    assertThat(fit.model().expectedChurn()).isCloseTo(0.2, Offset.offset(1e-3));
  }

  @Test
  void tooLittleIsRefusedWithItsReason() {
    assertThat(reason(List.of(10L, 8L, 7L))).isEqualTo(Reason.TOO_FEW_RENEWALS);
    assertThat(reason(List.of(10L, 8L, 0L, 0L))).isEqualTo(Reason.TOO_FEW_RENEWALS);
    assertThat(reason(List.of(10L, 10L, 10L, 10L))).isEqualTo(Reason.NOBODY_LEFT);
    assertThat(ShiftedBetaGeometric.fit(List.of()).fit()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RenewalCohort(List.of(5L, 6L)))
        .withMessageContaining("cannot become more");
    assertThatIllegalArgumentException().isThrownBy(() -> new RenewalCohort(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new ShiftedBetaGeometric(0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShiftedBetaGeometric(1, 1).discountedLifetime(0))
        .withMessageContaining("above 0");
  }

  private static Reason reason(List<Long> survivors) {
    return switch (ShiftedBetaGeometric.fit(List.of(new RenewalCohort(survivors)))) {
      case Refused<FittedModel<ShiftedBetaGeometric>>(Reason reason, String detail) -> reason;
      case FitOutcome.Fitted<FittedModel<ShiftedBetaGeometric>> fitted ->
          throw new AssertionError("a fit where there should be none: " + fitted);
    };
  }
}
