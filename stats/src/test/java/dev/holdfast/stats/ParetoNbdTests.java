package dev.holdfast.stats;

import static dev.holdfast.stats.Close.GOLDEN;
import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.stats.FitOutcome.Reason;
import dev.holdfast.stats.FitOutcome.Refused;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ParetoNbdTests {

  private static final ParetoNbd CDNOW = new ParetoNbd(0.553, 10.578, 0.606, 11.669);

  @Test
  void cdnowMatchesTheLiterature() {
    FittedModel<ParetoNbd> fit =
        ParetoNbd.fit(PurchaseSets.histories(PurchaseSets.cdnowSummary())).fit().orElseThrow();
    JsonNode golden = Golden.json("btyd.json").get("cdnow_summary_file_pareto_nbd");
    ParetoNbd model = fit.model();
    double[] found = {model.r(), model.alpha(), model.s(), model.beta()};
    Uncertainty<ParetoNbd> known = fit.uncertainty().orElseThrow();
    List<String> names = List.of("r", "alpha", "s", "beta");
    for (int i = 0; i < 4; i++) {
      double expected = golden.get("params").get(names.get(i)).doubleValue();
      assertClose(names.get(i), found[i] / expected, 1, 1e-4);
      double error = golden.get("se_log").get(names.get(i)).doubleValue();
      assertClose("SE " + names.get(i), known.logStandardError(i) / error, 1, 1e-3);
    }
    double likelihood = golden.get("loglik").doubleValue();
    assertClose("LL", fit.logLikelihood() / likelihood, 1, 1e-9);
    assertThat(fit.logLikelihood()).as("never lower").isGreaterThan(likelihood - 1e-7);
  }

  @Test
  void expectationsMatchTheGoldenFile() {
    JsonNode golden = Golden.json("btyd.json");
    JsonNode fit = golden.get("cdnow_summary_file_pareto_nbd").get("params");
    ParetoNbd model =
        new ParetoNbd(
            fit.get("r").doubleValue(),
            fit.get("alpha").doubleValue(),
            fit.get("s").doubleValue(),
            fit.get("beta").doubleValue());
    golden
        .get("pareto_nbd_E_X_t_at_fit")
        .forEachEntry((time, expected) ->
            assertClose(
                "E " + time,
                model.expectedPurchases(Double.parseDouble(time)),
                expected.doubleValue(),
                GOLDEN));
    // Fader, Hardie and Lee (2005) print 25.46 for this customer.
    assertThat(CDNOW.expectedPurchases(new PurchaseHistory(26, 30.86, 31), 52))
        .isCloseTo(25.46, Offset.offset(0.01));
  }

  @Test
  void customersWithHundredsOfPurchasesAreAliveOrNotButNeverUnknown() {
    // Cases in which another package gave NaN (CLVTools, issue 100).
    List<PurchaseHistory> busy =
        List.of(
            new PurchaseHistory(221, 103.42857, 103.57143),
            new PurchaseHistory(161, 94.71429, 98),
            new PurchaseHistory(204, 98.57143, 99.42857));
    for (ParetoNbd model :
        List.of(CDNOW, new ParetoNbd(0.5, 12, 0.6, 3), new ParetoNbd(2, 0.5, 0.1, 200))) {
      double[] alive = busy.stream().mapToDouble(model::aliveProbability).toArray();
      assertThat(alive[0]).isBetween(0.9, 1.0);
      assertThat(alive[1]).isBetween(0.0, alive[2]);
      assertThat(alive[2]).isBetween(alive[1], alive[0]);
      assertThat(model.logLikelihood(busy)).isFinite();
      PurchaseHistory longGone = new PurchaseHistory(5000, 10, 1000);
      assertThat(model.aliveProbability(longGone)).isCloseTo(0, Offset.offset(1e-12));
      assertThat(model.expectedPurchases(longGone, 52)).isCloseTo(0, Offset.offset(1e-9));
    }
  }

  @Test
  void whoBoughtAtTheVeryEndIsThere() {
    assertThat(CDNOW.aliveProbability(new PurchaseHistory(3, 20, 20))).isEqualTo(1);
    // Equal rates are where the two forms of the likelihood meet.
    PurchaseHistory history = new PurchaseHistory(3, 10, 20);
    double equal = new ParetoNbd(0.5, 10, 0.7, 10).aliveProbability(history);
    for (double near : new double[] {10 - 1e-9, 10 + 1e-9}) {
      assertClose("near", new ParetoNbd(0.5, near, 0.7, 10).aliveProbability(history), equal, 1e-8);
    }
    double s = new ParetoNbd(0.5, 10, 1, 10).expectedPurchases(history, 30);
    assertClose(
        "s 1", new ParetoNbd(0.5, 10, 1 + 1e-9, 10).expectedPurchases(history, 30), s, 1e-8);
  }

  @Test
  void ofCustomersWhoNeverLeaveNoLeavingIsClaimed() {
    for (int seed = 0; seed < 2; seed++) { // one ends on the bound, the other one before it
      List<PurchaseHistory> histories = PurchaseSets.lasting(400, seed);
      FittedModel<ParetoNbd> fit = ParetoNbd.fit(histories).fit().orElseThrow();
      // Either there is no standard error, or s is known to no better than its order of magnitude.
      assertThat(fit.uncertainty().map(known -> known.logStandardError(2)).orElse(9.0))
          .isGreaterThan(1);
      assertThat(
              histories.stream().mapToDouble(fit.model()::aliveProbability).average().orElseThrow())
          .isGreaterThan(0.9);
      BgNbdFit lasting = BgNbd.fit(histories).fit().orElseThrow();
      assertThat(fit.logLikelihood()).isGreaterThan(lasting.logLikelihoodWithoutDropout() - 0.1);
    }
  }

  @Test
  void tooLittleIsRefused() {
    List<PurchaseHistory> few =
        PurchaseSets.simulated().stream().filter(h -> h.repeats() > 0).limit(99).toList();
    assertThat(ParetoNbd.fit(few))
        .isEqualTo(
            new Refused<>(
                Reason.TOO_FEW_REPEAT_BUYERS, "99 customers bought again; a fit needs 100"));
    assertThatIllegalArgumentException().isThrownBy(() -> new ParetoNbd(1, 1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> CDNOW.expectedPurchases(-1));
  }
}
