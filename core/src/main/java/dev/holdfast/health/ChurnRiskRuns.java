package dev.holdfast.health;

import dev.holdfast.facts.Knowledge;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Learns the risk of a loss anew while people do other things: once a day when the first of them
 * looks, and when somebody asks for it; one at a time.
 */
public final class ChurnRiskRuns {

  private static final Logger LOG = System.getLogger(ChurnRiskRuns.class.getName());

  private final ChurnRisks risks;
  private final Health health;

  /** The last day on which it was begun, whatever came of it; null before the first. */
  private @Nullable LocalDate begun;

  private boolean running;

  private ChurnRiskRuns(ChurnRisks risks, Health health) {
    this.risks = risks;
    this.health = health;
  }

  /** Runs for risks over health. */
  public static ChurnRiskRuns of(ChurnRisks risks, Health health) {
    return new ChurnRiskRuns(risks, health);
  }

  /** Whether a model is being learned. */
  public synchronized boolean running() {
    return running;
  }

  /** Begins to learn today's model unless there is one, or it was begun today. */
  public synchronized void ensure() {
    LocalDate today = health.today();
    if (running || today.equals(begun)) {
      return;
    }
    begun = today;
    if (risks.latest(Knowledge.now()).filter(model -> model.madeOn().equals(today)).isEmpty()) {
      start();
    }
  }

  /** Begins to learn it anew, whatever was learned today; nothing happens while it is learned. */
  public synchronized void learn() {
    if (!running) {
      begun = health.today();
      start();
    }
  }

  private void start() {
    running = true;
    Thread.ofPlatform().name("churn-risk").daemon(true).start(this::run);
  }

  private void run() {
    try {
      risks.keep(risks.learn(Backtests.Progress.NONE));
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the risk of a loss could not be learned", e);
    } finally {
      done();
    }
  }

  private synchronized void done() {
    running = false;
  }
}
