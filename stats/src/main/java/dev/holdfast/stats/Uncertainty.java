package dev.holdfast.stats;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * How well the parameters of a fitted model are known: their logarithms are taken as normal around
 * the estimates, with the inverse curvature of the log-likelihood as covariance.
 *
 * <p>It covers the parameters alone. What one single customer will do varies more than that, and
 * that the model itself may be wrong is not in it.
 *
 * <p>Parameters are counted from 0 in the order in which the model's record lists them.
 *
 * @param <M> the model
 */
public final class Uncertainty<M> {

  /** How many parameter draws an interval rests on. */
  public static final int DRAWS = 1000;

  private final double[] estimates;
  private final RealMatrix covariance;
  private final RealMatrix root;
  private final Function<double[], M> model;

  Uncertainty(double[] estimates, RealMatrix covariance, Function<double[], M> model) {
    this.estimates = estimates.clone();
    this.covariance = covariance;
    this.root = new CholeskyDecomposition(covariance, 1e-9, 1e-14).getL();
    this.model = model;
  }

  /** In the parameter's unit, by the delta method: estimate × standard error of its logarithm. */
  public double standardError(int parameter) {
    return estimates[parameter] * logStandardError(parameter);
  }

  /** Of the parameter's logarithm, about its relative error. */
  public double logStandardError(int parameter) {
    return Math.sqrt(covariance.getEntry(parameter, parameter));
  }

  /** Models that the data leave possible; the same seed gives the same ones. */
  public List<M> draws(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Stream.generate(() -> draw(random)).limit(count).toList();
  }

  /**
   * The percentile interval of anything a model foretells, from {@value #DRAWS} draws.
   *
   * @param quantity from a model to a number, such as the purchases expected of one customer
   */
  public Interval interval(ToDoubleFunction<M> quantity, double level, long seed) {
    double[] sorted = draws(DRAWS, seed).stream().mapToDouble(quantity).sorted().toArray();
    double upper = CriticalValues.upperTail(level);
    return new Interval(
        Quantile.type7(sorted, 1 - upper),
        Quantile.type7(sorted, upper),
        level,
        "percentiles of parameter draws");
  }

  private M draw(SplittableRandom random) {
    double[] normal = new double[estimates.length];
    Arrays.setAll(normal, i -> random.nextGaussian());
    double[] moved = root.operate(normal);
    double[] parameters = new double[estimates.length];
    Arrays.setAll(parameters, i -> estimates[i] * Math.exp(moved[i]));
    return model.apply(parameters);
  }
}
