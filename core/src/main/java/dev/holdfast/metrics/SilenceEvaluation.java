package dev.holdfast.metrics;

import dev.holdfast.metrics.SilenceQueries.Counts;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.Proportion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Query;

/**
 * Customers of whom nothing was heard: who were customers at both ends of the period and have in it
 * no use, no ticket, no answer to a survey and no touch.
 *
 * <p>Formula: {@code 100 silent / customers}; Wilson interval. Unit: percent. No customers: absent.
 *
 * <p>Source: definition; Wilson (1927).
 */
final class SilenceEvaluation implements Evaluation {

  private static final double PERCENT = 100;

  @Override
  public void check(Definition definition, Columns columns) {
    LedgerAnswers.check(definition);
  }

  @Override
  public List<Answer> answers(Question question) {
    return LedgerAnswers.of(
        SilenceQueries.counts(question),
        question.definition().contract().zeroDenominator(),
        (group, counts) -> estimate(counts.getFirst()),
        counts -> Map.of());
  }

  @Override
  public Rows rows(Question question, int limit) {
    return SilenceQueries.rows(question, limit);
  }

  @Override
  public List<Query> statements(Question question) {
    return List.of(SilenceQueries.statement(question));
  }

  private static Estimate estimate(Counts counts) {
    return Estimate.ofCounts(
        PERCENT * counts.silent() / counts.customers(),
        Optional.of(
            Proportion.wilson(counts.silent(), counts.customers(), Interval.LEVEL).scaled(PERCENT)),
        counts.silent(),
        counts.customers());
  }
}
