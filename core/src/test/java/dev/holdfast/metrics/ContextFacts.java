package dev.holdfast.metrics;

import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Facts.SpanKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Short ways to make the facts that a table of situations looks at. */
record ContextFacts(Bench bench) {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final int DAYS = 91;

  /** The period in which {@link #answers} lie. */
  static final MetricRequest NPS = MetricRequest.of("nps", Bench.days("2026-01-01", "2026-04-02"));

  Fact account(String id, @Nullable String country, @Nullable String zone) {
    return new Facts.Account(
        bench.at("2025-01-01T00:00:00Z"),
        id,
        id,
        null,
        null,
        null,
        null,
        null,
        country,
        zone,
        null,
        null,
        Map.of());
  }

  Fact span(SpanKind kind, @Nullable String region, String from, String to) {
    return new Facts.CalendarSpan(
        bench.at("2025-01-01T00:00:00Z"),
        kind + " " + from + region,
        kind,
        kind + " " + from,
        region,
        LocalDate.parse(from),
        LocalDate.parse(to));
  }

  Fact answer(String survey, Instant when, String account, double score) {
    var origin = bench.at(when);
    return new Facts.SurveyResponse(
        origin,
        origin.factId(),
        survey,
        null,
        Facts.Instrument.NPS,
        0,
        10,
        true,
        Math.clamp(Math.round(score), 0, 10),
        null,
        account,
        null,
        null,
        null,
        null,
        false);
  }

  /**
   * Answers at random moments by accounts that each have a mood of their own; the first fifth
   * answers much more often.
   *
   * @param effect added to a score by its moment
   */
  List<Fact> answers(String survey, int count, long seed, ToDoubleFunction<Instant> effect) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] mood = random.doubles(50, -1.7, 1.7).toArray();
    List<Fact> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int account = random.nextInt(random.nextBoolean() ? 10 : mood.length);
      Instant when = START.plus(Duration.ofSeconds(random.nextLong(DAYS * 86_400L)));
      double score = 7.5 + mood[account] + 2 * random.nextGaussian() + effect.applyAsDouble(when);
      answers.add(answer(survey, when, "a" + account, score));
    }
    return answers;
  }

  static ContextTable.Row row(ContextTable table, ContextTag tag, String value) {
    return table.rows().stream()
        .filter(row -> row.tag() == tag && row.value().equals(value))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + value + " in " + table.rows()));
  }

  static boolean has(ContextTable table, ContextTag tag) {
    return table.rows().stream().anyMatch(row -> row.tag() == tag);
  }
}
