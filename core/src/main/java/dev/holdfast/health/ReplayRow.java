package dev.holdfast.health;

import dev.holdfast.health.InputReading.Known;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An account at a cut-off of a backtest: its score and points then, and what became of it. Compact,
 * since there may be a million of them.
 */
final class ReplayRow implements SaidSeries.Row {

  private static final int NONE = -1;

  private final String accountId;
  private final LocalDate day;
  private final Fate fate;
  private final @Nullable LocalDate lostOn;
  private final int score;
  private final Band band;
  private final int[] points;

  ReplayRow(Scored scored, Fate fate, @Nullable LocalDate lostOn) {
    this.accountId = scored.account().accountId();
    this.day = scored.day();
    this.fate = fate;
    this.lostOn = lostOn;
    Integer thousandths = scored.score().thousandths();
    this.score = thousandths == null ? NONE : thousandths;
    this.band = scored.score().band();
    this.points =
        scored.score().measures().stream()
            .mapToInt(measure -> {
              Integer own = measure.points();
              return own != null && measure.reading() instanceof Known ? own : NONE;
            })
            .toArray();
  }

  @Override
  public String accountId() {
    return accountId;
  }

  @Override
  public LocalDate day() {
    return day;
  }

  Fate fate() {
    return fate;
  }

  /** The day the account was lost, whenever that was; null when it was not. */
  @Nullable LocalDate lostOn() {
    return lostOn;
  }

  @Override
  public boolean lost() {
    return fate == Fate.LOST;
  }

  boolean hasScore() {
    return score != NONE;
  }

  /** 0 to 100; only asked when there is one. */
  double score() {
    return Points.points(score);
  }

  Band band() {
    return band;
  }

  /** Whether a measure had data. */
  boolean has(int measure) {
    return points[measure] != NONE;
  }

  /** Points of a measure, 0 to 100; only asked when it had data. */
  double points(int measure) {
    return Points.points(points[measure]);
  }
}
