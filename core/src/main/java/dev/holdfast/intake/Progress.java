package dev.holdfast.intake;

/** Told how far an import is, often enough for a progress bar. */
@FunctionalInterface
public interface Progress {

  /**
   * Called every few thousand rows and at the start of each step.
   *
   * @param step what is being done, in words
   * @param rows rows read so far
   * @param bytes bytes read so far
   * @param totalBytes size of the file; 0 when it is not known
   */
  void at(String step, long rows, long bytes, long totalBytes);

  /** Tells nobody. */
  static Progress none() {
    return (step, rows, bytes, totalBytes) -> {};
  }
}
