package dev.holdfast.health;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;

/**
 * What a backtest is asked: a profile, published or a draft, and how far ahead it should see.
 *
 * @param gapDays days after a cut-off in which a loss is too near to be foretold: nothing could be
 *     done any more
 * @param horizonDays days after the gap in which a loss counts
 * @param months monthly cut-offs to look at, at most
 */
public record BacktestRequest(HealthProfile profile, int gapDays, int horizonDays, int months) {

  /** The usual gap. */
  public static final int GAP_DAYS = 30;

  /** The usual horizon. */
  public static final int HORIZON_DAYS = 90;

  /** The usual number of cut-offs. */
  public static final int MONTHS = 24;

  public BacktestRequest {
    between("gap", gapDays, 0, 365);
    between("horizon", horizonDays, 7, 730);
    between("months", months, 2, 120);
  }

  /** The usual question about a profile. */
  public static BacktestRequest of(HealthProfile profile) {
    return new BacktestRequest(profile, GAP_DAYS, HORIZON_DAYS, MONTHS);
  }

  private static void between(String name, int given, int least, int most) {
    if (given < least || given > most) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          name + " must lie between " + least + " and " + most + ", not " + given + ".");
    }
  }
}
