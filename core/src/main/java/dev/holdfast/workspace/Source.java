package dev.holdfast.workspace;

import java.time.Instant;
import java.util.List;

/**
 * A system that sends messages.
 *
 * @param name how the facts from it name it as their source
 * @param keys the keys it was given, newest first, those that have ended too
 */
public record Source(SourceId id, String name, Instant createdAt, List<WriteKey> keys) {

  public Source {
    keys = List.copyOf(keys);
  }

  /** The same source with these keys. */
  Source with(List<WriteKey> itsKeys) {
    return new Source(id, name, createdAt, itsKeys);
  }
}
