package dev.holdfast.stats;

/**
 * A case with the score it had, and whether it then had the event.
 *
 * @param score higher means that the event is more likely; a probability where one is asked for
 */
public record Scored(double score, boolean event) {
  public Scored {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("a score is a number; leave out a case without one");
    }
    score += 0.0; // -0.0 becomes 0.0
  }
}
