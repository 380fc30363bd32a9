package dev.holdfast.bench;

/**
 * When requests begin. Without a rate the next one begins as soon as a connection is free; at a
 * rate, each has a moment at which it is due, whether a connection is free or not. Times are those
 * of {@link System#nanoTime()}.
 */
final class LoadSchedule {

  private final long start;
  private final long begin;
  private final long end;
  private final double nanosPerRequest;
  private long begun;

  LoadSchedule(LoadPlan plan, long start) {
    this.start = start;
    this.begin = start + (long) (plan.warmUpSeconds() * 1e9);
    this.end = begin + (long) (plan.seconds() * 1e9);
    this.nanosPerRequest =
        plan.eventsPerSecond() == 0 ? 0 : 1e9 * plan.eventsPerRequest() / plan.eventsPerSecond();
  }

  /** When the measurement begins. */
  long begin() {
    return begin;
  }

  /** When it ends. */
  long end() {
    return end;
  }

  /** Whether a request may begin, if a connection is free. */
  boolean mayBegin(long now) {
    return now >= due() && (hasRate() ? due() : now) < end;
  }

  /**
   * Takes the next request.
   *
   * @return from when on its latency counts
   */
  long take(long now) {
    long since = hasRate() ? due() : now;
    begun++;
    return since;
  }

  /** Nanoseconds until the next request is due; none or fewer when one waits for a connection. */
  long untilDue(long now) {
    return due() - now;
  }

  /** Whether a request belongs to the measurement. */
  boolean counts(long since, long answered) {
    long moment = hasRate() ? since : answered;
    return moment >= begin && moment < end;
  }

  /** Requests that were due before the end and have not begun. */
  long leftOver() {
    return hasRate() ? Math.max(0, (long) Math.ceil((end - start) / nanosPerRequest) - begun) : 0;
  }

  boolean hasRate() {
    return nanosPerRequest > 0;
  }

  private long due() {
    return start + (long) (begun * nanosPerRequest);
  }
}
