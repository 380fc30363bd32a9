package dev.holdfast.metrics;

import dev.holdfast.metrics.ContextTable.Judgement;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what a table of situations shows. It never says why. */
final class ContextWords {

  private ContextWords() {}

  static String verdict(
      ContextTag tag,
      int code,
      long n,
      double difference,
      @Nullable Judgement judgement,
      String unit) {
    if (judgement == null) {
      return "not judged: it rests on too few accounts";
    }
    if (!judgement.stands()) {
      return "no difference that n = " + n + " can show";
    }
    return (difference > 0 ? "higher " : "lower ")
        + tag.phrase(code)
        + ": "
        + amount(difference)
        + " "
        + points(unit)
        + (difference > 0 ? " above" : " below")
        + " the rest ("
        + amount(judgement.shrunken())
        + " after pooling), n = "
        + n;
  }

  static String rule(int judged) {
    return String.format(
        Locale.ROOT,
        "%d differences are looked at together. One is called a difference when its p value,"
            + " adjusted after Benjamini and Hochberg, is at most %.2f: on average at most 1 in %d"
            + " of those called so is chance. The account is the unit, so an account with many"
            + " rows counts as one. Differences are pooled toward none before they are ranked."
            + " Values with fewer than %d rows are hidden. What goes together need not be a cause.",
        judged,
        ContextTable.FALSE_SHARE,
        Math.round(1 / ContextTable.FALSE_SHARE),
        ContextTable.LEAST_ROWS);
  }

  private static String points(String unit) {
    return switch (unit) {
      case "percent" -> "percentage points";
      case "percentile" -> "percentiles";
      default -> unit;
    };
  }

  /** Without its sign; two digits are as many as such a difference deserves. */
  private static String amount(double amount) {
    return new BigDecimal(Math.abs(amount))
        .round(new MathContext(2))
        .stripTrailingZeros()
        .toPlainString();
  }
}
