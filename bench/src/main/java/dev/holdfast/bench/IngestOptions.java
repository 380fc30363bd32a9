package dev.holdfast.bench;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the intake of events is measured.
 *
 * @param eventsPerRequest sizes of a batch
 * @param connections numbers of connections
 * @param sustained events a second to offer, by the size of a batch
 * @param warmUpSeconds time under load before each measurement
 * @param seconds time of each measurement
 * @param folder where data lies meanwhile
 */
public record IngestOptions(
    List<Integer> eventsPerRequest,
    List<Integer> connections,
    SortedMap<Integer, Double> sustained,
    double warmUpSeconds,
    double seconds,
    Path folder) {

  public IngestOptions {
    eventsPerRequest = List.copyOf(eventsPerRequest);
    connections = List.copyOf(connections);
    sustained = Collections.unmodifiableSortedMap(new TreeMap<>(sustained));
    if (eventsPerRequest.isEmpty() || connections.isEmpty()) {
      throw new IllegalArgumentException("at least one size of a batch and number of connections");
    }
  }

  /** The most connections at once. */
  public int mostConnections() {
    return Collections.max(connections);
  }
}
