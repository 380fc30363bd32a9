package dev.holdfast.web.intake;

import dev.holdfast.web.intake.Refused.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** A request's body as it arrives: bounded in size, packed and unpacked. */
final class Body {

  private static final int FIRST_BYTES = 16 << 10;

  /** No text shrinks so much; what does is meant to fill our memory. */
  private static final int MOST_TIMES_LARGER = 200;

  /** Below this nobody minds. */
  private static final int HARMLESS_BYTES = 1 << 20;

  private final int limitBytes;
  private final InFlight.Share memory;
  private byte[] bytes;
  private int length;

  /**
   * @param announced how long it will be; -1 when nobody says
   * @param limitBytes largest size, unpacked
   */
  Body(long announced, int limitBytes, InFlight.Share memory) throws RefusedException {
    if (announced > limitBytes) {
      throw Refused.tooLarge(limitBytes).exception();
    }
    this.limitBytes = limitBytes;
    this.memory = memory;
    int first = announced < 0 ? FIRST_BYTES : (int) announced;
    memory.grow(first);
    this.bytes = new byte[first];
  }

  /** Takes what there is; false once there is no more, and the input says whether for now. */
  boolean readSome(InputStream in) throws IOException, RefusedException {
    if (length == bytes.length) {
      int more = in.read();
      if (more < 0) {
        return false;
      }
      bytes = grown(bytes, length);
      bytes[length] = (byte) more;
      length++;
      return true;
    }
    int read = in.read(bytes, length, bytes.length - length);
    if (read < 0) {
      return false;
    }
    length += read;
    return true;
  }

  private byte[] grown(byte[] full, int there) throws RefusedException {
    if (there >= limitBytes) {
      throw Refused.tooLarge(limitBytes).exception();
    }
    int size = (int) Math.min(limitBytes, Math.max(FIRST_BYTES, 2L * there));
    memory.grow(size - there);
    return Arrays.copyOf(full, size);
  }

  /**
   * The body, unpacked.
   *
   * @param encoding the content encoding as sent, if any
   */
  byte[] unpacked(@Nullable String encoding) throws RefusedException {
    String packed = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    boolean gzip = length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
    if (gzip) {
      return inflated(true);
    }
    return switch (packed) {
      // Some say gzip and send plain text; the bytes decide.
      case "", "identity", "gzip", "x-gzip" ->
          length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
      case "deflate" -> inflated(false);
      default ->
          throw new Refused(
                  Refused.Reason.NOT_READABLE,
                  415,
                  "The body is packed as '" + packed + "'; send gzip or plain JSON")
              .exception();
    };
  }

  private byte[] inflated(boolean gzip) throws RefusedException {
    InputStream packed = new ByteArrayInputStream(bytes, 0, length);
    byte[] plain = new byte[0];
    int there = 0;
    try (InputStream in = gzip ? new GZIPInputStream(packed) : new InflaterInputStream(packed)) {
      while (true) {
        if (there == plain.length) {
          plain = grown(plain, there);
        }
        int read = in.read(plain, there, plain.length - there);
        if (read < 0) {
          return Arrays.copyOf(plain, there);
        }
        there += read;
        if (there > HARMLESS_BYTES && there / MOST_TIMES_LARGER > length) {
          throw new Refused(
                  Refused.Reason.TOO_LARGE,
                  413,
                  "The body grows more than " + MOST_TIMES_LARGER + " times when unpacked")
              .exception();
        }
      }
    } catch (IOException e) {
      throw new Refused(
              Refused.Reason.NOT_READABLE, 400, "The body cannot be unpacked: " + e.getMessage())
          .exception();
    }
  }
}
