package dev.holdfast.base;

import org.jspecify.annotations.Nullable;

/**
 * The one exception of Holdfast: a code that says whose fault it is, and a sentence for a person.
 */
public final class HoldfastException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  public HoldfastException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public HoldfastException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}
