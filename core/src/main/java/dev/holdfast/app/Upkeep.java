package dev.holdfast.app;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a data folder up to date while it is served: refreshes at once, and again whenever facts
 * were recorded or undone or a day began. A failure is logged and tried again.
 */
public final class Upkeep implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Upkeep.class.getName());

  private final Pipeline pipeline;
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().name("upkeep").daemon(true).unstarted(work));

  private Upkeep(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** Starts, and looks again each time so much has passed. */
  public static Upkeep start(Pipeline pipeline, Duration every) {
    Upkeep upkeep = new Upkeep(pipeline);
    Future<?> _ = // a look never fails
        upkeep.clockwork.scheduleWithFixedDelay(
            upkeep::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    return upkeep;
  }

  private void look() {
    try {
      if (pipeline.isBehind()) {
        pipeline.refresh();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the refresh failed and will be tried again", e);
    }
  }

  /** Stops after a refresh that is under way. */
  @Override
  public void close() {
    clockwork.close();
  }
}
