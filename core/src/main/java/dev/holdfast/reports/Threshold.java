package dev.holdfast.reports;

import dev.holdfast.metrics.MetricValue;
import dev.holdfast.stats.Interval;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount from which a metric earns a word, such as {@code > 50 excellent}.
 *
 * @param side on which side of the amount the word is earned; the amount itself does not earn it
 * @param amount in the unit of the metric
 * @param word what it is called
 */
public record Threshold(Side side, BigDecimal amount, String word) {

  private static final Pattern TEXT =
      Pattern.compile("([<>])\\s*(-?[0-9]{1,12}(?:\\.[0-9]{1,6})?)\\s+(\\S.{0,39})");

  /** Which amounts earn the word. */
  public enum Side {
    ABOVE,
    BELOW
  }

  /**
   * A threshold as it is written in the settings.
   *
   * @throws IllegalArgumentException when the text is not of that form
   */
  public static Threshold of(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(text);
    }
    return new Threshold(
        parts.group(1).equals(">") ? Side.ABOVE : Side.BELOW,
        new BigDecimal(parts.group(2)),
        parts.group(3));
  }

  /** Whether an amount earns the word. */
  public boolean reached(double value) {
    return switch (side) {
      case ABOVE -> value > amount.doubleValue();
      case BELOW -> value < amount.doubleValue();
    };
  }

  /**
   * Whether the interval of a value leaves room for the other verdict; false without an interval,
   * because then nothing is known of it.
   */
  public boolean inDoubt(MetricValue value) {
    Interval interval = value.interval().orElse(null);
    return interval != null && reached(interval.low()) != reached(interval.high());
  }
}
