package dev.holdfast.stats;

import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.stats.CoxRegression.Subject;
import dev.holdfast.stats.CoxRegression.Ties;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CoxRegressionTests {

  /** The reference prints six digits. */
  private static final double PRINTED = 1e-6;

  private static List<Subject> freireich() {
    return Golden.table("freireich_input.csv").stream()
        .map(row ->
            Subject.of(
                row.number("t"),
                row.count("e") == 1,
                List.of(row.text("g").equals("6MP") ? 0.0 : 1.0)))
        .toList();
  }

  /** Telco rebuilt from its counts: one-year and two-year contracts against month to month. */
  private static List<Subject> telco() {
    List<Subject> subjects = new ArrayList<>();
    for (Golden.Row row : Golden.table("km_telco_contract.csv")) {
      List<Double> contract =
          List.of(
              row.text("group").endsWith("One year") ? 1.0 : 0.0,
              row.text("group").endsWith("Two year") ? 1.0 : 0.0);
      for (long i = 0; i < row.count("events") + row.count("censored"); i++) {
        subjects.add(Subject.of(row.number("time"), i < row.count("events"), contract));
      }
    }
    return subjects;
  }

  @Test
  void freireichMatchesTheReferenceWithBothRulesForTies() {
    CoxRegression efron = CoxRegression.fit(freireich(), Ties.EFRON);
    assertClose("Efron", efron.coefficient(0), 1.572125, PRINTED);
    assertClose("its error", efron.standardError(0), 0.412397, PRINTED);
    assertClose(
        "Breslow", CoxRegression.fit(freireich(), Ties.BRESLOW).coefficient(0), 1.509191, PRINTED);
    Interval ratio = efron.interval(0, 0.95);
    assertThat(ratio.low()).isPositive();
    assertThat(ratio.high()).isGreaterThan(efron.coefficient(0));
  }

  @Test
  void telcoByContractMatchesTheReference() {
    CoxRegression fit = CoxRegression.fit(telco(), Ties.EFRON);
    assertClose("one year", fit.coefficient(0), -2.191097, PRINTED);
    assertClose("its error", fit.standardError(0), 0.083445, PRINTED);
    assertClose("two years", fit.coefficient(1), -4.225386, PRINTED);
    assertClose("its error", fit.standardError(1), 0.156263, PRINTED);
    assertThat(fit.logLikelihood()).isCloseTo(-14_343.5692, Offset.offset(5e-5));
    assertThat(fit.nullLogLikelihood()).isLessThan(fit.logLikelihood());
  }

  @Test
  void withoutAnEffectTheBaselineIsTheNelsonAalenCurve() {
    // Two like groups: the coefficient is 0 and Breslow's hazard is the sum of d/n.
    List<Subject> both = new ArrayList<>();
    for (double group = 0; group <= 1; group++) {
      both.add(Subject.of(1, true, List.of(group)));
      both.add(Subject.of(2, false, List.of(group)));
      both.add(Subject.of(3, true, List.of(group)));
    }
    CoxRegression fit = CoxRegression.fit(both, Ties.BRESLOW);
    assertThat(fit.coefficient(0)).isCloseTo(0, Offset.offset(1e-12));
    assertThat(fit.baseline()).hasSize(2);
    assertClose("first", fit.baseline().getFirst().cumulative(), 2 / 6.0, 1e-12);
    assertClose("last", fit.baseline().getLast().cumulative(), 2 / 6.0 + 1, 1e-12);
  }

  @Test
  void whoEntersLateIsNotAtRiskBefore() {
    // Cutting a life in two at any time says the same as the whole.
    Seeds.each(
        30,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          List<Subject> whole = new ArrayList<>();
          List<Subject> cut = new ArrayList<>();
          for (int i = 0; i < 60; i++) {
            List<Double> x = List.of(random.nextDouble(), i % 2 * 1.0);
            double time = 1 + random.nextInt(20);
            boolean event = random.nextInt(3) > 0;
            whole.add(Subject.of(time, event, x));
            double middle = time * random.nextDouble(0.1, 0.9);
            cut.add(Subject.of(middle, false, x));
            cut.add(new Subject(middle, time, event, x));
          }
          CoxRegression one = CoxRegression.fit(whole, Ties.EFRON);
          CoxRegression other = CoxRegression.fit(cut, Ties.EFRON);
          assertClose("first", other.coefficient(0), one.coefficient(0), 1e-8);
          assertClose("second", other.coefficient(1), one.coefficient(1), 1e-8);
          assertClose("likelihood", other.logLikelihood(), one.logLikelihood(), 1e-9);
        });
  }

  @Test
  void whatHasNoEstimateIsRefusedWithItsReason() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> CoxRegression.fit(List.of(Subject.of(1, false, List.of(1.0))), Ties.EFRON))
        .withMessageContaining("nobody had the event");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            CoxRegression.fit(
                List.of(Subject.of(1, true, List.of(2.0)), Subject.of(2, true, List.of(2.0))),
                Ties.EFRON))
        .withMessageContaining("same for all");
    List<Subject> separated = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      separated.add(Subject.of(i + 1, i < 10, List.of(i < 10 ? 1.0 : 0.0)));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CoxRegression.fit(separated, Ties.EFRON))
        .withMessageContaining("foretells");
    assertThatIllegalArgumentException().isThrownBy(() -> new Subject(3, 2, true, List.of(1.0)));
  }
}
