package dev.holdfast.stats;

import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.stats.WeeklyCounts.Week;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeeklyCountsTests {

  @Test
  void aSharedSeasonIsTakenOut() {
    List<Week> weeks = new ArrayList<>();
    List<Week> portfolio = new ArrayList<>();
    for (int week = 0; week < 104; week++) {
      double season = 1 + 0.5 * Math.sin(2 * Math.PI * week / 52);
      weeks.add(new Week(week, 20 * season));
      portfolio.add(new Week(week, 7_000 * season));
    }
    double[] flat = new WeeklyCounts(weeks).dividedBy(new WeeklyCounts(portfolio)).counts();
    assertThat(flat).hasSize(104);
    // Two whole years of the season have a mean of 1, so the level stays that of the counts.
    Arrays.stream(flat).forEach(count -> assertClose("week", count, 20, 1e-12));
  }

  @Test
  void factorsRepeatEachYearAlsoBeforeTheFirstWeek() {
    double[] factors = new double[52];
    Arrays.fill(factors, 1);
    factors[51] = 0.5;
    WeeklyCounts counts =
        new WeeklyCounts(List.of(new Week(-1, 4), new Week(0, 4), new Week(103, 6)));
    assertThat(counts.dividedBy(factors).weeks())
        .containsExactly(new Week(-1, 8), new Week(0, 4), new Week(103, 12));
  }

  @Test
  void aGapStaysAGapAndSilenceStaysZero() {
    WeeklyCounts counts =
        new WeeklyCounts(List.of(new Week(1, 3), new Week(2, 0), new Week(4, 5), new Week(5, 1)));
    WeeklyCounts index =
        new WeeklyCounts(
            List.of(new Week(1, 10), new Week(2, 10), new Week(3, 10), new Week(4, 0)));
    assertThat(counts.dividedBy(index).weeks()).containsExactly(new Week(1, 3), new Week(2, 0));
    assertThat(counts.dividedBy(new WeeklyCounts(List.of())).weeks()).isEmpty();
  }

  @Test
  void theTransformMakesTheSpreadOfPoissonCountsOne() {
    WeeklyCounts counts = new WeeklyCounts(List.of(new Week(0, 0), new Week(1, 15.625)));
    assertThat(counts.anscombe()).containsExactly(2 * Math.sqrt(0.375), 8);
    for (double level : new double[] {5, 20, 200}) {
      double mean = 0;
      double square = 0;
      double chance = Math.exp(-level);
      for (int count = 0; count < 600; count++) {
        double transformed = 2 * Math.sqrt(count + 0.375);
        mean += chance * transformed;
        square += chance * transformed * transformed;
        chance *= level / (count + 1);
      }
      assertClose("level " + level, square - mean * mean, 1, 0.02);
    }
  }

  @Test
  void disorderNegativeCountsAndBadFactorsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WeeklyCounts(List.of(new Week(2, 1), new Week(2, 1))))
        .withMessageContaining("ascend");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Week(3, Double.NaN))
        .withMessageContaining("week 3");
    assertThatIllegalArgumentException().isThrownBy(() -> new Week(3, -1));
    WeeklyCounts counts = new WeeklyCounts(List.of(new Week(2, 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> counts.dividedBy(new double[52]));
    assertThatIllegalArgumentException().isThrownBy(() -> counts.dividedBy(new double[51]));
  }
}
