package dev.holdfast.health;

import dev.holdfast.health.Ranking.Case;
import dev.holdfast.workspace.HealthJudgements;
import dev.holdfast.workspace.HealthJudgements.Layer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What people said of accounts at the ends of months. It is judged as a score or a risk is, on the
 * accounts it speaks of.
 */
final class SaidSeries {

  private SaidSeries() {}

  /** An account at the end of a month, and what became of it. */
  interface Row {

    String accountId();

    LocalDate day();

    boolean lost();
  }

  /**
   * Judges what people said in layers.
   *
   * @param rows accounts that count
   * @param own how the score or the risk ranked rows; some may not have been ranked
   * @return in the order of the layers; without those in which nothing was said of a row
   */
  static <T extends Row> List<BacktestReport.Series> judge(
      HealthJudgements judgements,
      HealthSource source,
      List<Layer> layers,
      List<T> rows,
      Function<List<T>, List<Case>> own) {
    List<BacktestReport.Series> all = new ArrayList<>();
    for (Layer layer : layers) {
      Map<LocalDate, Map<String, Double>> said = new HashMap<>();
      List<Case> cases = new ArrayList<>();
      List<T> same = new ArrayList<>();
      for (T row : rows) {
        Double one =
            said.computeIfAbsent(row.day(), day -> said(judgements, layer, source.endOf(day)))
                .get(row.accountId());
        if (one != null) {
          cases.add(new Case(row.accountId(), row.day(), -one, row.lost()));
          same.add(row);
        }
      }
      if (!cases.isEmpty()) {
        all.add(
            new BacktestReport.Series(
                title(layer), Ranking.of(cases), Ranking.of(own.apply(same))));
      }
    }
    return List.copyOf(all);
  }

  private static String title(Layer layer) {
    return switch (layer) {
      case PULSE -> "What the team feels (pulse)";
      case OVERRIDE -> "What the team overrode";
      case CALL -> "The CSM's renewal call";
    };
  }

  /**
   * What people said in a layer, in force just before an instant, by account: 0 for the worst that
   * can be said, one more for each better word. Only the order counts.
   */
  private static Map<String, Double> said(
      HealthJudgements judgements, Layer layer, Instant before) {
    return judgements.inForce(layer, before.minusNanos(1000)).stream()
        .filter(said -> layer.sayings().contains(said.value()))
        .collect(
            Collectors.toMap(
                HealthJudgements.Said::accountId,
                said -> (double) layer.sayings().indexOf(said.value())));
  }
}
