package dev.holdfast.demo;

import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Puts facts in the order in which they were learned.
 *
 * <p>Usage arrives in a load per hour; everything else on its own some time after it happened. What
 * would be learned before the history begins is learned at its beginning, as one first load; what
 * would be learned after its end is left out, since nobody knows it yet.
 */
final class Outbox {

  private static final long MICROS = 1_000_000;
  private static final int HOUR = 3_600;

  /** Hours that can wait at a time: two local days over all zones. */
  private static final int HOURS = 96;

  /** Seconds after the hour at which its usage is loaded. */
  private static final int LOAD_DELAY = 190;

  /** A fact that waits for its moment. */
  private record Waiting(long learned, long order, Fact fact) {}

  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong(Waiting::learned).thenComparingLong(Waiting::order));
  private final List<List<Facts.UsageEvent>> hours = new ArrayList<>();
  private final long firstLoad;
  private final long end;
  private long nextHour;
  private long order;
  private long lastMicros;

  /**
   * @param firstLoad epoch second at which the history that is older is learned
   * @param end epoch second from which nothing is learned
   */
  Outbox(long firstLoad, long end) {
    this.firstLoad = firstLoad;
    this.end = end;
    this.nextHour = Math.floorDiv(firstLoad, HOUR) - 24;
    this.lastMicros = Math.multiplyExact(firstLoad, MICROS);
    for (int i = 0; i < HOURS; i++) {
      hours.add(new ArrayList<>());
    }
  }

  /** A fact that is learned some seconds after it happened. */
  void add(Fact fact, long delaySeconds) {
    long learned = Math.max(fact.origin().occurredAt().getEpochSecond() + delaySeconds, firstLoad);
    if (learned < end) {
      waiting.add(new Waiting(learned, order++, fact));
    }
  }

  /** A usage event; its hour is loaded as a whole. */
  void usage(Facts.UsageEvent event) {
    long hour = Math.floorDiv(event.origin().occurredAt().getEpochSecond(), HOUR);
    hours.get((int) Math.floorMod(Math.max(hour, nextHour), (long) HOURS)).add(event);
  }

  /** Everything learned up to a day's noon, UTC: no later day can bring anything earlier. */
  void drainBefore(int day, Batch batch) {
    drain(day * 24L + 12, batch);
  }

  /** Everything that is left. */
  void drainAll(Batch batch) {
    drain(Math.floorDiv(end, HOUR) + 1, batch);
  }

  private void drain(long untilHour, Batch batch) {
    for (; nextHour < untilHour; nextHour++) {
      long load = (nextHour + 1) * HOUR + LOAD_DELAY;
      drainWaiting(load, batch);
      List<Facts.UsageEvent> events = hours.get((int) Math.floorMod(nextHour, (long) HOURS));
      if (load < end) {
        for (Facts.UsageEvent event : events) {
          put(event, Math.max(load, firstLoad), batch);
        }
      }
      events.clear();
    }
  }

  private void drainWaiting(long until, Batch batch) {
    Waiting next = waiting.peek();
    while (next != null && next.learned <= until) {
      waiting.remove();
      put(next.fact, next.learned, batch);
      next = waiting.peek();
    }
  }

  private void put(Fact fact, long learned, Batch batch) {
    lastMicros = Math.max(lastMicros + 1, learned * MICROS);
    batch.add(fact, lastMicros);
  }

  /** Facts in the order in which they were learned. */
  static final class Batch {
    private final List<Fact> facts = new ArrayList<>();
    private long[] learned = new long[256];

    private void add(Fact fact, long micros) {
      if (learned.length == facts.size()) {
        learned = java.util.Arrays.copyOf(learned, learned.length * 2);
      }
      learned[facts.size()] = micros;
      facts.add(fact);
    }

    int size() {
      return facts.size();
    }

    Fact fact(int index) {
      return facts.get(index);
    }

    Instant learnedAt(int index) {
      return Instant.ofEpochSecond(
          Math.floorDiv(learned[index], MICROS), Math.floorMod(learned[index], MICROS) * 1_000);
    }
  }
}
