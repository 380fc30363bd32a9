package dev.holdfast.stats;

import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The models against {@code golden/customer_base_checks.R}, which integrates over the mixed
 * distributions and knows no closed form.
 */
class CustomerBaseChecksTests {

  /** Relative, as agreed; R's search with numeric slopes stops at about 1e-6. */
  private static final double PARAMETER = 1e-4;

  /** Relative; R's curvature is a plain difference of differences. */
  private static final double ERROR = 1e-3;

  /** Relative, far inside the agreed 1e-6. */
  private static final double LIKELIHOOD = 1e-9;

  /** Relative, at fixed parameters; R's integrals are asked for 1e-11. */
  private static final double FUNCTION = 1e-8;

  private static List<Golden.Row> cases(String name) {
    return Golden.ours("customer_base_cases.csv").stream()
        .filter(row -> row.text("case").startsWith(name))
        .toList();
  }

  private static List<Golden.Row> checks(String model, String what) {
    List<Golden.Row> rows =
        Golden.ours("customer_base_checks.csv").stream()
            .filter(row -> row.text("model").equals(model) && row.text("what").equals(what))
            .toList();
    assertThat(rows).as(model + " " + what).isNotEmpty();
    return rows;
  }

  private static <M> void assertFit(String name, FittedModel<M> fit, double... parameters) {
    for (Golden.Row row : checks(name, "parameter")) {
      double found = parameters[(int) row.count("x")];
      assertClose(row.toString(), found / row.number("expected"), 1, PARAMETER);
    }
    Uncertainty<M> known = fit.uncertainty().orElseThrow();
    for (Golden.Row row : checks(name, "log_se")) {
      double found = known.logStandardError((int) row.count("x"));
      assertClose(row.toString(), found / row.number("expected"), 1, ERROR);
    }
    double expected = checks(name, "loglik").getFirst().number("expected");
    assertClose(name + " LL", fit.logLikelihood() / expected, 1, LIKELIHOOD);
    assertThat(fit.logLikelihood()).isGreaterThan(expected - 1e-6);
  }

  private static void assertFunction(Golden.Row row, double found) {
    assertClose(row.toString(), found / row.number("expected"), 1, FUNCTION);
  }

  private static PurchaseHistory history(Golden.Row row) {
    return new PurchaseHistory(row.count("x"), row.number("last"), row.number("observed"));
  }

  private static List<PurchaseHistory> histories(String name) {
    return cases(name).stream().map(CustomerBaseChecksTests::history).toList();
  }

  @Test
  void bgNbdIsTheIntegralOverItsCustomers() {
    BgNbdFit fit = BgNbd.fit(histories("bgnbd")).fit().orElseThrow();
    BgNbd found = fit.fitted().model();
    assertFit("bgnbd", fit.fitted(), found.r(), found.alpha(), found.a(), found.b());
    BgNbd model = new BgNbd(0.6, 5, 0.9, 2.5);
    for (Golden.Row row : checks("bgnbd", "expected")) {
      assertFunction(row, model.expectedPurchases(row.number("at")));
    }
    for (Golden.Row row : checks("bgnbd", "alive")) {
      assertFunction(row, model.aliveProbability(history(row)));
    }
    for (Golden.Row row : checks("bgnbd", "conditional")) {
      assertFunction(row, model.expectedPurchases(history(row), row.number("at")));
    }
    for (Golden.Row row : checks("bgnbd", "chance")) {
      assertFunction(row, model.purchasesProbability((int) row.count("x"), row.number("at")));
    }
  }

  @Test
  void paretoNbdIsTheIntegralOverItsCustomers() {
    FittedModel<ParetoNbd> fit = ParetoNbd.fit(histories("paretonbd")).fit().orElseThrow();
    ParetoNbd found = fit.model();
    assertFit("paretonbd", fit, found.r(), found.alpha(), found.s(), found.beta());
    ParetoNbd model = new ParetoNbd(0.7, 4, 1.2, 15);
    for (Golden.Row row : checks("paretonbd", "expected")) {
      assertFunction(row, model.expectedPurchases(row.number("at")));
    }
    for (Golden.Row row : checks("paretonbd", "alive")) {
      assertFunction(row, model.aliveProbability(history(row)));
    }
    for (Golden.Row row : checks("paretonbd", "conditional")) {
      assertFunction(row, model.expectedPurchases(history(row), row.number("at")));
    }
    for (Golden.Row row : checks("paretonbd", "loglik_one")) {
      double alpha = row.has("at") ? row.number("at") : 4;
      assertFunction(row, new ParetoNbd(0.7, alpha, 1.2, 15).logLikelihood(List.of(history(row))));
    }
  }

  @Test
  void gammaGammaIsTheIntegralOverItsCustomers() {
    List<SpendingHistory> histories =
        cases("gammagamma").stream()
            .map(row -> new SpendingHistory(row.count("x"), row.number("last")))
            .toList();
    FittedModel<GammaGamma> fit = GammaGamma.fit(histories).fit().orElseThrow();
    assertFit("gammagamma", fit, fit.model().p(), fit.model().q(), fit.model().gamma());
    for (Golden.Row row : checks("gammagamma", "conditional")) {
      SpendingHistory history = new SpendingHistory(row.count("x"), row.number("last"));
      assertFunction(row, new GammaGamma(5, 3.5, 60).expectedMean(history));
    }
  }

  @Test
  void theShiftedBetaGeometricIsTheIntegralOverItsCustomers() {
    List<RenewalCohort> cohorts = new ArrayList<>();
    for (int age = 3; age <= 7; age++) {
      cohorts.add(
          new RenewalCohort(cases("sbg-" + age).stream().map(row -> row.count("x")).toList()));
    }
    FittedModel<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.fit(cohorts).fit().orElseThrow();
    assertFit("sbg", fit, fit.model().alpha(), fit.model().beta());
    ShiftedBetaGeometric model = new ShiftedBetaGeometric(0.9, 3);
    for (Golden.Row row : checks("sbg", "survival")) {
      assertFunction(row, model.survival((int) row.count("x")));
    }
    for (Golden.Row row : checks("sbg", "retention")) {
      assertFunction(row, model.retention((int) row.count("x")));
    }
    for (Golden.Row row : checks("sbg", "del")) {
      assertFunction(row, model.discountedLifetime(row.number("at")));
    }
    for (Golden.Row row : checks("sbg", "derl")) {
      assertFunction(row, model.discountedResidualLifetime((int) row.count("x"), row.number("at")));
    }
  }
}
