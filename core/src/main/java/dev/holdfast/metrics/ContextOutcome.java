package dev.holdfast.metrics;

import static org.jooq.impl.DSL.inline;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.expressions.Compiled;
import dev.holdfast.metrics.Contract.LeaveOut;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/**
 * The number that each row of a metric's sample gives, so that rows can be compared by situation.
 *
 * @param subjects the expressions it is made of
 * @param value the number; null where the row has none
 * @param ranked whether the row's place among all rows counts instead of the number itself
 * @param unit unit of the mean
 * @param words what is compared, for people
 */
record ContextOutcome(
    List<Compiled> subjects, Field<Double> value, boolean ranked, String unit, String words) {

  private static final double PERCENT = 100;
  private static final String EVENTS = "events";

  /**
   * A question whose definition says what a row is: for usage a day on which somebody was active.
   *
   * @throws HoldfastException {@code BAD_REQUEST} when the metric has no rows with an outcome each
   */
  static Question ofRows(Question question) {
    Definition definition = question.definition();
    if (definition.estimator() instanceof LedgerEstimator) {
      throw refused(
          definition, "is made of whole histories of accounts, which do not happen at one moment");
    }
    if (!ofUsage(definition)) {
      return question;
    }
    return question.about(
        new Definition(
            definition.contract(),
            definition.variant(),
            definition.unit(),
            definition.source(),
            definition.where(),
            named(definition),
            new SampleEstimator.Mean(EVENTS),
            "day",
            List.of(),
            definition.minimumSample(),
            definition.source().equals("person_day") ? "days of people" : "days of accounts",
            definition.formula()));
  }

  /** Days without a person are nobody's active day. */
  private static List<LeaveOut> named(Definition definition) {
    return definition.source().equals("person_day") && definition.leaveOut().isEmpty()
        ? List.of(new LeaveOut("days of usage without a person", "person_id == null", null))
        : definition.leaveOut();
  }

  private static boolean ofUsage(Definition definition) {
    boolean days =
        definition.source().equals("person_day") || definition.source().equals("account_day");
    return days
        && (definition.estimator() instanceof UsageEstimator
            || definition.estimator() instanceof SampleEstimator.CountDistinct);
  }

  static boolean isPossibleFor(Definition definition) {
    return ofUsage(definition)
        || definition.estimator() instanceof SampleEstimator.Proportion
        || definition.estimator() instanceof SampleEstimator.Nps
        || definition.estimator() instanceof SampleEstimator.Mean
        || definition.estimator() instanceof SampleEstimator.Quantile;
  }

  /**
   * The outcome of a definition's rows.
   *
   * @param definition as {@link #ofRows} gives it
   */
  static ContextOutcome of(Definition definition, Columns columns) {
    return switch (definition.estimator()) {
      case SampleEstimator.Proportion proportion -> proportion(definition, columns, proportion);
      case SampleEstimator.Nps nps -> nps(columns, nps);
      case SampleEstimator.Mean mean -> mean(definition, columns.number(mean.of()), mean.of());
      case SampleEstimator.Quantile quantile -> place(columns.number(quantile.of()));
      // Not a case for each: whatever else there is puts no number on a single row.
      default ->
          throw refused(definition, "counts or divides sums; a single row has no value of its own");
    };
  }

  private static ContextOutcome proportion(
      Definition definition, Columns columns, SampleEstimator.Proportion proportion) {
    Compiled success = columns.condition(proportion.success());
    return new ContextOutcome(
        List.of(success),
        percent(SampleEvaluation.outcome(success)),
        false,
        definition.unit(),
        "Share of " + definition.sampleUnit() + " that meet the metric's condition, in percent");
  }

  private static ContextOutcome nps(Columns columns, SampleEstimator.Nps nps) {
    Compiled score = columns.number(nps.score());
    return new ContextOutcome(
        List.of(score),
        percent(SampleEvaluation.promotion(score)),
        false,
        "points",
        "Promoters less detractors of 100 answers, in points; each answer counts once");
  }

  private static Field<Double> percent(Field<Integer> outcome) {
    return outcome.cast(SQLDataType.DOUBLE).mul(inline(PERCENT));
  }

  private static ContextOutcome mean(Definition definition, Compiled number, String expression) {
    String unit = definition.unit();
    String words = "Mean of " + expression + ", in " + unit;
    if (expression.equals(EVENTS)) {
      String whose = definition.source().equals("account_day") ? "an account" : "a person";
      unit = "events a day";
      words = "Mean number of events on a day on which " + whose + " was active";
    }
    return new ContextOutcome(
        List.of(number), number.value().cast(SQLDataType.DOUBLE), false, unit, words);
  }

  private static ContextOutcome place(Compiled number) {
    return new ContextOutcome(
        List.of(number),
        number.value().cast(SQLDataType.DOUBLE),
        true,
        "percentile",
        "Mean place among all rows, from 0 for the lowest to 100 for the highest value: the metric"
            + " is a quantile, and places are not swayed by a few very large values");
  }

  private static HoldfastException refused(Definition definition, String because) {
    return new HoldfastException(
        ErrorCode.BAD_REQUEST,
        "'"
            + definition.contract().key()
            + "' "
            + because
            + ", so there is nothing to compare by situation. Ask for a metric of answers, tickets"
            + " or usage, such as nps, csat, full_resolution_time or active_people");
  }
}
