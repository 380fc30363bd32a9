package dev.holdfast.metrics;

import dev.holdfast.base.Period;
import dev.holdfast.metrics.LedgerStepQueries.Found;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Turns what was found for groups into answers. */
final class LedgerAnswers {

  /** Days of a year of 365.25 days, a twelfth of it. */
  static final double DAYS_OF_A_MONTH = 365.25 / 12;

  private LedgerAnswers() {}

  /**
   * An answer for each group.
   *
   * @param nothing reason for a group of which everything is left out
   * @param estimate from the statistics of a group
   * @param leftOut what the statistics say was left out besides
   */
  static <T> List<Answer> of(
      List<Found<T>> found,
      String nothing,
      BiFunction<Group, List<T>, Estimate> estimate,
      Function<List<T>, Map<String, Long>> leftOut) {
    List<Answer> answers = new ArrayList<>();
    for (Found<T> one : found) {
      Map<String, Long> excluded = new LinkedHashMap<>(one.excluded());
      if (!one.statistics().isEmpty()) {
        leftOut
            .apply(one.statistics())
            .forEach((why, count) -> {
              if (count > 0) {
                excluded.merge(why, count, Long::sum);
              }
            });
      }
      answers.add(
          new Answer(
              one.group().step(),
              one.group().dimensions(),
              one.statistics().isEmpty()
                  ? Estimate.absent(nothing)
                  : estimate.apply(one.group(), one.statistics()),
              excluded));
    }
    return List.copyOf(answers);
  }

  /** Refuses what the families of the ledger would not look at. */
  static void check(Definition definition) {
    Estimator.require(
        definition.time() == null
            && definition.latestPer().isEmpty()
            && definition.leaveOut().stream().allMatch(one -> one.anyTime() == null),
        "'" + definition.estimator().word() + "' knows time, latest_per and any_time itself");
  }

  /** Length of a period in months: whole calendar months are whole, other days a part of one. */
  static double months(Period period) {
    long whole = ChronoUnit.MONTHS.between(period.from(), period.to());
    long rest = ChronoUnit.DAYS.between(period.from().plusMonths(whole), period.to());
    return whole + rest / DAYS_OF_A_MONTH;
  }
}
