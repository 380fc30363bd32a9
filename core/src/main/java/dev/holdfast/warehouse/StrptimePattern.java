package dev.holdfast.warehouse;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;

/** Turns the date patterns people know from Java and spreadsheets into the engine's own. */
final class StrptimePattern {

  private StrptimePattern() {}

  /** {@code yyyy-MM-dd'T'HH:mm} becomes {@code %Y-%m-%dT%H:%M}. */
  static String of(String pattern) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < pattern.length()) {
      char letter = pattern.charAt(i);
      if (letter == '\'') {
        int close = pattern.indexOf('\'', i + 1);
        if (close < 0) {
          throw new HoldfastException(
              ErrorCode.BAD_DEFINITION,
              "date pattern '" + pattern + "' has a quote without its twin");
        }
        out.append(close == i + 1 ? "'" : pattern.substring(i + 1, close).replace("%", "%%"));
        i = close + 1;
      } else if (Character.isLetter(letter)) {
        int end = i;
        while (end < pattern.length() && pattern.charAt(end) == letter) {
          end++;
        }
        out.append(directive(pattern, pattern.substring(i, end)));
        i = end;
      } else {
        out.append(letter == '%' ? "%%" : letter);
        i++;
      }
    }
    return out.toString();
  }

  private static String directive(String pattern, String letters) {
    return switch (letters) {
      case "yyyy", "uuuu" -> "%Y";
      case "yy" -> "%y";
      case "MM" -> "%m";
      case "M" -> "%-m";
      case "MMM" -> "%b";
      case "MMMM" -> "%B";
      case "dd" -> "%d";
      case "d" -> "%-d";
      case "HH" -> "%H";
      case "H" -> "%-H";
      case "hh" -> "%I";
      case "h" -> "%-I";
      case "mm" -> "%M";
      case "ss" -> "%S";
      case "SSS" -> "%g";
      case "SSSSSS" -> "%f";
      case "a" -> "%p";
      case "EEE" -> "%a";
      case "EEEE" -> "%A";
      default ->
          throw new HoldfastException(
              ErrorCode.BAD_DEFINITION,
              "date pattern '"
                  + pattern
                  + "': '"
                  + letters
                  + "' is not known; use yyyy, yy, MM, M, MMM, dd, d, HH, H, hh, mm, ss, SSS, a");
    };
  }
}
