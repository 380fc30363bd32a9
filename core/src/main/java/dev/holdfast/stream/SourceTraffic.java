package dev.holdfast.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a source sent lately.
 *
 * @param source its name
 * @param perMinute messages in each of the last 60 minutes, the oldest first
 * @param day what came in the last 24 hours
 * @param lastReceived when the last request came
 * @param stored how long it took from the request's arrival until it could be queried; over the
 *     last hour with messages of the last day; absent when nothing came
 * @param inHealth the same until rollups and health held it and signals were raised of it
 */
public record SourceTraffic(
    String source,
    List<Long> perMinute,
    Day day,
    Instant lastReceived,
    Optional<Lag> stored,
    Optional<Lag> inHealth) {

  /**
   * Counts of 24 hours.
   *
   * @param requests requests
   * @param retried requests that the client had tried before, as it says
   * @param messages messages in them
   * @param taken those that became facts or told nothing new
   * @param failed those that wait with a reason, or waited
   * @param duplicates those that had come before
   */
  public record Day(
      long requests, long retried, long messages, long taken, long failed, long duplicates) {}

  /**
   * How long messages took. Each counts as long as the first request of the load it came with.
   *
   * @param median half of the messages took at most so long
   * @param p99 99 of 100 took at most so long
   * @param messages how many that rests on
   */
  public record Lag(Duration median, Duration p99, long messages) {}

  public SourceTraffic {
    perMinute = List.copyOf(perMinute);
  }
}
