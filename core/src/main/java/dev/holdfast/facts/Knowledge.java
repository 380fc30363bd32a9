package dev.holdfast.facts;

import java.time.Instant;
import java.util.Optional;

/**
 * Which facts count: all that are recorded, or only those that were recorded by an instant.
 *
 * @param recordedBy last instant that counts; absent for everything known now
 */
public record Knowledge(Optional<Instant> recordedBy) {

  /** Everything known now. */
  public static Knowledge now() {
    return new Knowledge(Optional.empty());
  }

  /** What was known then: later facts, corrections and retractions are not seen. */
  public static Knowledge asOf(Instant instant) {
    return new Knowledge(Optional.of(instant));
  }

  public boolean isNow() {
    return recordedBy.isEmpty();
  }
}
