package dev.holdfast.reports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One survey answer.
 *
 * @param instrument {@code nps}, {@code csat}, {@code ces}, {@code interaction}, {@code custom}
 * @param comment what they wrote; null when nothing or when the viewer may not read it
 * @param personName who answered; null when not known or when the viewer may not know
 */
public record Answer(
    String responseId,
    String accountId,
    Instant at,
    String survey,
    String instrument,
    long scaleMin,
    long scaleMax,
    boolean highIsGood,
    long score,
    @Nullable String comment,
    @Nullable String personName,
    @Nullable String channel) {

  /** How an answer sounds. */
  public enum Tone {
    GOOD,
    MIDDLING,
    BAD
  }

  /**
   * How the answer sounds: NPS by its own groups (9-10, 7-8, 0-6), a five-point satisfaction scale
   * by its own (4-5 good), every other scale by thirds of its range.
   */
  public Tone tone() {
    if (instrument.equals("nps") && scaleMin == 0 && scaleMax == 10) {
      return score >= 9 ? Tone.GOOD : score >= 7 ? Tone.MIDDLING : Tone.BAD;
    }
    if (scaleMax == scaleMin) {
      return Tone.MIDDLING;
    }
    double share = (double) (score - scaleMin) / (scaleMax - scaleMin);
    double goodness = highIsGood ? share : 1 - share;
    return goodness > 2.0 / 3 ? Tone.GOOD : goodness > 1.0 / 3 ? Tone.MIDDLING : Tone.BAD;
  }

  /** The score with its scale, such as {@code 3 of 10}. */
  public String words() {
    return score + " of " + scaleMax;
  }

  /** The name of the instrument as people write it. */
  public String instrumentWord() {
    return switch (instrument) {
      case "nps", "csat", "ces" -> instrument.toUpperCase(java.util.Locale.ROOT);
      default -> Phrases.plain(instrument);
    };
  }
}
