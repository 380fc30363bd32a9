package dev.holdfast.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts the bytes that pass and works out their SHA-256. */
final class MeasuredStream extends FilterInputStream {

  private final MessageDigest digest = sha256();
  private long bytes;

  MeasuredStream(InputStream in) {
    super(in);
  }

  long bytes() {
    return bytes;
  }

  /** The SHA-256 of everything that passed, in hexadecimal. */
  String fingerprint() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    if (next >= 0) {
      bytes++;
      digest.update((byte) next);
    }
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    if (count > 0) {
      bytes += count;
      digest.update(buffer, offset, count);
    }
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
