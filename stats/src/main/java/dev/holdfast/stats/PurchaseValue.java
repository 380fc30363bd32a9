package dev.holdfast.stats;

import java.util.Optional;

/**
 * Customer value of a business of single purchases: average purchase value × purchase frequency ×
 * lifespan.
 *
 * <p>Average value (money per order) times frequency (orders per customer and year) is the revenue
 * per customer and year, so the interval rests on the spread of revenue between customers and not
 * on two factors taken for independent. No orders or no customers is refused.
 *
 * <p>Golden file: {@code ppm_ces_sed_clv.json}: 120 × 4 a year × 3.5 years is 1680.
 *
 * @param orders purchases in the period
 * @param revenuePerCustomer revenue of each distinct customer in the same period, in money
 * @param years length of the period
 */
public record PurchaseValue(long orders, Mean revenuePerCustomer, double years) {

  public PurchaseValue {
    if (orders <= 0) {
      throw new IllegalArgumentException("an average purchase needs an order, not " + orders);
    }
    if (!(years > 0) || Double.isInfinite(years)) {
      throw new IllegalArgumentException("the period must have a length, not " + years);
    }
  }

  /** Revenue ÷ orders, in money. */
  public double averagePurchase() {
    return revenuePerCustomer.mean() * revenuePerCustomer.n() / orders;
  }

  /** Orders ÷ distinct customers, made yearly. */
  public double purchasesPerYear() {
    return (double) orders / revenuePerCustomer.n() / years;
  }

  /** Average purchase × purchases per year × lifespan, in money. */
  public double lifetimeValue(double lifespanYears) {
    requireLifespan(lifespanYears, 0);
    return revenuePerCustomer.mean() / years * lifespanYears;
  }

  /**
   * The delta-method interval on the log scale: {@code value × exp(± t √(SE(revenue)²/revenue² +
   * SE(lifespan)²/lifespan²))}, t with customers - 1 degrees of freedom.
   *
   * <p>Absent when revenue per customer is not above 0 or has no known spread.
   *
   * @param lifespanError standard error of the lifespan, 0 when it is an assumption and not an
   *     estimate
   */
  public Optional<Interval> interval(double lifespanYears, double lifespanError, double level) {
    requireLifespan(lifespanYears, lifespanError);
    double revenueError = revenuePerCustomer.standardError() / revenuePerCustomer.mean();
    if (revenuePerCustomer.mean() <= 0 || revenueError == 0) {
      return Optional.empty();
    }
    double error = Math.hypot(revenueError, lifespanError / lifespanYears);
    double half = CriticalValues.t(level, revenuePerCustomer.n() - 1) * error;
    double value = lifetimeValue(lifespanYears);
    return Optional.of(
        new Interval(
            value * Math.exp(-half), value * Math.exp(half), level, "delta method on log scale"));
  }

  private static void requireLifespan(double years, double error) {
    if (!(years > 0) || Double.isInfinite(years) || !(error >= 0)) {
      throw new IllegalArgumentException("lifespan of " + years + " years, error " + error);
    }
  }
}
