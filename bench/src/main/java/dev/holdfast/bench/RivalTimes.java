package dev.holdfast.bench;

import dev.holdfast.demo.Progress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a rival took for each question. */
record RivalTimes(
    String engine,
    Map<String, Object> about,
    Map<String, Double> prepareSeconds,
    Map<String, Times> times) {

  static RivalTimes measure(Rival rival, HandQuestions questions, int runs, Progress progress) {
    Map<String, Times> times = new LinkedHashMap<>();
    for (Map.Entry<String, String> question : new TreeMap<>(questions.texts()).entrySet()) {
      progress.at("Asking " + rival.name(), times.size(), questions.texts().size());
      times.put(question.getKey(), Times.of(runs, () -> rival.ask(question.getValue())));
    }
    return new RivalTimes(
        rival.name(), Map.copyOf(rival.about()), Map.copyOf(rival.seconds()), times);
  }

  QueryResult.RivalTotal total(List<QueryResult.MetricTimes> metrics) {
    double theirs = times.values().stream().mapToDouble(Times::medianMillis).sum();
    double ours =
        metrics.stream()
            .filter(metric -> times.containsKey(metric.metric()))
            .mapToDouble(metric -> metric.holdfast().medianMillis())
            .sum();
    return new QueryResult.RivalTotal(engine, about, prepareSeconds, theirs, ours, theirs / ours);
  }
}
