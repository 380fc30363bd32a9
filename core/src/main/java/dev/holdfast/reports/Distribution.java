package dev.holdfast.reports;

import dev.holdfast.metrics.Contract;
import dev.holdfast.metrics.MetricValue;
import java.util.List;

/** How the values behind a mean, a quantile or a score are spread; or why it cannot be shown. */
public sealed interface Distribution {

  /** What the values are the values of. */
  Contract contract();

  /** The number that is made of the values. */
  MetricValue headline();

  /**
   * The values in bins.
   *
   * @param bins in order and without gaps; all values lie in one
   * @param single whether each bin holds one whole number only
   * @param marks numbers made of the values, the headline first
   * @param n how many values
   * @param unknown how many rows have no value
   */
  record Spread(
      Contract contract,
      MetricValue headline,
      List<Bin> bins,
      boolean single,
      List<Mark> marks,
      long n,
      long unknown)
      implements Distribution {
    public Spread {
      bins = List.copyOf(bins);
      marks = List.copyOf(marks);
    }
  }

  /** No picture, and why. */
  record NotShown(Contract contract, MetricValue headline, String reason) implements Distribution {}

  /** How many values lie from one amount to before another; infinite for all that is larger. */
  record Bin(double from, double to, long count) {}

  /** A number made of the values, such as their median. */
  record Mark(String name, double amount) {}
}
