package dev.holdfast.stats;

import java.util.function.ToDoubleFunction;

/** A log-likelihood of positive parameters with its slopes. */
@FunctionalInterface
interface LogLikelihood {

  /**
   * The value there; negative infinity where it cannot be computed.
   *
   * @param slopes receives the derivative by each parameter
   */
  double at(double[] parameters, double[] slopes);

  /** One whose slopes are central differences on the log scale, with a step of 1e-5. */
  static LogLikelihood withoutSlopes(ToDoubleFunction<double[]> value) {
    double step = 1e-5;
    return (parameters, slopes) -> {
      double[] moved = parameters.clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] = parameters[i] * Math.exp(step);
        double above = value.applyAsDouble(moved);
        moved[i] = parameters[i] * Math.exp(-step);
        slopes[i] = (above - value.applyAsDouble(moved)) / (2 * step * parameters[i]);
        moved[i] = parameters[i];
      }
      return value.applyAsDouble(parameters);
    };
  }
}
