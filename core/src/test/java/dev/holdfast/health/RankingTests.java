package dev.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.Ranking.Case;
import dev.holdfast.health.Ranking.Signal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;

/** What series of scores are worth, at the edges. */
class RankingTests {

  /** Accounts of whom every fourth was lost, each at some cut-offs, with risks of its own. */
  private static Ranking of(
      int accounts, int cutOffs, ToDoubleBiFunction<Integer, Boolean> riskOfAccount) {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < accounts; i++) {
      boolean lost = i % 4 == 0;
      for (int j = 0; j < cutOffs; j++) {
        cases.add(
            new Case(
                "a" + i,
                LocalDate.EPOCH.plusMonths(j),
                riskOfAccount.applyAsDouble(i, lost),
                lost));
      }
    }
    return Ranking.of(cases);
  }

  @Test
  void aPerfectRankingIsEvidenceAndAConstantOneIsNone() {
    assertThat(of(100, 1, (i, lost) -> lost ? 2 : 1).signal()).isEqualTo(Signal.EVIDENCE);
    assertThat(of(100, 1, (i, lost) -> lost ? 1 : 2).signal()).isEqualTo(Signal.BACKWARDS);
    Ranking constant = of(100, 1, (i, lost) -> 5);
    assertThat(constant.signal()).isEqualTo(Signal.NONE);
    assertThat(constant.auc()).isEqualTo(0.5);
  }

  @Test
  void nineteenLossesAreInsufficientHoweverWellRanked() {
    assertThat(of(76, 3, (i, lost) -> lost ? 2 : 1))
        .satisfies(ranking -> assertThat(ranking.lostAccounts()).isEqualTo(19))
        .satisfies(ranking -> assertThat(ranking.signal()).isEqualTo(Signal.INSUFFICIENT));
    assertThat(of(80, 3, (i, lost) -> lost ? 2 : 1).signal()).isEqualTo(Signal.EVIDENCE);
    assertThat(Ranking.of(List.of()).signal()).isEqualTo(Signal.INSUFFICIENT);
  }

  /** The same accounts at twelve cut-offs are no more evidence than at one. */
  @Test
  void manyCutOffsOfFewAccountsMakeNoSignal() {
    int evidence = 0;
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] risks = random.doubles(100).toArray();
      Signal signal = of(100, 12, (i, lost) -> risks[i]).signal();
      evidence += signal == Signal.NONE ? 0 : 1;
    }
    assertThat(evidence).as("of 200 companies of chance, 5 % are expected").isBetween(2, 22);
  }
}
