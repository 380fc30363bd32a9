package dev.holdfast.stats;

import dev.holdfast.stats.NoEstimateException.Reason;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Newton's search for the top of a likelihood, halving a step that leads down, until the next step
 * is below 1e-10 of a standard error.
 *
 * <p>When the likelihood has become flat (the step gains less than 1e-6) while a coefficient still
 * moves by more than a half between the extremes of its covariate, it has no top: some covariate
 * foretells the outcome. Near a true top the two never come together.
 */
final class NewtonRaphson {

  private static final int MOST_STEPS = 60;
  private static final double CLOSE = 1e-10;
  private static final double FLAT = 1e-6;
  private static final double STILL_MOVING = 0.5;

  private NewtonRaphson() {}

  /** The top, and the inverse of the information there. */
  record Top<L>(L likelihood, RealMatrix covariance) {}

  /**
   * The top.
   *
   * @param ranges for each coordinate, largest less smallest entry of its covariate
   */
  static <L extends ConcaveLikelihood<L>> Top<L> climb(L start, double[] ranges) {
    L at = start;
    for (int step = 0; step < MOST_STEPS; step++) {
      RealMatrix covariance =
          inverse(at.information(), step == 0 ? Reason.DEPENDENT : Reason.SEPARATED);
      RealVector move = covariance.operate(at.score());
      requireTop(at, move, ranges);
      if (small(move, covariance)) {
        return new Top<>(at, covariance);
      }
      at = uphill(at, move);
    }
    throw new NoEstimateException(Reason.NO_CONVERGENCE);
  }

  private static <L extends ConcaveLikelihood<L>> L uphill(L from, RealVector move) {
    double enough = from.height() - 1e-9 * Math.abs(from.height());
    RealVector step = move;
    for (int halving = 0; halving < MOST_STEPS; halving++) {
      L next = from.at(from.point().add(step));
      if (next.height() >= enough) {
        return next;
      }
      step = step.mapMultiply(0.5);
    }
    throw new NoEstimateException(Reason.NO_CONVERGENCE);
  }

  private static void requireTop(ConcaveLikelihood<?> at, RealVector move, double[] ranges) {
    if (at.score().dotProduct(move) / 2 > FLAT) {
      return;
    }
    int widest = 0;
    for (int j = 1; j < ranges.length; j++) {
      if (Math.abs(move.getEntry(j)) * ranges[j]
          > Math.abs(move.getEntry(widest)) * ranges[widest]) {
        widest = j;
      }
    }
    if (Math.abs(move.getEntry(widest)) * ranges[widest] > STILL_MOVING) {
      throw new NoEstimateException(Reason.SEPARATED);
    }
  }

  private static boolean small(RealVector move, RealMatrix covariance) {
    for (int j = 0; j < move.getDimension(); j++) {
      if (Math.abs(move.getEntry(j)) > CLOSE * Math.sqrt(covariance.getEntry(j, j))) {
        return false;
      }
    }
    return true;
  }

  private static RealMatrix inverse(RealMatrix information, Reason otherwise) {
    try {
      return new CholeskyDecomposition(information, 1e-9, 1e-12).getSolver().getInverse();
    } catch (MathIllegalArgumentException e) {
      NoEstimateException refusal = new NoEstimateException(otherwise);
      refusal.initCause(e);
      throw refusal;
    }
  }
}
