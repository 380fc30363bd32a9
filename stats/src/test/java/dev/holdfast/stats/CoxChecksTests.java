package dev.holdfast.stats;

import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.stats.CoxRegression.Subject;
import dev.holdfast.stats.CoxRegression.Ties;
import dev.holdfast.stats.SchoenfeldTest.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Made-up inputs with ties, time 0, late entries, clusters and large units, against R. */
class CoxChecksTests {

  private static final double COX = 1e-6;

  private final Map<String, CoxRegression> fits = new HashMap<>();

  private static List<Golden.Row> input(Golden.Row check) {
    return Golden.ours("cox_cases.csv").stream()
        .filter(row -> row.text("case").equals(check.text("case")))
        .toList();
  }

  private static Subject subject(Golden.Row row) {
    double entry = row.number("entry");
    return new Subject(
        entry < 0 ? Double.NEGATIVE_INFINITY : entry,
        row.number("time"),
        row.count("event") == 1,
        List.of(row.number("x1"), row.number("x2"), row.number("x3")));
  }

  private CoxRegression fit(Golden.Row check) {
    return fits.computeIfAbsent(
        check.text("case") + check.text("ties"),
        _ ->
            CoxRegression.fit(
                input(check).stream().map(CoxChecksTests::subject).toList(),
                Ties.valueOf(check.text("ties").toUpperCase(Locale.ROOT))));
  }

  private static List<Golden.Row> checks(String what) {
    List<Golden.Row> rows =
        Golden.ours("cox_checks.csv").stream()
            .filter(row -> row.text("what").equals(what))
            .toList();
    assertThat(rows).as(what).hasSizeGreaterThanOrEqualTo(12);
    return rows;
  }

  /** Relative, since one case has units of a million, and so tiny coefficients. */
  private static void assertRelative(Golden.Row row, double actual, double expected) {
    assertThat(actual / expected).as(row.toString()).isCloseTo(1, Offset.offset(COX));
  }

  @Test
  void coefficientsErrorsAndLikelihoodsMatchR() {
    for (Golden.Row row : checks("coefficient")) {
      int j = (int) row.count("covariate");
      assertRelative(row, fit(row).coefficient(j), row.number("first"));
      assertRelative(row, fit(row).standardError(j), row.number("second"));
    }
    for (Golden.Row row : checks("likelihood")) {
      assertClose(row.toString(), fit(row).nullLogLikelihood(), row.number("first"), COX);
      assertClose(row.toString(), fit(row).logLikelihood(), row.number("second"), COX);
    }
  }

  @Test
  void robustErrorsMatchRByAccountAndByRow() {
    for (Golden.Row row : checks("robust")) {
      int j = (int) row.count("covariate");
      List<String> ids = input(row).stream().map(one -> one.text("id")).toList();
      List<String> single = IntStream.range(0, ids.size()).mapToObj(String::valueOf).toList();
      ClusteredErrors byAccount = fit(row).clustered(ids);
      assertThat(byAccount.clusters()).isLessThan(ids.size());
      assertRelative(row, byAccount.standardError(j), row.number("first"));
      assertRelative(row, fit(row).clustered(single).standardError(j), row.number("second"));
    }
  }

  @Test
  void testsOfProportionalHazardsMatchR() {
    for (Clock clock : Clock.values()) {
      for (Golden.Row row : checks(clock == Clock.IDENTITY ? "drift-identity" : "drift-km")) {
        SchoenfeldTest test = fit(row).proportionality(clock).orElseThrow();
        SchoenfeldTest.Result result =
            row.has("covariate") ? test.each().get((int) row.count("covariate")) : test.global();
        assertClose(row.toString(), result.chiSquare(), row.number("first"), COX);
        assertClose(row.toString(), result.pValue(), row.number("second"), COX);
      }
    }
  }

  @Test
  void concordanceMatchesR() {
    for (Golden.Row row : checks("concordance")) {
      Concordance concordance = fit(row).concordance();
      assertClose(
          row.toString(), concordance.share().orElseThrow(), row.number("first"), Close.GOLDEN);
      assertThat(concordance.tied()).as(row.toString()).isEqualTo(row.count("second"));
    }
  }

  @Test
  void baselineHazardMatchesR() {
    for (Golden.Row row : checks("hazard")) {
      double[] at =
          fit(row).baseline().stream()
              .filter(hazard -> hazard.time() == row.number("first"))
              .mapToDouble(CoxRegression.Hazard::cumulative)
              .toArray();
      assertThat(at).as(row.toString()).hasSize(1);
      assertRelative(row, at[0], row.number("second"));
    }
  }

  private SchoenfeldTest drift(String name) {
    Golden.Row row =
        checks("likelihood").stream()
            .filter(one -> one.text("case").equals(name))
            .findFirst()
            .orElseThrow();
    return fit(row).proportionality(Clock.KAPLAN_MEIER).orElseThrow();
  }

  @Test
  void onlyADriftThatIsThereIsCalledAViolation() {
    assertThat(drift("drift").violated()).isTrue();
    assertThat(drift("drift").sentence()).contains("is violated");
    assertThat(drift("few-ties").violated()).isFalse();
    assertThat(drift("few-ties").sentence())
        .startsWith("No evidence against proportional hazards was found");
  }
}
