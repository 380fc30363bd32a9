package dev.holdfast.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures of reports as text. */
final class Figures {

  private Figures() {}

  /** With so many decimals; "none" when there is no number. */
  static String decimals(@Nullable Double number, int decimals) {
    return number == null ? "none" : String.format(Locale.ROOT, "%." + decimals + "f", number);
  }

  /** A share, 0 to 1, in percent; "no data" when it is not known. */
  static String percent(@Nullable Double share) {
    return share == null ? "no data" : decimals(100 * share, 1) + " %";
  }

  /** An interval of shares in percent; empty when it is not known. */
  static String interval(@Nullable Double low, @Nullable Double high) {
    return low == null || high == null ? "" : percent(low) + " to " + percent(high);
  }
}
