package dev.holdfast.stats;

import static dev.holdfast.stats.Close.GOLDEN;
import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NpsTests {

  @Test
  void scoreAndBothIntervalsMatchTheGoldenTable() {
    for (Golden.Row row : Golden.table("nps.csv")) {
      Nps nps = new Nps(row.count("promoters"), row.count("passives"), row.count("detractors"));
      assertThat(nps.n()).isEqualTo(row.count("n"));
      assertClose(row.toString(), nps.score(), row.number("nps"), GOLDEN);
      assertClose(row.toString(), nps.standardError(), row.number("se_n"), GOLDEN);
      assertClose(
          row.toString(),
          nps.adjustedWald(0.95),
          row.number("adj_wald_lo"),
          row.number("adj_wald_hi"),
          GOLDEN);
      assertClose(
          row.toString(),
          nps.scoreInterval(0.95),
          row.number("score_lo"),
          row.number("score_hi"),
          GOLDEN);
    }
  }

  @Test
  void differencesMatchTheGoldenTable() {
    for (Golden.Row row : Golden.table("nps_differences.csv")) {
      Nps first = new Nps(row.count("pro1"), row.count("pas1"), row.count("det1"));
      Nps second = new Nps(row.count("pro2"), row.count("pas2"), row.count("det2"));
      assertClose(row.toString(), first.score() - second.score(), row.number("diff"), GOLDEN);
      assertClose(
          row.toString(),
          Nps.moverDifference(first, second, 0.95),
          row.number("mover_lo"),
          row.number("mover_hi"),
          GOLDEN);
    }
  }

  @Test
  void sixtyThirtyTenIsFifty() {
    assertThat(new Nps(60, 30, 10).score()).isEqualTo(50.0);
  }

  @Test
  void fivePromotersAloneAreNotCertainty() {
    Interval score = new Nps(5, 0, 0).scoreInterval(0.95);
    assertThat(score.low()).isBetween(13.10, 13.11);
    assertThat(score.high()).isEqualTo(100.0);
  }

  @Test
  void noAnswersAndNegativeCountsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Nps(0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Nps(3, -1, 0));
  }

  @Test
  void scoreIntervalsAreBoundedHoldTheScoreAndMirror() {
    Seeds.each(
        500,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          int most = 1 << random.nextInt(1, 20);
          long promoters = random.nextInt(most);
          long passives = random.nextInt(most);
          long detractors = (long) random.nextInt(most) + (promoters + passives == 0 ? 1 : 0);
          double level = random.nextDouble(0.5, 0.999);
          Nps nps = new Nps(promoters, passives, detractors);
          Interval score = nps.scoreInterval(level);
          assertThat(score.low()).isBetween(-100.0, nps.score());
          assertThat(score.high()).isBetween(nps.score(), 100.0);
          assertThat(score.high() - score.low()).isPositive();
          Interval mirrored = new Nps(detractors, passives, promoters).scoreInterval(level);
          assertClose("mirror", mirrored, -score.high(), -score.low(), 1e-12);
        });
  }

  @Test
  void moreAnswersOfTheSameKindNarrowTheInterval() {
    Seeds.each(
        200,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          long promoters = random.nextInt(50);
          long passives = random.nextInt(50);
          long detractors = 1L + random.nextInt(50);
          Interval few = new Nps(promoters, passives, detractors).scoreInterval(0.95);
          Interval many =
              new Nps(10 * promoters, 10 * passives, 10 * detractors).scoreInterval(0.95);
          assertThat(many.high() - many.low()).isLessThan(few.high() - few.low());
        });
  }
}
