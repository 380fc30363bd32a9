package dev.holdfast.stats;

import static dev.holdfast.stats.ChangeCases.column;
import static dev.holdfast.stats.ChangeCases.expected;
import static dev.holdfast.stats.Close.STUDENT;
import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AgreementTests {

  @Test
  void thePerceptionExampleMatchesTheGoldenFile() {
    JsonNode golden = Golden.json("ppm_ces_sed_clv.json");
    double[] customer = Golden.numbers(golden.get("customer"));
    double[] self = Golden.numbers(golden.get("self"));
    Agreement agreement = Agreement.of(customer, self);
    assertNumber(golden, "ratio_of_means", agreement.ratioOfMeans().orElseThrow());
    assertInterval(golden, "fieller", agreement.ratioInterval(0.95).orElseThrow());
    assertNumber(golden, "geometric_mean_ratio", agreement.geometricMeanRatio().orElseThrow());
    assertInterval(golden, "gm", agreement.geometricMeanInterval(0.95).orElseThrow());
    assertNumber(golden, "mean_diff", agreement.difference().mean());
    assertInterval(golden, "diff_t", agreement.difference().tInterval(0.95).orElseThrow());
    assertInterval(golden, "loa", agreement.limits(0.95).orElseThrow());
    assertNumber(golden, "lin_ccc", agreement.concordance().orElseThrow());
    assertNumber(golden, "quadratic_weighted_kappa", agreement.concordance().orElseThrow());
    double[] modest = Arrays.stream(self).map(score -> score - 1).toArray();
    assertNumber(
        golden,
        "gaming_demo_ratio_of_means_if_self_minus_1",
        Agreement.of(customer, modest).ratioOfMeans().orElseThrow());
  }

  private static void assertNumber(JsonNode golden, String name, double actual) {
    assertClose(name, actual, golden.get(name).doubleValue(), 1e-12);
  }

  private static void assertInterval(JsonNode golden, String name, Interval actual) {
    double low = golden.get(name + "_lo").doubleValue();
    double high = golden.get(name + "_hi").doubleValue();
    assertClose(name, actual, low, high, STUDENT);
  }

  @Test
  void fourPairsGiveSeventeenEighteenths() {
    Agreement agreement = Agreement.of(new double[] {5, 4, 3, 5}, new double[] {4, 4, 5, 5});
    assertClose("ratio", agreement.ratioOfMeans().orElseThrow(), 17 / 18.0, 1e-15);
    assertThat(agreement.difference().mean()).isEqualTo(-0.25);
    assertThat(agreement.meanAbsoluteDifference()).isEqualTo(0.75);
    assertThat(agreement.pairs()).isEqualTo(4);
  }

  @Test
  void agreementMatchesR() {
    for (String name : ChangeCases.named("agree")) {
      Agreement agreement = Agreement.of(column(name, "x"), column(name, "y"));
      assertClose(
          name, agreement.geometricMeanRatio().orElseThrow(), expected(name, "geometric"), 1e-12);
      assertClose(name, agreement.ratioOfMeans().orElseThrow(), expected(name, "ratio"), 1e-12);
      assertClose(name, agreement.difference().mean(), expected(name, "difference"), 1e-12);
      assertClose(
          name,
          agreement.difference().tInterval(0.95).orElseThrow(),
          expected(name, "difference_low"),
          expected(name, "difference_high"),
          STUDENT);
      assertClose(
          name,
          agreement.limits(0.95).orElseThrow(),
          expected(name, "limit_low"),
          expected(name, "limit_high"),
          1e-12);
      assertClose(name, agreement.concordance().orElseThrow(), expected(name, "ccc"), 1e-12);
      assertClose(name, agreement.concordance().orElseThrow(), expected(name, "kappa"), 1e-12);
    }
  }

  @Test
  void aZeroLeavesTheDifferenceAndNoRatio() {
    Agreement agreement = Agreement.of(new double[] {0, 2, 3}, new double[] {1, 2, 2});
    assertThat(agreement.ratioOfMeans()).isEmpty();
    assertThat(agreement.ratioInterval(0.95)).isEmpty();
    assertThat(agreement.geometricMeanRatio()).isEmpty();
    assertThat(agreement.geometricMeanInterval(0.95)).isEmpty();
    assertThat(agreement.difference().tInterval(0.95)).isPresent();
    assertThat(agreement.limits(0.95)).isPresent();
  }

  @Test
  void alikeRatingsClaimNoCertainty() {
    Agreement alike = Agreement.of(new double[] {4, 4, 4}, new double[] {4, 4, 4});
    assertThat(alike.concordance()).isEmpty();
    assertThat(alike.limits(0.95)).isEmpty();
    assertThat(alike.ratioInterval(0.95)).isEmpty();
    assertThat(Agreement.of(new double[] {4, 2}, new double[] {4, 2}).concordance()).hasValue(1);
    assertThat(Agreement.of(new double[] {4, 4}, new double[] {2, 2}).concordance()).hasValue(0);
  }

  @Test
  void unevenOrNoPairsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Agreement.of(new double[0], new double[0]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Agreement.of(new double[2], new double[1]))
        .withMessageContaining("2 and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Agreement.of(new double[] {Double.NaN}, new double[] {1}));
  }
}
