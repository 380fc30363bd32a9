package dev.holdfast.web.intake;

/**
 * Why a request was not taken.
 *
 * @param reason the reason, as it is counted
 * @param status the HTTP status that says so
 * @param says the reason for a person
 */
record Refused(Reason reason, int status, String says) {

  /** The reasons there are. */
  enum Reason {
    UNKNOWN_KEY,
    TOO_LARGE,
    NOT_READABLE,
    TOO_SLOW,
    OVERLOADED,
    NOT_READY,
    NOT_ALLOWED
  }

  /** A request that is refused is not an error of ours; no stack trace is made. */
  static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Refused refused;

    RefusedException(Refused refused) {
      super(refused.says(), null, false, false);
      this.refused = refused;
    }

    Refused refused() {
      return refused;
    }
  }

  RefusedException exception() {
    return new RefusedException(this);
  }

  static Refused tooLarge(long limit) {
    return new Refused(
        Reason.TOO_LARGE,
        413,
        "A body may have " + (limit >> 10) + " KB, unpacked; send smaller batches");
  }

  static Refused overloaded(String says) {
    return new Refused(Reason.OVERLOADED, 429, says);
  }

  static Refused unknownKey() {
    return new Refused(
        Reason.UNKNOWN_KEY,
        401,
        "No source has this write key. Send one from the Data page, as the user of Basic"
            + " authentication or as writeKey in the body");
  }
}
