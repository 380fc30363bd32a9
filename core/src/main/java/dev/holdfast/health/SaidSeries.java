package dev.holdfast.health;

import dev.holdfast.health.Ranking.Case;
import dev.holdfast.workspace.HealthOverrides;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
   * @param points by cut-off and account, 0 to 100, high is good; what is not in it was not said
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

  /** What people said instead of the computed score, in force at the end of a day. */
  static Function<LocalDate, Map<String, Double>> overrides(
      HealthOverrides overrides, HealthSource source, Bands bands) {
    return day -> {
      Map<String, Double> points = new HashMap<>();
      overrides
          .inForce(source.endOf(day).minusNanos(1000))
          .forEach(said ->
              points(said.value(), bands).ifPresent(one -> points.put(said.accountId(), one)));
      return points;
    };
  }

  /** A band counts as the middle of its span, a number as it is; other words do not count. */
  static Optional<Double> points(String said, Bands bands) {
    String word = said.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
    for (Bands.Span span : bands.spans()) {
      if (span.band().word().equals(word)) {
        return Optional.of(Points.points(span.from() + span.to()) / 2);
      }
    }
    try {
      double number = new BigDecimal(word).doubleValue();
      return number >= 0 && number <= 100 ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
