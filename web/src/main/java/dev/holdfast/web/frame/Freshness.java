package dev.holdfast.web.frame;

import java.time.Instant;

/**
 * How fresh what is shown is: the dot in the top bar.
 *
 * @param state whether everything arrived when it should
 * @param words the same for a person, such as "all sources within 2 min"
 */
public record Freshness(State state, String words) {

  /** Whether everything arrived when it should. */
  public enum State {
    FRESH,
    LATE,
    /** Nothing has arrived yet. */
    EMPTY
  }

  /** The class of the dot. */
  public String css() {
    return switch (state) {
      case FRESH -> "good";
      case LATE -> "watch";
      case EMPTY -> "none";
    };
  }

  /** Where the freshness comes from. */
  @FunctionalInterface
  public interface Source {

    /** The freshness as of an instant. */
    Freshness asOf(Instant instant);
  }
}
