package dev.holdfast.stats;

import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.stats.CoxRegression.Subject;
import dev.holdfast.stats.CoxRegression.Ties;
import dev.holdfast.stats.NoEstimateException.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
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

  private static NoEstimateException refusal(List<Subject> subjects) {
    return catchThrowableOfType(
        NoEstimateException.class, () -> CoxRegression.fit(subjects, Ties.EFRON));
  }

  private static List<Subject> twenty(IntFunction<List<Double>> covariates) {
    return IntStream.range(0, 20)
        .mapToObj(i -> Subject.of(i + 1, i < 10, covariates.apply(i)))
        .toList();
  }

  @Test
  void whatHasNoEstimateIsRefusedWithItsReason() {
    assertThat(refusal(List.of(Subject.of(1, false, List.of(1.0)))))
        .hasMessageContaining("nobody had the event")
        .returns(Reason.ONE_OUTCOME, NoEstimateException::reason);
    assertThat(refusal(twenty(i -> List.of(i % 3 * 1.0, 2.0))))
        .hasMessageContaining("(covariate at index 1): the covariate is the same for all")
        .returns(Reason.CONSTANT, NoEstimateException::reason)
        .returns(OptionalInt.of(1), NoEstimateException::covariate);
    assertThat(refusal(twenty(i -> List.of(i % 3 * 1.0, i % 7 * 1.0, i % 3 + 2.0 * (i % 7)))))
        .hasMessageContaining("follows from the others")
        .returns(Reason.DEPENDENT, NoEstimateException::reason)
        .returns(OptionalInt.of(2), NoEstimateException::covariate);
    assertThatIllegalArgumentException().isThrownBy(() -> new Subject(3, 2, true, List.of(1.0)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Subject.of(Double.POSITIVE_INFINITY, false, List.of(1.0)));
  }

  @Test
  void whoIsConstantWheneverSomebodyHasTheEventIsRefusedToo() {
    List<Subject> subjects =
        List.of(
            Subject.of(1, false, List.of(1.0)),
            Subject.of(2, true, List.of(0.0)),
            Subject.of(3, true, List.of(0.0)));
    assertThat(refusal(subjects))
        .hasMessageContaining("the same for all at risk")
        .returns(Reason.DEPENDENT, NoEstimateException::reason);
  }

  @Test
  void separationIsToldFromALargeEffect() {
    assertThat(refusal(twenty(i -> List.of(i < 10 ? 1.0 : 0.0))))
        .hasMessageContaining("foretells")
        .returns(Reason.SEPARATED, NoEstimateException::reason);
    // Only in the sum of the two, and for a covariate that few have.
    assertThat(refusal(twenty(i -> List.of(i % 4 + (i < 10 ? 9.0 : 0.0), -i % 4 * 1.0))))
        .returns(Reason.SEPARATED, NoEstimateException::reason);
    assertThat(refusal(twenty(i -> List.of(i == 15 ? 1.0 : 0.0, i % 5 * 1.0))))
        .returns(Reason.SEPARATED, NoEstimateException::reason);
    List<Subject> one = new ArrayList<>(twenty(i -> List.of(i < 10 ? 1.0 : 0.0)));
    one.add(Subject.of(0.5, true, List.of(0.0)));
    assertThat(CoxRegression.fit(one, Ties.EFRON).coefficient(0)).isBetween(2.0, 5.0);
  }

  @Test
  void separationIsToldAmongManyToo() {
    // Nobody with the first covariate had the event; sums over many leave rounding behind.
    Random random = new Random(1);
    List<Subject> many =
        IntStream.range(0, 20_000)
            .mapToObj(i ->
                Subject.of(
                    1 + random.nextInt(50),
                    i % 4 > 0 && i % 3 > 0,
                    List.of(i % 4 == 0 ? 1.0 : 0.0, random.nextGaussian())))
            .toList();
    assertThat(refusal(many).reason()).isEqualTo(Reason.SEPARATED);
  }

  @Test
  void aSkewedCovariateIsFittedThoughWholeStepsWouldOvershoot() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<Subject> subjects = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        double skewed = Math.exp(2.5 * random.nextGaussian());
        double time = 1 + random.nextInt(30);
        boolean event = random.nextInt(3) > 0;
        subjects.add(Subject.of(time, event, List.of(skewed, random.nextGaussian())));
        random.nextGaussian();
        random.nextInt(6);
      }
      CoxRegression fit = CoxRegression.fit(subjects, Ties.EFRON);
      assertThat(fit.logLikelihood()).as("seed " + seed).isGreaterThan(fit.nullLogLikelihood());
    }
  }

  @Test
  void fewerThanTenEventsForEachCoefficientIsAWarning() {
    assertThat(CoxRegression.fit(twenty(i -> List.of(i % 5 * 1.0)), Ties.EFRON).hasFewEvents())
        .isFalse();
    assertThat(
            CoxRegression.fit(twenty(i -> List.of(i % 5 * 1.0, i % 3 * 1.0)), Ties.EFRON)
                .hasFewEvents())
        .isTrue();
  }

  @Test
  void oneClusterSaysNothing() {
    CoxRegression fit = CoxRegression.fit(twenty(i -> List.of(i % 5 * 1.0)), Ties.EFRON);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit.clustered(Collections.nCopies(20, "same")))
        .withMessageContaining("at least two clusters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit.clustered(List.of("a", "b")))
        .withMessageContaining("2 clusters for 20 subjects");
  }

  @Test
  void theUnitOfACovariateDoesNotMatter() {
    CoxRegression small = CoxRegression.fit(twenty(i -> List.of(i * i % 7 * 1e-9)), Ties.EFRON);
    CoxRegression large = CoxRegression.fit(twenty(i -> List.of(i * i % 7 * 1e9)), Ties.EFRON);
    assertClose("unit", small.coefficient(0) * 1e-9, large.coefficient(0) * 1e9, 1e-9);
    assertClose("likelihood", small.logLikelihood(), large.logLikelihood(), 1e-9);
  }
}
