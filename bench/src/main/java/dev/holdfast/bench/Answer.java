package dev.holdfast.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads one HTTP/1.1 answer after another from a connection, as far as they have come. */
final class Answer {

  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private ByteBuffer bytes = ByteBuffer.allocate(4_096);
  private int scanned;
  private String head = "";
  private int end;
  private boolean chunked;

  /** Forgets the answer before. */
  void reset() {
    bytes.clear();
    scanned = 0;
    head = "";
    end = 0;
    chunked = false;
  }

  /**
   * Takes what has come.
   *
   * @return whether the answer is whole
   */
  boolean read(ReadableByteChannel channel) throws IOException {
    if (!bytes.hasRemaining()) {
      bytes = ByteBuffer.allocate(2 * bytes.capacity()).put(bytes.flip());
    }
    if (channel.read(bytes) < 0) {
      throw new EOFException("the server closed the connection");
    }
    return (!head.isEmpty() || headIsWhole()) && bodyIsWhole();
  }

  int status() {
    return Integer.parseInt(head, 9, 12, 10);
  }

  /** Whether the server closes the connection after this answer. */
  boolean closes() {
    return head.contains("\r\nconnection: close\r\n");
  }

  private boolean headIsWhole() {
    byte[] array = bytes.array();
    for (; scanned + 3 < bytes.position(); scanned++) {
      if (array[scanned] == '\r' && array[scanned + 2] == '\r' && array[scanned + 3] == '\n') {
        int headEnd = scanned + 4;
        head = new String(array, 0, headEnd, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        chunked = head.contains("\r\ntransfer-encoding: chunked\r\n");
        end = headEnd + contentLength();
        return true;
      }
    }
    return false;
  }

  private int contentLength() {
    String name = "\r\ncontent-length:";
    int at = head.indexOf(name);
    return at < 0
        ? 0
        : Integer.parseInt(
            head.substring(at + name.length(), head.indexOf('\r', at + name.length())).trim());
  }

  private boolean bodyIsWhole() {
    if (!chunked) {
      return bytes.position() >= end;
    }
    int from = bytes.position() - LAST_CHUNK.length;
    return from >= end && bytes.slice(from, LAST_CHUNK.length).equals(ByteBuffer.wrap(LAST_CHUNK));
  }
}
