package dev.holdfast.metrics;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.trueCondition;

import dev.holdfast.expressions.Compiled;
import dev.holdfast.metrics.Columns.Dimension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a source that a metric is about, grouped by step and dimension: what every query of
 * sufficient statistics begins and ends with.
 */
final class PopulationQueries {

  static final Field<Integer> STEP = field(name("step_number"), SQLDataType.INTEGER);

  private final Question question;
  private final Relation relation;
  private final Columns columns;
  private final List<Dimension> dimensions;
  private final @Nullable Compiled about;
  private final @Nullable Compiled asked;
  private final List<Query> run = new ArrayList<>();

  /**
   * @param time column that places a row in time
   */
  PopulationQueries(Question question, String time) {
    Definition definition = question.definition();
    this.question = question;
    this.relation = Relations.named(definition.source());
    this.columns = new Columns(relation, time, question.reading().engine());
    this.dimensions = StepQueries.dimensions(question, columns);
    this.about = definition.where() == null ? null : columns.condition(definition.where());
    this.asked = question.where() == null ? null : columns.condition(question.where());
  }

  Columns columns() {
    return columns;
  }

  /** All rows of the source that count. */
  Table<?> source() {
    return relation.rows(question.reading());
  }

  /** The columns of the source. */
  List<String> columnNames() {
    return relation.columns().stream().map(Field::getName).toList();
  }

  /** The statements run so far, for people. */
  List<Query> statements() {
    return run;
  }

  /** What the contract and the request are about. */
  Condition condition() {
    return (about == null ? trueCondition() : about.condition())
        .and(asked == null ? noCondition() : asked.condition());
  }

  /** Placed rows, joined with the account's state if that or something else asks for it. */
  Table<?> withAccount(Table<?> placed, List<Compiled> more) {
    boolean needed =
        dimensions.stream().anyMatch(Dimension::ofAccount)
            || Stream.concat(
                    Stream.concat(Stream.ofNullable(about), Stream.ofNullable(asked)),
                    more.stream())
                .anyMatch(Columns::usesAccount);
    return needed
        ? StepQueries.withAccount(
            question,
            placed,
            field(name(Columns.SOURCE, "account_id"), SQLDataType.VARCHAR),
            columns.timeIsDate())
        : placed;
  }

  /** Step and dimensions of a row, named as {@link #keys} names them. */
  List<SelectField<?>> keyFields() {
    List<SelectField<?>> fields = new ArrayList<>();
    fields.add(StepQueries.STEP_NUMBER.as(STEP));
    for (int i = 0; i < dimensions.size(); i++) {
      fields.add(dimensions.get(i).value().as("d" + i));
    }
    return fields;
  }

  /** The columns that make a group. */
  List<Field<?>> keys() {
    List<Field<?>> keys = new ArrayList<>();
    keys.add(STEP);
    for (int i = 0; i < dimensions.size(); i++) {
      keys.add(field(name("d" + i), SQLDataType.VARCHAR));
    }
    return keys;
  }

  /** The group of a row that has the keys. */
  Group group(Record row) {
    List<@Nullable String> values = new ArrayList<>();
    for (int i = 0; i < dimensions.size(); i++) {
      values.add(row.get("d" + i, String.class));
    }
    return new Group(row.get(STEP), values);
  }

  /** Groups a table that has the keys by them; aggregates are read as {@code a0}, {@code a1}. */
  <T> Map<Group, T> grouped(
      Table<?> from, List<? extends Field<?>> aggregates, Function<Record, T> read) {
    List<SelectField<?>> selected = new ArrayList<>(keys());
    for (int i = 0; i < aggregates.size(); i++) {
      selected.add(aggregates.get(i).as("a" + i));
    }
    Map<Group, T> result = new LinkedHashMap<>();
    for (Record row : fetch(select(selected).from(from).groupBy(keys()))) {
      result.put(group(row), read.apply(row));
    }
    return result;
  }

  /** Runs a query and remembers it. */
  Result<? extends Record> fetch(Select<?> query) {
    run.add(query);
    return question.reading().sql().fetch(query);
  }

  /** What a list of rows shows: dimensions of the account, and all columns of the source. */
  Map<String, Field<?>> shown() {
    Map<String, Field<?>> shown = new LinkedHashMap<>();
    for (Dimension dimension : dimensions) {
      if (dimension.ofAccount()) {
        shown.put(dimension.name(), dimension.value().as(dimension.name()));
      }
    }
    for (Field<?> column : relation.columns()) {
      shown.put(column.getName(), columns.sourceColumn(column.getName()));
    }
    return shown;
  }

  /** A query of what is shown, as text; ask for one row more than the limit. */
  Rows rows(Select<?> query, int limit) {
    return RowText.of(List.copyOf(shown().keySet()), question.reading().sql().fetch(query), limit);
  }
}
