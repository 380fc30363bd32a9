package dev.holdfast.bench;

import dev.holdfast.app.Holdfast;
import dev.holdfast.app.Settings;
import dev.holdfast.base.Clocks;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.demo.Progress;
import dev.holdfast.metrics.MetricRequest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How long questions take: every metric of the catalogue over the last twelve months by month,
 * beside the same questions written by hand for DuckDB, on the same tables, and for PostgreSQL, on
 * its own rollups of the same facts. Answers are compared before anything is timed.
 */
public final class QueryBench {

  /** A server that people look at has answered before; the rivals did when they were compared. */
  private static final int WARM_UP_ROUNDS = 3;

  private static final String NOT_WRITTEN = "no query for it is written by hand yet";

  private QueryBench() {}

  /**
   * Runs the benchmark.
   *
   * @throws HoldfastException {@code BROKEN_PROMISE} with every difference when answers are not
   *     equal
   */
  public static QueryResult run(QueryOptions options, Progress progress) {
    return run(options, Clocks.system(), progress, questions -> questions);
  }

  /** The same by another clock and with other hand-written queries. */
  static QueryResult run(
      QueryOptions options,
      InstantSource clock,
      Progress progress,
      UnaryOperator<HandQuestions> rewritten) {
    Optional<Path> programs = options.postgres() ? PostgresServer.programs() : Optional.empty();
    if (options.postgres() && programs.isEmpty()) {
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE,
          "There is no PostgreSQL 15: no initdb in its folder of Debian or on the path. Install it,"
              + " or leave it out with --without-postgres.");
    }
    double generated =
        BenchCompany.make(options.folder(), options.accounts(), options.events(), clock, progress);
    Settings settings = Settings.of(options.folder());
    Asked asked = Asked.of(settings, clock, progress);
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
    try (Holdfast holdfast = Holdfast.open(settings, clock)) {
      return result(options, generated, asked, questions, rivals, holdfast, progress);
    }
  }

  private static QueryResult result(
      QueryOptions options,
      double generated,
      Asked asked,
      HandQuestions questions,
      List<RivalTimes> rivals,
      Holdfast holdfast,
      Progress progress) {
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      progress.at("Warming Holdfast up", round, WARM_UP_ROUNDS);
      holdfast.pipeline().everyMetric();
    }
    List<QueryResult.MetricTimes> metrics = new ArrayList<>();
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
      metrics.add(
          new QueryResult.MetricTimes(metric, asked.monthsWithValue(metric), ours, byHand, ratios));
      if (questions.of(metric).isEmpty()) {
        notCompared.put(metric, NOT_WRITTEN);
      }
    }
    progress.at("Looking at pages", 0, 1);
    List<PageTimes> pages = PageTimes.measure(holdfast, options.views());
    return new QueryResult(
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
        pages.stream().mapToDouble(page -> page.first().p95Millis()).max().orElse(0),
        pages.stream().mapToDouble(page -> page.ready().p95Millis()).max().orElse(0),
        pages.stream().mapToDouble(PageTimes::readyMillis).sum() / 1000);
  }
}
