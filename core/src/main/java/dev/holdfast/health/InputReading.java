package dev.holdfast.health;

/** What an input says of an account on a day: a value, or why there is none. */
public sealed interface InputReading {

  /** It has data; zero is a value like any other. */
  record Known(double value) implements InputReading {}

  /**
   * It has no data.
   *
   * @param reason a half-sentence: {@code nobody answered in 90 days}
   */
  record Absent(String reason) implements InputReading {}
}
