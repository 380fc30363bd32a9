package dev.holdfast.stats;

import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.stats.CoxRegression.Subject;
import dev.holdfast.stats.CoxRegression.Ties;
import dev.holdfast.stats.SchoenfeldTest.Clock;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The model of twelve covariates on 7,043 customers, against R. */
class CoxTelcoTests {

  private static final double COX = 1e-6;

  private static List<Subject> subjects() {
    return Telco.customers().stream().map(CoxTelcoTests::subject).toList();
  }

  private static Subject subject(Telco.Customer one) {
    return Subject.of(
        one.number("tenure"),
        one.churned(),
        List.of(
            one.is("Contract", "One year"),
            one.is("Contract", "Two year"),
            one.is("InternetService", "Fiber optic"),
            one.is("InternetService", "No"),
            one.is("PaymentMethod", "Electronic check"),
            one.yes("PaperlessBilling"),
            one.yes("Partner"),
            one.yes("Dependents"),
            one.yes("OnlineSecurity"),
            one.yes("TechSupport"),
            one.number("SeniorCitizen"),
            one.number("MonthlyCharges") / 10));
  }

  private static void coefficientsMatch(CoxRegression fit, String file) {
    List<Golden.Row> rows = Golden.table(file);
    assertThat(rows).hasSize(fit.width());
    for (int j = 0; j < rows.size(); j++) {
      assertClose(rows.get(j).text("term"), fit.coefficient(j), rows.get(j).number("beta"), COX);
      assertClose(rows.get(j).text("term"), fit.standardError(j), rows.get(j).number("se"), COX);
    }
  }

  @Test
  void coefficientsAndErrorsMatchRWithBothRulesForTies() {
    List<Subject> subjects = subjects();
    coefficientsMatch(CoxRegression.fit(subjects, Ties.EFRON), "cox_telco_efron.csv");
    coefficientsMatch(CoxRegression.fit(subjects, Ties.BRESLOW), "cox_telco_breslow.csv");
  }

  @Test
  void baselineHazardMatchesR() {
    List<CoxRegression.Hazard> baseline = CoxRegression.fit(subjects(), Ties.EFRON).baseline();
    assertThat(baseline).hasSize(72);
    for (CoxRegression.Hazard hazard : baseline) {
      Golden.Row row =
          Golden.table("cox_telco_basehaz_efron.csv").stream()
              .filter(one -> one.number("time") == hazard.time())
              .findFirst()
              .orElseThrow();
      assertClose(row.toString(), hazard.cumulative(), row.number("cumhaz0"), COX);
    }
  }

  @Test
  void theFitRanksWellAndSaysThatItsHazardsAreNotProportional() {
    CoxRegression fit = CoxRegression.fit(subjects(), Ties.EFRON);
    assertClose("C", fit.concordance().share().orElseThrow(), 0.8507849005, 1e-10);
    assertThat(fit.concordance()).isEqualTo(new Concordance(7_569_618, 1_327_447, 369));
    assertThat(fit.hasFewEvents()).isFalse();
    SchoenfeldTest test = fit.proportionality(Clock.KAPLAN_MEIER).orElseThrow();
    assertClose("global", test.global().chiSquare(), 266.7579770088, COX);
    assertThat(test.global().degreesOfFreedom()).isEqualTo(12);
    assertClose("fiber", test.each().get(2).chiSquare(), 38.7720415514, COX);
    assertThat(test.violated()).isTrue();
    assertThat(test.sentence())
        .isEqualTo(
            "The assumption of proportional hazards is violated (global chi-squared 266.8 on 12"
                + " degrees of freedom, p < 0.0001, Kaplan-Meier time): some effects change over"
                + " time, and a hazard ratio is only their average.");
    assertClose(
        "on the time itself",
        fit.proportionality(Clock.IDENTITY).orElseThrow().global().chiSquare(),
        233.4110956044,
        COX);
  }

  @Test
  void aWarmFitTakesLessThanAFifthOfASecond() {
    List<Subject> subjects = subjects();
    // Time of this thread alone, and the fastest of some, since other work shares the machine.
    long fastest = IntStream.range(0, 12).mapToLong(_ -> nanos(subjects)).min().orElseThrow();
    assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(200));
  }

  private static long nanos(List<Subject> subjects) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    assertThat(CoxRegression.fit(subjects, Ties.EFRON).width()).isEqualTo(12);
    return threads.getCurrentThreadCpuTime() - start;
  }
}
