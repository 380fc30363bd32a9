package dev.holdfast.expressions;

/** How a text written by a date format looks, as an RE2 pattern. */
final class DateShape {

  private DateShape() {}

  /** {@code dd/MM/yyyy} becomes {@code ^[0-9]{2}/[0-9]{2}/[0-9]{4}$}. */
  static String pattern(String format) {
    StringBuilder out = new StringBuilder("^");
    int i = 0;
    while (i < format.length()) {
      char letter = format.charAt(i);
      if (letter == '\'') {
        int close = format.indexOf('\'', i + 1);
        int end = close < 0 ? format.length() : close;
        exactly(out, close == i + 1 ? "'" : format.substring(i + 1, end));
        i = end + 1;
      } else if (Character.isLetter(letter)) {
        int end = i;
        while (end < format.length() && format.charAt(end) == letter) {
          end++;
        }
        out.append(shape(letter, end - i));
        i = end;
      } else {
        exactly(out, String.valueOf(letter));
        i++;
      }
    }
    return out.append('$').toString();
  }

  private static String shape(char letter, int length) {
    boolean word = letter == 'a' || letter == 'E' || (letter == 'M' && length > 2);
    if (word) {
      return "[A-Za-z]+";
    }
    return length == 1 ? "[0-9]{1,2}" : "[0-9]{" + length + "}";
  }

  private static void exactly(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && c < 128) {
        out.append('\\');
      }
      out.append(c);
    }
  }
}
