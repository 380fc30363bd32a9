package dev.holdfast.app;

import dev.holdfast.reports.MetricReports;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Keeps a data folder up to date while it is served: takes messages in as they come, refreshes at
 * once, and again whenever facts were recorded or undone or a day began; tidies once a day. Beside
 * that it makes the metric pages ready that people look at. A failure is logged and tried again.
 *
 * <p>Each kind of work rests in proportion to how long it took, so that a stream that never ends
 * leaves the machine to those who look at pages.
 */
public final class Upkeep implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Upkeep.class.getName());

  private static final Duration SHORTEST_REST = Duration.ofMillis(20);
  private static final Duration LONGEST_REST = Duration.ofMillis(500);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final Pipeline pipeline;
  private final MetricReports pages;
  private final InstantSource clock;
  private final Duration every;
  private final Thread thread;
  private final Thread preparing;
  private volatile boolean closed;
  private long refreshDue = System.nanoTime();

  private Upkeep(Holdfast holdfast, Duration every) {
    this.pipeline = holdfast.pipeline();
    this.pages = holdfast.metricReports();
    this.clock = holdfast.clock();
    this.every = every;
    this.thread = thread("upkeep", "taking in what came", this::look);
    this.preparing = thread("pages", "making pages ready", this::prepare);
  }

  /** Starts; facts are refreshed at most once in so long. */
  public static Upkeep start(Holdfast holdfast, Duration every) {
    Upkeep upkeep = new Upkeep(holdfast, every);
    upkeep.thread.start();
    upkeep.preparing.start();
    return upkeep;
  }

  private interface Work {
    void once() throws InterruptedException;
  }

  private Thread thread(String name, String what, Work work) {
    return Thread.ofPlatform().name(name).daemon(true).unstarted(() -> run(what, work));
  }

  private void run(String what, Work work) {
    String told = null;
    try {
      while (!closed) {
        try {
          work.once();
          if (told != null) {
            LOG.log(Level.INFO, what + " works again");
          }
          told = null;
        } catch (RuntimeException e) {
          // Once for each kind of failure, however often it is tried again.
          String says = String.valueOf(e.getMessage());
          if (!says.equals(told)) {
            LOG.log(Level.WARNING, what + " failed and is tried again each second", e);
          }
          told = says;
          Thread.sleep(AFTER_FAILURE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does that; it ends all the same
    }
  }

  private void look() throws InterruptedException {
    Duration took = timed(pipeline::takeIn);
    pipeline.tidy();
    if (System.nanoTime() - refreshDue >= 0 && pipeline.isBehind()) {
      Duration refresh = timed(pipeline::refresh);
      refreshDue = System.nanoTime() + longer(every, refresh).toNanos();
    }
    Thread.sleep(longer(SHORTEST_REST, took.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : took));
    pipeline.awaitMessages(every.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : every);
  }

  private void prepare() throws InterruptedException {
    long start = System.nanoTime();
    boolean found = pages.prepareOne(clock.instant());
    Thread.sleep(found ? longer(SHORTEST_REST, since(start)) : LONGEST_REST);
  }

  private static Duration timed(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return since(start);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Stops after a refresh that is under way. */
  @Override
  public void close() {
    closed = true; // not interrupted: the stores must not see it
    try {
      thread.join();
      preparing.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
