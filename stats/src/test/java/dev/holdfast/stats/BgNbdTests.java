package dev.holdfast.stats;

import static dev.holdfast.stats.Close.GOLDEN;
import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The functions of BG/NBD at given parameters; its fits are in {@link BgNbdFitTests}. */
class BgNbdTests {

  private static final BgNbd PUBLISHED = new BgNbd(0.243, 4.414, 0.793, 2.426);

  private static final JsonNode VALUES =
      Golden.json("btyd.json").get("bgnbd_function_values_at_published_params");

  private static PurchaseHistory history(JsonNode row) {
    return new PurchaseHistory(
        row.get("x").longValue(), row.get("tx").doubleValue(), row.get("T").doubleValue());
  }

  @Test
  void expectationsOfNewCustomersMatchTheGoldenFile() {
    VALUES
        .get("E_X_t")
        .forEachEntry((time, expected) ->
            assertRelative(
                PUBLISHED.expectedPurchases(Double.parseDouble(time)), expected.doubleValue()));
    assertThat(PUBLISHED.expectedPurchases(0)).isZero();
  }

  @Test
  void expectationsOfKnownCustomersMatchTheGoldenFile() {
    for (JsonNode row : VALUES.get("cond_E_table")) {
      PurchaseHistory history = history(row);
      double expected = PUBLISHED.expectedPurchases(history, row.get("t").doubleValue());
      assertRelative(expected, row.get("e").doubleValue());
      assertRelative(PUBLISHED.aliveProbability(history), row.get("palive").doubleValue());
    }
  }

  @Test
  void chancesOfSoManyPurchasesMatchTheGoldenFileAndAddUpToOne() {
    VALUES
        .get("pmf")
        .forEachEntry((name, expected) -> {
          String[] cells = name.substring(1).split("_t");
          int purchases = Integer.parseInt(cells[0]);
          double time = Double.parseDouble(cells[1]);
          assertRelative(PUBLISHED.purchasesProbability(purchases, time), expected.doubleValue());
        });
    double sum = 0;
    double mean = 0;
    for (int n = 0; n < 2000; n++) {
      double chance = PUBLISHED.purchasesProbability(n, 30);
      sum += chance;
      mean += n * chance;
    }
    assertClose("sum", sum, 1, 1e-12);
    assertClose("mean", mean, PUBLISHED.expectedPurchases(30), 1e-11);
  }

  @Test
  void singleCustomersHaveTheLikelihoodOfTheGoldenFile() {
    for (JsonNode row : VALUES.get("loglik_single")) {
      assertRelative(PUBLISHED.logLikelihood(List.of(history(row))), row.get("ll").doubleValue());
    }
  }

  @Test
  void expectationsAreTheClosedFormWhereThatHasAValue() {
    Seeds.each(
        300,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          double r = random.nextDouble(0.05, 5);
          double alpha = random.nextDouble(0.2, 20);
          double a = random.nextDouble(1.2, 6);
          double b = random.nextDouble(0.1, 9);
          double t = random.nextDouble(0.01, 80);
          double z = t / (alpha + t);
          double closed =
              (a + b - 1)
                  / (a - 1)
                  * (1 - Math.pow(1 - z, r) * GaussHypergeometric.of(r, b, a + b - 1, z));
          // The closed form subtracts near numbers; the tolerance is its, not ours.
          assertClose("E", new BgNbd(r, alpha, a, b).expectedPurchases(t) / closed, 1, 1e-9);
        });
  }

  @Test
  void theClosedFormsHolesAreNone() {
    double at = new BgNbd(0.5, 5, 1, 2).expectedPurchases(20);
    assertThat(new BgNbd(0.5, 5, 1 - 1e-7, 2).expectedPurchases(20)).isGreaterThan(at);
    assertClose("a 1", new BgNbd(0.5, 5, 1 + 1e-9, 2).expectedPurchases(20), at, 1e-8);
    assertClose(
        "a + b 1",
        new BgNbd(0.5, 5, 0.4, 0.6 + 1e-9).expectedPurchases(20),
        new BgNbd(0.5, 5, 0.4, 0.6).expectedPurchases(20),
        1e-8);
    // Nobody leaves: r t / α, and (r+x) t / (α+T).
    BgNbd lasting = new BgNbd(0.5, 5, 0, 1);
    assertRelative(lasting.expectedPurchases(20), 2);
    PurchaseHistory history = new PurchaseHistory(3, 2, 10);
    assertThat(lasting.aliveProbability(history)).isEqualTo(1);
    assertRelative(lasting.expectedPurchases(history, 30), 3.5 / 15 * 30);
    assertRelative(
        IntStream.range(0, 400).mapToDouble(n -> lasting.purchasesProbability(n, 20)).sum(), 1);
    assertRelative(
        lasting.logLikelihood(List.of(history)),
        Math.log(0.5 * 1.5 * 2.5) + 0.5 * Math.log(5) - 3.5 * Math.log(15));
  }

  @Test
  void theLikelihoodSurvivesALargeBThatLogGammasDoNot() {
    double a = 0.7;
    double b = 1e12;
    double worst = 0;
    for (int x = 1; x <= 20; x++) {
      double gammas =
          Gamma.logGamma(b + x)
              - Gamma.logGamma(b)
              - (Gamma.logGamma(a + b + x) - Gamma.logGamma(a + b));
      worst = Math.max(worst, gammas);
      // ln B(a, b+x) / B(a, b) is about -a x / b.
      assertThat(Beta.logBeta(a, b + x) - Beta.logBeta(a, b))
          .isCloseTo(-a * x / b, Offset.offset(1e-14));
    }
    assertThat(worst).as("the trap: a chance above 1").isGreaterThan(1e-3);
    List<PurchaseHistory> histories = List.of(new PurchaseHistory(5, 20, 30));
    double lasting = new BgNbd(0.8, 6, 0, 1).logLikelihood(histories);
    assertClose("LL", new BgNbd(0.8, 6, a, b).logLikelihood(histories), lasting, 1e-9);
  }

  @Test
  void customersWithHundredsOfPurchasesAreAliveOrNotButNeverUnknown() {
    // Cases in which another package gave NaN (CLVTools, issue 100).
    double[][] cases = {
      {221, 103.42857, 103.57143}, {161, 94.71429, 98}, {204, 98.57143, 99.42857}
    };
    for (double[] row : cases) {
      PurchaseHistory history = new PurchaseHistory((long) row[0], row[1], row[2]);
      double alive = PUBLISHED.aliveProbability(history);
      // By plain arithmetic, which these numbers still allow.
      double growth = Math.pow((4.414 + row[2]) / (4.414 + row[1]), 0.243 + row[0]);
      assertRelative(alive, 1 / (1 + 0.793 / (2.426 + row[0] - 1) * growth));
      assertThat(PUBLISHED.expectedPurchases(history, 52)).isBetween(0.0, 221.0);
      assertThat(PUBLISHED.logLikelihood(List.of(history))).isFinite();
    }
    PurchaseHistory longGone = new PurchaseHistory(100_000, 1, 1000);
    assertThat(PUBLISHED.aliveProbability(longGone)).isZero();
    assertThat(PUBLISHED.expectedPurchases(longGone, 52)).isZero();
    PurchaseHistory busy = new PurchaseHistory(100_000, 1000, 1000);
    assertThat(PUBLISHED.expectedPurchases(busy, 52)).isBetween(4500.0, 5200.0);
  }

  @Test
  void theSlopesOfTheLikelihoodAreItsDifferences() {
    PurchaseGroups groups = PurchaseGroups.of(PurchaseSets.simulated());
    double[] at = {0.6, 0.2, 0.9, 2};
    assertSlopes(new BgNbdLikelihood(groups), at);
    assertSlopes(new NegativeBinomialLikelihood(groups), new double[] {0.6, 0.2});
  }

  static void assertSlopes(LogLikelihood likelihood, double[] at) {
    double[] slopes = new double[at.length];
    double[] differences = new double[at.length];
    likelihood.at(at, slopes);
    LogLikelihood.withoutSlopes(to -> likelihood.at(to, new double[at.length])).at(at, differences);
    for (int i = 0; i < at.length; i++) {
      assertClose("slope " + i, slopes[i] / differences[i], 1, 1e-6);
    }
  }

  @Test
  void aHistoryOfDaysKeepsDaysAndMergesEachDaysPurchases() {
    LocalDate end = LocalDate.of(2026, 3, 31);
    List<LocalDate> days =
        Arrays.stream(new int[] {20, 1, 1, 3, 20, 40})
            .mapToObj(end.minusDays(30)::plusDays)
            .toList();
    assertThat(PurchaseHistory.of(days, end, 7))
        .contains(new PurchaseHistory(2, 19 / 7.0, 29 / 7.0));
    assertThat(PurchaseHistory.of(List.of(end), end, 7)).isEmpty();
    assertThat(PurchaseHistory.of(List.of(), end, 7)).isEmpty();
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PurchaseHistory(2, 0, 5))
        .withMessageContaining("merge purchases of the same day");
    assertThatIllegalArgumentException().isThrownBy(() -> new PurchaseHistory(0, 1, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new PurchaseHistory(1, 6, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new PurchaseHistory(0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new PurchaseHistory(1, Double.NaN, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new BgNbd(0, 1, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> PUBLISHED.expectedPurchases(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> PUBLISHED.purchasesProbability(-1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PUBLISHED.expectedPurchases(1e9))
        .withMessageContaining("too long");
  }

  private static void assertRelative(double actual, double expected) {
    assertClose("relative to " + expected, actual / expected, 1, GOLDEN);
  }
}
