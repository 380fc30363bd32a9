package dev.holdfast.web.pages;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Moments as they stand in an address. */
final class Instants {

  private Instants() {}

  /** The moment; null when there is none. */
  static @Nullable Instant parse(String text) {
    if (text.isBlank()) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "A moment is written like 2026-03-31T10:15:00Z.", e);
    }
  }
}
