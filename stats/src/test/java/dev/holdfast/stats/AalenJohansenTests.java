package dev.holdfast.stats;

import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.stats.AalenJohansen.Exit;
import dev.holdfast.stats.AalenJohansen.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AalenJohansenTests {

  private static final String VOLUNTARY = "voluntary";
  private static final String PAYMENT = "payment";

  /** The example of the golden file, rebuilt from its steps. */
  private static List<Exit> example() {
    return List.of(
        Exit.of(1, VOLUNTARY),
        Exit.of(2, PAYMENT),
        Exit.censored(2),
        Exit.of(3, VOLUNTARY),
        Exit.of(4, VOLUNTARY),
        Exit.of(5, PAYMENT),
        Exit.censored(5),
        Exit.of(6, VOLUNTARY),
        Exit.of(7, PAYMENT),
        Exit.of(8, VOLUNTARY),
        Exit.censored(8),
        Exit.censored(8));
  }

  private static AalenJohansen made(String name) {
    return AalenJohansen.of(
        Golden.ours("competing_cases.csv").stream()
            .filter(row -> row.text("case").equals(name))
            .map(AalenJohansenTests::exit)
            .toList());
  }

  private static Exit exit(Golden.Row row) {
    double entry = row.number("entry");
    return new Exit(
        entry < 0 ? Double.NEGATIVE_INFINITY : entry,
        row.number("time"),
        row.text("cause").equals("0") ? null : row.text("cause"));
  }

  @Test
  void theExampleMatchesItsGoldenFile() {
    AalenJohansen curves = AalenJohansen.of(example());
    assertThat(curves.causes()).containsExactly(PAYMENT, VOLUNTARY);
    for (Golden.Row row : Golden.table("aalen_johansen_example.csv")) {
      double time = row.number("time");
      assertClose(row.toString(), curves.survivalAt(time), row.number("p0"), Close.GOLDEN);
      for (String cause : curves.causes()) {
        Step step = curves.stepAt(cause, time).orElseThrow();
        assertClose(row.toString(), step.incidence(), row.number(cause), Close.GOLDEN);
      }
    }
  }

  @Test
  void incidencesErrorsAndIntervalsMatchR() {
    List<Golden.Row> checks = Golden.ours("competing_checks.csv");
    assertThat(checks).hasSizeGreaterThan(300);
    for (Golden.Row row : checks) {
      SurvivalTransform transform =
          SurvivalTransform.valueOf(
              row.text("transform").toUpperCase(Locale.ROOT).replace('-', '_'));
      Step step =
          made(row.text("case")).steps(row.text("cause"), transform, 0.95).stream()
              .filter(one -> one.time() == row.number("time"))
              .findFirst()
              .orElseThrow();
      assertClose(row.toString(), step.incidence(), row.number("estimate"), Close.GOLDEN);
      assertClose(row.toString(), step.standardError(), row.number("standard_error"), Close.GOLDEN);
      Interval interval = step.interval();
      if (interval == null) {
        assertThat(row.number("estimate")).as(row.toString()).isZero();
      } else {
        assertClose(row.toString(), interval, row.number("low"), row.number("high"), Close.GOLDEN);
      }
    }
  }

  @Test
  void censoringTheOtherCauseWouldSayTooMuch() {
    AalenJohansen curves = AalenJohansen.of(example());
    double naive = 0;
    for (String cause : curves.causes()) {
      List<KaplanMeier.TimeCount> exits = new ArrayList<>();
      for (Exit exit : example()) {
        long events = cause.equals(exit.cause()) ? 1 : 0;
        exits.add(new KaplanMeier.TimeCount(exit.time(), events, 1 - events));
      }
      double alone = 1 - KaplanMeier.of(exits).survivalAt(8);
      assertThat(alone).isGreaterThan(curves.stepAt(cause, 8).orElseThrow().incidence() + 0.05);
      naive += alone;
    }
    assertThat(naive).as("more than the share that left").isGreaterThan(0.95);
    assertThat(1 - curves.survivalAt(8)).isLessThan(0.78);
  }

  @Test
  void oneCauseAloneIsTheComplementOfKaplanMeierWithGreenwoodsError() {
    Seeds.each(
        20,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          List<Exit> exits = new ArrayList<>();
          List<KaplanMeier.TimeCount> counts = new ArrayList<>();
          for (int i = 0; i < 50; i++) {
            double time = random.nextInt(15);
            boolean event = i == 0 || random.nextInt(3) > 0;
            exits.add(event ? Exit.of(time, PAYMENT) : Exit.censored(time));
            counts.add(new KaplanMeier.TimeCount(time, event ? 1 : 0, event ? 0 : 1));
          }
          AalenJohansen curve = AalenJohansen.of(exits);
          for (KaplanMeier.Step step : KaplanMeier.of(counts).steps()) {
            Double greenwood = step.standardError();
            if (step.events() > 0 && greenwood != null) {
              Step own = curve.stepAt(PAYMENT, step.time()).orElseThrow();
              assertClose("incidence", own.incidence(), 1 - step.survival(), 1e-12);
              assertClose("Greenwood", own.standardError(), greenwood, 1e-12);
            }
          }
        });
  }

  @Test
  void incidencesAndSurvivalAddUpToOne() {
    for (String name : List.of("random-40", "random-300", "late-200")) {
      AalenJohansen curves = made(name);
      for (Step step : curves.steps(PAYMENT)) {
        double sum = curves.survivalAt(step.time()) + step.incidence();
        sum += curves.stepAt(VOLUNTARY, step.time()).orElseThrow().incidence();
        assertClose(name, sum, 1, 1e-12);
      }
    }
  }

  @Test
  void allCensoredHasNoCausesAndLosesNobody() {
    AalenJohansen curves = AalenJohansen.of(List.of(Exit.censored(0), Exit.censored(4)));
    assertThat(curves.causes()).isEmpty();
    assertThat(curves.survivalAt(4)).isEqualTo(1);
    assertThat(curves.reaches(5)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> curves.steps(PAYMENT))
        .withMessage("nobody left because of payment; the causes are []");
  }

  @Test
  void whatIsNotKnownIsNotSaid() {
    AalenJohansen curves = AalenJohansen.of(example());
    assertThat(curves.stepAt(PAYMENT, 0.5)).isEmpty();
    assertThat(curves.stepAt(PAYMENT, 9)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> curves.survivalAt(9));
    assertThat(made("until-nobody-is-left").survivalAt(99)).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> AalenJohansen.of(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Exit(3, 3, PAYMENT));
    assertThatIllegalArgumentException().isThrownBy(() -> Exit.censored(-1));
  }
}
