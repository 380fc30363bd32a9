package dev.holdfast.signals;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;

/**
 * What a company may set about signals.
 *
 * @param budget signals a week that each CSM is asked to look at; the others wait below the line
 */
public record SignalSettings(int budget) {

  public SignalSettings {
    if (budget < 1 || budget > 1000) {
      throw new HoldfastException(
          ErrorCode.BAD_DEFINITION,
          "signals.budget-per-week must lie between 1 and 1000, not " + budget);
    }
  }

  /** Ten a week. */
  public static SignalSettings usual() {
    return new SignalSettings(10);
  }
}
