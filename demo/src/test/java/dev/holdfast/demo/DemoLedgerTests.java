package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.base.Period;
import dev.holdfast.metrics.ContractCatalogue;
import dev.holdfast.metrics.MetricRequest;
import dev.holdfast.metrics.MetricValue;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.metrics.MovementKind;
import dev.holdfast.metrics.RollupSettings;
import dev.holdfast.metrics.Rollups;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The ledger of the demo company adds up over any period. */
class DemoLedgerTests {

  @Test
  void openingAndMovementsMakeTheClosingOfEveryAccountAndInTotal() {
    try (Generated demo = Generated.of(Generated.settings(150, 18, 1_000))) {
      RollupSettings settings = RollupSettings.defaults();
      demo.warehouse().writeAlone(Rollups.open(demo.log(), settings)::refresh);
      Metrics metrics = new Metrics(demo.log(), ContractCatalogue.load(Optional.empty()), settings);
      SplittableRandom random = new SplittableRandom(20_261_126L);
      long moved = 0;
      for (int i = 0; i < 8; i++) {
        LocalDate from = Generated.LAST_DAY.minusDays(1L + random.nextInt(540));
        LocalDate to = from.plusDays(1L + random.nextInt(400));
        moved += check(metrics, new Period(from, to, ZoneId.of("Europe/London")));
      }
      assertThat(moved).as("accounts whose revenue moved").isPositive();
    }
  }

  private static long check(Metrics metrics, Period period) {
    Map<String, Long> closing = minor(metrics, "closing", period, "account_id");
    Map<String, Long> sums = minor(metrics, "opening", period, "account_id");
    assertThat(closing).as(period.toString()).isNotEmpty();
    long total = minor(metrics, "opening", period).getOrDefault("", 0L);
    long moved = 0;
    for (MovementKind kind : MovementKind.values()) {
      Map<String, Long> movements = minor(metrics, kind.word(), period, "account_id");
      movements.forEach((account, amount) -> sums.merge(account, amount, Long::sum));
      moved += movements.size();
      total += minor(metrics, kind.word(), period).getOrDefault("", 0L);
    }
    sums.values().removeIf(amount -> amount == 0);
    assertThat(sums).as(period.toString()).isEqualTo(closing);
    assertThat(total)
        .as(period.toString())
        .isEqualTo(minor(metrics, "closing", period).getOrDefault("", 0L));
    return moved;
  }

  /** What a variant of the movements comes to in cents, by dimensions if there are any. */
  private static Map<String, Long> minor(
      Metrics metrics, String variant, Period period, String... by) {
    Map<String, Long> minor = new TreeMap<>();
    for (MetricValue value :
        metrics.evaluate(MetricRequest.of("mrr_movements", period).variant(variant).by(by))) {
      long cents =
          new BigDecimal(String.valueOf(value.value().orElse(0)))
              .movePointRight(2)
              .longValueExact();
      if (cents != 0) {
        minor.put(value.dimension("account_id").orElse(""), cents);
      }
    }
    return minor;
  }
}
