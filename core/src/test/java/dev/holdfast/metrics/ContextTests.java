package dev.holdfast.metrics;

import static dev.holdfast.metrics.ContextFacts.NPS;
import static dev.holdfast.metrics.ContextFacts.has;
import static dev.holdfast.metrics.ContextFacts.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts.SpanKind;
import dev.holdfast.stats.Interval;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is found, and what is not. */
class ContextTests {

  private final Bench bench = new Bench();
  private final ContextFacts facts = new ContextFacts(bench);

  @AfterEach
  void close() {
    bench.close();
  }

  private ContextTable table() {
    return bench.metrics.context(NPS);
  }

  private static boolean friday(Instant when) {
    return when.atZone(ZoneOffset.UTC).getDayOfWeek() == DayOfWeek.FRIDAY;
  }

  @Test
  void aPlantedEffectIsFirstAndNothingElseIsFlagged() {
    bench.append(
        facts.span(SpanKind.PROMOTION, null, "2026-02-01", "2026-02-14"),
        facts.span(SpanKind.LAUNCH, null, "2026-01-10", "2026-01-10"));
    bench.append(facts.answers("s", 1200, 3, when -> friday(when) ? -2.5 : 0));
    ContextTable table = table();
    assertThat(table.n()).isEqualTo(1200);
    assertThat(table.accounts()).isEqualTo(50);
    ContextTable.Row first = table.rows().getFirst();
    assertThat(first.tag()).isEqualTo(ContextTag.WEEKDAY);
    assertThat(first.value()).isEqualTo("Friday");
    assertThat(first.verdict())
        .startsWith("lower on Fridays: ")
        .contains(" points below the rest (")
        .endsWith(" after pooling), n = " + first.n());
    assertThat(table.rows().stream().filter(ContextTable.Row::stands)).containsExactly(first);
    assertThat(has(table, ContextTag.PROMOTION)).isTrue();
    assertThat(has(table, ContextTag.SINCE_LAUNCH)).isTrue();
    ContextTable.Judgement judgement = Objects.requireNonNull(first.judgement());
    assertThat(judgement.shrunken()).isNegative().isGreaterThan(first.difference());
    assertThat(judgement.adjusted()).isGreaterThan(judgement.probability());
    assertThat(row(table, ContextTag.WEEKDAY, "Monday").verdict())
        .startsWith("no difference that n = ");
    assertThat(table.notRecorded()).containsExactly("holiday", "release", "incident");
  }

  @Test
  void withoutEffectAtMostOneTableInTwentyFlagsAnything() {
    int tables = 100;
    bench.append(
        facts.span(SpanKind.PROMOTION, null, "2026-02-01", "2026-02-14"),
        facts.span(SpanKind.HOLIDAY, null, "2026-01-01", "2026-01-06"),
        facts.span(SpanKind.INCIDENT, null, "2026-03-03", "2026-03-04"),
        facts.span(SpanKind.LAUNCH, null, "2026-01-10", "2026-01-10"));
    List<Fact> answers = new ArrayList<>();
    for (int i = 0; i < tables; i++) {
      answers.addAll(facts.answers("s" + i, i % 2 == 0 ? 150 : 500, 1000 + i, when -> 0));
    }
    bench.append(answers);
    int flagged = 0;
    for (int i = 0; i < tables; i++) {
      ContextTable table = bench.metrics.context(NPS.where("survey == \"s" + i + "\""));
      assertThat(table.rows()).hasSizeGreaterThan(20);
      flagged += table.standing() > 0 ? 1 : 0;
    }
    // 5 %, and three standard errors of a share of 100.
    assertThat(flagged / (double) tables).isLessThan(0.115);
  }

  @Test
  void oneAccountThatAnswersFiftyTimesOnFridaysMakesNoFriday() {
    bench.append(facts.answers("s", 300, 5, when -> 0));
    List<Fact> busy = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 50; i++) {
      busy.add(
          facts.answer(
              "s",
              Instant.parse("2026-01-02T08:00:00Z").plus(Duration.ofDays(7L * random.nextInt(12))),
              "busy",
              random.nextInt(3)));
    }
    bench.append(busy);
    ContextTable table = table();
    ContextTable.Row onFridays = row(table, ContextTag.WEEKDAY, "Friday");
    assertThat(onFridays.difference()).as("the plain means do differ").isLessThan(-30);
    assertThat(table.rows()).noneMatch(ContextTable.Row::stands);
  }

  @Test
  void valuesOfFewRowsAreHiddenAndCounted() {
    List<Fact> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(facts.answer("s", Instant.parse("2026-01-05T10:00:00Z"), "a" + i, i % 11));
    }
    for (int i = 0; i < 4; i++) {
      answers.add(facts.answer("s", Instant.parse("2026-01-06T15:00:00Z"), "b" + i, i));
    }
    bench.append(answers);
    ContextTable four = table();
    // Tuesday, 15:00 and the afternoon have four rows; of Monday and the others the rest has four.
    assertThat(four.hidden()).isEqualTo(6);
    assertThat(four.rows()).isEmpty();
    bench.append(facts.answer("s", Instant.parse("2026-01-06T15:30:00Z"), "c", 4));
    ContextTable five = table();
    assertThat(five.hidden()).isZero();
    assertThat(five.rows()).hasSize(6);
    assertThat(row(five, ContextTag.HOUR, "15:00").n()).isEqualTo(5);
  }

  @Test
  void meansAndDifferencesAreThoseOfTheRows() {
    List<Fact> answers = new ArrayList<>();
    double[] mondays = {9, 10, 10, 6, 7};
    double[] tuesdays = {0, 3, 9, 9, 8, 8};
    for (int i = 0; i < mondays.length; i++) {
      answers.add(facts.answer("s", Instant.parse("2026-01-05T10:00:00Z"), "a" + i, mondays[i]));
    }
    for (int i = 0; i < tuesdays.length; i++) {
      answers.add(facts.answer("s", Instant.parse("2026-01-06T10:00:00Z"), "b" + i, tuesdays[i]));
    }
    bench.append(answers);
    ContextTable.Row monday = row(table(), ContextTag.WEEKDAY, "Monday");
    assertThat(monday.mean()).isCloseTo(40, within(1e-9)); // 3 promoters less 1 detractor of 5
    assertThat(monday.difference()).isCloseTo(40, within(1e-9)); // 2 less 2 of 6 is 0
    assertThat(monday.accounts()).isEqualTo(5);
    // The variances are 8,000 and 8,000, so the jackknife of single rows is 8000/4 + 8000/5.
    double error = Math.sqrt(10 / 11.0 * (8000 / 4.0 + 8000 / 5.0));
    Interval interval = Objects.requireNonNull(monday.judgement()).interval();
    double fourDegrees = 2.7764451051977987;
    assertThat(interval.high() - interval.low()).isCloseTo(2 * fourDegrees * error, within(1e-6));
  }

  @Test
  void noRowsMakeAnEmptyTable() {
    ContextTable table = table();
    assertThat(table.n()).isZero();
    assertThat(table.rows()).isEmpty();
    assertThat(table.notRecorded()).hasSize(SpanKind.values().length);
  }
}
