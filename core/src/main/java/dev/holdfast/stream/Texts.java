package dev.holdfast.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text that every store and page can hold. */
final class Texts {

  private static final char REPLACEMENT = '\uFFFD';
  private static final int CONTINUATION = 0x80;

  private Texts() {}

  /** The text with a replacement character for each NUL and each half of a pair. */
  static String clean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return cleaned(text);
      }
    }
    return text;
  }

  private static String cleaned(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(c ->
            c == 0 || (c <= Character.MAX_VALUE && Character.isSurrogate((char) c))
                ? REPLACEMENT
                : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  /** The bytes with a question mark for each that belongs to no character; as long as before. */
  static byte[] readable(byte[] utf8) {
    byte[] readable = utf8.clone();
    int i = 0;
    while (i < utf8.length) {
      int length = characterBytes(utf8, i);
      if (length == 0) {
        readable[i] = '?';
        i++;
      } else {
        i += length;
      }
    }
    return readable;
  }

  /** How many bytes the character that begins there takes; 0 when none begins there. */
  private static int characterBytes(byte[] utf8, int at) {
    int first = utf8[at] & 0xff;
    if (first < CONTINUATION) {
      return 1;
    }
    int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || at + length > utf8.length) {
      return 0;
    }
    byte[] character = Arrays.copyOfRange(utf8, at, at + length);
    return new String(character, StandardCharsets.UTF_8).indexOf(REPLACEMENT) >= 0
            && !isReplacement(character)
        ? 0
        : length;
  }

  private static boolean isReplacement(byte[] character) {
    return Arrays.equals(character, "\uFFFD".getBytes(StandardCharsets.UTF_8));
  }
}
