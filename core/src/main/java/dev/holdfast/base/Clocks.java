package dev.holdfast.base;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Where the present moment comes from. Everything else takes an {@link InstantSource} as an
 * argument; this is the only place that asks the machine.
 */
public final class Clocks {

  private Clocks() {}

  /** The machine's clock. */
  public static InstantSource system() {
    return Instant::now;
  }

  /** A clock that stands still until it is set: for tests and for replaying the past. */
  public static SettableClock settable(Instant start) {
    return new SettableClock(start);
  }

  /** A clock that stands still until it is set. */
  public static final class SettableClock implements InstantSource {

    private volatile Instant now;

    private SettableClock(Instant start) {
      this.now = start;
    }

    @Override
    public Instant instant() {
      return now;
    }

    public void set(Instant instant) {
      now = instant;
    }
  }
}
