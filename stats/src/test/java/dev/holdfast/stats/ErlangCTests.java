package dev.holdfast.stats;

import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ErlangCTests {

  private static final double GOLDEN = 1e-10;

  @Test
  void itMatchesTheGoldenTable() {
    for (Golden.Row row : Golden.table("erlang.csv")) {
      ErlangC queue = ErlangC.of(row.number("offered_load_A"), (int) row.count("servers_c"));
      assertClose(row + " B", queue.blocked(), row.number("erlang_B"), GOLDEN);
      assertClose(row + " C", queue.waits(), row.number("erlang_C"), GOLDEN);
      assertClose(row + " use", queue.utilisation(), row.number("utilisation"), GOLDEN);
      assertClose(row + " wait", queue.meanWait(), row.number("Wq_in_service_times"), GOLDEN);
      assertClose(row + " queue", queue.meanQueue(), row.number("Lq"), GOLDEN);
      assertClose(
          row + " half", queue.waitsAtMost(0.5), row.number("P_wait_le_half_service_time"), GOLDEN);
    }
  }

  @Test
  void theTextbookCallCentre() { // 720 calls an hour of 240 s each, 55 agents
    ErlangC centre = ErlangC.of(48, 55);
    assertThat(centre.waits()).isCloseTo(0.238701, Offset.offset(5e-7));
    assertThat(centre.meanWait() * 240).isCloseTo(8.184, Offset.offset(5e-4));
  }

  @Test
  void theFewestServersMeetTheTargetAndOneLessDoesNot() {
    Seeds.each(
        100,
        seed -> {
          double load = new SplittableRandom(seed).nextDouble(0.1, 60);
          ErlangC enough = ErlangC.fewest(load, 0.1, 0.8);
          assertThat(enough.waitsAtMost(0.1)).isGreaterThanOrEqualTo(0.8);
          if (enough.servers() - 1 > load) {
            assertThat(ErlangC.of(load, enough.servers() - 1).waitsAtMost(0.1)).isLessThan(0.8);
          }
        });
  }

  @Test
  void aQueueWithoutEndHasNoNumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ErlangC.of(10, 10))
        .withMessageContaining("unstable");
    assertThatIllegalArgumentException().isThrownBy(() -> ErlangC.of(-1, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> ErlangC.of(Double.NaN, 10));
    assertThat(ErlangC.of(0, 1).waits()).isZero();
  }
}
