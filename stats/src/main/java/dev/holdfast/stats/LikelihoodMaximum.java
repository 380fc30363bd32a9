package dev.holdfast.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * The highest point of a log-likelihood over parameters from 1e-4 to 1e4, reached from several
 * starts and then made exact with Newton's steps.
 *
 * <p>The curvature is the central difference of the slopes, with four points and a step of 2e-3 of
 * a logarithm. Where a parameter ends on a bound, or the curvature is not that of a peak, there is
 * no covariance: such a number is no estimate with a standard error.
 */
final class LikelihoodMaximum {

  private static final double STEP = 2e-3;
  private static final int MOST_POLISHES = 6;

  private final double[] parameters;
  private final double value;
  private final boolean onBound;
  private final Optional<RealMatrix> covariance;

  private LikelihoodMaximum(
      LikelihoodClimb peak, boolean onBound, Optional<RealMatrix> covariance) {
    this.parameters = Arrays.stream(peak.logs()).map(Math::exp).toArray();
    this.value = peak.value();
    this.onBound = onBound;
    this.covariance = covariance;
  }

  static LikelihoodMaximum of(LogLikelihood likelihood, List<double[]> starts) {
    LikelihoodClimb peak =
        starts.stream()
            .map(start -> new LikelihoodClimb(likelihood, start).up())
            .max(Comparator.comparingDouble(LikelihoodClimb::value))
            .orElseThrow();
    if (!Double.isFinite(peak.value())) {
      throw new ArithmeticException("the likelihood has no value at any start");
    }
    for (int i = 0; i < peak.logs().length; i++) {
      if (peak.logs()[i] <= LikelihoodClimb.LOWEST || peak.logs()[i] >= LikelihoodClimb.HIGHEST) {
        return new LikelihoodMaximum(peak, true, Optional.empty());
      }
    }
    Optional<RealMatrix> covariance = covariance(peak);
    for (int i = 0; i < MOST_POLISHES && covariance.isPresent(); i++) {
      double[] step = covariance.get().operate(peak.slopes());
      if (!peak.polish(new ArrayRealVector(peak.logs()).add(new ArrayRealVector(step)).toArray())) {
        break;
      }
    }
    return new LikelihoodMaximum(peak, false, covariance(peak));
  }

  /** Where it is. */
  double[] parameters() {
    return parameters.clone();
  }

  double value() {
    return value;
  }

  /** Whether a parameter ran into a bound of the box. */
  boolean onBound() {
    return onBound;
  }

  /** Of the logarithms of the parameters. */
  Optional<RealMatrix> covariance() {
    return covariance;
  }

  private static Optional<RealMatrix> covariance(LikelihoodClimb peak) {
    int size = peak.logs().length;
    RealMatrix information = new Array2DRowRealMatrix(size, size);
    for (int i = 0; i < size; i++) {
      double[] far = difference(peak, i, 2 * STEP);
      double[] near = difference(peak, i, STEP);
      for (int j = 0; j < size; j++) {
        double bend = (8 * near[j] - far[j]) / (12 * STEP);
        information.addToEntry(i, j, -bend / 2);
        information.addToEntry(j, i, -bend / 2);
      }
    }
    try {
      return Optional.of(
          new CholeskyDecomposition(information, 1e-9, 1e-10).getSolver().getInverse());
    } catch (MathIllegalArgumentException e) {
      return Optional.empty(); // not a peak in every direction, and the caller is told so
    }
  }

  private static double[] difference(LikelihoodClimb peak, int parameter, double step) {
    double[] logs = peak.logs();
    double[] above = new double[logs.length];
    double[] below = new double[logs.length];
    logs[parameter] += step;
    peak.at(logs, above);
    logs[parameter] -= 2 * step;
    peak.at(logs, below);
    for (int j = 0; j < above.length; j++) {
      above[j] -= below[j];
    }
    return above;
  }
}
