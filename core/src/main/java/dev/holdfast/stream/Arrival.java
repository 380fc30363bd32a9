package dev.holdfast.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A request as it came.
 *
 * @param source the system whose key it carried
 * @param wire the shape of its body
 * @param receivedAt when its body was complete
 * @param retry how often the client had tried before, as it says; 0 at first
 * @param batchId the client's name for the request, from which facts without an id get one; empty
 *     when it gave none
 * @param readable whether the body can be told apart into messages
 * @param body the bytes, unpacked
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Arrival(
    String source,
    Wire wire,
    Instant receivedAt,
    int retry,
    String batchId,
    boolean readable,
    byte[] body) {

  private static final byte VERSION = 1;
  private static final int FIXED_BYTES = 16;

  public Arrival {
    receivedAt = receivedAt.truncatedTo(ChronoUnit.MICROS);
    retry = Math.max(0, retry);
  }

  /** As the journal keeps it. */
  List<ByteBuffer> parts() {
    byte[] from = source.getBytes(StandardCharsets.UTF_8);
    byte[] named = batchId.getBytes(StandardCharsets.UTF_8);
    ByteBuffer head = ByteBuffer.allocate(FIXED_BYTES + 2 + from.length + 2 + named.length);
    head.put(VERSION).put(wire.code()).put((byte) (readable ? 1 : 0)).put((byte) 0).putInt(retry);
    head.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, receivedAt));
    head.putShort((short) from.length).put(from);
    head.putShort((short) named.length).put(named);
    return List.of(head.flip(), ByteBuffer.wrap(body));
  }

  /** From what the journal kept. */
  static Arrival of(byte[] payload) {
    ByteBuffer bytes = ByteBuffer.wrap(payload);
    byte version = bytes.get();
    if (version != VERSION) {
      throw new IllegalArgumentException("a record of version " + version);
    }
    Wire wire = Wire.of(bytes.get());
    boolean readable = bytes.get() != 0;
    bytes.get();
    int retry = bytes.getInt();
    Instant receivedAt = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
    String source = text(bytes);
    String batchId = text(bytes);
    byte[] body = new byte[bytes.remaining()];
    bytes.get(body);
    return new Arrival(source, wire, receivedAt, retry, batchId, readable, body);
  }

  private static String text(ByteBuffer bytes) {
    byte[] text = new byte[bytes.getShort()];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
