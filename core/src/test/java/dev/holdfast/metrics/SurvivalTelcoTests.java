package dev.holdfast.metrics;

import static dev.holdfast.metrics.LedgerFixture.subscribed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.base.Period;
import dev.holdfast.facts.Fact;
import dev.holdfast.metrics.LedgerFixture.Subscribed;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.KaplanMeier.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The public Telco set: 7,043 accounts with a tenure in whole months, seen on one day.
 *
 * <p>That day is made 2020-01-01. An account started {@code tenure} months before it, so on the
 * first of a month, and one that churned ended on it. The period ends one day later: then an end on
 * the reference day is known, and an account that is still there has completed {@code tenure} whole
 * months and no more.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurvivalTelcoTests {

  private static final LocalDate REFERENCE = LocalDate.of(2020, 1, 1);
  private static final Period UNTIL_REFERENCE =
      new Period(LocalDate.of(2013, 1, 1), REFERENCE.plusDays(1), ZoneOffset.UTC);

  private final LedgerFixture fixture = new LedgerFixture();

  @BeforeAll
  void load() throws IOException {
    Path file =
        Path.of(System.getProperty("holdfast.root", "."))
            .resolve("../shared/data/telco/Telco-Customer-Churn.csv");
    Assumptions.assumeTrue(
        Files.exists(file), "NOT TESTED: the Telco set is not there; it should lie at " + file);
    List<Subscribed> subscriptions = new ArrayList<>();
    List<Fact> accounts = new ArrayList<>();
    for (String line : Files.readAllLines(file).subList(1, 7044)) {
      String[] cells = line.split(",", -1);
      LocalDate start = REFERENCE.minusMonths(Long.parseLong(cells[5]));
      Subscribed one =
          subscribed(cells[0], cells[0], start.toString(), LedgerGoldenTests.minor(cells[18]));
      subscriptions.add(
          cells[20].strip().equals("Yes") ? one.cancelled(REFERENCE.toString()) : one);
      accounts.add(RetentionEvaluationTests.account(cells[0], null, Map.of("contract", cells[15])));
    }
    fixture.add(subscriptions.toArray(Subscribed[]::new));
    fixture.log.append(fixture.delivery(), accounts).join();
    fixture.refresh();
  }

  @AfterAll
  void close() {
    fixture.close();
  }

  @Test
  void theCurveOfAllAccountsIsThatOfTheGoldenFile() {
    List<SurvivalCurve> curves =
        fixture.metrics.survivalCurves(MetricRequest.of("account_survival", UNTIL_REFERENCE));
    assertThat(curves).hasSize(1);
    assertThat(curves.getFirst().spells()).isEqualTo(7043);
    assertThat(compared(curves.getFirst(), "all", "km_telco_all.csv")).isEqualTo(73);
  }

  @Test
  void theCurvesByContractAreThoseOfTheGoldenFile() {
    List<SurvivalCurve> curves =
        fixture.metrics.survivalCurves(
            MetricRequest.of("account_survival", UNTIL_REFERENCE)
                .by("account.attributes.contract"));
    assertThat(curves).hasSize(3);
    int rows = 0;
    for (SurvivalCurve curve : curves) {
      String contract =
          Objects.requireNonNull(curve.dimensions().get("account.attributes.contract"));
      rows += compared(curve, "Contract=" + contract, "km_telco_contract.csv");
    }
    assertThat(rows).isEqualTo(218);
  }

  @Test
  void monthToMonthContractsLastThirtyFiveMonthsInTheMedian() {
    Map<String, MetricValue> byContract = new HashMap<>();
    for (MetricValue value :
        fixture.metrics.evaluate(
            MetricRequest.of("account_survival", UNTIL_REFERENCE)
                .by("account.attributes.contract"))) {
      byContract.put(value.dimension("account.attributes.contract").orElseThrow(), value);
    }
    MetricValue monthly = Objects.requireNonNull(byContract.get("Month-to-month"));
    assertThat(monthly.value()).hasValue(35);
    Interval interval = monthly.interval().orElseThrow();
    assertThat(interval.low()).isEqualTo(32);
    assertThat(interval.high()).isEqualTo(38);
    assertThat(monthly.unit()).isEqualTo("months");
    MetricValue yearly = Objects.requireNonNull(byContract.get("One year"));
    assertThat(yearly.absentReason()).contains("not reached: more than half are still there");
  }

  @Test
  void theShareAfterAYearHasItsLogLogInterval() {
    MetricValue year =
        fixture
            .metrics
            .evaluate(
                MetricRequest.of("account_survival", UNTIL_REFERENCE).variant("survival_12_months"))
            .getFirst();
    assertThat(year.value().orElseThrow()).isCloseTo(84.3200, within(5e-5));
    assertThat(year.interval().orElseThrow().low()).isCloseTo(83.4169, within(5e-5));
    assertThat(year.interval().orElseThrow().high()).isCloseTo(85.1783, within(5e-5));
  }

  /** Compares every step; says how many there were. */
  private static int compared(SurvivalCurve curve, String group, String file) {
    List<String[]> golden =
        LedgerGoldenTests.table(file).stream().filter(row -> row[0].equals(group)).toList();
    List<Step> steps = curve.steps();
    assertThat(steps).as(group).hasSameSizeAs(golden);
    for (int i = 0; i < golden.size(); i++) {
      String[] row = golden.get(i);
      Step step = steps.get(i);
      String where = group + " at " + row[1];
      assertThat(step.time()).as(where).isEqualTo(Double.parseDouble(row[1]));
      assertThat(step.atRisk()).as(where).isEqualTo(Long.parseLong(row[2]));
      assertThat(step.events()).as(where).isEqualTo(Long.parseLong(row[3]));
      assertThat(step.censored()).as(where).isEqualTo(Long.parseLong(row[4]));
      assertThat(step.survival()).as(where).isCloseTo(Double.parseDouble(row[5]), within(1e-9));
      if (row[7].equals("NA")) {
        assertThat(step.interval()).as(where).isNull();
      } else {
        Interval interval = Objects.requireNonNull(step.interval());
        assertThat(interval.low()).as(where).isCloseTo(Double.parseDouble(row[7]), within(1e-9));
        assertThat(interval.high()).as(where).isCloseTo(Double.parseDouble(row[8]), within(1e-9));
      }
    }
    return golden.size();
  }
}
