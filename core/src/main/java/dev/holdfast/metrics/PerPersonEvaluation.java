package dev.holdfast.metrics;

import dev.holdfast.metrics.UsageEstimator.PerPerson;
import dev.holdfast.metrics.UsageQueries.Sums;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.Mean;
import dev.holdfast.stats.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Query;

/**
 * What an active person comes to: days of use, or events that count as use.
 *
 * <p>Formula: {@code Σ over people / people active in the period}. Unit: days, events. Interval:
 * ratio of sums over accounts on the log scale; within one account that of the mean over its people
 * (Student). Nobody active: absent.
 *
 * <p>Source: Cochran (1977), section 6.4.
 */
final class PerPersonEvaluation implements Evaluation {

  @Override
  public void check(Definition definition, Columns columns) {
    UsageEvaluation.requireNoTime(definition);
  }

  @Override
  public List<Answer> answers(Question question) {
    return answers(queries(question));
  }

  @Override
  public Rows rows(Question question, int limit) {
    return queries(question).rows(limit);
  }

  @Override
  public List<Query> statements(Question question) {
    PerPersonQueries queries = queries(question);
    answers(queries);
    return queries.statements();
  }

  private static PerPersonQueries queries(Question question) {
    return new PerPersonQueries(question, ((PerPerson) question.definition().estimator()).of());
  }

  private static List<Answer> answers(PerPersonQueries queries) {
    List<Answer> answers = new ArrayList<>();
    queries
        .sums()
        .forEach((group, sums) ->
            answers.add(new Answer(group.step(), group.dimensions(), estimate(sums), Map.of())));
    return answers;
  }

  private static Estimate estimate(Sums sums) {
    long people = Math.round(sums.sumX());
    Optional<Interval> interval =
        sums.units() == 1
            ? Mean.ofSums(people, sums.sumY(), sums.within()).tInterval(Interval.LEVEL)
            : Ratio.ofSums(
                    sums.units(),
                    sums.sumX(),
                    sums.sumY(),
                    sums.sumXx(),
                    sums.sumXy(),
                    sums.sumYy())
                .logTInterval(Interval.LEVEL);
    return Estimate.of(sums.sumY() / sums.sumX(), interval, people, sums.sumY(), sums.sumX());
  }
}
