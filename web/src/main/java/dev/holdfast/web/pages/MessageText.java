package dev.holdfast.web.pages;

import dev.holdfast.web.parts.Words;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was sent, as text that a person reads and corrects. */
final class MessageText {

  private static final int SHOWN_BYTES = 3;
  private static final int INDENT = 2;
  private static final char CONTROL_PICTURES = '\u2400';
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private MessageText() {}

  /**
   * JSON with a line for each member. Only blanks between its parts change: a number stays as it
   * was written and a name that stands twice stays twice, since what is shown is what is kept when
   * somebody corrects it.
   */
  static String pretty(String json) {
    StringBuilder out = new StringBuilder(json.length() * 2);
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (quoted) {
        out.append(c);
        if (c == '\\' && i + 1 < json.length()) {
          i++;
          out.append(json.charAt(i));
        }
        quoted = c != '"';
        continue;
      }
      switch (c) {
        case '"' -> {
          quoted = true;
          out.append(c);
        }
        case '{', '[' -> {
          out.append(c);
          int next = afterBlanks(json, i + 1);
          if (next < json.length() && isClosing(json.charAt(next))) {
            out.append(json.charAt(next));
            i = next;
          } else {
            depth++;
            line(out, depth);
          }
        }
        case '}', ']' -> {
          depth--;
          line(out, depth);
          out.append(c);
        }
        case ',' -> {
          out.append(c);
          line(out, depth);
        }
        case ':' -> out.append(": ");
        default -> {
          if (!isBlank(c)) {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }

  private static void line(StringBuilder out, int depth) {
    out.append('\n').repeat(' ', Math.max(0, depth) * INDENT);
  }

  private static int afterBlanks(String json, int from) {
    int i = from;
    while (i < json.length() && isBlank(json.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static boolean isClosing(char c) {
    return c == '}' || c == ']';
  }

  /** The text with a picture for each sign that would not be seen, such as a NUL. */
  static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      visible.append(c < ' ' && !isBlank(c) ? (char) (CONTROL_PICTURES + c) : c);
    }
    return visible.toString();
  }

  /** Says which bytes are no UTF-8 text; empty when all are. */
  static String notText(byte[] bytes) {
    List<Integer> wrong = wrong(bytes);
    if (wrong.isEmpty()) {
      return "";
    }
    StringBuilder says = new StringBuilder();
    for (int at : wrong.subList(0, Math.min(SHOWN_BYTES, wrong.size()))) {
      says.append(says.isEmpty() ? "" : ", ")
          .append(String.format(Locale.ROOT, "%02X", bytes[at]))
          .append(" at byte ")
          .append(Words.number(at + 1L))
          .append(guess(bytes[at]));
    }
    return Words.count(wrong.size(), "byte is", "bytes are")
        + " no text (UTF-8) and shown as \uFFFD: "
        + says
        + (wrong.size() > SHOWN_BYTES ? ", ..." : "");
  }

  /** What the byte means in the code that most programs without UTF-8 write. */
  private static String guess(byte alone) {
    String read = new String(new byte[] {alone}, WINDOWS);
    return Character.isLetterOrDigit(read.charAt(0)) ? " (Windows-1252: " + read + ")" : "";
  }

  private static List<Integer> wrong(byte[] bytes) {
    List<Integer> wrong = new ArrayList<>();
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(1024);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      out.clear();
      if (result.isUnderflow()) {
        return wrong;
      }
      if (result.isError()) {
        for (int i = 0; i < result.length(); i++) {
          wrong.add(in.position() + i);
        }
        in.position(in.position() + result.length());
      }
    }
  }
}
