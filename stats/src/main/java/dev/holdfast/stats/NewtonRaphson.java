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
 * <p>Near a top each gain is a small part of the one before. When the likelihood is flat (a step
 * gains less than 1e-6) and yet a gain is more than a tenth of the one before, three times in a
 * row, it has no top: some covariate foretells the outcome.
 */
final class NewtonRaphson {

  private static final int MOST_STEPS = 60;
  private static final double CLOSE = 1e-10;
  private static final double FLAT = 1e-6;
  private static final double SLOW = 0.1;
  private static final int TOO_OFTEN = 3;

  private NewtonRaphson() {}

  /** The top, and the inverse of the information there. */
  record Top<L>(L likelihood, RealMatrix covariance) {}

  static <L extends ConcaveLikelihood<L>> Top<L> climb(L start) {
    L at = start;
    double gainBefore = Double.POSITIVE_INFINITY;
    int slow = 0;
    for (int step = 0; step < MOST_STEPS; step++) {
      RealMatrix covariance =
          inverse(at.information(), step == 0 ? Reason.DEPENDENT : Reason.SEPARATED);
      RealVector move = covariance.operate(at.score());
      if (small(move, covariance)) {
        return new Top<>(at, covariance);
      }
      double gain = at.score().dotProduct(move) / 2;
      slow = gain < FLAT && gain > SLOW * gainBefore ? slow + 1 : 0;
      if (slow == TOO_OFTEN) {
        throw new NoEstimateException(Reason.SEPARATED);
      }
      gainBefore = gain;
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
