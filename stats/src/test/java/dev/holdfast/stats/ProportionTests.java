package dev.holdfast.stats;

import static dev.holdfast.stats.Close.GOLDEN;
import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProportionTests {

  @Test
  void wilsonMatchesTheGoldenTable() {
    for (Golden.Row row : Golden.table("proportions.csv")) {
      long n = row.count("n");
      if (n > 0) {
        Interval wilson = Proportion.wilson(row.count("k"), n, 0.95);
        assertClose(
            row.toString(), wilson, row.number("wilson_lo"), row.number("wilson_hi"), GOLDEN);
      }
    }
  }

  @Test
  void newcombeMatchesTheGoldenTable() {
    for (Golden.Row row : Golden.table("proportion_differences.csv")) {
      Interval difference =
          Proportion.newcombeDifference(
              row.count("a"), row.count("m"), row.count("b"), row.count("n"), 0.95);
      assertClose(
          row.toString(), difference, row.number("newcombe_lo"), row.number("newcombe_hi"), GOLDEN);
    }
  }

  @Test
  void valuesPrintedByNewcombeComeOut() {
    assertClose("81/263", Proportion.wilson(81, 263, 0.95), 0.2553, 0.3662, 5e-5);
    assertClose("15/148", Proportion.wilson(15, 148, 0.95), 0.0624, 0.1605, 5e-5);
    assertClose("0/20", Proportion.wilson(0, 20, 0.95), 0, 0.1611, 5e-5);
    assertClose("1/29", Proportion.wilson(1, 29, 0.95), 0.0061, 0.1718, 5e-5);
    assertClose(
        "56/70-48/80", Proportion.newcombeDifference(56, 70, 48, 80, 0.95), 0.0524, 0.3339, 5e-5);
    assertClose(
        "9/10-3/10", Proportion.newcombeDifference(9, 10, 3, 10, 0.95), 0.1705, 0.8090, 5e-5);
    assertClose(
        "0/10-0/20", Proportion.newcombeDifference(0, 10, 0, 20, 0.95), -0.1611, 0.2775, 5e-5);
  }

  @Test
  void satisfactionOfTheHealthServiceComesOut() {
    Interval percent = Proportion.wilson(3589, 4208, 0.95).scaled(100);
    assertClose("CSAT", percent, 84.18753746131298, 86.32793727907749, GOLDEN);
  }

  @Test
  void theBoundsAreExactAtTheEdges() {
    assertThat(Proportion.wilson(0, 3, 0.95).low()).isEqualTo(0.0);
    assertThat(Proportion.wilson(3, 3, 0.95).high()).isEqualTo(1.0);
    assertThat(Proportion.wilson(0, 3, 0.95).high()).isBetween(0.5, 0.6);
    assertThat(Proportion.newcombeDifference(10, 10, 0, 20, 0.95).high()).isEqualTo(1.0);
  }

  @Test
  void noTrialsAndImpossibleCountsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Proportion.wilson(0, 0, 0.95));
    assertThatIllegalArgumentException().isThrownBy(() -> Proportion.wilson(-1, 5, 0.95));
    assertThatIllegalArgumentException().isThrownBy(() -> Proportion.wilson(6, 5, 0.95));
    assertThatIllegalArgumentException().isThrownBy(() -> Proportion.wilson(1, 5, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Proportion.newcombeDifference(1, 2, 0, 0, 0.95));
  }

  @Test
  void anyIntervalHoldsItsShareAndMirrorsAndNarrowsWithN() {
    Seeds.each(
        500,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          long n = 1L + random.nextInt(100_000);
          long k = random.nextLong(n + 1);
          double level = random.nextDouble(0.5, 0.999);
          Interval wilson = Proportion.wilson(k, n, level);
          Interval mirrored = Proportion.wilson(n - k, n, level);
          Interval tenfold = Proportion.wilson(10 * k, 10 * n, level);
          double share = (double) k / n;
          assertThat(wilson.low()).isBetween(0.0, share);
          assertThat(wilson.high()).isBetween(share, 1.0);
          assertClose("mirror", mirrored, 1 - wilson.high(), 1 - wilson.low(), 1e-12);
          assertThat(tenfold.high() - tenfold.low()).isLessThan(wilson.high() - wilson.low());
        });
  }

  @Test
  void aDifferenceChangesSignWhenTheSamplesChangePlaces() {
    Seeds.each(
        200,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          long n1 = 1L + random.nextInt(500);
          long n2 = 1L + random.nextInt(500);
          long k1 = random.nextLong(n1 + 1);
          long k2 = random.nextLong(n2 + 1);
          Interval forth = Proportion.newcombeDifference(k1, n1, k2, n2, 0.95);
          Interval back = Proportion.newcombeDifference(k2, n2, k1, n1, 0.95);
          assertClose("sign", back, -forth.high(), -forth.low(), 1e-12);
          assertThat(forth.low()).isGreaterThanOrEqualTo(-1);
          assertThat(forth.high()).isLessThanOrEqualTo(1);
        });
  }
}
