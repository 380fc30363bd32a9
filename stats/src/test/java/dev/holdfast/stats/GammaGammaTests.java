package dev.holdfast.stats;

import static dev.holdfast.stats.Close.GOLDEN;
import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.stats.FitOutcome.Reason;
import dev.holdfast.stats.FitOutcome.Refused;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GammaGammaTests {

  /** Relative; the golden optimisers stopped at about 1e-5 of a parameter. */
  private static final double PARAMETER = 1e-4;

  private static final GammaGamma PUBLISHED = new GammaGamma(6.25, 3.74, 15.44);

  private static void assertMatches(FittedModel<GammaGamma> fit, JsonNode golden) {
    GammaGamma model = fit.model();
    double[] found = {model.p(), model.q(), model.gamma()};
    Uncertainty<GammaGamma> known = fit.uncertainty().orElseThrow();
    List<String> names = List.of("p", "q", "gamma");
    for (int i = 0; i < 3; i++) {
      String name = names.get(i);
      double expected = golden.get("params").get(name).doubleValue();
      assertClose(name, found[i] / expected, 1, PARAMETER);
      double error = golden.get("se").get(name).doubleValue();
      assertClose("SE " + name, known.standardError(i) / error, 1, 1e-3);
    }
    double likelihood = golden.get("loglik").doubleValue();
    assertClose("LL", fit.logLikelihood() / likelihood, 1, 1e-9);
    assertThat(fit.logLikelihood()).as("never lower").isGreaterThan(likelihood - 1e-7);
  }

  private static FittedModel<GammaGamma> fitted(List<SpendingHistory> histories) {
    return GammaGamma.fit(histories).fit().orElseThrow();
  }

  /** Repeat purchases to a day, those of one day added up. */
  private static List<SpendingHistory> repeats(
      Map<String, List<PurchaseSets.Purchase>> purchases, LocalDate end) {
    List<SpendingHistory> histories = new ArrayList<>();
    for (List<PurchaseSets.Purchase> own : purchases.values()) {
      TreeMap<LocalDate, Double> days = new TreeMap<>();
      own.forEach(one -> days.merge(one.day(), one.amount(), Double::sum));
      days.tailMap(end, false).clear();
      if (!days.isEmpty()) {
        days.pollFirstEntry();
        double mean = days.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
        histories.add(new SpendingHistory(days.size(), mean));
      }
    }
    return histories;
  }

  @Test
  void cdnowMatchesTheLiterature() {
    JsonNode golden = Golden.json("btyd.json");
    List<SpendingHistory> summary =
        PurchaseSets.cdnowSummary().stream()
            .map(row -> new SpendingHistory(row.count("x"), row.number("zbar")))
            .toList();
    FittedModel<GammaGamma> fit = fitted(summary);
    JsonNode values = golden.get("cdnow_gamma_gamma");
    assertMatches(fit, values);
    assertThat(summary.stream().filter(SpendingHistory::isUsable))
        .hasSize(values.get("n").intValue());
    assertClose(
        "mean", fit.model().populationMean(), values.get("population_mean").doubleValue(), 1e-5);
    assertClose(
        "correlation",
        GammaGamma.correlation(summary).orElseThrow(),
        values.get("corr_x_zbar").doubleValue(),
        GOLDEN);
    assertMatches(
        fitted(repeats(PurchaseSets.cdnow(), PurchaseSets.CDNOW_END)),
        golden.get("cdnow_gamma_gamma_rebuilt"));
  }

  @Test
  void onlineRetailMatchesTheGoldenFile() {
    List<SpendingHistory> histories =
        repeats(PurchaseSets.onlineRetail(), LocalDate.of(2011, 8, 31));
    JsonNode golden = Golden.json("btyd.json").get("online_retail_gamma_gamma");
    FittedModel<GammaGamma> fit = fitted(histories);
    assertMatches(fit, golden);
    assertClose(
        "correlation",
        GammaGamma.correlation(histories).orElseThrow(),
        golden.get("corr_x_zbar").doubleValue(),
        GOLDEN);
  }

  @Test
  void expectedMeansMatchTheGoldenFile() {
    for (JsonNode row : Golden.json("btyd.json").get("gamma_gamma_first10_at_published")) {
      SpendingHistory history =
          new SpendingHistory(row.get("x").longValue(), row.get("zbar").doubleValue());
      assertClose(
          row.toString(), PUBLISHED.expectedMean(history), row.get("e").doubleValue(), GOLDEN);
    }
    SpendingHistory refunded = new SpendingHistory(3, -5);
    assertThat(PUBLISHED.expectedMean(refunded)).isEqualTo(PUBLISHED.populationMean());
    double faithful = PUBLISHED.expectedMean(new SpendingHistory(1_000_000, 80));
    assertThat(faithful).isCloseTo(80, Offset.offset(1e-3));
  }

  @Test
  void neitherOrderNorCurrencyChangesTheFit() {
    List<SpendingHistory> histories = made(400, 3);
    FittedModel<GammaGamma> euros = fitted(histories);
    List<SpendingHistory> cents =
        histories.reversed().stream()
            .map(one -> new SpendingHistory(one.purchases(), one.mean() * 1e6))
            .toList();
    FittedModel<GammaGamma> other = fitted(cents);
    assertClose("p", other.model().p() / euros.model().p(), 1, 1e-7);
    assertClose("q", other.model().q() / euros.model().q(), 1, 1e-7);
    assertClose("gamma", other.model().gamma() / euros.model().gamma() / 1e6, 1, 1e-7);
    assertClose("LL", other.model().logLikelihood(cents), other.logLikelihood(), 1e-12);
    BgNbdTests.assertSlopes(new SpendingLikelihood(histories), new double[] {2, 3, 0.7});
  }

  @Test
  void anInfiniteMeanIsRefused() {
    assertThat(GammaGamma.fit(made(400, 0.6)))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.INFINITE_MEAN));
    assertThat(new GammaGamma(2, 1, 3).populationMean()).isInfinite();
    assertThat(new GammaGamma(0.1, 0.5, 3).expectedMean(new SpendingHistory(1, 5))).isInfinite();
    assertThat(new GammaGamma(2, 0.5, 3).expectedMean(new SpendingHistory(1, 5))).isPositive();
  }

  @Test
  void fewerThanAHundredBuyersAreRefused() {
    List<SpendingHistory> histories = new ArrayList<>(made(99, 3));
    histories.add(new SpendingHistory(0, 0));
    histories.add(new SpendingHistory(4, -20));
    assertThat(GammaGamma.fit(histories))
        .isEqualTo(
            new Refused<>(
                Reason.TOO_FEW_REPEAT_BUYERS, "99 customers spent something; a fit needs 100"));
    histories.add(new SpendingHistory(2, 20));
    assertThat(GammaGamma.fit(histories).fit()).isPresent();
  }

  @Test
  void withoutSpreadThereIsNoCorrelation() {
    assertThat(GammaGamma.correlation(List.of())).isEmpty();
    assertThat(
            GammaGamma.correlation(List.of(new SpendingHistory(2, 5), new SpendingHistory(2, 7))))
        .isEmpty();
    List<SpendingHistory> rising =
        List.of(new SpendingHistory(1, 5), new SpendingHistory(2, 7), new SpendingHistory(0, 9));
    assertClose("rising", GammaGamma.correlation(rising).orElseThrow(), 1, 1e-15);
    assertThatIllegalArgumentException().isThrownBy(() -> new SpendingHistory(-1, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new SpendingHistory(1, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new GammaGamma(1, 1, 0));
  }

  /** Customers with purchases of shape 2 around means of their own. */
  private static List<SpendingHistory> made(int customers, double q) {
    SplittableRandom random = new SplittableRandom(11);
    return IntStream.range(0, customers)
        .mapToObj(i -> {
          int purchases = 1 + random.nextInt(6);
          double rate = Draws.gamma(random, q) / 30;
          double sum =
              IntStream.range(0, purchases).mapToDouble(one -> Draws.gamma(random, 2) / rate).sum();
          return new SpendingHistory(purchases, sum / purchases);
        })
        .toList();
  }
}
