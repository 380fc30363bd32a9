package dev.holdfast.stats;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How well the ratings that customers give agree with those that employees give themselves, over
 * pairs of the same interaction and scale.
 *
 * <p>The performance perception metric is the ratio of the two means. It is close to 1 whenever the
 * errors balance, and rises when people rate themselves lower: so the difference, its limits and
 * the concordance stand beside it, and it ranks nobody. Unit: points of the scale, the ratio and
 * the concordance without unit. A scale with a 0 has no meaningful ratio. No pairs are refused.
 *
 * <p>Source: Fieller (1954), J. R. Stat. Soc. B 16:175-185; Bland and Altman (1986), Lancet
 * 327:307-310; Lin (1989), Biometrics 45:255-268. Golden file: {@code ppm_ces_sed_clv.json}; worked
 * example: (5,4), (4,4), (3,5), (5,5) gives 17/18.
 */
public final class Agreement {

  private final double[] customer;
  private final double[] employee;
  private final Mean difference;

  private Agreement(double[] customer, double[] employee) {
    this.customer = customer.clone();
    this.employee = employee.clone();
    this.difference = Mean.of(differences(customer, employee));
  }

  /** From the two ratings of each interaction, in the same order. */
  public static Agreement of(double[] customer, double[] employee) {
    if (customer.length != employee.length || customer.length == 0) {
      throw new IllegalArgumentException(
          "agreement needs pairs of ratings, at least one, not "
              + customer.length
              + " and "
              + employee.length);
    }
    return new Agreement(customer, employee);
  }

  /** How many pairs there are. */
  public int pairs() {
    return customer.length;
  }

  /**
   * Mean of the customers' ratings by mean of the employees'; absent unless all ratings are above
   * 0.
   */
  public OptionalDouble ratioOfMeans() {
    return allAboveZero()
        ? OptionalDouble.of(Mean.of(customer).mean() / Mean.of(employee).mean())
        : OptionalDouble.empty();
  }

  /** {@link Ratio#fieller} of it; absent also when it is undetermined. */
  public Optional<Interval> ratioInterval(double level) {
    return allAboveZero() ? Ratio.fieller(employee, customer, level) : Optional.empty();
  }

  /**
   * Geometric mean of the ratios, {@code exp(mean of ln(customer / employee))}; absent unless all
   * ratings are above 0. The plain mean of the ratios is not offered: it is biased upward.
   */
  public OptionalDouble geometricMeanRatio() {
    return allAboveZero() ? OptionalDouble.of(Math.exp(logRatio().mean())) : OptionalDouble.empty();
  }

  /** Student's interval of it on the log scale. */
  public Optional<Interval> geometricMeanInterval(double level) {
    if (!allAboveZero()) {
      return Optional.empty();
    }
    return logRatio()
        .tInterval(level)
        .map(logs ->
            new Interval(
                Math.exp(logs.low()), Math.exp(logs.high()), level, "Student t on log scale"));
  }

  /** Customer less employee, with its {@link Mean#tInterval}; negative when employees overrate. */
  public Mean difference() {
    return difference;
  }

  /** Mean of the differences without their sign, in points. */
  public double meanAbsoluteDifference() {
    double sum = 0;
    for (int i = 0; i < customer.length; i++) {
      sum += Math.abs(customer[i] - employee[i]);
    }
    return sum / customer.length;
  }

  /**
   * Bland and Altman's limits, {@code mean difference ± z s}: the difference of a single pair lies
   * between them with the given chance. Absent for fewer than two pairs and without spread.
   */
  public Optional<Interval> limits(double level) {
    if (pairs() < 2 || difference.variance() == 0) {
      return Optional.empty();
    }
    double half = CriticalValues.z(level) * Math.sqrt(difference.variance());
    double middle = difference.mean();
    return Optional.of(new Interval(middle - half, middle + half, level, "Bland-Altman limits"));
  }

  /**
   * Lin's concordance coefficient {@code 2 s(xy) / (s²(x) + s²(y) + (x̄ - ȳ)²)}, all with divisor
   * n, from -1 to 1. On a scale of whole points this is Cohen's kappa with quadratic weights, to
   * the last digit (Fleiss and Cohen 1973, Educ. Psychol. Meas. 33:613-619). Absent when all
   * ratings of both sides are one and the same.
   */
  public OptionalDouble concordance() {
    double n = pairs();
    Mean x = Mean.of(customer);
    Mean y = Mean.of(employee);
    double squares = (x.variance() + y.variance()) * (n - 1) / n;
    double gap = x.mean() - y.mean();
    double expected = squares + gap * gap;
    if (expected == 0) {
      return OptionalDouble.empty();
    }
    double seen = difference.variance() * (n - 1) / n + difference.mean() * difference.mean();
    return OptionalDouble.of(1 - seen / expected);
  }

  private boolean allAboveZero() {
    for (int i = 0; i < customer.length; i++) {
      if (customer[i] <= 0 || employee[i] <= 0) {
        return false;
      }
    }
    return true;
  }

  private Mean logRatio() {
    double[] logs = new double[customer.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.log(customer[i] / employee[i]);
    }
    return Mean.of(logs);
  }

  private static double[] differences(double[] x, double[] y) {
    double[] differences = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      differences[i] = x[i] - y[i];
    }
    return differences;
  }
}
