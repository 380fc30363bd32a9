package dev.holdfast.bench;

import dev.holdfast.app.Holdfast;
import dev.holdfast.app.Settings;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period;
import dev.holdfast.demo.Progress;
import dev.holdfast.metrics.Contract;
import dev.holdfast.metrics.MetricRequest;
import dev.holdfast.metrics.MetricValue;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What Holdfast says after a refresh.
 *
 * @param answers its values by metric, in the order of the catalogue
 * @param minimums samples below which it says no value, by metric
 */
record Asked(
    Instant now,
    Period year,
    Map<String, Double> refreshSeconds,
    Map<String, List<MetricValue>> answers,
    Map<String, Integer> minimums) {

  private static final int MONTHS = 12;

  static Asked of(Settings settings, InstantSource clock, Progress progress) {
    requireUtc(settings.zone());
    requireUtc(settings.rollups().usageZone());
    try (Holdfast holdfast = Holdfast.open(settings, clock)) {
      progress.at("Refreshing", 0, 1);
      Map<String, Double> refresh = holdfast.pipeline().refresh().seconds();
      Instant now = clock.instant();
      LocalDate to = LocalDate.ofInstant(now, settings.zone()).plusDays(1);
      Period year =
          new Period(
              to.minusDays(1).withDayOfMonth(1).minusMonths(MONTHS - 1), to, settings.zone());
      Map<String, List<MetricValue>> answers = new LinkedHashMap<>();
      Map<String, Integer> minimums = new LinkedHashMap<>();
      for (Contract contract : holdfast.metrics().catalogue().contracts()) {
        answers.put(contract.key(), holdfast.metrics().evaluate(request(contract.key(), year)));
        minimums.put(contract.key(), contract.definition(null).minimumSample());
      }
      return new Asked(now, year, refresh, answers, minimums);
    }
  }

  private static void requireUtc(ZoneId zone) {
    if (!zone.getRules().equals(ZoneId.of("UTC").getRules())) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "The hand-written queries count days in UTC, the folder's settings in "
              + zone
              + ". Take the zone out of its holdfast.yaml, or name another folder.");
    }
  }

  MetricRequest request(String metric) {
    return request(metric, year);
  }

  private static MetricRequest request(String metric, Period year) {
    return MetricRequest.of(metric, year).grain(Period.Grain.MONTH);
  }

  long monthsWithValue(String metric) {
    return Objects.requireNonNull(answers.get(metric)).stream()
        .filter(value -> value.value().isPresent())
        .count();
  }

  /** Refuses a rival that answers otherwise. */
  void check(Rival rival, HandQuestions questions) {
    List<String> differences = new ArrayList<>();
    answers.forEach((metric, ours) ->
        questions
            .of(metric)
            .ifPresent(query ->
                differences.addAll(
                    AnswerCheck.differences(
                        rival.name(),
                        ours,
                        rival.ask(query),
                        Objects.requireNonNull(minimums.get(metric))))));
    if (!differences.isEmpty()) {
      throw new HoldfastException(
          ErrorCode.BROKEN_PROMISE,
          "The answers are not equal, so nothing was timed:\n" + String.join("\n", differences));
    }
  }
}
