package dev.holdfast.metrics;

import dev.holdfast.metrics.LedgerEstimator.Wait;
import dev.holdfast.metrics.LedgerEstimator.WaitMedian;
import dev.holdfast.metrics.LedgerEstimator.WaitShare;
import dev.holdfast.metrics.SurvivalQueries.Exits;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.KaplanMeier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jooq.Query;

/**
 * How long accounts take from their start to a milestone: the product-limit estimate in days, so
 * that those still waiting count.
 *
 * <p>Median with the interval of Brookmeyer and Crowley; share reached within so many days {@code
 * 100 (1 - S(days))} with Greenwood's interval on the log-log scale. Nobody began, or nobody was
 * seen so long: absent.
 *
 * <p>Source: Kaplan and Meier (1958). Golden files: {@code km_telco_*.csv}.
 */
final class WaitEvaluation implements Evaluation {

  private static final double PERCENT = 100;

  @Override
  public void check(Definition definition, Columns columns) {
    LedgerAnswers.check(definition);
  }

  @Override
  public List<Answer> answers(Question question) {
    return LedgerAnswers.of(
        WaitQueries.exits(question),
        question.definition().contract().zeroDenominator(),
        (group, exits) -> estimate((Wait) question.definition().estimator(), exits),
        exits -> Map.of());
  }

  @Override
  public Rows rows(Question question, int limit) {
    return WaitQueries.rows(question, limit);
  }

  @Override
  public List<Query> statements(Question question) {
    return List.of(WaitQueries.statement(question));
  }

  private static Estimate estimate(Wait wait, List<Exits> exits) {
    KaplanMeier curve = SurvivalEvaluation.curve(exits);
    long accounts = SurvivalEvaluation.size(exits);
    return switch (wait) {
      case WaitMedian median -> {
        OptionalDouble days = curve.median();
        yield days.isPresent()
            ? Estimate.of(days.getAsDouble(), Optional.of(curve.medianInterval()), accounts)
            : new Estimate(
                null,
                curve.medianInterval(),
                accounts,
                null,
                null,
                "not reached: more than half are still waiting");
      }
      case WaitShare share ->
          curve.reaches(share.withinDays())
              ? Estimate.of(
                  PERCENT * (1 - curve.survivalAt(share.withinDays())),
                  curve
                      .stepAt(share.withinDays())
                      .map(KaplanMeier.Step::interval)
                      .map(WaitEvaluation::reachedInterval),
                  accounts)
              : new Estimate(
                  null,
                  null,
                  accounts,
                  null,
                  null,
                  "nobody was seen for "
                      + share.withinDays()
                      + " days; the longest was "
                      + (long) curve.lastTime());
    };
  }

  private static Interval reachedInterval(Interval waiting) {
    return new Interval(
        PERCENT * (1 - waiting.high()),
        PERCENT * (1 - waiting.low()),
        waiting.level(),
        waiting.method());
  }
}
