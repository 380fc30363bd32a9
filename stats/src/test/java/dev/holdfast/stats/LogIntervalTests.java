package dev.holdfast.stats;

import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LogIntervalTests {

  @Test
  void theErrorsOfFactorsAddUpInSquares() {
    Interval interval = LogInterval.of(100, 0.95, 0.03, 0.04);
    assertClose("low", interval.low(), 100 * Math.exp(-1.959963984540054 * 0.05), 1e-9);
    assertClose("high", interval.high(), 100 * Math.exp(1.959963984540054 * 0.05), 1e-9);
  }

  @Test
  void theErrorIsFoundInItsInterval() {
    assertClose(
        "error", LogInterval.relativeError(LogInterval.of(7, 0.95, 0.03, 0.04)), 0.05, 1e-12);
  }

  @Test
  void aValueOfZeroIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> LogInterval.of(0, 0.95, 0.1));
  }
}
