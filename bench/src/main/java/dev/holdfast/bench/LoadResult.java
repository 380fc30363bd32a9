package dev.holdfast.bench;

import java.util.Map;

/**
 * What a load generator saw. Without a rate a request counts if its answer came in the measured
 * time; at a rate, if it was due in it, and its latency runs from when it was due: a server that
 * stalls is charged for every request that would have come meanwhile.
 *
 * @param requests requests answered 200
 * @param events events in them
 * @param otherStatuses answers that were not 200, by status
 * @param broken requests whose connection broke before the answer
 * @param unanswered requests that had no answer ten seconds after the end
 * @param reconnects connections that the server closed after an answer
 * @param seconds measured time
 * @param p50Millis median latency of the answers 200
 * @param p99Millis their 99th percentile
 * @param maxMillis the longest
 * @param cpuSeconds time of all processors that the generator took in the measured time
 * @param acknowledgedInAll events answered 200 in the whole run, warm-up included
 */
public record LoadResult(
    long requests,
    long events,
    Map<Integer, Long> otherStatuses,
    long broken,
    long unanswered,
    long reconnects,
    double seconds,
    double p50Millis,
    double p99Millis,
    double maxMillis,
    double cpuSeconds,
    long acknowledgedInAll) {

  public LoadResult {
    otherStatuses = Map.copyOf(otherStatuses);
  }

  /** Acknowledged events a second. */
  public double eventsPerSecond() {
    return events / seconds;
  }
}
