package dev.holdfast.app;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a data folder up to date while it is served: takes messages in as they come, refreshes at
 * once, and again whenever facts were recorded or undone or a day began; tidies once a day. A
 * failure is logged and tried again.
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
  private final Duration every;
  private final Thread thread;
  private volatile boolean closed;
  private @Nullable String told;
  private long refreshDue = System.nanoTime();

  private Upkeep(Pipeline pipeline, Duration every) {
    this.pipeline = pipeline;
    this.every = every;
    this.thread = Thread.ofPlatform().name("upkeep").daemon(true).unstarted(this::run);
  }

  /** Starts; facts are refreshed at most once in so long. */
  public static Upkeep start(Pipeline pipeline, Duration every) {
    Upkeep upkeep = new Upkeep(pipeline, every);
    upkeep.thread.start();
    return upkeep;
  }

  private void run() {
    try {
      while (!closed) {
        try {
          look();
          tellRecovered();
        } catch (RuntimeException e) {
          tell(e);
          Thread.sleep(AFTER_FAILURE);
        }
      }
    } catch (InterruptedException e) {
      thread.interrupt(); // nobody does that; it ends all the same
    }
  }

  /** Once for each kind of failure, however often it is tried again. */
  private void tell(RuntimeException failure) {
    String says = String.valueOf(failure.getMessage());
    if (!says.equals(told)) {
      LOG.log(Level.WARNING, "taking in what came failed and is tried again each second", failure);
    }
    told = says;
  }

  private void tellRecovered() {
    if (told != null) {
      LOG.log(Level.INFO, "taking in what came works again");
    }
    told = null;
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

  private static Duration timed(Runnable work) {
    long start = System.nanoTime();
    work.run();
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
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
