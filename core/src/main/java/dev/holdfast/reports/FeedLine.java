package dev.holdfast.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One stream of facts: a kind of fact from one source.
 *
 * @param source the system it comes from
 * @param fact the kind of fact
 * @param facts how many count
 * @param lastOccurredAt when the newest of them happened
 * @param lastRecordedAt when the last of them arrived
 * @param days days on which something arrived, of the last 28 complete ones
 * @param lastDay last complete local day with something that happened
 * @param missingDays complete days since then
 */
public record FeedLine(
    String source,
    String fact,
    long facts,
    Instant lastOccurredAt,
    Instant lastRecordedAt,
    int days,
    LocalDate lastDay,
    long missingDays) {

  /** What to think of it. */
  public enum State {
    /** Something came lately, or it is not expected to. */
    FRESH("fresh"),
    /** It used to come on most days and has not for a while. */
    SILENT("silent"),
    /** It comes now and then, so that silence says nothing. */
    OCCASIONAL("now and then");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** Complete days that are looked at. */
  private static final int WINDOW = 28;

  /** Fewer days without anything are never called silence: weekends and public holidays. */
  private static final int LEAST_SILENCE = 3;

  /** Days with something before anything is expected of a feed. */
  private static final int LEAST_DAYS = 5;

  /** A silence that comes about by chance less often than this is one. */
  private static final double CHANCE = 0.001;

  /**
   * Silent when, at the rate of days with something before the silence, so many days without would
   * come about by chance in fewer than one case in a thousand.
   *
   * <p>With d days of something in the n days before a silence of m days, the rate is (d + 1/2) /
   * (n + 1) and the chance (1 - rate)^m. A feed with fewer than five days of something is expected
   * to do nothing.
   */
  public State state() {
    if (missingDays <= 1) {
      return State.FRESH;
    }
    long before = WINDOW - missingDays;
    if (missingDays < LEAST_SILENCE || days < LEAST_DAYS || before < days) {
      return State.OCCASIONAL;
    }
    double rate = (days + 0.5) / (before + 1);
    return Math.pow(1 - rate, (double) missingDays) < CHANCE ? State.SILENT : State.OCCASIONAL;
  }

  /** How long it took from happening to being known, for the newest fact. */
  public Duration lag() {
    Duration lag = Duration.between(lastOccurredAt, lastRecordedAt);
    return lag.isNegative() ? Duration.ZERO : lag;
  }
}
