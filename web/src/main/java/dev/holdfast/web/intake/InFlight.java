package dev.holdfast.web.intake;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that bodies take while they are read and made safe, all together; never more. */
final class InFlight {

  private final long limitBytes;
  private final AtomicLong bytes = new AtomicLong();

  InFlight(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** What one request takes of it. Used by one thread at a time. */
  final class Share implements AutoCloseable {

    private long held;

    /** Takes more. */
    void grow(long more) throws Refused.RefusedException {
      if (bytes.addAndGet(more) > limitBytes) {
        bytes.addAndGet(-more);
        throw Refused.overloaded("Too much arrives at once; try again in a second").exception();
      }
      held += more;
    }

    @Override
    public synchronized void close() {
      bytes.addAndGet(-held);
      held = 0;
    }
  }

  Share share() {
    return new Share();
  }

  long bytes() {
    return bytes.get();
  }
}
