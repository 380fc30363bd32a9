package dev.holdfast.workspace;

/** The number of a system that sends messages. */
public record SourceId(long number) {

  public SourceId {
    if (number < 1) {
      throw new IllegalArgumentException("source ids start at 1: " + number);
    }
  }
}
