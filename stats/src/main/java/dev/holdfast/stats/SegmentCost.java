package dev.holdfast.stats;

/**
 * What it costs to give one level to the values from start (included) to end (excluded): twice the
 * negative log-likelihood, up to a constant. Splitting a segment never raises the sum of costs,
 * which is what pruning in {@link ChangePoints} rests on.
 */
interface SegmentCost {

  double of(int start, int end);

  /** Level of a segment: the mean of its values. */
  double level(int start, int end);

  /** {@code 2 (S - S ln(S / n)) / φ} for a segment of n counts with sum S; 0 for S = 0. */
  static SegmentCost poisson(double[] counts, double dispersion) {
    if (!(dispersion >= 1) || Double.isInfinite(dispersion)) {
      throw new IllegalArgumentException("dispersion must be 1 or more, not " + dispersion);
    }
    double[] sums = sums(counts);
    for (double count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("a count must be 0 or more, not " + count);
      }
    }
    return new SegmentCost() {
      @Override
      public double of(int start, int end) {
        double sum = sums[end] - sums[start];
        return sum <= 0 ? 0 : 2 * (sum - sum * Math.log(sum / (end - start))) / dispersion;
      }

      @Override
      public double level(int start, int end) {
        return (sums[end] - sums[start]) / (end - start);
      }
    };
  }

  /** {@code Σ (x - mean of the segment)² / variance}. */
  static SegmentCost normal(double[] values, double variance) {
    if (!(variance > 0) || Double.isInfinite(variance)) {
      throw new IllegalArgumentException("variance must be above 0, not " + variance);
    }
    double centre = sums(values)[values.length] / values.length;
    double[] deviations = new double[values.length];
    double[] squares = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      deviations[i] = values[i] - centre;
      squares[i] = deviations[i] * deviations[i];
    }
    double[] sums = sums(deviations);
    double[] sumsOfSquares = sums(squares);
    return new SegmentCost() {
      @Override
      public double of(int start, int end) {
        double sum = sums[end] - sums[start];
        double around = sumsOfSquares[end] - sumsOfSquares[start] - sum * sum / (end - start);
        return Math.max(0, around) / variance;
      }

      @Override
      public double level(int start, int end) {
        return centre + (sums[end] - sums[start]) / (end - start);
      }
    };
  }

  private static double[] sums(double[] values) {
    double[] sums = new double[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "the value at " + i + " is " + values[i] + "; leave a missing value out");
      }
      sums[i + 1] = sums[i] + values[i];
    }
    return sums;
  }
}
