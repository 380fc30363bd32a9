package dev.holdfast.bench;

import java.net.URI;
import java.util.Map;

/** A running server that takes Segment's batches over HTTP, as the benchmark sees it. */
public interface Target extends AutoCloseable {

  /** Counter: events that are on disk for good. */
  String DURABLE_EVENTS = "durableEvents";

  /** Counter: calls of fsync or fdatasync. */
  String FSYNCS = "fsyncs";

  /** Gauge: what a full collection leaves on the Java heap. */
  String HEAP_BYTES = "heapBytes";

  String name();

  /** Where it listens, without a path. */
  URI address();

  String writeKey();

  /** The process that listens. */
  long pid();

  /** Every process that works for it, by what it is; processes they started count with them. */
  default Map<String, Long> processes() {
    return Map.of("server", pid());
  }

  /** Numbers that only grow; the benchmark reports by how much they did. */
  Map<String, Long> counters();

  /** Numbers as they are now; asked once the measured time is over, so they may cost something. */
  default Map<String, Long> gauges() {
    return Map.of();
  }

  /** Finishes earlier work, so that each measurement begins alike. */
  default void settle() {}

  /** What a reader of the result should know about it. */
  default Map<String, Object> about() {
    return Map.of();
  }

  @Override
  void close();
}
