package dev.holdfast.reports;

import static dev.holdfast.reports.Columns.date;
import static dev.holdfast.reports.Columns.text;

import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Facts.SpanKind;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Reads what made days special. */
final class SpanQueries {

  private SpanQueries() {}

  /** Launches, releases, promotions and incidents within a time; {@code to} is not part of it. */
  static List<MetricTrend.Note> notable(Look look, LocalDate from, LocalDate to) {
    return look.sql()
        .select(text("kind"), text("name"), date("from_day"), date("to_day"))
        .from(look.facts().stateAt(FactType.CALENDAR_SPAN, look.view().until()))
        .where(text("kind").ne("holiday"))
        .and(date("to_day").ge(from))
        .and(date("from_day").lt(to))
        .orderBy(date("from_day"), text("name"))
        .fetch(row ->
            new MetricTrend.Note(
                SpanKind.valueOf(row.value1().toUpperCase(Locale.ROOT)),
                row.value2(),
                row.value3(),
                row.value4()));
  }
}
