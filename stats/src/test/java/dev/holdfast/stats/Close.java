package dev.holdfast.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;

/** Comparisons with the tolerances of the golden files. */
final class Close {

  /** Tolerance of the golden tables, which are printed to twelve digits. */
  static final double GOLDEN = 1e-9;

  /** Tolerance of what rests on a Student quantile. */
  static final double STUDENT = 1e-8;

  private Close() {}

  static void assertClose(String what, double actual, double expected, double tolerance) {
    double allowed = tolerance * Math.max(1, Math.abs(expected));
    assertThat(actual).as(what).isCloseTo(expected, Offset.offset(allowed));
  }

  static void assertClose(String what, Interval actual, double low, double high, double tolerance) {
    assertClose(what + ", low", actual.low(), low, tolerance);
    assertClose(what + ", high", actual.high(), high, tolerance);
  }
}
