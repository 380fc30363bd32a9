package dev.holdfast.bench;

import dev.holdfast.app.Holdfast;
import dev.holdfast.app.Settings;
import dev.holdfast.base.Clocks;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period;
import dev.holdfast.demo.Progress;
import dev.holdfast.metrics.MetricRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How long questions take: every metric of the catalogue over the last twelve months by month,
 * beside the same questions written by hand for DuckDB, on the same tables, and for PostgreSQL, on
 * its own rollups of the same facts. Answers are compared before anything is timed.
 */
public final class QueryBench {

  private static final String NOT_WRITTEN = "no query for it is written by hand yet";

  private QueryBench() {}

  /**
   * What a metric took.
   *
   * @param monthsWithValue of how many months there is a value
   * @param holdfast by Holdfast, with intervals and what was left out
   * @param byHand by the hand-written query, by engine
   * @param ratios time of the hand-written query for one of Holdfast's (medians), by engine; over 1
   *     where Holdfast is faster
   */
  public record MetricTimes(
      String metric,
      long monthsWithValue,
      Times holdfast,
      Map<String, Times> byHand,
      Map<String, Double> ratios) {}

  /**
   * What an engine took over all metrics that are compared.
   *
   * @param prepareSeconds making it ready, by step; not part of any ratio
   * @param medianMillis medians of the hand-written queries, added up
   * @param holdfastMedianMillis those of Holdfast for the same metrics
   * @param ratio {@code medianMillis / holdfastMedianMillis}
   */
  public record RivalTotal(
      String engine,
      Map<String, Object> about,
      Map<String, Double> prepareSeconds,
      double medianMillis,
      double holdfastMedianMillis,
      double ratio) {}

  /**
   * All that was measured.
   *
   * @param equalAnswers whether every answer that was compared is equal; a run with another answer
   *     fails
   * @param notCompared why a metric was not compared, by metric
   * @param slowestFirstPageMillis the largest p95 of a page's first looks
   */
  public record Result(
      Machine machine,
      int accounts,
      long usageEvents,
      Period period,
      double generateSeconds,
      Map<String, Double> refreshSeconds,
      boolean equalAnswers,
      Map<String, String> notCompared,
      List<MetricTimes> metrics,
      List<RivalTotal> rivals,
      List<PageTimes> pages,
      double slowestFirstPageMillis) {

    /** The medians of each metric and the p95 of its page, a line each, for people. */
    public List<String> lines() {
      Map<String, PageTimes> byMetric = new HashMap<>();
      pages.forEach(page -> byMetric.put(page.metric(), page));
      return metrics.stream()
          .map(metric -> line(metric, Objects.requireNonNull(byMetric.get(metric.metric()))))
          .toList();
    }

    private static String line(MetricTimes metric, PageTimes page) {
      StringBuilder line =
          new StringBuilder(
              String.format(
                  Locale.ROOT,
                  "%-26s holdfast %8.1f ms",
                  metric.metric(),
                  metric.holdfast().medianMillis()));
      metric
          .byHand()
          .forEach((engine, times) ->
              line.append(
                  String.format(Locale.ROOT, "  %s %8.1f ms", engine, times.medianMillis())));
      return line.append(
              String.format(
                  Locale.ROOT,
                  "  page p95 %8.1f ms, again %.3f ms",
                  page.first().p95Millis(),
                  page.again().p95Millis()))
          .toString();
    }
  }

  /**
   * Runs the benchmark.
   *
   * @throws HoldfastException {@code BROKEN_PROMISE} with every difference when answers are not
   *     equal
   */
  public static Result run(QueryOptions options, Progress progress) {
    return run(options, progress, questions -> questions);
  }

  /** The same with other hand-written queries. */
  static Result run(
      QueryOptions options, Progress progress, UnaryOperator<HandQuestions> rewritten) {
    Optional<Path> programs = options.postgres() ? PostgresServer.programs() : Optional.empty();
    if (options.postgres() && programs.isEmpty()) {
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE,
          "There is no PostgreSQL 15: no initdb in its folder of Debian or on the path. Install it,"
              + " or leave it out with --without-postgres.");
    }
    double generated =
        BenchCompany.make(options.folder(), options.accounts(), options.events(), progress);
    Settings settings = Settings.of(options.folder());
    Asked asked = Asked.of(settings, progress);
    HandQuestions questions =
        rewritten.apply(HandQuestions.of(asked.answers().keySet(), asked.year(), asked.now()));
    List<RivalTimes> rivals = new ArrayList<>();
    try (DuckRival duck = DuckRival.open(settings, asked.year())) {
      asked.check(duck, questions);
      if (programs.isPresent()) {
        try (PostgresRival postgres =
            PostgresRival.start(
                programs.get(), options.folder(), duck.connection(), asked.year(), progress)) {
          asked.check(postgres, questions);
          rivals.add(RivalTimes.measure(postgres, questions, options.runs(), progress));
        }
      }
      rivals.addFirst(RivalTimes.measure(duck, questions, options.runs(), progress));
    }
    try (Holdfast holdfast = Holdfast.open(settings, Clocks.system())) {
      return result(options, generated, asked, questions, rivals, holdfast, progress);
    }
  }

  private static Result result(
      QueryOptions options,
      double generated,
      Asked asked,
      HandQuestions questions,
      List<RivalTimes> rivals,
      Holdfast holdfast,
      Progress progress) {
    List<MetricTimes> metrics = new ArrayList<>();
    Map<String, String> notCompared = new LinkedHashMap<>();
    for (String metric : asked.answers().keySet()) {
      progress.at("Asking Holdfast", metrics.size(), asked.answers().size());
      MetricRequest request = asked.request(metric);
      Times ours = Times.of(options.runs(), () -> holdfast.metrics().evaluate(request));
      Map<String, Times> byHand = new LinkedHashMap<>();
      Map<String, Double> ratios = new LinkedHashMap<>();
      for (RivalTimes rival : rivals) {
        Times theirs = rival.times().get(metric);
        if (theirs != null) {
          byHand.put(rival.engine(), theirs);
          ratios.put(rival.engine(), theirs.medianMillis() / ours.medianMillis());
        }
      }
      metrics.add(new MetricTimes(metric, asked.monthsWithValue(metric), ours, byHand, ratios));
      if (questions.of(metric).isEmpty()) {
        notCompared.put(metric, NOT_WRITTEN);
      }
    }
    progress.at("Looking at pages", 0, 1);
    List<PageTimes> pages = PageTimes.measure(holdfast, options.views());
    return new Result(
        Machine.here(),
        options.accounts(),
        options.events(),
        asked.year(),
        generated,
        asked.refreshSeconds(),
        true,
        notCompared,
        metrics,
        rivals.stream().map(rival -> rival.total(metrics)).toList(),
        pages,
        pages.stream().mapToDouble(page -> page.first().p95Millis()).max().orElse(0));
  }
}
