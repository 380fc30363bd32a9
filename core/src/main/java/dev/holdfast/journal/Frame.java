package dev.holdfast.journal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * How a record stands in a file: its length (4 bytes), a CRC-32C of its length and content (4
 * bytes), its content.
 */
final class Frame {

  static final int HEADER_BYTES = 8;

  private Frame() {}

  /** The length of a record's content. */
  static int length(List<ByteBuffer> parts) {
    int length = 0;
    for (ByteBuffer part : parts) {
      length = Math.addExact(length, part.remaining());
    }
    return length;
  }

  static void putHeader(ByteBuffer target, List<ByteBuffer> parts, int length) {
    CRC32C crc = new CRC32C();
    updateLength(crc, length);
    parts.forEach(part -> crc.update(part.duplicate()));
    target.putInt(length).putInt((int) crc.getValue());
  }

  static boolean isSound(int crcThere, byte[] payload) {
    CRC32C crc = new CRC32C();
    updateLength(crc, payload.length);
    crc.update(payload);
    return (int) crc.getValue() == crcThere;
  }

  private static void updateLength(CRC32C crc, int length) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      crc.update(length >>> shift & 0xff);
    }
  }
}
