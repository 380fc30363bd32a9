package dev.holdfast.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.Clocks;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.demo.Progress;
import dev.holdfast.metrics.Contract;
import dev.holdfast.metrics.ContractCatalogue;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark of questions on a small company; with PostgreSQL where it is installed. */
class QueryBenchTests {

  /** The demo company is made up to the day before, so another day makes another company. */
  private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");

  private static final List<String> METRICS =
      ContractCatalogue.load(Optional.empty()).contracts().stream().map(Contract::key).toList();

  @TempDir private static Path folder;

  @Test
  void everyMetricIsTimedAndAnsweredAlikeByEveryEngine() throws Exception {
    boolean postgres = PostgresServer.programs().isPresent();
    QueryResult result = run(postgres, questions -> questions);
    assertThat(result.equalAnswers()).isTrue();
    assertThat(result.metrics().stream().map(QueryResult.MetricTimes::metric))
        .containsExactlyElementsOf(METRICS);
    assertThat(result.pages().stream().map(PageTimes::metric)).containsExactlyElementsOf(METRICS);
    assertThat(result.rivals().stream().map(QueryResult.RivalTotal::engine))
        .containsExactlyElementsOf(
            postgres ? List.of(DuckRival.NAME, PostgresRival.NAME) : List.of(DuckRival.NAME));
    assertThat(result.metrics())
        .filteredOn(metric -> metric.byHand().size() == result.rivals().size())
        .extracting(QueryResult.MetricTimes::metric)
        .containsExactlyInAnyOrderElementsOf(written());
    assertThat(result.notCompared()).isEmpty();
    assertThat(result.lines()).hasSameSizeAs(METRICS);
    // More than half of the accounts are still there, and a month has fewer than five leads: of
    // these only the counts are compared.
    assertThat(result.metrics())
        .filteredOn(metric -> !result.notCompared().containsKey(metric.metric()))
        .filteredOn(metric -> metric.monthsWithValue() == 0)
        .extracting(QueryResult.MetricTimes::metric)
        .containsExactly("account_survival", "csql_acceptance");
  }

  @Test
  void aWrongQueryIsToldByMetricMonthAndEngine() {
    assertThatThrownBy(() ->
            run(
                false,
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

  private static QueryResult run(boolean postgres, UnaryOperator<HandQuestions> rewritten) {
    return QueryBench.run(
        new QueryOptions(folder, 100, 100_000, 2, 2, postgres),
        Clocks.settable(NOW),
        Progress.silent(),
        rewritten);
  }

  /** Metrics by the files that are there: a file called otherwise would be read by nobody. */
  private static List<String> written() throws IOException, URISyntaxException {
    URL questions = Objects.requireNonNull(HandQuestions.class.getResource("questions"));
    try (Stream<Path> files = Files.list(Path.of(questions.toURI()))) {
      return files.map(file -> file.getFileName().toString().replace(".sql", "")).toList();
    }
  }
}
