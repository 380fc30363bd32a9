package dev.holdfast.metrics;

import dev.holdfast.metrics.LedgerEstimator.PurchaseModel;
import dev.holdfast.metrics.PurchaseQueries.Sums;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.Mean;
import dev.holdfast.stats.PurchaseValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Query;

/**
 * Value of customers who buy one by one: average purchase × purchases a year × lifespan.
 *
 * <p>Average purchase is {@code revenue / orders}, purchases a year {@code orders / customers /
 * years}, customers being those with an order in the period; refunds are taken off the revenue. The
 * lifespan is an assumption of the contract. Unit: the reporting currency. Nobody who ordered:
 * absent. The interval of the value is that of revenue per customer on the log scale; that of
 * purchases a year is Garwood's; an average purchase has none, since orders of one customer are not
 * independent and only their sums are known.
 *
 * <p>Golden file: {@code ppm_ces_sed_clv.json}: 120 × 4 × 3.5 = 1680.
 */
final class PurchaseEvaluation implements Evaluation {

  private static final double MONTHS_OF_A_YEAR = 12;

  @Override
  public void check(Definition definition, Columns columns) {
    LedgerAnswers.check(definition);
  }

  @Override
  public List<Answer> answers(Question question) {
    String nobody = question.definition().contract().zeroDenominator();
    double minorUnits = LedgerRelationQueries.minorUnits(question.reading());
    return LedgerAnswers.of(
        PurchaseQueries.sums(question),
        nobody,
        (group, sums) ->
            estimate(
                sums.getFirst(),
                estimator(question),
                LedgerAnswers.months(question.steps().get(group.step())) / MONTHS_OF_A_YEAR,
                minorUnits),
        sums -> Map.of());
  }

  @Override
  public Rows rows(Question question, int limit) {
    return PurchaseQueries.rows(question, limit);
  }

  @Override
  public List<Query> statements(Question question) {
    return List.of(PurchaseQueries.statement(question));
  }

  private static PurchaseModel estimator(Question question) {
    return (PurchaseModel) question.definition().estimator();
  }

  private static Estimate estimate(
      Sums sums, PurchaseModel model, double years, double minorUnits) {
    BigDecimal units = BigDecimal.valueOf(minorUnits);
    double revenue = sums.revenue().doubleValue() / minorUnits;
    Mean perCustomer =
        Mean.ofSums(
            sums.customers(),
            revenue,
            sums.squares().doubleValue() / units.multiply(units).doubleValue());
    PurchaseValue value = new PurchaseValue(sums.orders(), perCustomer, years);
    return switch (model.part()) {
      case LIFETIME_VALUE ->
          Estimate.of(
              value.lifetimeValue(model.lifespanYears()),
              value.interval(model.lifespanYears(), 0, Interval.LEVEL),
              sums.customers(),
              revenue,
              (double) sums.customers());
      case AVERAGE_PURCHASE ->
          Estimate.of(
              value.averagePurchase(),
              Optional.empty(),
              sums.customers(),
              revenue,
              (double) sums.orders());
      case PURCHASES_PER_YEAR ->
          Estimate.of(
              value.purchasesPerYear(),
              Optional.of(
                  dev.holdfast.stats.Garwood.rate(
                      sums.orders(), sums.customers() * years, Interval.LEVEL)),
              sums.customers(),
              (double) sums.orders(),
              (double) sums.customers());
    };
  }
}
