package dev.holdfast.metrics;

import static dev.holdfast.metrics.LedgerFixture.period;
import static dev.holdfast.metrics.LedgerFixture.subscribed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.base.Period;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Origin;
import dev.holdfast.metrics.LedgerFixture.Subscribed;
import dev.holdfast.stats.BgNbd;
import dev.holdfast.stats.GammaGamma;
import dev.holdfast.stats.PurchaseHistory;
import dev.holdfast.stats.RenewalCohort;
import dev.holdfast.stats.ShiftedBetaGeometric;
import dev.holdfast.stats.SpendingHistory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The models of what customers are worth, from facts, held against the models themselves. */
class CustomerModelTests {

  private static final LocalDate START = LocalDate.parse("2024-01-01");
  private static final int DAYS = 366;
  private static final Period YEAR = period("2024-01-01", "2025-01-01");

  /** Who buys on which days for how much, the first day included. */
  private record Buyer(List<Integer> days, List<Long> minor) {}

  private static List<Buyer> buyers() {
    SplittableRandom random = new SplittableRandom(26);
    List<Buyer> buyers = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      double everyDays = 15 + random.nextDouble() * random.nextDouble() * 200;
      double leaves = 0.05 + 0.4 * random.nextDouble();
      long usual = 2_000L + random.nextInt(8_000);
      List<Integer> days = new ArrayList<>();
      List<Long> minor = new ArrayList<>();
      double day = random.nextDouble() * 120;
      boolean stays = true;
      while (day < DAYS && stays) {
        if (days.isEmpty() || days.getLast() < (int) day) {
          days.add((int) day);
          minor.add(usual + random.nextInt(1_500));
        }
        stays = random.nextDouble() >= leaves;
        day += -Math.log(1 - random.nextDouble()) * everyDays;
      }
      buyers.add(new Buyer(days, minor));
    }
    return buyers;
  }

  private static Fact purchase(String id, String order, int account, int day, long minor) {
    return new Facts.Purchase(
        new Origin("test", id, START.plusDays(day).atTime(9, 0).toInstant(ZoneOffset.UTC)),
        order,
        "a" + account,
        null,
        minor,
        "USD",
        minor < 0,
        null);
  }

  @Test
  void purchasesAreToldToTheModelsAsTheyMeanThem() {
    List<Buyer> buyers = buyers();
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < buyers.size(); i++) {
      Buyer buyer = buyers.get(i);
      for (int j = 0; j < buyer.days().size(); j++) {
        String id = i + "-" + j;
        long minor = buyer.minor().get(j);
        // One purchase in two orders of a day, of which a part is given back later.
        facts.add(purchase(id, id, i, buyer.days().get(j), minor));
        facts.add(purchase(id + "b", id + "b", i, buyer.days().get(j), 500));
        facts.add(purchase(id + "r", id + "b", i, buyer.days().get(j) + 1, -500));
      }
    }
    // An order that was given back wholly is no purchase, and one after the period is not known.
    facts.add(purchase("back", "back", 0, 364, 9_999));
    facts.add(purchase("back-r", "back", 0, 365, -9_999));
    facts.add(purchase("later", "later", 1, DAYS + 5, 9_999));
    try (Bench bench = new Bench()) {
      bench.append(facts);
      MetricRequest request = MetricRequest.of("purchase_clv", YEAR);
      Expected expected = expected(buyers);
      MetricValue alive = bench.one(request.variant("still_buying"));
      assertThat(alive.estimate().value()).isCloseTo(expected.alive(), within(1e-6));
      MetricValue often = bench.one(request.variant("purchases_next_12_months"));
      assertThat(often.estimate().value()).isCloseTo(expected.purchases(), within(1e-6));
      MetricValue value = bench.one(request.variant("next_12_months"));
      assertThat(value.estimate().value()).isCloseTo(expected.value(), within(1e-4));
      assertThat(value.estimate().n()).isEqualTo(400);
      assertThat(value.interval().orElseThrow().low()).isLessThan(expected.value());
      assertThat(value.interval().orElseThrow().high()).isGreaterThan(expected.value());
      assertThat(value.unit()).isEqualTo("USD");
    }
  }

  private record Expected(double alive, double purchases, double value) {}

  private static Expected expected(List<Buyer> buyers) {
    List<PurchaseHistory> histories = new ArrayList<>();
    List<SpendingHistory> spending = new ArrayList<>();
    for (Buyer buyer : buyers) {
      int first = buyer.days().getFirst();
      int repeats = buyer.days().size() - 1;
      histories.add(
          new PurchaseHistory(
              repeats, (buyer.days().getLast() - first) / 7.0, (DAYS - first) / 7.0));
      spending.add(
          new SpendingHistory(
              repeats,
              buyer.minor().stream().skip(1).mapToLong(minor -> minor).average().orElse(0) / 100));
    }
    BgNbd often = BgNbd.fit(histories).fit().orElseThrow().fitted().model();
    GammaGamma much = GammaGamma.fit(spending).fit().orElseThrow().model();
    double weeks = 365.25 / 7;
    double alive = 0;
    double purchases = 0;
    double value = 0;
    for (int i = 0; i < histories.size(); i++) {
      double expected = often.expectedPurchases(histories.get(i), weeks);
      alive += 100 * often.aliveProbability(histories.get(i));
      purchases += expected;
      value += expected * much.expectedMean(spending.get(i));
    }
    int n = histories.size();
    return new Expected(alive / n, purchases / n, value / n);
  }

  @Test
  void fewRepeatBuyersAreRefusedWithTheReason() {
    try (Bench bench = new Bench()) {
      bench.append(purchase("1", "1", 1, 10, 500), purchase("2", "2", 1, 20, 500));
      MetricValue value = bench.one(MetricRequest.of("purchase_clv", YEAR).variant("still_buying"));
      assertThat(value.value()).isEmpty();
      assertThat(value.absentReason().orElseThrow()).contains("100");
    }
  }

  @Test
  void survivorsOfMonthsAreToldToTheModelOfRenewals() {
    List<Long> survivors = List.of(100L, 63L, 47L, 38L, 33L, 29L, 26L, 24L);
    try (LedgerFixture fixture = new LedgerFixture()) {
      List<Subscribed> told = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        int left = 1;
        while (left < survivors.size() && i < survivors.get(left)) {
          left++;
        }
        Subscribed one = subscribed("a" + i, "s" + i, "2024-01-01", 80_00);
        told.add(left < survivors.size() ? one.cancelled(START.plusMonths(left).toString()) : one);
      }
      fixture.add(fixture.delivery(), told);
      fixture.refresh();
      MetricValue value =
          fixture
              .metrics
              .evaluate(
                  MetricRequest.of("customer_lifetime_value", period("2024-01-01", "2024-08-02"))
                      .variant("by_renewals"))
              .getFirst();
      ShiftedBetaGeometric model =
          ShiftedBetaGeometric.fit(List.of(new RenewalCohort(survivors)))
              .fit()
              .orElseThrow()
              .model();
      double discount = Math.pow(1.1, 1 / 12.0) - 1;
      assertThat(value.estimate().value())
          .isCloseTo(80 * 0.75 * model.discountedLifetime(discount), within(1e-3));
      assertThat(value.interval()).isPresent();
    }
  }
}
