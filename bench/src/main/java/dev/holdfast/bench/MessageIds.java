package dev.holdfast.bench;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * Message ids as Segment's client for Node makes them, {@code node-next-<ms>-<uuid>}, each new. A
 * counter that starts at random is mixed one to one, so that the ids do not repeat and yet look
 * random to an index or a compressor.
 */
final class MessageIds {

  private static final int MILLIS_AT = 10;
  private static final int UUID_AT = 24;
  private static final short[] HEX = hex();

  private long counter;

  MessageIds(long start) {
    this.counter = start;
  }

  /** An id to be written over; what {@link #write} leaves of it is random already. */
  static String blank(SplittableRandom random) {
    String rest = HexFormat.of().toHexDigits(random.nextLong());
    return "node-next-0000000000000-00000000-0000-4"
        + rest.substring(0, 3)
        + "-8"
        + rest.substring(3, 6)
        + "-"
        + rest.substring(6, 14)
        + "0000";
  }

  /** Writes the next id over a blank one. */
  void write(ByteBuffer bytes, int at, Stamp stamp) {
    stamp.writeMillis(bytes, at + MILLIS_AT);
    long mixed = mix(counter++);
    int uuid = at + UUID_AT;
    bytes.putShort(uuid, HEX[(int) mixed & 0xff]);
    bytes.putShort(uuid + 2, HEX[(int) (mixed >>> 8) & 0xff]);
    bytes.putShort(uuid + 4, HEX[(int) (mixed >>> 16) & 0xff]);
    bytes.putShort(uuid + 6, HEX[(int) (mixed >>> 24) & 0xff]);
    bytes.putShort(uuid + 9, HEX[(int) (mixed >>> 32) & 0xff]);
    bytes.putShort(uuid + 11, HEX[(int) (mixed >>> 40) & 0xff]);
    bytes.putShort(uuid + 32, HEX[(int) (mixed >>> 48) & 0xff]);
    bytes.putShort(uuid + 34, HEX[(int) (mixed >>> 56) & 0xff]);
  }

  /** David Stafford's mix 13 (2011), a bijection of the long values. */
  private static long mix(long number) {
    long mixed = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  private static short[] hex() {
    short[] pairs = new short[256];
    for (int i = 0; i < pairs.length; i++) {
      String pair = HexFormat.of().toHexDigits((byte) i);
      pairs[i] = (short) (pair.charAt(0) << 8 | pair.charAt(1));
    }
    return pairs;
  }
}
