package dev.holdfast.signals;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of days for which a rule spoke of an account: one signal, however long it lasts.
 *
 * @param firstSeen first day on which it held
 * @param confirmed the day it was raised
 * @param ended the day it was clear again; null while it goes on
 * @param sentence what was seen, when it was raised
 * @param evidence the rows behind the sentence
 * @param endReason why it ended; null while it goes on
 */
public record Episode(
    LocalDate firstSeen,
    LocalDate confirmed,
    @Nullable LocalDate ended,
    String sentence,
    List<EvidenceRow> evidence,
    @Nullable String endReason) {

  public Episode {
    evidence = List.copyOf(evidence);
  }

  static Episode raised(
      LocalDate firstSeen, LocalDate confirmed, String sentence, List<EvidenceRow> evidence) {
    return new Episode(firstSeen, confirmed, null, sentence, evidence, null);
  }

  Episode end(LocalDate day, String reason) {
    return new Episode(firstSeen, confirmed, day, sentence, evidence, reason);
  }
}
