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

  /** Days without anything after which a daily feed is silent. */
  private static final int SILENT_DAYS = 3;

  /** Days of 28 with something from which on a feed counts as daily. */
  private static final int DAILY = 14;

  public State state() {
    if (missingDays <= 1) {
      return State.FRESH;
    }
    boolean daily = days + Math.min(missingDays, 28) >= DAILY && days > 0;
    return daily && missingDays >= SILENT_DAYS ? State.SILENT : State.OCCASIONAL;
  }

  /** How long it took from happening to being known, for the newest fact. */
  public Duration lag() {
    Duration lag = Duration.between(lastOccurredAt, lastRecordedAt);
    return lag.isNegative() ? Duration.ZERO : lag;
  }
}
