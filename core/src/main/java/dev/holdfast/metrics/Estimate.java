package dev.holdfast.metrics;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.stats.Interval;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a sample says about a number: a value with its interval, or the reason why there is none.
 *
 * @param value the estimate in the metric's unit; null exactly when {@code absentReason} is given
 * @param interval its interval in the same unit; null where the sample gives none
 * @param n size of the sample, in the contract's sample unit
 * @param numerator what was counted or added up; null where the estimate is not a fraction
 * @param denominator what it was divided by; null where the estimate is not a fraction
 * @param absentReason why there is no value, in words
 */
public record Estimate(
    @Nullable Double value,
    @Nullable Interval interval,
    long n,
    @Nullable Double numerator,
    @Nullable Double denominator,
    @Nullable String absentReason) {

  public Estimate {
    if ((value == null) == (absentReason == null)) {
      throw new HoldfastException(
          ErrorCode.BROKEN_PROMISE, "an estimate has either a value or a reason for its absence");
    }
    if (value != null && !Double.isFinite(value)) {
      throw new HoldfastException(ErrorCode.BROKEN_PROMISE, "an estimate must be finite: " + value);
    }
  }

  /** A fraction. */
  public static Estimate of(
      double value, Optional<Interval> interval, long n, double numerator, double denominator) {
    return new Estimate(value, interval.orElse(null), n, numerator, denominator, null);
  }

  /** A fraction of two counts. */
  static Estimate ofCounts(
      double value, Optional<Interval> interval, long numerator, long denominator) {
    return of(value, interval, denominator, (double) numerator, (double) denominator);
  }

  /** A number that is not a fraction, such as a median. */
  public static Estimate of(double value, Optional<Interval> interval, long n) {
    return new Estimate(value, interval.orElse(null), n, null, null, null);
  }

  /** No value, because ... */
  public static Estimate absent(String reason) {
    return new Estimate(null, null, 0, null, null, reason);
  }

  /** No value though something was counted, because ... */
  public static Estimate absent(String reason, long n, double numerator, double denominator) {
    return new Estimate(null, null, n, numerator, denominator, reason);
  }

  /** The same counts without a value when the sample is smaller than the contract allows. */
  Estimate withMinimum(long minimum, String sampleUnit) {
    return value == null || n >= minimum
        ? this
        : new Estimate(
            null, null, n, numerator, denominator, "fewer than " + minimum + " " + sampleUnit);
  }
}
