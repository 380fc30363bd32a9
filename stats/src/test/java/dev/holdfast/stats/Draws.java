package dev.holdfast.stats;

import java.util.SplittableRandom;

/** Random numbers that the JDK has not. */
final class Draws {

  private Draws() {}

  /** A gamma variable of rate 1 (Marsaglia and Tsang 2000; below a shape of 1 by their boost). */
  static double gamma(SplittableRandom random, double shape) {
    if (shape < 1) {
      return gamma(random, shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    while (true) {
      double normal = random.nextGaussian();
      double v = Math.pow(1 + normal / Math.sqrt(9 * d), 3);
      if (v > 0
          && Math.log(random.nextDouble()) < normal * normal / 2 + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
