package dev.holdfast.stats;

/**
 * How much of the spread of values lies within units (accounts) and how much between them.
 *
 * <p>The estimate of the one-way analysis of variance for units of unequal size n(a): {@code within
 * = (Σy² - Σ S(a)²/n(a)) / (n - A)}, {@code between = max(0, (M - within) / n0)} with {@code M = (Σ
 * S(a)²/n(a) - S²/n) / (A - 1)} and {@code n0 = (n - Σn(a)²/n) / (A - 1)}; S(a) is a unit's sum and
 * A the number of units. Unit: that of the values, squared; range 0 and up.
 *
 * <p>When no unit has two values, nothing can be told apart: all of the spread counts as within.
 * One unit alone has no spread between. No values are refused. What is below the rounding error of
 * the sums counts as 0.
 *
 * <p>Source: Searle, Casella and McCulloch (1992), Variance Components, section 3.6. Golden file:
 * {@code golden/context_checks.csv} (made by {@code golden/context_checks.R}).
 *
 * @param within variance of the values of one unit around its own mean
 * @param between variance of the units' true means
 */
public record VarianceComponents(double within, double between) {

  public VarianceComponents {
    if (!(within >= 0) || !(between >= 0) || Double.isInfinite(within + between)) {
      throw new IllegalArgumentException("variance " + within + " within, " + between + " between");
    }
  }

  /**
   * From sums, as a query delivers them.
   *
   * @param units how many units there are
   * @param n how many values they have together
   * @param sum of the values
   * @param sumOfSquares of the values
   * @param squaredSizes {@code Σ n(a)²}
   * @param squaredSums {@code Σ S(a)²/n(a)}
   */
  public static VarianceComponents ofSums(
      long units,
      long n,
      double sum,
      double sumOfSquares,
      double squaredSizes,
      double squaredSums) {
    if (units < 1 || n < units) {
      throw new IllegalArgumentException(n + " values of " + units + " units have no spread");
    }
    double apart = Rounding.difference(squaredSums, sum * (sum / n), n);
    if (n == units) {
      return new VarianceComponents(n == 1 ? 0 : apart / (n - 1), 0);
    }
    double within = Rounding.difference(sumOfSquares, squaredSums, n) / (n - units);
    if (units == 1) {
      return new VarianceComponents(within, 0);
    }
    double size = (n - squaredSizes / n) / (units - 1);
    return new VarianceComponents(within, Math.max(0, (apart / (units - 1) - within) / size));
  }
}
