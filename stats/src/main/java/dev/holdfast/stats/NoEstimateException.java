package dev.holdfast.stats;

import java.util.OptionalInt;

/**
 * Says that a model has no estimate, and why, so that a caller can leave a covariate out or tell
 * its reader what is missing.
 */
public final class NoEstimateException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** Why there is no estimate. */
  public enum Reason {
    /** Everybody had the same outcome: there is nothing to tell apart. */
    ONE_OUTCOME("everybody had the same outcome"),
    /** A covariate is the same for all: leave it out. */
    CONSTANT("the covariate is the same for all; leave it out"),
    /** A covariate follows from the others: leave it out. */
    DEPENDENT("a covariate is the same for all at risk, or follows from the others; leave it out"),
    /** A covariate foretells the outcome: no finite coefficient is the best. */
    SEPARATED(
        "a covariate foretells the outcome, so that its coefficient grows without end;"
            + " leave it out or use a ridge penalty"),
    /** The search for the best coefficients did not come to rest. */
    NO_CONVERGENCE("the search for the best coefficients did not come to rest");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  private final Reason reason;

  /** Minus one when no single covariate is to blame. */
  private final int index;

  NoEstimateException(Reason reason) {
    super("there is no estimate: " + reason.words);
    this.reason = reason;
    this.index = -1;
  }

  NoEstimateException(Reason reason, String words) {
    super("there is no estimate: " + words);
    this.reason = reason;
    this.index = -1;
  }

  NoEstimateException(Reason reason, int index) {
    super("there is no estimate (covariate at index " + index + "): " + reason.words);
    this.reason = reason;
    this.index = index;
  }

  public Reason reason() {
    return reason;
  }

  /** The covariate to blame, counted from 0; absent when it is not a single one. */
  public OptionalInt covariate() {
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }
}
