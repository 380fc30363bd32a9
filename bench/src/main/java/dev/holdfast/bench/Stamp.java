package dev.holdfast.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A moment as bytes of fixed width, formatted once a millisecond at most. */
final class Stamp {

  /** As wide as every moment that is written over it. */
  static final String BLANK = "2026-01-01T00:00:00.000Z";

  private static final int DIGITS = 13;
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private long millis;
  private byte[] digits = new byte[0];
  private byte[] text = new byte[0];

  Stamp(long millis) {
    set(millis);
  }

  void set(long newMillis) {
    if (newMillis != millis || text.length == 0) {
      millis = newMillis;
      digits = Long.toString(newMillis).getBytes(StandardCharsets.US_ASCII);
      text = FORMAT.format(Instant.ofEpochMilli(newMillis)).getBytes(StandardCharsets.US_ASCII);
      if (digits.length != DIGITS || text.length != BLANK.length()) {
        throw new IllegalArgumentException("a moment of another width: " + newMillis);
      }
    }
  }

  /** Writes the ISO form. */
  void writeText(ByteBuffer bytes, int at) {
    bytes.put(at, text);
  }

  /** Writes the milliseconds since 1970. */
  void writeMillis(ByteBuffer bytes, int at) {
    bytes.put(at, digits);
  }
}
