package dev.holdfast.stats;

import static dev.holdfast.stats.Close.GOLDEN;
import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.stats.KaplanMeier.Entry;
import dev.holdfast.stats.KaplanMeier.Step;
import dev.holdfast.stats.KaplanMeier.TimeCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KaplanMeierTests {

  @Test
  void freireichMatchesRUnderEachTransform() {
    for (String group : List.of("6MP", "placebo")) {
      KaplanMeier curve = SurvivalCases.freireich(group);
      assertCurve(
          curve, SurvivalTransform.PLAIN, Golden.table("km_freireich_plain.csv"), "g=" + group);
      assertCurve(curve, SurvivalTransform.LOG, Golden.table("km_freireich_log.csv"), "g=" + group);
      assertCurve(
          curve, SurvivalTransform.LOG_LOG, Golden.table("km_freireich_loglog.csv"), "g=" + group);
    }
  }

  @Test
  void telcoMatchesRWithTheCensoringsAtTimeZero() {
    KaplanMeier curve = SurvivalCases.telco("km_telco_all.csv", "all");
    assertCurve(curve, SurvivalTransform.LOG_LOG, Golden.table("km_telco_all.csv"), "all");
    assertClose("S(12)", curve.survivalAt(12), 0.843200, 5e-7);
    assertClose("S(24)", curve.survivalAt(24), 0.788736, 5e-7);
    Interval year = curve.stepAt(12).map(Step::interval).orElseThrow();
    assertClose("S(12) interval", year, 0.834169, 0.851783, 5e-7);
  }

  @Test
  void telcoByContractMatchesR() {
    for (String group : List.of("Month-to-month", "One year", "Two year")) {
      assertCurve(
          SurvivalCases.named("telco", group),
          SurvivalTransform.LOG_LOG,
          Golden.table("km_telco_contract.csv"),
          "Contract=" + group);
    }
    assertClose(
        "two-year S(72)", SurvivalCases.named("telco", "Two year").survivalAt(72), 0.935739, 5e-7);
  }

  @Test
  void lateEntriesAreAtRiskOnlyAfterTheyEntered() {
    List<TimeCount> exits = new ArrayList<>();
    List<Golden.Row> golden = Golden.table("km_left_truncated.csv");
    for (Golden.Row row : golden) {
      exits.add(new TimeCount(row.number("time"), row.count("events"), row.count("censored")));
    }
    // Six at risk at 4, none lost to censoring before 7, and yet again six at 7: two came at 5.
    KaplanMeier curve = KaplanMeier.of(exits, List.of(new Entry(0, 6), new Entry(5, 2)));
    assertCurve(curve, SurvivalTransform.LOG_LOG, golden, "all");
  }

  private static void assertCurve(
      KaplanMeier curve, SurvivalTransform transform, List<Golden.Row> golden, String group) {
    List<Golden.Row> rows = golden.stream().filter(row -> row.text("group").equals(group)).toList();
    List<Step> steps = curve.steps(transform, 0.95);
    assertThat(steps).as(group).hasSameSizeAs(rows).isNotEmpty();
    for (int i = 0; i < rows.size(); i++) {
      Golden.Row row = rows.get(i);
      Step step = steps.get(i);
      String what = transform + " " + row;
      assertThat(step.time()).as(what).isEqualTo(row.number("time"));
      assertThat(step.atRisk()).as(what).isEqualTo(row.count("at_risk"));
      assertThat(step.events()).as(what).isEqualTo(row.count("events"));
      assertThat(step.censored()).as(what).isEqualTo(row.count("censored"));
      assertClose(what, step.survival(), row.number("surv"), GOLDEN);
      Double error = step.standardError();
      Interval interval = step.interval();
      assertThat(error != null).as(what + ", error").isEqualTo(row.has("se"));
      assertThat(interval != null).as(what + ", interval").isEqualTo(row.has("lo"));
      if (error != null) {
        assertClose(what, error, row.number("se"), GOLDEN);
      }
      if (interval != null) {
        assertClose(what, interval, row.number("lo"), row.number("hi"), GOLDEN);
      }
    }
  }

  @Test
  void allCensoredSurvivesAndHasNoMedian() {
    KaplanMeier curve = KaplanMeier.of(List.of(new TimeCount(3, 0, 2), new TimeCount(5, 0, 1)));
    assertThat(curve.survivalAt(5)).isEqualTo(1.0);
    assertThat(curve.median()).isEmpty();
    assertThat(curve.medianInterval().low()).isEqualTo(5.0);
    assertThat(curve.medianInterval().high()).isInfinite();
    assertThat(curve.rmstInterval(5, 0.95)).isEmpty();
  }

  @Test
  void eventsAtTimeZeroCount() {
    KaplanMeier curve = KaplanMeier.of(List.of(new TimeCount(0, 1, 0), new TimeCount(4, 1, 2)));
    assertThat(curve.survivalAt(0)).isEqualTo(0.75);
    assertThat(curve.survivalAt(3.99)).isEqualTo(0.75);
    assertThat(curve.survivalAt(4)).isEqualTo(0.5);
  }

  @Test
  void beyondTheLastExitNothingIsKnownUnlessNobodyIsLeft() {
    KaplanMeier open = KaplanMeier.of(List.of(new TimeCount(2, 1, 0), new TimeCount(5, 0, 1)));
    assertThat(open.reaches(5)).isTrue();
    assertThat(open.reaches(5.1)).isFalse();
    assertThat(open.stepAt(6)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> open.survivalAt(6));
    assertThatIllegalArgumentException().isThrownBy(() -> open.rmst(6));
    KaplanMeier closed = KaplanMeier.of(List.of(new TimeCount(2, 1, 0), new TimeCount(5, 1, 0)));
    assertThat(closed.survivalAt(100)).isZero();
    assertThat(closed.rmst(100)).isEqualTo(3.5);
  }

  @Test
  void aCurveThatFellToZeroStaysThereAndBoundsItsMedian() {
    List<TimeCount> exits = List.of(new TimeCount(2, 1, 0), new TimeCount(9, 1, 0));
    KaplanMeier curve = KaplanMeier.of(exits, List.of(new Entry(0, 1), new Entry(5, 1)));
    assertThat(curve.survivalAt(9)).isZero();
    assertThat(curve.median()).hasValue(2.0);
    assertThat(curve.medianInterval().low()).isEqualTo(2.0);
  }

  @Test
  void impossibleCountsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> KaplanMeier.of(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new TimeCount(-1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new TimeCount(Double.NaN, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new TimeCount(1, -1, 1));
    List<TimeCount> exits = List.of(new TimeCount(3, 1, 1));
    assertThatIllegalArgumentException()
        .as("left at the time of entry")
        .isThrownBy(() -> KaplanMeier.of(exits, List.of(new Entry(0, 1), new Entry(3, 1))));
    assertThatIllegalArgumentException()
        .as("more entries than exits")
        .isThrownBy(() -> KaplanMeier.of(exits, List.of(new Entry(0, 3))));
  }

  @Test
  void curvesFallWithinBoundsInAnyOrderAndUnit() {
    Seeds.each(
        200,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          List<TimeCount> months = new ArrayList<>();
          for (int i = 1 + random.nextInt(40); i > 0; i--) {
            months.add(
                new TimeCount(random.nextInt(30), random.nextInt(5), 1L + random.nextInt(5)));
          }
          List<TimeCount> days = new ArrayList<>();
          for (TimeCount month : months) {
            days.add(new TimeCount(30 * month.time(), month.events(), month.censored()));
          }
          Collections.shuffle(days, new Random(seed));
          KaplanMeier byMonth = KaplanMeier.of(months);
          KaplanMeier byDay = KaplanMeier.of(days);
          double before = 1;
          for (Step step : byMonth.steps()) {
            assertThat(step.survival()).isBetween(0.0, before);
            before = step.survival();
            assertThat(byDay.survivalAt(30 * step.time())).isEqualTo(step.survival());
            Interval interval = step.interval();
            if (interval != null) {
              assertThat(step.survival()).isBetween(interval.low(), interval.high());
            }
          }
          double tau = byMonth.lastTime();
          assertClose("area", byDay.rmst(30 * tau), 30 * byMonth.rmst(tau), 1e-12);
          assertThat(byMonth.rmst(tau)).isBetween(0.0, tau);
        });
  }

  @Test
  void withoutCensoringTheCurveIsTheShareStillThere() {
    Seeds.each(
        100,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          int[] times = random.ints(1 + random.nextInt(100), 0, 20).sorted().toArray();
          List<TimeCount> exits = new ArrayList<>();
          double sum = 0;
          for (int time : times) {
            exits.add(new TimeCount(time, 1, 0));
            sum += time;
          }
          KaplanMeier curve = KaplanMeier.of(exits);
          for (int time = 0; time < 20; time++) {
            int now = time;
            long there = Arrays.stream(times).filter(exit -> exit > now).count();
            assertClose("share", curve.survivalAt(time), (double) there / times.length, 1e-12);
          }
          assertClose("mean", curve.rmst(20), sum / times.length, 1e-12);
        });
  }
}
