package dev.holdfast.bench;

import dev.holdfast.base.Clocks;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends batches over many connections from one thread, at little cost: the requests are built
 * before, and an answer is read no further than its length. Every message is new.
 */
public final class LoadGenerator implements AutoCloseable {

  /** Hears when the measured time begins and ends. */
  public interface Listener {
    void begin();

    void end();

    /** Hears nothing. */
    static Listener none() {
      return new Listener() {
        @Override
        public void begin() {}

        @Override
        public void end() {}
      };
    }
  }

  /** Events that all prebuilt requests hold together: about 18 MB. */
  private static final int PREBUILT_EVENTS = 32_768;

  /** How long a connection rests after an answer that is not 200. */
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int OK = 200;

  private final LoadPlan plan;
  private final Listener listener;
  private final InstantSource clock = Clocks.system();
  private final Selector selector = Selector.open();
  private final List<LoadConnection> connections = new ArrayList<>();
  private final Queue<LoadConnection> free = new ArrayDeque<>();
  private final Queue<Resting> resting = new ArrayDeque<>();
  private final MessageIds ids;
  private final LoadTally tally;
  private final Stamp stamp = new Stamp(clock.millis());
  private final LoadSchedule schedule;

  private record Resting(LoadConnection connection, long until) {}

  private LoadGenerator(LoadPlan plan, Listener listener) throws IOException {
    this.plan = plan;
    this.listener = listener;
    SplittableRandom random = new SplittableRandom();
    this.ids = new MessageIds(random.nextLong());
    this.tally = new LoadTally(plan.eventsPerRequest());
    int each = Math.max(1, PREBUILT_EVENTS / plan.eventsPerRequest() / plan.connections());
    for (int i = 0; i < plan.connections(); i++) {
      connections.add(
          new LoadConnection(plan.address(), selector, BatchRequests.of(plan, each, random)));
    }
    free.addAll(connections);
    this.schedule = new LoadSchedule(plan, System.nanoTime());
  }

  /** Runs a plan in this process. */
  public static LoadResult run(LoadPlan plan, Listener listener) throws IOException {
    try (LoadGenerator generator = new LoadGenerator(plan, listener)) {
      return generator.run();
    }
  }

  @Override
  public void close() throws IOException {
    connections.forEach(LoadConnection::close);
    selector.close();
  }

  private LoadResult run() throws IOException {
    turnUntil(schedule.begin());
    tally.begin();
    listener.begin();
    turnUntil(schedule.end());
    tally.end();
    listener.end();
    long patience = schedule.end() + PATIENCE_NANOS;
    while (underWay() + schedule.leftOver() > 0 && System.nanoTime() < patience) {
      turn(patience);
    }
    return tally.result(plan.seconds(), underWay() + schedule.leftOver());
  }

  private int underWay() {
    return connections.size() - free.size() - resting.size();
  }

  private void turnUntil(long end) throws IOException {
    while (System.nanoTime() < end) {
      turn(end);
    }
  }

  private void turn(long end) throws IOException {
    long now = System.nanoTime();
    for (Resting first = resting.peek();
        first != null && first.until <= now;
        first = resting.peek()) {
      free.add(resting.remove().connection);
    }
    while (!free.isEmpty() && schedule.mayBegin(now)) {
      begin(free.remove(), schedule.take(now));
    }
    await(now, end);
  }

  /**
   * Waits for answers, and not past the next request that is due. A selector counts in whole
   * milliseconds: at a rate, a request may go out up to one too late, which its latency includes.
   */
  private void await(long now, long end) throws IOException {
    long nanos = end - now;
    if (schedule.hasRate() && !free.isEmpty()) {
      nanos = Math.min(nanos, schedule.untilDue(now));
    }
    if (!resting.isEmpty()) {
      nanos = Math.min(nanos, REST_NANOS);
    }
    if (nanos > 0 && nanos < 1_000_000 && underWay() == 0) {
      LockSupport.parkNanos(nanos);
    } else if (nanos > 0) {
      selector.select(this::proceed, Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
    } else {
      selector.selectNow(this::proceed);
    }
  }

  private void begin(LoadConnection connection, long since) {
    stamp.set(clock.millis());
    try {
      connection.send(ids, stamp, since);
    } catch (IOException e) {
      broke(connection);
    }
  }

  private void proceed(SelectionKey key) {
    LoadConnection connection = (LoadConnection) key.attachment();
    try {
      int status = connection.proceed();
      if (status != 0) {
        answered(connection, status);
      }
    } catch (IOException e) {
      broke(connection);
    }
  }

  private void answered(LoadConnection connection, int status) {
    long now = System.nanoTime();
    tally.answered(status, now - connection.since(), schedule.counts(connection.since(), now));
    if (connection.mustClose()) {
      connection.close();
      tally.reconnected();
    }
    if (status != OK) {
      resting.add(new Resting(connection, now + REST_NANOS));
    } else if (schedule.mayBegin(now)) {
      begin(connection, schedule.take(now));
    } else {
      free.add(connection);
    }
  }

  private void broke(LoadConnection connection) {
    long now = System.nanoTime();
    tally.broke(schedule.counts(connection.since(), now));
    connection.close();
    resting.add(new Resting(connection, now + REST_NANOS));
  }
}
