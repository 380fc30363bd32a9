package dev.holdfast.stats;

import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * Runs a property for many seeds and names the seed that broke it.
 *
 * <p>The seeds are always the same, so that a red build stays red; {@code -Dseed=N} replays one.
 */
final class Seeds {

  private static final long FIRST = 20_261_121L;

  private Seeds() {}

  static void each(int count, LongConsumer property) {
    Long only = Long.getLong("seed");
    if (only != null) {
      check(only, property);
      return;
    }
    SplittableRandom seeds = new SplittableRandom(FIRST);
    for (int i = 0; i < count; i++) {
      check(seeds.nextLong(), property);
    }
  }

  private static void check(long seed, LongConsumer property) {
    try {
      property.accept(seed);
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError("failed with -Dseed=" + seed + ": " + failure.getMessage(), failure);
    }
  }
}
