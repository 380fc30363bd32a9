package dev.holdfast.workspace;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people did with accounts on the worklist: dealt with, put off, taken up again. */
public interface WorklistMarks {

  /** What was done. */
  enum Kind {
    /** Dealt with: off the list until something newer than the mark speaks for it. */
    CLOSED,
    /** Put off until a time. */
    SNOOZED,
    /** Taken up again: earlier marks no longer count. */
    REOPENED
  }

  /**
   * One mark; marks are only added.
   *
   * @param until when a snoozed account comes back; null for the other kinds
   */
  record Mark(
      long id,
      String accountId,
      Kind kind,
      @Nullable Instant until,
      String reason,
      String author,
      Instant markedAt) {}

  /** Marks an account as dealt with. */
  Mark close(String accountId, String reason, Actor by);

  /** Puts an account off. */
  Mark snooze(String accountId, Instant until, String reason, Actor by);

  /** Takes an account up again. */
  Mark reopen(String accountId, Actor by);

  /**
   * The last mark of each account as of an instant, by account: closed ones, and snoozed ones whose
   * time has not come.
   */
  List<Mark> inForce(Instant asOf);

  /** An account's marks, newest first. */
  List<Mark> history(String accountId);
}
