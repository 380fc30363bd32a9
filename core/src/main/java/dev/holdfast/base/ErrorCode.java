package dev.holdfast.base;

/** What went wrong, and whose turn it is to mend it. */
public enum ErrorCode {
  /** A command, form or request asks for something that is not allowed or makes no sense. */
  BAD_REQUEST(Fault.USER),
  /** A definition (metric, mapping, health profile, expression) has a mistake in it. */
  BAD_DEFINITION(Fault.USER),
  /** A file cannot be read as what it is said to be. */
  BAD_FILE(Fault.USER),
  /** The thing asked for does not exist. */
  NOT_FOUND(Fault.USER),
  /** The person signed in may not see or do this. */
  FORBIDDEN(Fault.USER),
  /** Another process holds the data folder. */
  DATA_FOLDER_IN_USE(Fault.USER),
  /** The disk, the port or another system let us down. */
  OUTSIDE_UNAVAILABLE(Fault.OUTSIDE),
  /** More arrives than can be taken; nothing was taken, and trying again a little later works. */
  OVERLOADED(Fault.OUTSIDE),
  /** A store refused a statement that should have worked. */
  STORE_FAILED(Fault.US),
  /** A rule that always holds did not hold. */
  BROKEN_PROMISE(Fault.US);

  /** Whose fault an error is. */
  public enum Fault {
    USER,
    OUTSIDE,
    US
  }

  private final Fault fault;

  ErrorCode(Fault fault) {
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
