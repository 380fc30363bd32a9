package dev.holdfast.metrics;

import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.when;

import dev.holdfast.expressions.Compiled;
import dev.holdfast.facts.FactType;
import dev.holdfast.metrics.Columns.Dimension;
import dev.holdfast.metrics.Contract.LeaveOut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Rows of accounts, each made for a step, joined with the account's state, limited, left out and
 * grouped as a question asks.
 */
final class LedgerStepQueries {

  /** Column of the rows that says why one is left out whatever the contract says, or null. */
  static final String LEFT_OUT = "left_out";

  private static final Field<String> REASON = field(name("reason"), SQLDataType.VARCHAR);
  private static final Field<Long> ACCOUNTS = field(name("accounts"), SQLDataType.BIGINT);

  /** What was found for a group: statistics, and accounts left out by reason. */
  record Found<T>(Group group, List<T> statistics, Map<String, Long> excluded) {}

  /** The columns of the rows, so that conditions and dimensions can name them. */
  private record Shape(String name, List<Field<?>> columns) implements Relation {
    @Override
    public List<FactType> facts() {
      return List.of();
    }

    @Override
    public Table<?> rows(Reading reading) {
      throw new UnsupportedOperationException(name + " is made for each question");
    }
  }

  private final Question question;
  private final List<Dimension> dimensions;
  private final Table<?> joined;
  private final Condition wanted;
  private final Field<String> reason;

  /**
   * @param rows one or more rows for each account and step, with {@code step_number}, {@code
   *     left_out} and {@code columns}
   * @param columns its columns, unqualified; {@code account_id} is one of them
   */
  LedgerStepQueries(Question question, Select<?> rows, List<Field<?>> columns) {
    this.question = question;
    Definition definition = question.definition();
    Columns names =
        new Columns(new Shape(definition.source(), columns), null, question.reading().engine());
    this.dimensions = StepQueries.dimensions(question, names);
    Field<String> alwaysOut = field(name(Columns.SOURCE, LEFT_OUT), SQLDataType.VARCHAR);
    List<Compiled> compiled = new ArrayList<>();
    Condition contract = condition(definition.where(), names, compiled);
    Condition asked = condition(question.where(), names, compiled);
    this.wanted = asked.and(contract.or(alwaysOut.isNotNull()));
    Field<String> why = alwaysOut;
    for (LeaveOut leaveOut : definition.leaveOut()) {
      Condition out = condition(leaveOut.where(), names, compiled);
      why = when(out, inline(leaveOut.reason())).otherwise(why);
    }
    this.reason = why;
    Table<?> placed =
        rows.asTable(Columns.SOURCE)
            .join(StepQueries.steps(question.steps(), true))
            .on(
                StepQueries.STEP_NUMBER.eq(
                    field(name(Columns.SOURCE, "step_number"), SQLDataType.INTEGER)));
    boolean usesAccount =
        dimensions.stream().anyMatch(Dimension::ofAccount)
            || compiled.stream().anyMatch(Columns::usesAccount);
    this.joined =
        usesAccount
            ? StepQueries.withAccount(question, placed, row(LedgerQueries.ACCOUNT), true)
            : placed;
  }

  private static Condition condition(@Nullable String cel, Columns names, List<Compiled> compiled) {
    if (cel == null) {
      return trueCondition();
    }
    Compiled one = names.condition(cel);
    compiled.add(one);
    return one.condition();
  }

  /** A column of the rows, qualified. */
  static <T> Field<T> row(Field<T> column) {
    return field(name(Columns.SOURCE, column.getName()), column.getDataType());
  }

  /**
   * Aggregates for each step, combination of dimensions and reason for being left out.
   *
   * @param further columns to group by besides
   */
  Select<?> grouped(List<? extends SelectField<?>> aggregates, List<? extends Field<?>> further) {
    List<Field<?>> keys = new ArrayList<>();
    keys.add(StepQueries.STEP_NUMBER);
    dimensions.forEach(dimension -> keys.add(dimension.value()));
    keys.add(reason);
    keys.addAll(further);
    List<SelectFieldOrAsterisk> selected = new ArrayList<>();
    selected.add(StepQueries.STEP_NUMBER);
    for (int i = 0; i < dimensions.size(); i++) {
      selected.add(dimensions.get(i).value().as("d" + i));
    }
    selected.add(reason.as(REASON));
    selected.addAll(further);
    selected.addAll(aggregates);
    selected.add(countDistinct(row(LedgerQueries.ACCOUNT)).cast(SQLDataType.BIGINT).as(ACCOUNTS));
    return sql().select(selected).from(joined).where(wanted).groupBy(keys).orderBy(keys);
  }

  /** The groups of {@link #grouped}; rows that are left out are counted by reason. */
  <T> List<Found<T>> find(
      List<? extends SelectField<?>> aggregates,
      List<? extends Field<?>> further,
      Function<Record, T> read) {
    Map<Group, Found<T>> found = new LinkedHashMap<>();
    for (Record row : sql().fetch(grouped(aggregates, further))) {
      List<@Nullable String> values = new ArrayList<>();
      for (int i = 0; i < dimensions.size(); i++) {
        values.add(row.get("d" + i, String.class));
      }
      Found<T> one =
          found.computeIfAbsent(
              new Group(row.get(StepQueries.STEP_NUMBER), values),
              group -> new Found<>(group, new ArrayList<>(), new LinkedHashMap<>()));
      String why = row.get(REASON);
      if (why == null) {
        one.statistics().add(read.apply(row));
      } else {
        one.excluded().merge(why, row.get(ACCOUNTS), Long::sum);
      }
    }
    return List.copyOf(found.values());
  }

  /** The rows themselves, by step and account, with the reason for being left out. */
  Rows listed(List<? extends Field<?>> columns, int limit) {
    List<SelectFieldOrAsterisk> selected = new ArrayList<>();
    selected.add(field(name(Columns.STEP, "period_start"), SQLDataType.LOCALDATE));
    columns.forEach(column -> selected.add(row(column)));
    for (Dimension dimension : dimensions) {
      selected.add(dimension.value().as(dimension.name()));
    }
    selected.add(reason.as(REASON));
    List<Field<?>> order = new ArrayList<>();
    order.add(StepQueries.STEP_NUMBER);
    columns.forEach(column -> order.add(row(column)));
    List<String> names =
        Stream.of(
                Stream.of("period_start"),
                columns.stream().map(Field::getName),
                dimensions.stream().map(Dimension::name),
                Stream.of("left_out_because"))
            .flatMap(Function.identity())
            .toList();
    return RowText.of(
        names,
        sql().select(selected).from(joined).where(wanted).orderBy(order).limit(limit + 1L).fetch(),
        limit);
  }

  private DSLContext sql() {
    return question.reading().sql();
  }
}
