package dev.holdfast.metrics;

import dev.holdfast.metrics.UsageEstimator.Stickiness;
import dev.holdfast.metrics.UsageEstimator.Unit;
import dev.holdfast.metrics.UsageEstimator.UsageChange;
import dev.holdfast.metrics.UsageEstimator.Windowed;
import dev.holdfast.metrics.UsageQueries.Sums;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.Mean;
import dev.holdfast.stats.Ratio;
import dev.holdfast.stats.RatioEstimate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jooq.Query;

/** Estimates how people come back and how usage changes. */
final class UsageEvaluation implements Evaluation {

  private static final double LEVEL = Interval.LEVEL;
  private static final double PERCENT = 100;
  private static final int DAYS_IN_WEEK = 7;

  @Override
  public List<Answer> answers(Question question) {
    return answers(question, queries(question));
  }

  @Override
  public Rows rows(Question question, int limit) {
    return queries(question).rows(limit);
  }

  @Override
  public List<Query> statements(Question question) {
    UsageQueries queries = queries(question);
    answers(question, queries);
    return queries.statements();
  }

  @Override
  public void check(Definition definition, Columns columns) {
    requireNoTime(definition);
  }

  /** Refuses what usage over windows and periods would not look at. */
  static void requireNoTime(Definition definition) {
    Estimator.require(
        definition.time() == null
            && definition.leaveOut().isEmpty()
            && definition.latestPer().isEmpty(),
        "'" + definition.estimator().word() + "' knows time, leave_out and latest_per itself");
  }

  private static UsageQueries queries(Question question) {
    return new UsageQueries(
        question,
        switch ((Windowed) question.definition().estimator()) {
          case Stickiness stickiness -> stickiness.windowDays();
          case UsageChange change -> 2 * change.windowDays();
        });
  }

  private static List<Answer> answers(Question question, UsageQueries queries) {
    return switch ((Windowed) question.definition().estimator()) {
      case Stickiness stickiness -> stickiness(question, stickiness, queries);
      case UsageChange change -> change(question, change, queries);
    };
  }

  /**
   * Stickiness.
   *
   * <p>Formula: {@code 100 (Σ active days of all people / window days) / people active in the
   * window}; with weeks for days in the other variant. Unit: percent, 0 to 100. Interval: ratio of
   * sums over accounts (logit scale), within one account the mean over its people (Student).
   */
  private static List<Answer> stickiness(
      Question question, Stickiness stickiness, UsageQueries queries) {
    double units =
        stickiness.per() == Unit.DAY
            ? stickiness.windowDays()
            : (double) stickiness.windowDays() / DAYS_IN_WEEK;
    Map<Group, Long> nameless = queries.nameless();
    return answered(
        question,
        stickiness.windowDays(),
        queries,
        queries.comingBack(stickiness.per()),
        (group, sums) -> stickiness(sums, units),
        nameless);
  }

  private static Estimate stickiness(Sums sums, double units) {
    double value = sums.sumY() / sums.sumX() / units;
    return Estimate.of(
        PERCENT * value,
        stickinessInterval(sums, units).map(interval -> interval.scaled(PERCENT)),
        Math.round(sums.sumX()),
        sums.sumY() / units,
        sums.sumX());
  }

  private static Optional<Interval> stickinessInterval(Sums sums, double units) {
    if (sums.units() == 1) {
      return Mean.ofSums(
              Math.round(sums.sumX()), sums.sumY() / units, sums.within() / units / units)
          .tInterval(LEVEL)
          .map(interval -> SampleEvaluation.within(interval, 0, 1));
    }
    return Ratio.ofSums(
            sums.units(),
            sums.sumX(),
            sums.sumY() / units,
            sums.sumXx(),
            sums.sumXy() / units,
            sums.sumYy() / units / units)
        .logitTInterval(LEVEL);
  }

  /**
   * Usage change.
   *
   * <p>Formula: {@code 100 (events in the window / events in the window before - 1)}; windows are
   * whole weeks, so that each day meets its weekday. Unit: percent, -100 and up; absent when there
   * were no events before. Interval: ratio of sums over accounts (log scale), within one account
   * over its pairs of days.
   */
  private static List<Answer> change(Question question, UsageChange change, UsageQueries queries) {
    Map<Group, Sums> byAccount = queries.halvesByAccount();
    boolean single = byAccount.values().stream().anyMatch(sums -> sums.units() == 1);
    Map<Group, Sums> byDay = single ? queries.halvesByDay() : Map.of();
    return answered(
        question,
        2 * change.windowDays(),
        queries,
        byAccount,
        (group, sums) -> {
          if (sums.sumX() == 0) {
            return Estimate.absent(
                "no events in the " + change.windowDays() + " days before", 0, sums.sumY(), 0);
          }
          Sums pairs = byDay.get(group);
          return change(
              sums.units() == 1 && pairs != null ? ofAllDays(pairs, change.windowDays()) : sums);
        },
        Map.of());
  }

  /** Pairs of days without any event add nothing to the sums, but they are pairs. */
  private static Sums ofAllDays(Sums sums, int days) {
    return new Sums(
        days, sums.sumX(), sums.sumY(), sums.sumXx(), sums.sumXy(), sums.sumYy(), sums.within());
  }

  private static Estimate change(Sums sums) {
    RatioEstimate ratio =
        Ratio.ofSums(
            sums.units(), sums.sumX(), sums.sumY(), sums.sumXx(), sums.sumXy(), sums.sumYy());
    return Estimate.of(
        PERCENT * (ratio.ratio() - 1),
        ratio
            .logTInterval(LEVEL)
            .map(interval ->
                new Interval(
                    PERCENT * (interval.low() - 1),
                    PERCENT * (interval.high() - 1),
                    interval.level(),
                    interval.method())),
        Math.round(sums.sumX()),
        sums.sumY(),
        sums.sumX());
  }

  private static List<Answer> answered(
      Question question,
      int windowDays,
      UsageQueries queries,
      Map<Group, Sums> sums,
      BiFunction<Group, Sums, Estimate> estimate,
      Map<Group, Long> nameless) {
    Optional<LocalDate> firstDay = queries.firstDay();
    List<Answer> answers = new ArrayList<>();
    sums.forEach((group, one) -> {
      LocalDate start = question.steps().get(group.step()).to().minusDays(windowDays);
      Estimate made =
          firstDay.isPresent() && firstDay.get().isAfter(start)
              ? Estimate.absent(
                  "usage is known from "
                      + firstDay.get()
                      + " on, the window of "
                      + windowDays
                      + " days begins on "
                      + start)
              : estimate.apply(group, one);
      Long without = nameless.get(group);
      answers.add(
          new Answer(
              group.step(),
              group.dimensions(),
              made,
              without == null ? Map.of() : Map.of("days of usage without a person", without)));
    });
    return answers;
  }
}
