package dev.holdfast.stats;

import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Edges and properties of what is computed from scores and outcomes. */
class ScoredCasesTests {

  private static final List<Scored> PERFECT =
      List.of(
          new Scored(0.1, false),
          new Scored(0.2, false),
          new Scored(0.8, true),
          new Scored(0.9, true));

  private static List<Scored> random(long seed) {
    Random random = new Random(seed);
    List<Scored> scored = new ArrayList<>(List.of(new Scored(0.5, true), new Scored(0.5, false)));
    for (int i = 0; i < 57; i++) {
      scored.add(new Scored(random.nextInt(11) / 10.0, random.nextInt(3) == 0));
    }
    return scored;
  }

  @Test
  void theOrderOfTheInputDoesNotMatterEvenWithTies() {
    Seeds.each(
        20,
        seed -> {
          List<Scored> scored = random(seed);
          List<Scored> shuffled = new ArrayList<>(scored);
          Collections.shuffle(shuffled, new Random(seed + 1));
          assertClose("auc", Auc.of(shuffled).area(), Auc.of(scored).area(), 1e-12);
          assertThat(RocCurve.of(shuffled)).isEqualTo(RocCurve.of(scored));
          assertThat(PrecisionRecall.of(shuffled)).isEqualTo(PrecisionRecall.of(scored));
          assertThat(Lift.of(shuffled, 0.1)).isEqualTo(Lift.of(scored, 0.1));
          assertThat(Calibration.of(shuffled).bins()).isEqualTo(Calibration.of(scored).bins());
        });
  }

  @Test
  void turningTheScoreAroundTurnsTheRankingAround() {
    Seeds.each(
        20,
        seed -> {
          List<Scored> scored = random(seed);
          List<Scored> turned =
              scored.stream().map(one -> new Scored(-one.score(), one.event())).toList();
          Auc auc = Auc.of(scored);
          Auc other = Auc.of(turned);
          assertClose("sum", auc.area() + other.area(), 1, 1e-12);
          assertClose(
              "error",
              auc.standardError().orElseThrow(),
              other.standardError().orElseThrow(),
              1e-12);
        });
  }

  @Test
  void aPerfectRankingOfFewClaimsNoCertainty() {
    Auc auc = Auc.of(PERFECT);
    assertThat(auc.area()).isEqualTo(1);
    assertThat(auc.standardError()).hasValue(0);
    assertThat(auc.interval(0.95)).isEmpty();
    assertThat(auc.hasSignal(0.95)).isFalse();
    assertThat(Auc.compare(PERFECT, PERFECT)).isEmpty();
    assertThat(Calibration.of(PERFECT).line()).as("separated").isEmpty();
  }

  @Test
  void aRankingThatMayBeChanceHasNoSignal() {
    List<Scored> mixed = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      mixed.add(new Scored(i, i % 3 == 0 || i > 37));
    }
    Auc auc = Auc.of(mixed);
    assertThat(auc.area()).isGreaterThan(0.5);
    assertThat(auc.interval(0.95).orElseThrow().low()).isLessThan(0.5);
    assertThat(auc.hasSignal(0.95)).isFalse();
    List<Scored> clear =
        mixed.stream()
            .map(one -> new Scored(one.score() + (one.event() ? 25 : 0), one.event()))
            .toList();
    assertThat(Auc.of(clear).hasSignal(0.95)).isTrue();
  }

  @Test
  void equalScoresAreChanceAndHaveNoLine() {
    List<Scored> equal =
        List.of(new Scored(0.4, true), new Scored(0.4, false), new Scored(0.4, false));
    assertThat(Auc.of(equal).area()).isEqualTo(0.5);
    assertThat(Auc.of(equal).standardError()).as("a single case with the event").isEmpty();
    assertThat(Lift.of(equal, 0.1).lift()).isEqualTo(1);
    assertThat(PrecisionRecall.of(equal).area()).isEqualTo(1 / 3.0);
    assertThat(PrecisionRecall.of(equal).baseline()).isEqualTo(1 / 3.0);
    assertThat(Calibration.of(equal).line()).isEmpty();
    assertClose(
        "in the large",
        Calibration.of(equal).inTheLarge().orElseThrow(),
        Math.log(0.5) - Math.log(0.4 / 0.6),
        1e-12);
    assertThat(Calibration.of(equal).bins())
        .hasSize(3)
        .allSatisfy(bin -> assertClose("share", bin.eventShare(), 1 / 3.0, 1e-12));
  }

  @Test
  void aSureMistakeCostsMuchButNotEverything() {
    List<Scored> sure = List.of(new Scored(0, true), new Scored(1, false), new Scored(0.5, true));
    Calibration calibration = Calibration.of(sure);
    assertThat(calibration.logLoss()).isBetween(20.0, 25.0);
    assertClose("brier", calibration.brier(), 2.25 / 3, 1e-12);
  }

  @Test
  void oneOutcomeIsRefusedWhereItSaysNothing() {
    List<Scored> nobody = List.of(new Scored(0.2, false), new Scored(0.7, false));
    List<Consumer<List<Scored>>> uses =
        List.of(Auc::of, RocCurve::of, PrecisionRecall::of, scored -> Lift.of(scored, 0.1));
    for (Consumer<List<Scored>> use : uses) {
      assertThatExceptionOfType(NoEstimateException.class)
          .isThrownBy(() -> use.accept(nobody))
          .returns(NoEstimateException.Reason.ONE_OUTCOME, NoEstimateException::reason);
    }
    assertThat(Calibration.of(nobody).line()).isEmpty();
    assertThat(Calibration.of(nobody).inTheLarge()).isEmpty();
    assertThat(Calibration.of(nobody).brierSkill()).isEmpty();
    assertClose("brier", Calibration.of(nobody).brier(), (0.04 + 0.49) / 2, 1e-12);
  }

  @Test
  void badInputIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calibration.of(List.of(new Scored(1.5, true))))
        .withMessageContaining("probabilities from 0 to 1");
    assertThatIllegalArgumentException().isThrownBy(() -> Calibration.of(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> Lift.of(PERFECT, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Scored(Double.NaN, true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Auc.compare(PERFECT, PERFECT.reversed()))
        .withMessageContaining("same cases in the same order");
    assertThatIllegalArgumentException().isThrownBy(() -> new ZScores(List.of(1.0), List.of(0.0)));
  }

  @Test
  void aTopIsRoundedUpButNotByRoundingErrorAlone() {
    List<Scored> hundred = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      hundred.add(new Scored(i, i >= 95));
    }
    Lift lift = Lift.of(hundred, 0.07); // 7.000000000000001 in binary
    assertThat(lift.cases()).isEqualTo(7);
    assertClose("lift", lift.lift(), 5.0 / 7 / 0.05, 1e-12);
    assertThat(lift.capture()).isEqualTo(1);
    assertThat(Lift.of(hundred, 0.065).cases()).as("6.5 cases, rounded up").isEqualTo(7);
  }
}
