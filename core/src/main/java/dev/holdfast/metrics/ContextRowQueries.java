package dev.holdfast.metrics;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rank;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import dev.holdfast.expressions.Compiled;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The rows of a metric's sample with their outcome, and when they were where the customer is. */
final class ContextRowQueries {

  static final String UNIT = "unit";
  static final String COUNTRY = "country";
  static final String DAY = "day";
  static final String HOUR = "hour";

  private static final String AT = "at";
  private static final Field<Double> OUTCOME = field(name("outcome"), SQLDataType.DOUBLE);

  private final Question question;
  private final SampleQueries sample;
  private final ContextOutcome outcome;

  ContextRowQueries(Question question, SampleQueries sample, ContextOutcome outcome) {
    this.question = question;
    this.sample = sample;
    this.outcome = outcome;
  }

  /** Whether rows are placed by day, so that nothing is known about the hour. */
  boolean byDay() {
    return sample.columns().timeIsDate();
  }

  /** Sums by account, country, local day and local hour. */
  Select<?> lines() {
    Columns columns = sample.columns();
    List<Compiled> subjects = new ArrayList<>(outcome.subjects());
    Field<String> unit = concat(inline("\n"), rowNumber().over().cast(SQLDataType.VARCHAR));
    Field<String> country = inline("");
    Field<String> zone = inline((String) null).cast(SQLDataType.VARCHAR);
    if (columns.hasAccount()) {
      Compiled itsCountry = columns.compile("account.country");
      Compiled itsZone = columns.compile("account.time_zone");
      subjects.addAll(List.of(itsCountry, itsZone));
      unit = coalesce(columns.sourceColumn("account_id").cast(SQLDataType.VARCHAR), unit);
      country = coalesce(itsCountry.value().cast(SQLDataType.VARCHAR), country);
      zone = itsZone.value().cast(SQLDataType.VARCHAR);
    }
    Table<?> rows =
        sample.sample(
            subjects,
            outcome.value().as(OUTCOME),
            unit.as(UNIT),
            country.as(COUNTRY),
            moment(columns, zone).as(AT));
    Table<?> valued = outcome.ranked() ? places(rows) : rows;
    Field<LocalDateTime> at = field(name(AT), SQLDataType.LOCALDATETIME);
    Field<LocalDate> day = at.cast(SQLDataType.LOCALDATE);
    Field<Integer> hour = DSL.hour(at);
    return select(
            text(UNIT),
            text(COUNTRY),
            day.as(DAY),
            hour.as(HOUR),
            count().cast(SQLDataType.BIGINT).as("n"),
            sum(OUTCOME).cast(SQLDataType.DOUBLE).as("s"),
            sum(OUTCOME.mul(OUTCOME)).cast(SQLDataType.DOUBLE).as("ss"))
        .from(valued)
        .where(OUTCOME.isNotNull())
        .groupBy(text(UNIT), text(COUNTRY), day, hour);
  }

  /** When a row happened where its customer is; where that is not known, where the company is. */
  private Field<LocalDateTime> moment(Columns columns, Field<String> zone) {
    String time = Objects.requireNonNull(question.definition().time());
    Field<LocalDateTime> stored = columns.sourceColumn(time).cast(SQLDataType.LOCALDATETIME);
    return byDay()
        ? stored
        : coalesce(
            question.reading().engine().toLocal(stored, zone),
            question.reading().engine().toLocal(stored, question.reading().settings().usageZone()));
  }

  /** The same rows with their place among all, 0 to 100, in the stead of their value. */
  private static Table<?> places(Table<?> rows) {
    Field<Double> before = real(rank().over().orderBy(OUTCOME).coerce(Long.class));
    Field<Double> ties = real(count().over().partitionBy(OUTCOME).coerce(Long.class));
    Field<Double> all = real(count().over().coerce(Long.class));
    Field<Double> middle = before.add(ties.sub(inline(1.0)).div(inline(2.0))).sub(inline(0.5));
    return select(
            text(UNIT),
            text(COUNTRY),
            field(name(AT), SQLDataType.LOCALDATETIME),
            middle.mul(inline(100.0)).div(all).as(OUTCOME))
        .from(rows)
        .where(OUTCOME.isNotNull())
        .asTable("placed");
  }

  private static Field<Double> real(Field<Long> n) {
    return n.cast(SQLDataType.DOUBLE);
  }

  private static Field<String> text(String name) {
    return field(name(name), SQLDataType.VARCHAR);
  }
}
