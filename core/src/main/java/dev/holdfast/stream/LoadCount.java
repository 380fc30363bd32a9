package dev.holdfast.stream;

import java.time.Instant;

/** What a load brought from one source; filled while it is read. */
final class LoadCount {

  private final String source;
  private Instant firstReceived = Instant.MAX;
  private Instant lastReceived = Instant.MIN;
  private long requests;
  private long retried;
  private long messages;
  private long failed;
  private long duplicates;
  private long bytes;

  LoadCount(String source) {
    this.source = source;
  }

  void addRequest(Arrival arrival, int inIt) {
    requests++;
    retried += arrival.retry() > 0 ? 1 : 0;
    messages += inIt;
    bytes += arrival.body().length;
    Instant received = arrival.receivedAt();
    firstReceived = received.isBefore(firstReceived) ? received : firstReceived;
    lastReceived = received.isAfter(lastReceived) ? received : lastReceived;
  }

  void addFailed() {
    failed++;
  }

  void addDuplicate() {
    duplicates++;
  }

  String source() {
    return source;
  }

  Instant firstReceived() {
    return firstReceived;
  }

  Instant lastReceived() {
    return lastReceived;
  }

  long requests() {
    return requests;
  }

  long retried() {
    return retried;
  }

  long messages() {
    return messages;
  }

  /** Messages that became facts, or told nothing new. */
  long taken() {
    return messages - failed - duplicates;
  }

  long failed() {
    return failed;
  }

  long duplicates() {
    return duplicates;
  }

  long bytes() {
    return bytes;
  }
}
