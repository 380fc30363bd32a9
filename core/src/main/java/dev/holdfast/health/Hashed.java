package dev.holdfast.health;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Numbers that depend on a text alone, so that a split by them is the same on every machine. */
final class Hashed {

  private Hashed() {}

  /** The first bytes of the text's SHA-256 as hexadecimal digits. */
  static String digits(String text, int bytes) {
    return HexFormat.of().formatHex(sha256(text), 0, bytes);
  }

  /** The first eight hexadecimal digits of the text's SHA-256, modulo a number. */
  static int bucket(String text, int buckets) {
    return (int) (Long.parseLong(digits(text, 4), 16) % buckets);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
