package dev.holdfast.workspace;

/** The number of a key that a source sends with. */
public record WriteKeyId(long number) {

  public WriteKeyId {
    if (number < 1) {
      throw new IllegalArgumentException("write key ids start at 1: " + number);
    }
  }
}
