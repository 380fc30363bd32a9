package dev.holdfast.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.demo.Progress;
import dev.holdfast.metrics.ContractCatalogue;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark of questions on a small company. */
class QueryBenchTests {

  private static final List<String> METRICS =
      ContractCatalogue.load(Optional.empty()).contracts().stream()
          .map(contract -> contract.key())
          .toList();

  @TempDir private static Path folder;

  @Test
  void everyMetricIsTimedAndAnsweredAlikeByEveryEngine() {
    boolean postgres = PostgresServer.programs().isPresent();
    QueryBench.Result result = QueryBench.run(options(postgres), Progress.silent());
    assertThat(result.equalAnswers()).isTrue();
    assertThat(result.metrics().stream().map(QueryBench.MetricTimes::metric))
        .containsExactlyElementsOf(METRICS);
    assertThat(result.pages().stream().map(PageTimes::metric)).containsExactlyElementsOf(METRICS);
    assertThat(result.rivals().stream().map(QueryBench.RivalTotal::engine))
        .containsExactlyElementsOf(
            postgres ? List.of(DuckRival.NAME, PostgresRival.NAME) : List.of(DuckRival.NAME));
    assertThat(result.metrics())
        .allSatisfy(metric -> {
          assertThat(metric.holdfast().p95Millis()).isPositive();
          assertThat(metric.byHand())
              .hasSize(
                  result.notCompared().containsKey(metric.metric()) ? 0 : result.rivals().size());
        });
    // An answer without a single value would be equal to any other such answer.
    assertThat(result.metrics())
        .filteredOn(metric -> metric.monthsWithValue() == 0)
        .extracting(QueryBench.MetricTimes::metric)
        .isEmpty();
  }

  @Test
  void aWrongQueryIsToldByMetricMonthAndEngine() {
    assertThatThrownBy(() ->
            QueryBench.run(
                options(false),
                Progress.silent(),
                questions -> {
                  Map<String, String> texts = new HashMap<>(questions.texts());
                  texts.computeIfPresent(
                      "nps", (metric, text) -> text.replace("score >= 9", "score >= 8"));
                  return new HandQuestions(texts);
                }))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("The answers are not equal")
        .hasMessageMatching("(?s).*nps of \\d{4}-\\d\\d-01 on duckdb: numerator is .*")
        .hasMessageMatching("(?s).*nps of \\d{4}-\\d\\d-01 on duckdb: value is .*")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("csat"));
  }

  private static QueryOptions options(boolean postgres) {
    return new QueryOptions(folder, 100, 100_000, 2, 2, postgres);
  }
}
