package dev.holdfast.workspace;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people say of an account's health, beside the computed score: layers of their own that never
 * change the score, each with a reason, an author and an end. No job changes or removes them.
 */
public interface HealthJudgements {

  /** What kind of word it is. An account has at most one of each in force. */
  enum Layer {
    /** Somebody knows better than the score: the band that it should be in. */
    OVERRIDE("override", List.of("at_risk", "watch", "healthy")),
    /** The CSM's own impression, whatever the score is. */
    PULSE("pulse", List.of("poor", "mixed", "good")),
    /** What the CSM expects of the next renewal. */
    CALL("call", List.of("lost", "at_risk", "likely", "commit"));

    private final String word;
    private final List<String> sayings;

    Layer(String word, List<String> sayings) {
      this.word = word;
      this.sayings = sayings;
    }

    /** As tables and the audit spell it. */
    public String word() {
      return word;
    }

    /** What can be said, the worst first. */
    public List<String> sayings() {
      return sayings;
    }
  }

  /**
   * One judgement.
   *
   * @param value one of the layer's
   * @param expiresAt when it stops by itself
   * @param endedAt when somebody ended it or another one took its place; null while nobody has
   */
  record Said(
      long id,
      Layer layer,
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

  /** Says something of an account; what was said before in the same layer ends. */
  Said set(Layer layer, String accountId, String value, String reason, Instant expiresAt, Actor by);

  /** Ends what is said of an account; nothing happens if nothing is. */
  void end(Layer layer, String accountId, Actor by);

  /** What is said of an account as of an instant. */
  Optional<Said> inForce(Layer layer, String accountId, Instant asOf);

  /** What is said of all accounts as of an instant, by account. */
  List<Said> inForce(Layer layer, Instant asOf);

  /** All that was ever said of an account, newest first. */
  List<Said> history(String accountId);

  /** All that was ever said in a layer, by account, newest first. */
  List<Said> all(Layer layer);
}
