package dev.holdfast.health;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How an input was spread over comparable accounts at the end of a month.
 *
 * <p>Formula: quantile p of the sorted values x(0) .. x(n-1) lies at place p (n - 1) / 100,
 * straight lines between values (type 7 of Hyndman and Fan, Sample quantiles in statistical
 * packages, The American Statistician 50, 1996). The percentile of a value is the inverse of that;
 * for a value that several quantiles have it is the middle of them, so that ties share a place.
 *
 * <p>Unit: percent, 0 to 100; a value below all others has 0, above all 100. It never falls as the
 * value rises. Error: up to 1 percent, since 101 quantiles are kept and not the values.
 *
 * @param day the end of this day
 * @param accounts how many had a value
 * @param quantiles 0 % to 100 % in steps of 1; empty when there were fewer than {@link
 *     #LEAST_ACCOUNTS}
 */
record Reference(LocalDate day, long accounts, List<Double> quantiles) {

  /** Accounts under which a percentile is noise. */
  static final int LEAST_ACCOUNTS = 30;

  private static final int PERCENT = 100;

  Reference {
    quantiles = List.copyOf(quantiles);
    if (!quantiles.isEmpty() && quantiles.size() != PERCENT + 1) {
      throw new HoldfastException(
          ErrorCode.BROKEN_PROMISE, "a reference has 101 quantiles, not " + quantiles.size());
    }
  }

  /** The reference of values in any order. */
  static Reference of(LocalDate day, List<Double> values) {
    if (values.size() < LEAST_ACCOUNTS) {
      return new Reference(day, values.size(), List.of());
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    List<Double> quantiles = new ArrayList<>(PERCENT + 1);
    for (int percent = 0; percent <= PERCENT; percent++) {
      double place = percent * (sorted.size() - 1) / (double) PERCENT;
      int below = (int) place;
      double left = sorted.get(below);
      double right = sorted.get(Math.min(below + 1, sorted.size() - 1));
      quantiles.add(left == right ? left : left + (place - below) * (right - left));
    }
    return new Reference(day, values.size(), quantiles);
  }

  boolean isEnough() {
    return !quantiles.isEmpty();
  }

  /** The middle value. */
  double median() {
    return quantiles.get(PERCENT / 2);
  }

  /** The percentile of a value, 0 to 100. */
  double percentile(double value) {
    int first = firstNotBelow(value);
    if (first > PERCENT) {
      return PERCENT;
    }
    double found = quantiles.get(first);
    if (found == value) {
      int last = first;
      while (last < PERCENT && quantiles.get(last + 1) == value) {
        last++;
      }
      return (first + last) / 2.0;
    }
    if (first == 0) {
      return 0;
    }
    double below = quantiles.get(first - 1);
    return first - 1 + (value - below) / (found - below);
  }

  private int firstNotBelow(double value) {
    int low = 0;
    int high = PERCENT + 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (quantiles.get(middle) < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
