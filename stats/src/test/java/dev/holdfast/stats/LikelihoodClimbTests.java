package dev.holdfast.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class LikelihoodClimbTests {

  /** Highest along a valley in which both logarithms grow together, until one is at its bound. */
  @Test
  void aNarrowValleyIsFollowedAlongABound() {
    AtomicInteger looks = new AtomicInteger();
    LogLikelihood valley =
        (parameters, slopes) -> {
          looks.incrementAndGet();
          double x = Math.log(parameters[0]);
          double y = Math.log(parameters[1]);
          double across = x - y + 1 + 0.01 * x * x;
          slopes[0] = (-2000 * across * (1 + 0.02 * x) + 0.05) / parameters[0];
          slopes[1] = (2000 * across + 0.05) / parameters[1];
          return -1000 * across * across + 0.05 * (x + y);
        };
    LikelihoodClimb top = new LikelihoodClimb(valley, new double[] {1, 2}).up();
    // y = x + 1 + x²/100 is at its bound first.
    double y = Math.log(1e4);
    double x = 50 * (-1 + Math.sqrt(1 - 0.04 * (1 - y)));
    assertThat(Math.exp(top.logs()[1])).isCloseTo(1e4, Offset.offset(1e-6));
    assertThat(top.logs()[0]).isCloseTo(x, Offset.offset(1e-4));
    assertThat(looks.get()).isLessThan(500);
  }
}
