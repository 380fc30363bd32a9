package dev.holdfast.stats;

/**
 * Gauss's hypergeometric function {@code ₂F₁(a, b; c; z) = Σ (a)ₙ (b)ₙ / (c)ₙ zⁿ / n!} for positive
 * a, b and c and for z from 0 to below 1.
 *
 * <p>There the function is at least 1, so its logarithm is what is computed: the value itself
 * leaves the range of a double for customers with hundreds of purchases. Where {@code c < a + b}
 * the terms hardly fall, and Euler's transform {@code (1-z)^(c-a-b) ₂F₁(c-a, c-b; c; z)} is summed
 * instead, unless a parameter of it lies below -1: then its terms change sign and would cancel each
 * other, and the plain series, which only adds, is kept.
 *
 * <p>The sum ends when the geometric bound of all terms to come is below 1e-16 of it. After ten
 * million terms (z closer to 1 than about 1e-6) there is no value, which is refused.
 *
 * <p>Source: Abramowitz and Stegun (1964), 15.1.1 and 15.3.3. Golden: closed forms (logarithm, arc
 * sine, powers) and {@code customer_base_checks.csv}, made by numerical integration.
 */
final class GaussHypergeometric {

  private static final int MOST_TERMS = 10_000_000;
  private static final double NEGLIGIBLE = 1e-16;
  private static final double LARGE = 1e250;

  private GaussHypergeometric() {}

  static double of(double a, double b, double c, double z) {
    return Math.exp(log(a, b, c, z));
  }

  /** The natural logarithm of the function, 0 or more. */
  static double log(double a, double b, double c, double z) {
    if (!(a > 0 && b > 0 && c > 0 && z >= 0 && z < 1)) {
      throw new IllegalArgumentException(
          "2F1 is computed for positive a, b, c and z from 0 to below 1, not for "
              + ("a " + a + ", b " + b + ", c " + c + ", z " + z));
    }
    if (c < a + b && c - a > -1 && c - b > -1) {
      return (c - a - b) * Math.log1p(-z) + logOfSeries(c - a, c - b, c, z);
    }
    return logOfSeries(a, b, c, z);
  }

  /**
   * The logarithm of {@code ₂F₁(1, b; c; z)} for c + 1 > b, by Gauss's continued fraction. Where z
   * is close to 1 it needs about the root of the terms that the series does.
   *
   * <p>{@code 1 / (1 - k₁z / (1 - k₂z / ...))} is summed by Steed's method, whose terms are all
   * positive here. Source: Cuyt and others (2008), Handbook of Continued Fractions, 15.3.
   */
  static double logWithOne(double b, double c, double z) {
    double d = c - 1;
    double tail = 1;
    double term = 1;
    double sum = 1;
    for (int k = 1; k < MOST_TERMS; k++) {
      int n = k / 2;
      double up = k % 2 == 1 ? (b + n) * (d + n) : n * (d - b + n);
      tail = 1 / (1 - up / ((d + k - 1) * (d + k)) * z * tail);
      term *= tail - 1;
      sum += term;
      if (tail < 2 && Math.abs(term) <= NEGLIGIBLE * sum * (2 - tail)) {
        return Math.log(sum);
      }
    }
    throw new ArithmeticException("2F1 does not settle so close to 1: z " + z);
  }

  private static double logOfSeries(double a, double b, double c, double z) {
    double term = 1;
    double sum = 1;
    double logScale = 0;
    for (int n = 0; n < MOST_TERMS; n++) {
      double ratio = (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
      term *= ratio;
      sum += term;
      if (Math.abs(term) <= NEGLIGIBLE * sum * (1 - bound(a, b, c, z, n + 1))) {
        return logScale + Math.log(sum);
      }
      if (sum > LARGE) {
        logScale += Math.log(sum);
        term /= sum;
        sum = 1;
      }
    }
    throw new ArithmeticException("2F1 does not settle so close to 1: z " + z);
  }

  /** No later ratio of two terms is above this, once it is below 1; at least z. */
  private static double bound(double a, double b, double c, double z, int n) {
    return Math.min(1, Math.max(z, (a + n) * (b + n) / ((c + n) * (n + 1)) * z));
  }
}
