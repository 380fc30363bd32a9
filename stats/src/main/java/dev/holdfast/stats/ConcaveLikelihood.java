package dev.holdfast.stats;

import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/** A log-likelihood with a single top, at one point, with its slope and curvature there. */
interface ConcaveLikelihood<L extends ConcaveLikelihood<L>> {

  RealVector point();

  /** What is made as large as possible. */
  double height();

  /** Its slope. */
  RealVector score();

  /** Minus its curvature. */
  RealMatrix information();

  /** The same likelihood elsewhere. */
  L at(RealVector other);
}
