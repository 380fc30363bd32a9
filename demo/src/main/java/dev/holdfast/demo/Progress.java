package dev.holdfast.demo;

/** Hears how far the work has come. */
@FunctionalInterface
public interface Progress {

  /**
   * Called now and then, by one thread at a time.
   *
   * @param label what is being done
   * @param done how much of it is done
   * @param total how much there is
   */
  void at(String label, long done, long total);

  /** Hears nothing. */
  static Progress silent() {
    return (label, done, total) -> {};
  }
}
