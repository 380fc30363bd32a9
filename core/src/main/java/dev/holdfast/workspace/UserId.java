package dev.holdfast.workspace;

/** The number of a person who uses Holdfast. */
public record UserId(long number) {

  public UserId {
    if (number < 1) {
      throw new IllegalArgumentException("user ids start at 1: " + number);
    }
  }
}
