package dev.holdfast.signals;

import dev.holdfast.stats.Interval;
import dev.holdfast.stats.Proportion;
import java.util.Optional;

/**
 * How often the signals of a rule were of use, by those who judged them.
 *
 * <p>{@code share = useful / judged} with Wilson's interval at 95 %; absent while nobody has
 * judged. For the ranking {@code expected = (useful + 1) / (judged + 2)}, the mean of what is
 * believed after these judgements if anything was thought equally likely before (Laplace); it is
 * 1/2 for a rule that nobody has judged. Range: 0 to 1.
 *
 * @param useful signals whose last judgement was that they were of use
 * @param judged signals that were judged
 */
public record Usefulness(long useful, long judged) {

  private static final double LEVEL = 0.95;

  /** Nobody has judged. */
  public static final Usefulness NONE = new Usefulness(0, 0);

  public Usefulness {
    if (useful < 0 || judged < useful) {
      throw new IllegalArgumentException(useful + " of " + judged);
    }
  }

  public Optional<Interval> interval() {
    return judged == 0 ? Optional.empty() : Optional.of(Proportion.wilson(useful, judged, LEVEL));
  }

  public double expected() {
    return (useful + 1.0) / (judged + 2.0);
  }

  Usefulness and(boolean wasUseful) {
    return new Usefulness(useful + (wasUseful ? 1 : 0), judged + 1);
  }
}
