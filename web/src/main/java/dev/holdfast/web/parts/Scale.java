package dev.holdfast.web.parts;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear scale from amounts to places, with round ticks.
 *
 * <p>Ticks are 1, 2 or 5 times a power of ten apart (P. Heckbert, "Nice numbers for graph labels",
 * Graphics Gems, 1990).
 *
 * @param low amount at {@code start}
 * @param high amount at {@code end}
 * @param start place of the lowest amount
 * @param end place of the highest amount; may be less than {@code start}, as for a vertical axis
 * @param step distance of two ticks
 */
record Scale(double low, double high, double start, double end, double step) {

  /** A scale that holds all amounts between two, widened to round ticks. */
  static Scale round(double lowest, double highest, int ticks, double start, double end) {
    double low = lowest;
    double high = highest;
    if (!(high > low)) {
      double room = low == 0 ? 1 : Math.abs(low) * 0.1;
      low -= room;
      high += room;
    }
    double step = niceStep((high - low) / Math.max(1, ticks));
    return new Scale(
        Math.floor(low / step + 1e-9) * step,
        Math.ceil(high / step - 1e-9) * step,
        start,
        end,
        step);
  }

  private static double niceStep(double raw) {
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double lead = raw / power;
    double nice = lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10;
    return nice * power;
  }

  double place(double amount) {
    return start + (amount - low) / (high - low) * (end - start);
  }

  /** The round amounts along the scale, ascending. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    long count = Math.round((high - low) / step);
    for (long i = 0; i <= count; i++) {
      double tick = low + i * step;
      ticks.add(Math.abs(tick) < step * 1e-9 ? 0.0 : tick);
    }
    return List.copyOf(ticks);
  }
}
