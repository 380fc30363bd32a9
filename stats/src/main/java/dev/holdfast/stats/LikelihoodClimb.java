package dev.holdfast.stats;

import java.util.Arrays;

/**
 * One way up a log-likelihood: a quasi-Newton search (BFGS) on the logarithms of the parameters,
 * inside the box {@code [1e-4, 1e4]}.
 *
 * <p>A parameter on a bound whose slope points outwards stays there. A step moves no logarithm by
 * more than 1.5, so that one bad slope does not throw the search into a corner.
 */
final class LikelihoodClimb {

  static final double LOWEST = Math.log(1e-4);
  static final double HIGHEST = Math.log(1e4);

  private static final int MOST_STEPS = 300;
  private static final double LONGEST = 1.5;

  /** The search ends when a whole step would raise the log-likelihood by no more than this. */
  private static final double GAIN = 1e-9;

  private final LogLikelihood likelihood;
  private final int size;
  private double[] logs;
  private double[] slopes;
  private double value;
  private double[][] inverse;
  private boolean fresh;
  private boolean[] moving;

  LikelihoodClimb(LogLikelihood likelihood, double[] start) {
    this.likelihood = likelihood;
    this.size = start.length;
    this.logs = boxed(Arrays.stream(start).map(Math::log).toArray());
    this.slopes = new double[size];
    this.value = at(logs, slopes);
    this.inverse = identity(1);
    this.fresh = true;
    this.moving = new boolean[size];
    Arrays.fill(moving, true);
  }

  /** Value and slopes on the log scale. */
  double at(double[] logs, double[] slopes) {
    double[] parameters = Arrays.stream(logs).map(Math::exp).toArray();
    double there = likelihood.at(parameters, slopes);
    for (int i = 0; i < size; i++) {
      slopes[i] *= parameters[i];
    }
    return Double.isNaN(there) ? Double.NEGATIVE_INFINITY : there;
  }

  LikelihoodClimb up() {
    for (int step = 0; step < MOST_STEPS && Double.isFinite(value); step++) {
      holdOnBounds();
      double[] direction = direction();
      double gain = dot(direction, slopes);
      if (gain <= GAIN) {
        break;
      }
      shorten(direction);
      if (!move(direction)) {
        if (fresh) {
          break;
        }
        inverse = identity(1);
        fresh = true;
      }
    }
    return this;
  }

  double[] logs() {
    return logs.clone();
  }

  double[] slopes() {
    return slopes.clone();
  }

  double value() {
    return value;
  }

  /** Whether this parameter may still move: it is off its bounds or its slope leads inwards. */
  boolean free(int i) {
    return !(logs[i] <= LOWEST && slopes[i] <= 0) && !(logs[i] >= HIGHEST && slopes[i] >= 0);
  }

  /** Goes there if that is no further down than rounding explains and has smaller slopes. */
  boolean polish(double[] target) {
    double[] there = new double[size];
    double[] boxed = boxed(target);
    double reached = at(boxed, there);
    if (reached < value - 1e-10 * Math.abs(value) || norm(there) >= norm(slopes)) {
      return false;
    }
    logs = boxed;
    slopes = there;
    value = reached;
    return true;
  }

  private double norm(double[] gradient) {
    double squares = 0;
    for (int i = 0; i < size; i++) {
      squares += free(i) ? gradient[i] * gradient[i] : 0;
    }
    return squares;
  }

  /**
   * Where a parameter is held on its bound, the curvature among the others is what it is with that
   * one fixed: narrower than with all of them moving together.
   */
  private void holdOnBounds() {
    for (int held = 0; held < size; held++) {
      boolean free = free(held);
      if (moving[held] && !free) {
        double own = inverse[held][held];
        double[] with = inverse[held].clone();
        for (int i = 0; i < size; i++) {
          for (int j = 0; j < size; j++) {
            inverse[i][j] -= with[i] * with[j] / own;
          }
        }
      }
      if (moving[held] != free) {
        for (int i = 0; i < size; i++) {
          inverse[held][i] = 0;
          inverse[i][held] = 0;
        }
        inverse[held][held] = 1;
      }
      moving[held] = free;
    }
  }

  private double[] direction() {
    double[] direction = new double[size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        direction[i] += moving[i] && moving[j] ? inverse[i][j] * slopes[j] : 0;
      }
    }
    return direction;
  }

  private static void shorten(double[] direction) {
    double longest = Arrays.stream(direction).map(Math::abs).max().orElse(0);
    for (int i = 0; i < direction.length && longest > LONGEST; i++) {
      direction[i] *= LONGEST / longest;
    }
  }

  /** Halves the step until it leads up enough; false when none does. */
  private boolean move(double[] direction) {
    for (double length = 1; length > 1e-9; length /= 2) {
      double[] next = new double[size];
      double[] step = new double[size];
      for (int i = 0; i < size; i++) {
        next[i] = Math.clamp(logs[i] + length * direction[i], LOWEST, HIGHEST);
        step[i] = next[i] - logs[i];
      }
      double[] there = new double[size];
      double reached = at(next, there);
      if (reached > value && reached >= value + 1e-4 * dot(step, slopes)) {
        learn(step, there);
        logs = next;
        slopes = there;
        value = reached;
        return true;
      }
    }
    return false;
  }

  /** The update of Broyden, Fletcher, Goldfarb and Shanno for the inverse curvature. */
  private void learn(double[] step, double[] there) {
    double[] fall = new double[size];
    for (int i = 0; i < size; i++) {
      fall[i] = moving[i] ? slopes[i] - there[i] : 0;
    }
    double bend = dot(step, fall);
    if (!(bend > 1e-12 * Math.sqrt(dot(step, step) * dot(fall, fall)))) {
      return;
    }
    if (fresh) {
      inverse = identity(bend / dot(fall, fall));
      fresh = false;
    }
    double[] mapped = new double[size];
    for (int i = 0; i < size; i++) {
      mapped[i] = dot(inverse[i], fall);
    }
    double stretch = 1 + dot(fall, mapped) / bend;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        inverse[i][j] +=
            (stretch * step[i] * step[j] - mapped[i] * step[j] - step[i] * mapped[j]) / bend;
      }
    }
  }

  private double[][] identity(double scale) {
    double[][] matrix = new double[size][size];
    for (int i = 0; i < size; i++) {
      matrix[i][i] = scale;
    }
    return matrix;
  }

  private static double[] boxed(double[] logs) {
    return Arrays.stream(logs).map(log -> Math.clamp(log, LOWEST, HIGHEST)).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
