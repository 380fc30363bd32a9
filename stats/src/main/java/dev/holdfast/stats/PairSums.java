package dev.holdfast.stats;

/** The sums over units that every ratio estimate needs. */
record PairSums(int units, double sumX, double sumY, double sumXX, double sumXY, double sumYY) {

  PairSums {
    if (units <= 0) {
      throw new IllegalArgumentException("a ratio needs at least one unit, not " + units);
    }
    if (!(sumX > 0) || Double.isInfinite(sumX)) {
      throw new IllegalArgumentException("a ratio needs a positive denominator, not " + sumX);
    }
    if (!Double.isFinite(sumY)
        || !Double.isFinite(sumXX)
        || !Double.isFinite(sumXY)
        || !Double.isFinite(sumYY)) {
      throw new IllegalArgumentException("sums must be finite");
    }
  }

  static PairSums of(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " denominators, " + y.length + " numerators");
    }
    double sumX = 0;
    double sumY = 0;
    double sumXX = 0;
    double sumXY = 0;
    double sumYY = 0;
    for (int i = 0; i < x.length; i++) {
      sumX += x[i];
      sumY += y[i];
      sumXX += x[i] * x[i];
      sumXY += x[i] * y[i];
      sumYY += y[i] * y[i];
    }
    return new PairSums(x.length, sumX, sumY, sumXX, sumXY, sumYY);
  }

  double ratio() {
    return sumY / sumX;
  }

  /** {@code Σ (y - R x)²}. */
  double squaredResiduals() {
    double r = ratio();
    return Rounding.difference(sumYY + r * r * sumXX, 2 * r * sumXY, units);
  }

  /** {@code √(A/(A-1) Σ (y - R x)²) / Σ x}; 0 for one unit, where it is unknown. */
  double standardError() {
    if (units == 1) {
      return 0;
    }
    return Math.sqrt(squaredResiduals() * units / (units - 1.0)) / sumX;
  }
}
