package dev.holdfast.stats;

import java.util.Optional;

/**
 * What came of fitting a model: a fit, or the reason why there is none.
 *
 * @param <F> the fit
 */
public sealed interface FitOutcome<F> {

  /** There is one. */
  record Fitted<F>(F result) implements FitOutcome<F> {}

  /**
   * There is none.
   *
   * @param reason for programs
   * @param detail for people: what is missing, and how much of it
   */
  record Refused<F>(Reason reason, String detail) implements FitOutcome<F> {}

  /** Why there is no fit. */
  enum Reason {
    /** Fewer than three renewals were seen in any cohort. */
    TOO_FEW_RENEWALS,
    /** Nobody left, so that nothing is known of leaving. */
    NOBODY_LEFT,
    /** Fewer than a hundred customers bought again. */
    TOO_FEW_REPEAT_BUYERS,
    /** The mean of the fitted distribution of spending is infinite. */
    INFINITE_MEAN
  }

  /** The fit, for callers that do not need the reason. */
  default Optional<F> fit() {
    return switch (this) {
      case Fitted<F>(F result) -> Optional.of(result);
      case Refused<F> refused -> Optional.empty();
    };
  }
}
