package dev.holdfast.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Medians and percentiles of times. */
class TimesTests {

  @Test
  void ofTwentyTimesTheTenthIsTheMedianAndTheNineteenthTheP95() {
    double[] millis = IntStream.rangeClosed(1, 20).mapToDouble(i -> 21 - i).toArray();
    assertThat(Times.ofMillis(millis)).isEqualTo(new Times(20, 10, 19));
  }

  @Test
  void ofOneTimeItIsBoth() {
    assertThat(Times.ofMillis(new double[] {7})).isEqualTo(new Times(1, 7, 7));
  }

  @Test
  void theWorkIsDoneAsOftenAsAsked() {
    AtomicInteger done = new AtomicInteger();
    assertThat(Times.of(3, done::incrementAndGet).runs()).isEqualTo(3);
    assertThat(done).hasValue(3);
  }
}
