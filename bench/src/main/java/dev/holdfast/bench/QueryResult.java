package dev.holdfast.bench;

import dev.holdfast.base.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * All that was measured.
 *
 * @param equalAnswers whether every answer that was compared is equal; a run with another answer
 *     fails
 * @param notCompared why a metric was not compared, by metric
 * @param slowestFirstPageMillis the largest p95 of a page's first looks
 * @param slowestReadyPageMillis the largest p95 of looks at a page that was made ready
 * @param allPagesReadySeconds making the pages of all metrics ready after a refresh
 */
public record QueryResult(
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
    double slowestFirstPageMillis,
    double slowestReadyPageMillis,
    double allPagesReadySeconds) {

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
            line.append(String.format(Locale.ROOT, "  %s %8.1f ms", engine, times.medianMillis())));
    return line.append(
            String.format(
                Locale.ROOT,
                "  page p95 %8.1f ms, ready %.3f ms",
                page.first().p95Millis(),
                page.ready().p95Millis()))
        .toString();
  }
}
