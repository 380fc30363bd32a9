package dev.holdfast.health;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as people read them. */
final class Numbers {

  private Numbers() {}

  /** A number with as many decimals as it has. */
  static String plain(double number) {
    return strip(BigDecimal.valueOf(number));
  }

  /** A number rounded half up to at most some decimals. */
  static String rounded(double number, int decimals) {
    return strip(BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_UP));
  }

  /** A share as a percentage. */
  static String percent(double share) {
    return rounded(100 * share, 0) + " %";
  }

  /** A change with its sign. */
  static String signed(double number, int decimals) {
    String text = rounded(number, decimals);
    return number > 0 && !text.equals("0") ? "+" + text : text;
  }

  /** A count with its noun: {@code 1 day}, {@code 2 days}. */
  static String count(long count, String singular, String plural) {
    return count + " " + (count == 1 ? singular : plural);
  }

  static String days(long days) {
    return count(days, "day", "days");
  }

  private static String strip(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
