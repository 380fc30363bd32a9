package dev.holdfast.metrics;

import static dev.holdfast.metrics.LedgerFixture.subscribed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.metrics.LedgerFixture.Subscribed;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The small ledger of {@code golden/mrr_ledger_*}: five accounts, one of which is born and dies
 * inside a month, so that month ends and movements tell different stories.
 */
class LedgerGoldenTests {

  private final LedgerFixture fixture = new LedgerFixture();

  @BeforeEach
  void load() {
    List<Subscribed> subscriptions = new ArrayList<>();
    for (String[] row : table("mrr_ledger_input.csv")) {
      var one =
          subscribed(row[0], "s" + subscriptions.size(), row[1], Long.parseLong(row[3]) * 100);
      subscriptions.add(row[2].isEmpty() ? one : one.cancelled(row[2]));
    }
    fixture.add(subscriptions.toArray(Subscribed[]::new));
    fixture.refresh();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void theMovementsAreThoseOfTheGoldenFile() {
    List<String> expected = new ArrayList<>();
    for (String[] row : table("mrr_ledger_expected_events.csv")) {
      expected.add(
          String.format(
              Locale.ROOT, "%s %s %s %.2f", row[0], row[1], row[2], Double.valueOf(row[3])));
    }
    assertThat(fixture.movements()).containsExactlyElementsOf(expected);
  }

  @Test
  void theMovementsOfEachMonthAddUpToTheGoldenSums() {
    Map<String, Long> sums = new TreeMap<>();
    fixture.warehouse.read(sql ->
        sql.select(MrrQueries.DAY, MrrQueries.KIND, MrrQueries.AMOUNT)
            .from(LedgerStore.MOVEMENT)
            .fetch(row ->
                sums.merge(
                    row.get(MrrQueries.DAY).toString().substring(0, 7)
                        + " "
                        + row.get(MrrQueries.KIND),
                    Math.abs(row.get(MrrQueries.AMOUNT)),
                    Long::sum)));
    Map<String, Long> expected = new TreeMap<>();
    String[] kinds = {"churn", "contraction", "expansion", "new", "reactivation"};
    for (String[] row : table("mrr_ledger_expected_events_monthly.csv")) {
      for (int i = 0; i < kinds.length; i++) {
        if (!row[i + 1].equals("0")) {
          expected.put(row[0] + " " + kinds[i], minor(row[i + 1]));
        }
      }
    }
    assertThat(sums).isEqualTo(expected);
  }

  @Test
  void theBalancesOfMonthEndsAreThoseOfTheGoldenFile() {
    for (String[] row : table("mrr_ledger_expected.csv")) {
      LocalDate from = LocalDate.parse(row[0] + "-01");
      assertThat(balanceBefore(from)).as("opening of " + row[0]).isEqualTo(minor(row[1]));
      assertThat(balanceBefore(from.plusMonths(1)))
          .as("closing of " + row[0])
          .isEqualTo(minor(row[7]));
    }
  }

  private long balanceBefore(LocalDate day) {
    return fixture.warehouse.read(sql ->
        sql
            .select(MrrQueries.AMOUNT)
            .from(LedgerStore.MOVEMENT)
            .where(MrrQueries.DAY.lt(day))
            .fetch(MrrQueries.AMOUNT)
            .stream()
            .mapToLong(Long::longValue)
            .sum());
  }

  static long minor(String amount) {
    return new BigDecimal(amount).movePointRight(2).longValueExact();
  }

  static List<String[]> table(String file) {
    try (InputStream in = LedgerGoldenTests.class.getResourceAsStream("/golden/" + file)) {
      if (in == null) {
        throw new IllegalStateException("no golden file " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.replace("\"", "").split(",", -1))
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
