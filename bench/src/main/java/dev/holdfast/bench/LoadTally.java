package dev.holdfast.bench;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts what came back. */
final class LoadTally {

  private static final int OK = 200;

  private final int eventsPerRequest;
  private final Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(10), 3);
  private final Map<Integer, Long> otherStatuses = new TreeMap<>();
  private long broken;
  private long reconnects;
  private long acknowledgedInAll;
  private long cpuNanos;

  LoadTally(int eventsPerRequest) {
    this.eventsPerRequest = eventsPerRequest;
  }

  void answered(int status, long nanos, boolean counts) {
    if (status == OK) {
      acknowledgedInAll += eventsPerRequest;
    }
    if (counts && status == OK) {
      micros.recordValue(
          Math.min(TimeUnit.NANOSECONDS.toMicros(nanos), micros.getHighestTrackableValue()));
    } else if (counts) {
      otherStatuses.merge(status, 1L, Long::sum);
    }
  }

  void broke(boolean counts) {
    broken += counts ? 1 : 0;
  }

  void reconnected() {
    reconnects++;
  }

  /** The measured time begins. */
  void begin() {
    cpuNanos = -cpuNanosOfThisProcess();
  }

  /** The measured time ends. */
  void end() {
    cpuNanos += cpuNanosOfThisProcess();
  }

  LoadResult result(double seconds, long unanswered) {
    return new LoadResult(
        micros.getTotalCount(),
        micros.getTotalCount() * eventsPerRequest,
        otherStatuses,
        broken,
        unanswered,
        reconnects,
        seconds,
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(99) / 1e3,
        micros.getMaxValue() / 1e3,
        cpuNanos / 1e9,
        acknowledgedInAll);
  }

  private static long cpuNanosOfThisProcess() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
