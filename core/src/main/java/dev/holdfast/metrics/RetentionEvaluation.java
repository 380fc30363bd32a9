package dev.holdfast.metrics;

import dev.holdfast.metrics.LedgerEstimator.QuickRatio;
import dev.holdfast.metrics.LedgerEstimator.RetentionKind;
import dev.holdfast.metrics.LedgerEstimator.RetentionWay;
import dev.holdfast.metrics.LedgerEstimator.Revenue;
import dev.holdfast.metrics.LedgerEstimator.RevenueBalance;
import dev.holdfast.metrics.LedgerEstimator.RevenueMovements;
import dev.holdfast.metrics.LedgerEstimator.RevenuePerCustomer;
import dev.holdfast.metrics.LedgerEstimator.RevenueRetention;
import dev.holdfast.metrics.LedgerStepQueries.Found;
import dev.holdfast.metrics.RetentionQueries.Sums;
import dev.holdfast.metrics.RetentionQueries.Total;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.Ratio;
import dev.holdfast.stats.RatioEstimate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Query;

/**
 * Recurring revenue: balances, movements, retention and quick ratio.
 *
 * <p>Point to point, over accounts with revenue at the start: gross {@code Σ min(start, end) / Σ
 * start}, net {@code Σ end / Σ start}. By movement: {@code (Σ start + Σ movements) / Σ start},
 * gross with losses only, net with all but the new ones; it may leave 0..1. Quick ratio: {@code
 * (new + expansion) / (contraction + churn)}. Per customer: {@code Σ end / accounts that pay at the
 * end}. The account is the unit that is drawn; gross retention has its interval on the logit scale,
 * the others on the log scale. Nothing to divide by: absent.
 *
 * <p>Source: ChartMogul help center; Cochran (1977), section 6.4. Golden files: {@code
 * mrr_ledger_*.csv}, {@code ratio_grr_nrr_example.csv}.
 */
final class RetentionEvaluation implements Evaluation {

  private static final double PERCENT = 100;

  /** From this share of the denominator on, one account is named as what the number hangs on. */
  private static final BigDecimal CONCENTRATED = new BigDecimal("0.2");

  @Override
  public void check(Definition definition, Columns columns) {
    LedgerAnswers.check(definition);
  }

  @Override
  public List<Answer> answers(Question question) {
    String nothing = question.definition().contract().zeroDenominator();
    double minorUnits = LedgerRelationQueries.minorUnits(question.reading());
    return switch (estimator(question)) {
      case RevenueBalance balance ->
          totals(RetentionQueries.balances(question, balance.at()), nothing, minorUnits);
      case RevenueMovements movements ->
          totals(RetentionQueries.movements(question), nothing, minorUnits);
      case RevenueRetention retention ->
          ratios(
              RetentionQueries.sums(question, ratio(retention)),
              nothing,
              sums -> retained(sums, retention.kind(), minorUnits, nothing));
      case RevenuePerCustomer average ->
          ratios(
              RetentionQueries.sums(question, RetentionQueries.perCustomer()),
              nothing,
              sums -> perCustomer(sums, minorUnits, nothing));
      case QuickRatio quick ->
          ratios(
              RetentionQueries.sums(question, RetentionQueries.quick(quick.withReactivation())),
              nothing,
              sums -> quick(sums, minorUnits, nothing));
    };
  }

  @Override
  public Rows rows(Question question, int limit) {
    return estimator(question) instanceof RevenueMovements
        ? RetentionQueries.movementRows(question, limit)
        : RetentionQueries.accountRows(question, limit);
  }

  @Override
  public List<Query> statements(Question question) {
    return List.of(
        switch (estimator(question)) {
          case RevenueBalance balance -> RetentionQueries.balanceStatement(question, balance.at());
          case RevenueMovements movements -> RetentionQueries.movementStatement(question);
          case RevenueRetention retention -> RetentionQueries.statement(question, ratio(retention));
          case RevenuePerCustomer average ->
              RetentionQueries.statement(question, RetentionQueries.perCustomer());
          case QuickRatio quick ->
              RetentionQueries.statement(
                  question, RetentionQueries.quick(quick.withReactivation()));
        });
  }

  private static Revenue estimator(Question question) {
    return (Revenue) question.definition().estimator();
  }

  private static RetentionQueries.Ratio ratio(RevenueRetention retention) {
    boolean gross = retention.kind() == RetentionKind.GROSS;
    return retention.way() == RetentionWay.POINT_TO_POINT
        ? gross ? RetentionQueries.gross() : RetentionQueries.net()
        : gross ? RetentionQueries.grossByMovement() : RetentionQueries.netByMovement();
  }

  /** All accounts are counted and none is drawn, so a total has no interval. */
  private static List<Answer> totals(List<Found<Total>> found, String nothing, double minorUnits) {
    return LedgerAnswers.of(
        found,
        nothing,
        (group, totals) ->
            Estimate.of(
                totals.getFirst().minor().doubleValue() / minorUnits,
                Optional.empty(),
                totals.getFirst().accounts()),
        totals -> Map.of());
  }

  private static List<Answer> ratios(
      List<Found<Sums>> found,
      String nothing,
      java.util.function.Function<Sums, Estimate> estimate) {
    return LedgerAnswers.of(
        found, nothing, (group, sums) -> estimate.apply(sums.getFirst()), sums -> Map.of());
  }

  private static Estimate retained(
      Sums sums, RetentionKind kind, double minorUnits, String nothing) {
    if (sums.x().signum() <= 0) {
      return Estimate.absent(nothing, 0, sums.y().doubleValue() / minorUnits, 0);
    }
    RatioEstimate ratio = ratio(sums);
    Optional<Interval> interval =
        switch (kind) {
          case GROSS -> ratio.logitTInterval(Interval.LEVEL);
          case NET -> ratio.logTInterval(Interval.LEVEL);
        };
    return estimate(
        sums,
        PERCENT * ratio.ratio(),
        interval.map(around -> around.scaled(PERCENT)),
        minorUnits,
        "opening revenue");
  }

  private static Estimate quick(Sums sums, double minorUnits, String nothing) {
    if (sums.x().signum() <= 0) {
      return Estimate.absent(nothing, sums.accounts(), sums.y().doubleValue() / minorUnits, 0);
    }
    RatioEstimate ratio = ratio(sums);
    return estimate(
        sums, ratio.ratio(), ratio.logTInterval(Interval.LEVEL), minorUnits, "lost revenue");
  }

  private static Estimate perCustomer(Sums sums, double minorUnits, String nothing) {
    if (sums.accounts() == 0) {
      return Estimate.absent(nothing);
    }
    RatioEstimate average = ratio(sums);
    return Estimate.of(
        average.ratio() / minorUnits,
        average.logTInterval(Interval.LEVEL).map(around -> around.scaled(1 / minorUnits)),
        sums.accounts(),
        sums.y().doubleValue() / minorUnits,
        (double) sums.accounts());
  }

  static RatioEstimate ratio(Sums sums) {
    return Ratio.ofSums(
        sums.accounts(),
        sums.x().doubleValue(),
        sums.y().doubleValue(),
        sums.xx().doubleValue(),
        sums.xy().doubleValue(),
        sums.yy().doubleValue());
  }

  private static Estimate estimate(
      Sums sums, double value, Optional<Interval> interval, double minorUnits, String whole) {
    return Estimate.of(
        value,
        interval.map(around -> withConcentration(around, sums, whole)),
        sums.accounts(),
        sums.y().doubleValue() / minorUnits,
        sums.x().doubleValue() / minorUnits);
  }

  /** One account that holds over a fifth makes the interval hang on it: the method says so. */
  private static Interval withConcentration(Interval interval, Sums sums, String whole) {
    BigDecimal share = sums.largest().divide(sums.x(), 4, RoundingMode.HALF_EVEN);
    if (share.compareTo(CONCENTRATED) <= 0) {
      return interval;
    }
    String percent = share.movePointRight(2).setScale(0, RoundingMode.HALF_EVEN).toPlainString();
    return new Interval(
        interval.low(),
        interval.high(),
        interval.level(),
        interval.method() + "; one account holds " + percent + " % of " + whole);
  }
}
