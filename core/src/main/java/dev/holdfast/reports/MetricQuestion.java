package dev.holdfast.reports;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period.Grain;
import org.jspecify.annotations.Nullable;

/**
 * What a metric page is asked for.
 *
 * @param variant name of the variant; null for the contract's first
 * @param days length of the headline's period, which ends with the last complete day
 * @param grain step of the trend; null for the contract's own
 * @param by dimension of the breakdown; null for the contract's first
 * @param account the one account it is asked about; null for all in sight
 */
public record MetricQuestion(
    String metric,
    @Nullable String variant,
    int days,
    @Nullable Grain grain,
    @Nullable String by,
    @Nullable String account) {

  private static final int MOST_DAYS = 3660;

  public MetricQuestion {
    if (days < 1 || days > MOST_DAYS) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "A period has between 1 and " + MOST_DAYS + " days.");
    }
  }
}
