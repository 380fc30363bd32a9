package dev.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.BacktestQueries.Notice;
import dev.holdfast.health.BacktestQueries.Spell;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of an account after a cut-off, day by day around the edges. */
class EndsTests {

  private static final LocalDate CUT = LocalDate.of(2025, 6, 30);
  private static final LocalDate START = LocalDate.of(2024, 1, 1);
  private static final Ends.Window WINDOW = new Ends.Window(30, 90, LocalDate.of(2026, 3, 31));

  private static Fate fate(@Nullable LocalDate end, boolean completed, @Nullable LocalDate notice) {
    Ends ends =
        new Ends(
            List.of(new Spell("a", START, end, completed)),
            notice == null || end == null ? List.of() : List.of(new Notice("a", end, notice)));
    return ends.fate("a", CUT, WINDOW);
  }

  @Test
  void theWindowOpensTheDayAfterTheGapAndClosesWithTheHorizon() {
    assertThat(fate(CUT.plusDays(30), false, null)).isEqualTo(Fate.LOST_EARLY);
    assertThat(fate(CUT.plusDays(31), false, null)).isEqualTo(Fate.LOST);
    assertThat(fate(CUT.plusDays(120), false, null)).isEqualTo(Fate.LOST);
    assertThat(fate(CUT.plusDays(121), false, null)).isEqualTo(Fate.STAYED);
    assertThat(fate(null, false, null)).isEqualTo(Fate.STAYED);
  }

  @Test
  void whoHadGivenNoticeOrCompletedATermDoesNotCount() {
    assertThat(fate(CUT.plusDays(60), false, CUT)).isEqualTo(Fate.DECIDED);
    assertThat(fate(CUT.plusDays(60), false, CUT.plusDays(1))).isEqualTo(Fate.LOST);
    assertThat(fate(CUT.plusDays(60), false, CUT.plusDays(60)))
        .as("notice on the day of the end is no notice")
        .isEqualTo(Fate.LOST);
    assertThat(fate(CUT.plusDays(60), true, null)).isEqualTo(Fate.COMPLETED);
  }

  @Test
  void noContractAndAWindowThatIsNotOverDoNotCount() {
    assertThat(fate(CUT, false, null)).isEqualTo(Fate.NO_CONTRACT);
    Ends ends = new Ends(List.of(new Spell("a", START, null, false)), List.of());
    assertThat(ends.fate("a", START.minusDays(1), WINDOW)).isEqualTo(Fate.NO_CONTRACT);
    assertThat(ends.fate("a", LocalDate.of(2025, 12, 1), WINDOW)).isEqualTo(Fate.OPEN);
    assertThat(ends.fate("a", LocalDate.of(2025, 11, 30), WINDOW)).isEqualTo(Fate.STAYED);
    assertThat(ends.fate("stranger", CUT, WINDOW)).isEqualTo(Fate.NO_CONTRACT);
  }
}
