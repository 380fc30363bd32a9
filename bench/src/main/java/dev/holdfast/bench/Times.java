package dev.holdfast.bench;

import java.util.Arrays;

/**
 * How long something took, done again and again.
 *
 * @param runs how often it was done
 * @param medianMillis the middle of the times, in milliseconds; of an even number the lower middle
 * @param p95Millis the time that 95 % of the runs stayed within, by nearest rank
 */
public record Times(int runs, double medianMillis, double p95Millis) {

  /** Does it so often and takes the time of each. */
  static Times of(int runs, Work work) {
    double[] millis = new double[runs];
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      work.run();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    return ofMillis(millis);
  }

  static Times ofMillis(double[] millis) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    return new Times(sorted.length, rank(sorted, 0.5), rank(sorted, 0.95));
  }

  private static double rank(double[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  /** What is timed. */
  @FunctionalInterface
  interface Work {
    void run();
  }
}
