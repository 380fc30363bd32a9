package dev.holdfast.workspace;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people say about signals: mute one, put it off, judge it, and how they want to hear. */
public interface SignalMarks {

  /** How a person wants to hear of signals. */
  enum Delivery {
    /** Each as it comes. */
    INSTANT,
    /** All of a day together. */
    DIGEST
  }

  /**
   * A rule that is not to speak: a mute without an end, a snooze until its end.
   *
   * @param accountId the only account it is about; null for every account
   * @param until when it speaks again; null for not before somebody ends the mute
   */
  record Mute(
      long id,
      String rule,
      @Nullable String accountId,
      String reason,
      String author,
      Instant createdAt,
      @Nullable Instant until) {

    /** Whether it is about this rule and account. */
    public boolean covers(String aRule, String anAccountId) {
      return rule.equals(aRule) && (accountId == null || accountId.equals(anAccountId));
    }
  }

  /**
   * What somebody thought of a signal.
   *
   * @param episode the signal's own key: the day it was first seen
   */
  record Verdict(
      long id,
      String rule,
      String accountId,
      String episode,
      boolean useful,
      String author,
      Instant judgedAt) {}

  /**
   * Silences a rule.
   *
   * @param accountId the only account it is about; null for every account
   * @param until when it speaks again, in the future; null for a mute without an end
   */
  Mute mute(
      String rule, @Nullable String accountId, @Nullable Instant until, String reason, Actor by);

  /** Lets a rule speak again; nothing happens when the mute is over. */
  void unmute(long id, Actor by);

  /** The mute of that number, over or not. */
  Optional<Mute> find(long id);

  /** The mutes in force at an instant, by rule and account. */
  List<Mute> inForce(Instant asOf);

  /** Says whether a signal was of use; the last word of a person about it counts. */
  Verdict judge(String rule, String accountId, String episode, boolean useful, Actor by);

  /** The last word of each person about each signal up to an instant, the oldest first. */
  List<Verdict> verdicts(Instant asOf);

  /** How a person wants to hear of signals: instant until they say otherwise. */
  Delivery delivery(UserId person);

  void deliver(UserId person, Delivery how);
}
