package dev.holdfast.demo;

import java.util.List;

/**
 * Chance that depends only on where it starts: a SplitMix64 stream for one (seed, account, purpose,
 * index), so that one part of the company can change without moving another.
 *
 * <p>Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014. Only
 * {@link StrictMath} is used, so that every machine draws the same.
 */
final class Dice {

  /** What is drawn. */
  enum Purpose {
    TEAM(1),
    PROFILE(2),
    CAUSES(3),
    LIFE(4),
    PEOPLE(5),
    RECORDS(6),
    USAGE(7),
    TICKETS(8),
    VOICE(9),
    CARE(10),
    ORDERS(11),
    MORE(12);

    private final long number;

    Purpose(long number) {
      this.number = number;
    }
  }

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  private Dice(long state) {
    this.state = state;
  }

  static Dice of(long seed, long account, Purpose purpose, long index) {
    long mixed = mix(seed + GOLDEN);
    mixed = mix(mixed ^ (account * 0xD1342543DE82EF95L));
    mixed = mix(mixed + purpose.number * GOLDEN);
    return new Dice(mix(mixed ^ (index * 0xF1357AEA2E62A9C5L)));
  }

  private static long mix(long bits) {
    long z = bits;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** A number in [0, 1). */
  double uniform() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  /** A number in [low, high). */
  double between(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** A whole number in [0, bound). */
  int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** A whole number in [low, high], both included. */
  int range(int low, int high) {
    return low + below(high - low + 1);
  }

  boolean chance(double probability) {
    return uniform() < probability;
  }

  <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** A standard normal number: the sum of twelve uniform ones less six, so tails end at six. */
  double normal() {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += uniform();
    }
    return sum;
  }

  /** A number whose logarithm is normal. */
  double logNormal(double median, double sigma) {
    return median * StrictMath.exp(sigma * normal());
  }

  double exponential(double mean) {
    return -mean * StrictMath.log(1 - uniform());
  }

  /** A Poisson number; above a mean of 30 the rounded normal one. */
  int poisson(double mean) {
    if (mean <= 0) {
      return 0;
    }
    if (mean > 30) {
      return Math.max(0, (int) StrictMath.rint(mean + StrictMath.sqrt(mean) * normal()));
    }
    double limit = StrictMath.exp(-mean);
    double product = uniform();
    int count = 0;
    while (product > limit) {
      product *= uniform();
      count++;
    }
    return count;
  }
}
