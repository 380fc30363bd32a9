package dev.holdfast.health;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.workspace.Actor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Backtests that run while people do other things: one at a time, since each takes much of the
 * machine. The report is kept when it is done.
 */
public final class BacktestRuns {

  private static final Logger LOG = System.getLogger(BacktestRuns.class.getName());

  /**
   * A backtest that runs, or one that failed.
   *
   * @param profile name of the profile
   * @param step what it does now
   * @param done pieces of the step that are done
   * @param total pieces of the step
   * @param problem why it failed; null while it runs
   */
  public record State(String profile, String step, int done, int total, @Nullable String problem) {

    /** Whether it still runs. */
    public boolean running() {
      return problem == null;
    }
  }

  private final Backtests bench;
  private @Nullable State state;

  private BacktestRuns(Backtests bench) {
    this.bench = bench;
  }

  /** Runs of a bench. */
  public static BacktestRuns of(Backtests bench) {
    return new BacktestRuns(bench);
  }

  /** What runs, or failed last; absent when there is nothing to say. */
  public synchronized Optional<State> state() {
    return Optional.ofNullable(state);
  }

  /**
   * Starts a backtest.
   *
   * @throws HoldfastException {@code BAD_REQUEST} while another one runs
   */
  public synchronized void start(BacktestRequest request, Actor by) {
    if (state != null && state.running()) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "A backtest of '" + state.profile() + "' runs already. Wait until it is done.");
    }
    state = new State(request.profile().name(), "starting", 0, 1, null);
    Thread.ofPlatform().name("backtest").daemon(true).start(() -> run(request, by));
  }

  private void run(BacktestRequest request, Actor by) {
    String name = request.profile().name();
    try {
      BacktestReport report =
          bench.run(request, (step, done, total) -> say(new State(name, step, done, total, null)));
      bench.keep(report, by);
      say(null);
    } catch (HoldfastException e) {
      say(new State(name, "failed", 0, 1, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a backtest failed", e);
      say(new State(name, "failed", 0, 1, "Holdfast failed; the log says why."));
    }
  }

  private synchronized void say(@Nullable State now) {
    state = now;
  }
}
