package dev.holdfast.metrics;

import dev.holdfast.metrics.ReachQueries.Sums;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.Ratio;
import java.util.List;
import java.util.Map;
import org.jooq.Query;

/**
 * How much of what was paid for is used: people active in the period for each hundred seats.
 *
 * <p>Formula: {@code 100 Σ active people / Σ seats}, over accounts with seats at the end of the
 * period. Seats of an account are those of the product of which it has most, because an add-on is
 * not bought for other people. Unit: percent; over 100 where more people use the product than may.
 * Interval: ratio of sums over accounts on the log scale. No seats: absent.
 *
 * <p>Source: definition; Cochran (1977), section 6.4.
 */
final class ReachEvaluation implements Evaluation {

  private static final double PERCENT = 100;

  @Override
  public void check(Definition definition, Columns columns) {
    LedgerAnswers.check(definition);
  }

  @Override
  public List<Answer> answers(Question question) {
    String nothing = question.definition().contract().zeroDenominator();
    return LedgerAnswers.of(
        ReachQueries.sums(question),
        nothing,
        (group, sums) -> estimate(sums.getFirst(), nothing),
        sums -> Map.of());
  }

  @Override
  public Rows rows(Question question, int limit) {
    return ReachQueries.rows(question, limit);
  }

  @Override
  public List<Query> statements(Question question) {
    return List.of(ReachQueries.statement(question));
  }

  private static Estimate estimate(Sums sums, String nothing) {
    if (sums.x() <= 0) {
      return Estimate.absent(nothing);
    }
    return Estimate.of(
        PERCENT * sums.y() / sums.x(),
        Ratio.ofSums(sums.accounts(), sums.x(), sums.y(), sums.xx(), sums.xy(), sums.yy())
            .logTInterval(Interval.LEVEL)
            .map(interval -> interval.scaled(PERCENT)),
        sums.accounts(),
        sums.y(),
        sums.x());
  }
}
