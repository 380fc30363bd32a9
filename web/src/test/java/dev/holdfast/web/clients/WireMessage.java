package dev.holdfast.web.clients;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request or an answer of HTTP/1.1 as it stands on the wire, a character for each byte.
 *
 * @param head the first line and the headers
 * @param body what came after the head, with the marks of chunks where there are any
 * @param last whether nothing can follow on the same connection
 */
record WireMessage(List<String> head, String body, boolean last) {

  WireMessage {
    head = List.copyOf(head);
  }

  /**
   * Reads a request; empty where the connection ended instead.
   *
   * <p>Who waits for leave to send a body gets it here, and the header that asks for it is dropped.
   */
  static Optional<WireMessage> request(InputStream in, OutputStream out) throws IOException {
    List<String> head = head(in);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    boolean last = header(head, "connection").equals("close");
    if (header(head, "expect").equals("100-continue")) {
      write("HTTP/1.1 100 Continue\r\n\r\n", out);
      head.removeIf(line -> line.toLowerCase(Locale.ROOT).startsWith("expect:"));
    }
    return Optional.of(new WireMessage(head, framed(head, in).orElse(""), last));
  }

  /** Reads the answer to a request of a method. */
  static WireMessage answer(InputStream in, String method) throws IOException {
    List<String> head = head(in);
    while (!head.isEmpty() && status(head) / 100 == 1) {
      head = head(in);
    }
    if (head.isEmpty()) {
      throw new EOFException("no answer");
    }
    boolean last = header(head, "connection").equals("close");
    if (method.equals("HEAD") || status(head) == 204 || status(head) == 304) {
      return new WireMessage(head, "", last);
    }
    Optional<String> body = framed(head, in);
    return body.isPresent()
        ? new WireMessage(head, body.get(), last)
        : new WireMessage(head, text(in.readAllBytes()), true);
  }

  String method() {
    return head.getFirst().substring(0, head.getFirst().indexOf(' '));
  }

  void writeTo(OutputStream out) throws IOException {
    write(String.join("\r\n", head) + "\r\n\r\n" + body, out);
  }

  private static void write(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static int status(List<String> head) {
    return Integer.parseInt(head.getFirst().split(" ", 3)[1]);
  }

  private static String header(List<String> head, String name) {
    String start = name + ":";
    return head.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip().toLowerCase(Locale.ROOT))
        .findFirst()
        .orElse("");
  }

  private static List<String> head(InputStream in) throws IOException {
    List<String> head = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      head.add(line);
    }
    return head;
  }

  /** The body whose end its head tells; empty where only the end of the connection tells it. */
  private static Optional<String> framed(List<String> head, InputStream in) throws IOException {
    if (header(head, "transfer-encoding").equals("chunked")) {
      return Optional.of(chunks(in));
    }
    String length = header(head, "content-length");
    return length.isEmpty() ? Optional.empty() : Optional.of(exactly(Integer.parseInt(length), in));
  }

  private static String chunks(InputStream in) throws IOException {
    StringBuilder all = new StringBuilder();
    String mark = line(in);
    for (int length = length(mark); length > 0; length = length(mark)) {
      // A chunk has a line end after it.
      all.append(mark).append("\r\n").append(exactly(length + 2, in));
      mark = line(in);
    }
    all.append(mark).append("\r\n");
    head(in).forEach(trailer -> all.append(trailer).append("\r\n"));
    return all.append("\r\n").toString();
  }

  private static int length(String mark) {
    return Integer.parseInt(mark.split(";", 2)[0].strip(), 16);
  }

  private static String exactly(int length, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the connection ended within a body");
    }
    return text(bytes);
  }

  /** A line without its end; empty also at the end of the connection. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
