package dev.holdfast.workspace;

import java.time.Instant;
import java.util.Optional;

/**
 * A key that a source sends with, without its secret.
 *
 * @param hint the last characters of the secret, to tell keys apart
 * @param createdBy the name of who made it
 * @param endsAt from when on it is refused; empty while nobody has set an end
 */
public record WriteKey(
    WriteKeyId id, String hint, Instant createdAt, String createdBy, Optional<Instant> endsAt) {

  /**
   * Whether it is let in at an instant. Only its end counts: a clock that was set back must not
   * refuse a key that was just made.
   */
  public boolean worksAt(Instant at) {
    return endsAt.isEmpty() || at.isBefore(endsAt.get());
  }
}
