package dev.holdfast.stats;

import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.hipparchus.special.Beta;
import org.junit.jupiter.api.Test;

class GaussHypergeometricTests {

  /** At z = 0.9999 the rounding of some 400,000 terms adds up to 6e-13. */
  private static final double EXACT = 1e-12;

  @Test
  void itIsTheElementaryFunctionsWhereItIsOne() {
    for (double z : new double[] {1e-9, 0.1, 0.5, 0.9, 0.99, 0.9999}) {
      String name = "z " + z;
      assertClose(name, GaussHypergeometric.of(1, 1, 2, z), -Math.log1p(-z) / z, EXACT);
      assertClose(name, GaussHypergeometric.of(0.7, 3, 3, z), Math.pow(1 - z, -0.7), EXACT);
      double root = Math.sqrt(z);
      assertClose(name, GaussHypergeometric.of(0.5, 0.5, 1.5, z), Math.asin(root) / root, EXACT);
      assertClose(name, GaussHypergeometric.of(1, 2, 1, z), Math.pow(1 - z, -2), 1e-11);
    }
  }

  @Test
  void theContinuedFractionIsTheSeries() {
    Seeds.each(
        300,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          double b = random.nextDouble(0.05, 60);
          double c = random.nextDouble(Math.max(0.05, b - 0.9), b + 20);
          double z = random.nextDouble(0.99);
          double series = GaussHypergeometric.log(1, b, c, z);
          assertClose("F", GaussHypergeometric.logWithOne(b, c, z), series, 1e-11);
        });
    double near = 1 - 1e-8;
    assertClose(
        "near 1",
        GaussHypergeometric.logWithOne(1, 2, near),
        Math.log(-Math.log1p(-near) / near),
        1e-9);
  }

  @Test
  void nothingAtZero() {
    assertThat(GaussHypergeometric.log(3, 4, 5, 0)).isZero();
  }

  @Test
  void hundredsOfPurchasesStayWithinRange() {
    // (1-z)^-a with a = 800 and z = 0.9 is 1e800, far out of a double's range.
    assertClose("log", GaussHypergeometric.log(800, 3, 3, 0.9), 800 * Math.log(10), EXACT);
    // The same by the plain series, as Euler's transform would have a parameter of -797.
    assertClose(
        "log", GaussHypergeometric.log(800, 2, 2.5, 0.9), byIntegral(800, 2, 2.5, 0.9), 1e-9);
  }

  @Test
  void gaussRelationsBetweenNeighboursHold() {
    // 15.2.14: (b-a) F + a F(a+1) - b F(b+1) = 0.
    Seeds.each(
        500,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          double a = random.nextDouble(0.05, 12);
          double b = random.nextDouble(0.05, 12);
          double c = random.nextDouble(0.05, 12);
          double z = random.nextDouble(0.97);
          double left = b * GaussHypergeometric.of(a, b + 1, c, z);
          double right =
              (b - a) * GaussHypergeometric.of(a, b, c, z)
                  + a * GaussHypergeometric.of(a + 1, b, c, z);
          assertClose("relation", right / left, 1, 1e-10);
        });
  }

  @Test
  void whatHasNoValueIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> GaussHypergeometric.of(1, 1, 2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> GaussHypergeometric.of(1, 1, 2, -0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> GaussHypergeometric.of(1, 1, 0, 0.5));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> GaussHypergeometric.of(1, 1, 2, Math.nextDown(1.0)))
        .withMessageContaining("close to 1");
  }

  /** Euler's integral, scaled, by Simpson's rule on a substitution that flattens the end at 1. */
  private static double byIntegral(double a, double b, double c, double z) {
    int steps = 400_000;
    double top = -a * Math.log1p(-z);
    double sum = 0;
    for (int i = 1; i < steps; i++) {
      double v = (double) i / steps;
      double gap = Math.pow(1 - v, 4); // 1 - t
      double t = 1 - gap;
      double jacobian = 4 * Math.pow(1 - v, 3);
      double log = (b - 1) * Math.log(t) + (c - b - 1) * Math.log(gap) - a * Math.log1p(-z * t);
      sum += (i % 2 == 0 ? 2 : 4) * Math.exp(log - top) * jacobian;
    }
    return top + Math.log(sum / 3 / steps) - Beta.logBeta(b, c - b);
  }
}
