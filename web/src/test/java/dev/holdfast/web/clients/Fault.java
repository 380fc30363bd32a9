package dev.holdfast.web.clients;

import java.time.Duration;
import java.util.Map;

/** What a {@link FaultProxy} does with one request. */
sealed interface Fault {

  /** Forwards the request and its answer. */
  record Pass() implements Fault {}

  /** Answers itself; the server never sees the request. */
  record Answer(int status, Map<String, String> headers) implements Fault {
    public Answer {
      headers = Map.copyOf(headers);
    }
  }

  /** Resets the connection; the server never sees the request. */
  record Reset() implements Fault {}

  /** Forwards the request, throws its answer away and resets the connection. */
  record ForwardThenReset() implements Fault {}

  /** Forwards the request and holds its answer back. */
  record Stall(Duration time) implements Fault {}

  static Fault pass() {
    return new Pass();
  }

  static Fault answer(int status) {
    return new Answer(status, Map.of());
  }

  static Fault answer(int status, String header, String content) {
    return new Answer(status, Map.of(header, content));
  }

  static Fault reset() {
    return new Reset();
  }

  static Fault forwardThenReset() {
    return new ForwardThenReset();
  }

  static Fault stall(Duration time) {
    return new Stall(time);
  }
}
