package dev.holdfast.stats;

import static dev.holdfast.stats.Close.GOLDEN;
import static dev.holdfast.stats.Close.STUDENT;
import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RatioTests {

  @Test
  void intervalsMatchTheGoldenTable() {
    for (Golden.Row row : Golden.table("ratio_grr_nrr_example.csv")) {
      double ratio = row.number("closing_mrr") / row.number("opening_mrr");
      RatioEstimate estimate =
          new RatioEstimate(ratio, row.number("se_taylor"), (int) row.count("accounts"));
      assertClose(row.toString(), ratio, row.number("ratio"), GOLDEN);
      assertClose(
          row.toString(),
          estimate.tInterval(0.95).orElseThrow(),
          row.number("t_lo"),
          row.number("t_hi"),
          STUDENT);
      assertClose(
          row.toString(),
          estimate.logTInterval(0.95).orElseThrow(),
          row.number("log_t_lo"),
          row.number("log_t_hi"),
          STUDENT);
    }
  }

  @Test
  void everyIntervalMatchesTheTableMadeWithR() {
    for (Golden.Row expected : Golden.ours("ratio_checks.csv")) {
      double[][] accounts = accounts(expected.text("case"));
      RatioEstimate estimate = Ratio.of(accounts[0], accounts[1]);
      String name = expected.toString();
      assertClose(name, estimate.ratio(), expected.number("ratio"), 1e-12);
      assertClose(name, estimate.standardError(), expected.number("standard_error"), 1e-10);
      assertClose(
          name,
          estimate.tInterval(0.95).orElseThrow(),
          expected.number("t_low"),
          expected.number("t_high"),
          STUDENT);
      assertClose(
          name,
          estimate.logTInterval(0.95).orElseThrow(),
          expected.number("log_low"),
          expected.number("log_high"),
          STUDENT);
      assertClose(
          name,
          estimate.logitTInterval(0.95).orElseThrow(),
          expected.number("logit_low"),
          expected.number("logit_high"),
          STUDENT);
      assertClose(
          name,
          Ratio.fieller(accounts[0], accounts[1], 0.95).orElseThrow(),
          expected.number("fieller_low"),
          expected.number("fieller_high"),
          STUDENT);
    }
  }

  @Test
  void theBootstrapComesCloseToOneWithManyDrawsInR() {
    for (Golden.Row expected : Golden.ours("ratio_checks.csv")) {
      double[][] accounts = accounts(expected.text("case"));
      double low = expected.number("bca_low");
      double high = expected.number("bca_high");
      Interval bca = Ratio.bcaBootstrap(accounts[0], accounts[1], 0.95, 20_000, 7).orElseThrow();
      // With this many draws a bound wanders by half a hundredth of the width; ten times that.
      assertClose(expected.toString(), bca, low, high, 0.05 * (high - low));
    }
  }

  @Test
  void theSameSeedGivesTheSameBootstrap() {
    double[][] accounts = accounts("nrr-8");
    Interval first = Ratio.bcaBootstrap(accounts[0], accounts[1], 0.95, 500, 7).orElseThrow();
    assertThat(Ratio.bcaBootstrap(accounts[0], accounts[1], 0.95, 500, 7)).contains(first);
    assertThat(Ratio.bcaBootstrap(accounts[0], accounts[1], 0.95, 500, 8))
        .get()
        .isNotEqualTo(first);
  }

  private static double[][] accounts(String name) {
    List<Golden.Row> rows =
        Golden.ours("ratio_cases.csv").stream()
            .filter(row -> row.text("case").equals(name))
            .toList();
    return new double[][] {
      rows.stream().mapToDouble(row -> row.number("x")).toArray(),
      rows.stream().mapToDouble(row -> row.number("y")).toArray()
    };
  }

  @Test
  void answersOfTheSameAccountCountOnce() {
    JsonNode golden = Golden.json("surveys.json").get("clustered_example");
    JsonNode accounts = golden.get("accounts");
    double[] answers = new double[accounts.size()];
    double[] points = new double[accounts.size()];
    long[] kinds = new long[3];
    int account = 0;
    for (JsonNode scores : accounts) {
      for (double score : Golden.numbers(scores)) {
        points[account] += score >= 9 ? 100 : score <= 6 ? -100 : 0;
        kinds[score >= 9 ? 0 : score <= 6 ? 2 : 1]++;
      }
      answers[account++] = scores.size();
    }
    RatioEstimate nps = Ratio.of(answers, points);
    assertThat(nps.ratio()).isEqualTo(golden.get("nps").doubleValue());
    assertClose("SE", nps.standardError(), golden.get("se_cluster").doubleValue(), GOLDEN);
    assertClose(
        "interval",
        nps.tInterval(0.95).orElseThrow(),
        golden.get("ci").get(0).doubleValue(),
        golden.get("ci").get(1).doubleValue(),
        STUDENT);
    double naive = new Nps(kinds[0], kinds[1], kinds[2]).standardError();
    assertClose("naive SE", naive, golden.get("se_naive").doubleValue(), GOLDEN);
    double effect = Math.pow(nps.standardError() / naive, 2);
    assertClose("design effect", effect, golden.get("design_effect").doubleValue(), GOLDEN);
  }

  @Test
  void fiellerMatchesThePerceptionExample() {
    JsonNode golden = Golden.json("ppm_ces_sed_clv.json");
    double[] self = Golden.numbers(golden.get("self"));
    double[] customer = Golden.numbers(golden.get("customer"));
    assertClose(
        "Fieller",
        Ratio.fieller(self, customer, 0.95).orElseThrow(),
        golden.get("fieller_lo").doubleValue(),
        golden.get("fieller_hi").doubleValue(),
        STUDENT);
  }

  @Test
  void fiellerIsUndeterminedWhenTheDenominatorMayBeZero() {
    double[] losses = {0, 0, 0, 900};
    double[] gains = {10, 20, 0, 5};
    assertThat(Ratio.fieller(losses, gains, 0.95)).isEmpty();
  }

  @Test
  void aRatioWithoutSpreadClaimsNoCertainty() {
    double[] opening = {100, 250, 333};
    double[] ninety = {90, 225, 299.7};
    for (double[] closing : List.of(opening, ninety)) {
      RatioEstimate estimate = Ratio.of(opening, closing);
      assertThat(estimate.standardError()).isZero();
      assertThat(estimate.tInterval(0.95)).isEmpty();
      assertThat(estimate.logTInterval(0.95)).isEmpty();
      assertThat(estimate.logitTInterval(0.95)).isEmpty();
      assertThat(Ratio.fieller(opening, closing, 0.95)).isEmpty();
    }
    assertThat(Ratio.bcaBootstrap(opening, opening, 0.95, 200, 1)).isEmpty();
  }

  @Test
  void everyAccountKeepingTheSameShareHasNoSpread() {
    Seeds.each(
        200,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          double kept = random.nextDouble();
          double[] opening = random.doubles(2 + random.nextInt(2000), 1, 1e6).toArray();
          double[] closing = Arrays.stream(opening).map(x -> kept * x).toArray();
          assertThat(Ratio.of(opening, closing).standardError()).isZero();
        });
  }

  @Test
  void oneAccountHasARatioAndNoInterval() {
    RatioEstimate one = Ratio.of(new double[] {100}, new double[] {80});
    assertThat(one.ratio()).isEqualTo(0.8);
    assertThat(one.logitTInterval(0.95)).isEmpty();
    assertThat(Ratio.bcaBootstrap(new double[] {100}, new double[] {80}, 0.95, 200, 1)).isEmpty();
  }

  @Test
  void noDenominatorIsRefused() {
    double[] none = {0, 0};
    double[] some = {1, 2};
    assertThatIllegalArgumentException().isThrownBy(() -> Ratio.of(none, some));
    assertThatIllegalArgumentException().isThrownBy(() -> Ratio.of(new double[0], new double[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> Ratio.of(some, new double[] {1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ratio.bcaBootstrap(new double[] {3, -1}, some, 0.95, 200, 1));
  }

  @Test
  void purchaseValueIsAverageTimesFrequencyTimesLifespan() {
    JsonNode golden = Golden.json("ppm_ces_sed_clv.json").get("simple_clv");
    double lifespan = golden.get("lifespan_years").doubleValue();
    // Two customers with six and two purchases of 120 in one year.
    PurchaseValue value = new PurchaseValue(8, Mean.of(new double[] {720, 240}), 1);
    assertThat(value.averagePurchase()).isEqualTo(golden.get("apv").doubleValue());
    assertThat(value.purchasesPerYear()).isEqualTo(golden.get("apf_per_year").doubleValue());
    assertThat(value.lifetimeValue(lifespan)).isEqualTo(golden.get("clv").doubleValue());
    Interval given = value.interval(lifespan, 0, 0.95).orElseThrow();
    Interval estimated = value.interval(lifespan, 0.5, 0.95).orElseThrow();
    // The log scale makes the estimate the geometric middle: t(1) × 240 / 480 on either side.
    assertClose("low", Math.log(given.low() / 1680), -12.706204736174694 / 2, STUDENT);
    assertClose("middle", Math.sqrt(given.low() * given.high()), 1680, STUDENT);
    assertThat(estimated.high()).isGreaterThan(given.high());
  }

  @Test
  void purchaseValueOfHalfAYearIsMadeYearly() {
    PurchaseValue half = new PurchaseValue(8, Mean.of(new double[] {720, 240}), 0.5);
    assertThat(half.purchasesPerYear()).isEqualTo(8.0);
    assertThat(half.lifetimeValue(2)).isEqualTo(1920.0);
    assertThat(new PurchaseValue(1, Mean.of(new double[] {9}), 1).interval(1, 0, 0.95)).isEmpty();
  }

  @Test
  void sumsAndAccountsAgreeInAnyOrderAndCurrency() {
    Seeds.each(
        200,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          int accounts = 2 + random.nextInt(40);
          double[] opening = new double[accounts];
          double[] closing = new double[accounts];
          double[] reversedOpening = new double[accounts];
          double[] reversedClosing = new double[accounts];
          double[] sums = new double[5];
          for (int i = 0; i < accounts; i++) {
            opening[i] = 1 + random.nextInt(100_000);
            closing[i] = Math.min(opening[i], random.nextInt(200_000));
            reversedOpening[accounts - 1 - i] = opening[i] * 100;
            reversedClosing[accounts - 1 - i] = closing[i] * 100;
            sums[0] += opening[i];
            sums[1] += closing[i];
            sums[2] += opening[i] * opening[i];
            sums[3] += opening[i] * closing[i];
            sums[4] += closing[i] * closing[i];
          }
          RatioEstimate estimate = Ratio.of(opening, closing);
          RatioEstimate ofSums =
              Ratio.ofSums(accounts, sums[0], sums[1], sums[2], sums[3], sums[4]);
          RatioEstimate cents = Ratio.of(reversedOpening, reversedClosing);
          assertThat(ofSums).isEqualTo(estimate);
          assertClose("ratio", cents.ratio(), estimate.ratio(), 1e-12);
          assertClose("SE", cents.standardError(), estimate.standardError(), 1e-9);
          estimate
              .logitTInterval(0.95)
              .ifPresent(interval -> {
                assertThat(interval.low()).isBetween(0.0, estimate.ratio());
                assertThat(interval.high()).isBetween(estimate.ratio(), 1.0);
              });
        });
  }
}
