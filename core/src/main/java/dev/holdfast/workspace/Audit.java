package dev.holdfast.workspace;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who changed what, with before and after; only ever added to, which the database enforces. */
public interface Audit {

  /** Notes a change of something that is kept outside the workspace. */
  void add(Change change);

  /** The latest entries, newest first. */
  List<Entry> latest(int most);

  /** All entries about one thing, newest first. */
  List<Entry> about(String subjectKind, String subjectId);

  /**
   * A change to note.
   *
   * @param action what was done, in the past tense: "added", "ended"
   * @param subjectKind what it was done to: "user", "health override"
   * @param subjectId which one
   * @param before the record before, written as JSON; null when there was none
   * @param after the record after, written as JSON; null when there is none
   */
  record Change(
      Actor by,
      String action,
      String subjectKind,
      String subjectId,
      @Nullable Object before,
      @Nullable Object after) {}

  /**
   * A change that was noted.
   *
   * @param userId the person who made it; null when Holdfast itself did
   * @param beforeJson the record before; null when there was none
   * @param afterJson the record after; null when there was none
   */
  record Entry(
      long id,
      Instant happenedAt,
      @Nullable UserId userId,
      String actor,
      String action,
      String subjectKind,
      String subjectId,
      @Nullable String beforeJson,
      @Nullable String afterJson) {}
}
