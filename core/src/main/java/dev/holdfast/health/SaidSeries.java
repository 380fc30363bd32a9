package dev.holdfast.health;

import dev.holdfast.health.Ranking.Case;
import dev.holdfast.workspace.HealthJudgements;
import dev.holdfast.workspace.HealthJudgements.Layer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Scores that somebody else gave accounts at the cut-offs of a replay: what CSMs said, a pulse,
 * another model. They are judged as the profile's own score is, on the accounts they speak of.
 */
final class SaidSeries {

  private SaidSeries() {}

  /**
   * Judges a series.
   *
   * @param title who said it
   * @param points by cut-off and account, high is good; what is not in it was not said
   * @return absent when nothing was said of an account that counts
   */
  static Optional<BacktestReport.Series> judge(
      String title, Replay replay, Function<LocalDate, Map<String, Double>> points) {
    Map<LocalDate, Map<String, Double>> said = new HashMap<>();
    List<Case> cases = new ArrayList<>();
    List<ReplayRow> same = new ArrayList<>();
    for (ReplayRow row : replay.counted()) {
      Double one = said.computeIfAbsent(row.day(), points).get(row.accountId());
      if (one != null) {
        cases.add(new Case(row.accountId(), row.day(), -one, row.lost()));
        same.add(row);
      }
    }
    return cases.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new BacktestReport.Series(
                title, Ranking.of(cases), Ranking.of(Ranking.ofScores(same))));
  }

  /** What a layer is called where it is judged. */
  static String title(Layer layer) {
    return switch (layer) {
      case PULSE -> "What the team feels (pulse)";
      case OVERRIDE -> "What the team overrode";
      case CALL -> "The CSM's renewal call";
    };
  }

  /**
   * What people said in a layer, in force at the end of a day: 0 for the worst that can be said,
   * one more for each better word. Only the order counts.
   */
  static Function<LocalDate, Map<String, Double>> people(
      HealthJudgements judgements, Layer layer, HealthSource source) {
    return day ->
        judgements.inForce(layer, source.endOf(day).minusNanos(1000)).stream()
            .filter(said -> layer.sayings().contains(said.value()))
            .collect(
                Collectors.toMap(
                    HealthJudgements.Said::accountId,
                    said -> (double) layer.sayings().indexOf(said.value())));
  }
}
