package dev.holdfast.workspace;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people say an account's health is, against the computed score: a layer of its own that never
 * changes the score, with a reason, an author and an end.
 */
public interface HealthOverrides {

  /**
   * One override.
   *
   * @param value what the health is said to be, in the words of the health profile: a band or score
   * @param expiresAt when it stops by itself
   * @param endedAt when somebody ended it or another one took its place; null while nobody has
   */
  record Said(
      long id,
      String accountId,
      String value,
      String reason,
      String author,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Instant endedAt) {

    /** Whether it was in force at an instant. */
    public boolean inForce(Instant at) {
      return !createdAt.isAfter(at)
          && expiresAt.isAfter(at)
          && (endedAt == null || endedAt.isAfter(at));
    }
  }

  /** Sets an account's override; the one before ends. */
  Said set(String accountId, String value, String reason, Instant expiresAt, Actor by);

  /** Ends an account's override; nothing happens if there is none. */
  void end(String accountId, Actor by);

  /** An account's override as of an instant. */
  Optional<Said> inForce(String accountId, Instant asOf);

  /** All overrides as of an instant, by account. */
  List<Said> inForce(Instant asOf);

  /** An account's overrides, newest first. */
  List<Said> history(String accountId);
}
