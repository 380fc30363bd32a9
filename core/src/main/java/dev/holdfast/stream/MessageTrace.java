package dev.holdfast.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a message, stage by stage.
 *
 * @param source the system that sent it
 * @param messageId its id
 * @param steps what happened to it, in order
 */
public record MessageTrace(String source, String messageId, List<Step> steps) {

  /** The stages there are, in order. */
  public enum Stage {
    /** Safe on the disk; not read yet. */
    WAITING,
    /** Stored as a fact, where everybody can query it. */
    STORED,
    /** Not taken in, with a reason. */
    FAILED,
    /** Came again and was left out. */
    DUPLICATE,
    /** In the rollups, in metrics and in health. */
    IN_HEALTH
  }

  /**
   * One thing that happened to it.
   *
   * @param at when
   * @param says what, for a person
   * @param received when the request came, as far as it is known: for a fact, the first request of
   *     its load
   */
  public record Step(Stage stage, Instant at, String says, Optional<Instant> received) {}

  public MessageTrace {
    steps = List.copyOf(steps);
  }
}
