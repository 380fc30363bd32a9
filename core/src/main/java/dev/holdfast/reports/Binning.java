package dev.holdfast.reports;

import dev.holdfast.stats.Quantile;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts values into bins of one round width.
 *
 * <p>Whole numbers that lie close together have a bin each. Otherwise the width is that of Freedman
 * and Diaconis, {@code 2 IQR n^(-1/3)} (Zeitschrift für Wahrscheinlichkeitstheorie 57, 1981, pages
 * 453-476), rounded up to 1, 2 or 5 times a power of ten, and so that there are at most {@value
 * #MOST} bins. Where the largest hundredth of the values lies far out, it shares one last bin
 * without an end, so that a few very large values do not squeeze the rest into one bar.
 *
 * <p>Unit: that of the values. Every value lies in exactly one bin. An empty sample has no bins.
 */
final class Binning {

  static final int MOST = 40;
  private static final int LEAST = 5;
  private static final double NEARLY_ALL = 0.99;

  /** So much wider than nearly all values must the range be before its end is cut off. */
  private static final double FAR = 1.25;

  private Binning() {}

  /**
   * Bins of values.
   *
   * @param sorted ascending and finite
   */
  static List<Distribution.Bin> of(double[] sorted) {
    if (sorted.length == 0) {
      return List.of();
    }
    double low = sorted[0];
    double high = sorted[sorted.length - 1];
    if (single(sorted)) {
      return count(sorted, low, 1, (int) (high - low) + 1, false);
    }
    double nearlyAll = Quantile.type7(sorted, NEARLY_ALL);
    boolean cut = high - low > FAR * (nearlyAll - low) && nearlyAll > low;
    double end = cut ? nearlyAll : high;
    double width = width(sorted, end - low);
    double start = Math.floor(low / width) * width;
    int bins = (int) Math.floor((end - start) / width) + 1;
    return count(sorted, start, width, bins, start + bins * width <= high);
  }

  /** Whether the values are whole numbers so close together that each has a bin of its own. */
  static boolean single(double[] sorted) {
    return sorted.length > 0 && whole(sorted) && sorted[sorted.length - 1] - sorted[0] < MOST;
  }

  private static boolean whole(double[] values) {
    for (double value : values) {
      if (value != Math.rint(value)) {
        return false;
      }
    }
    return true;
  }

  private static double width(double[] sorted, double range) {
    if (range <= 0) {
      return nice(Math.max(Math.abs(sorted[0]) / LEAST, Double.MIN_NORMAL));
    }
    double spread = Quantile.type7(sorted, 0.75) - Quantile.type7(sorted, 0.25);
    double ideal = 2 * spread / Math.cbrt(sorted.length);
    return nice(Math.clamp(ideal, range / (MOST - 2), range / LEAST));
  }

  /** The next of 1, 2 and 5 times a power of ten that is not smaller. */
  private static double nice(double width) {
    double power = Math.pow(10, Math.floor(Math.log10(width)));
    double lead = width / power;
    return (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power;
  }

  /**
   * @param open whether one more bin without an end follows for what is larger
   */
  private static List<Distribution.Bin> count(
      double[] sorted, double start, double width, int bins, boolean open) {
    long[] counts = new long[bins + 1];
    for (double value : sorted) {
      int bin = (int) Math.floor((value - start) / width);
      counts[Math.clamp(bin, 0, open ? bins : bins - 1)]++;
    }
    List<Distribution.Bin> result = new ArrayList<>();
    for (int i = 0; i < bins; i++) {
      result.add(new Distribution.Bin(start + i * width, start + (i + 1) * width, counts[i]));
    }
    if (open) {
      result.add(
          new Distribution.Bin(start + bins * width, Double.POSITIVE_INFINITY, counts[bins]));
    }
    return result;
  }
}
