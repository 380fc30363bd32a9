package dev.holdfast.stats;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model whose parameters make the data as likely as they can be.
 *
 * @param <M> the model
 */
public final class FittedModel<M> {

  private final M model;
  private final double logLikelihood;
  private final @Nullable Uncertainty<M> uncertainty;

  private FittedModel(M model, double logLikelihood, @Nullable Uncertainty<M> uncertainty) {
    this.model = model;
    this.logLikelihood = logLikelihood;
    this.uncertainty = uncertainty;
  }

  /**
   * Of a maximum found in other units.
   *
   * @param scale what to multiply each parameter with to come to the caller's unit
   * @param logLikelihood in the caller's unit
   */
  static <M> FittedModel<M> of(
      LikelihoodMaximum maximum,
      double[] scale,
      double logLikelihood,
      Function<double[], M> model) {
    double[] parameters = maximum.parameters();
    for (int i = 0; i < scale.length; i++) {
      parameters[i] *= scale[i];
    }
    Uncertainty<M> uncertainty =
        maximum
            .covariance()
            .map(covariance -> new Uncertainty<>(parameters, covariance, model))
            .orElse(null);
    return new FittedModel<>(model.apply(parameters), logLikelihood, uncertainty);
  }

  /** Of a model that is a limit of its family, where no standard error holds. */
  static <M> FittedModel<M> atLimit(M model, double logLikelihood) {
    return new FittedModel<>(model, logLikelihood, null);
  }

  public M model() {
    return model;
  }

  /** Natural logarithm of the density of all data; constants of the literature's form kept. */
  public double logLikelihood() {
    return logLikelihood;
  }

  /**
   * How well the parameters are known; absent when one of them ended on a bound of the search or
   * the likelihood is flat around them. Then there is a point estimate and no interval.
   */
  public Optional<Uncertainty<M>> uncertainty() {
    return Optional.ofNullable(uncertainty);
  }
}
