package dev.holdfast.metrics;

import static org.jooq.impl.DSL.asterisk;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lead;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period;
import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactColumn;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import dev.holdfast.warehouse.Engine;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.RowN;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.TableOnConditionStep;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** What all estimator families share: rows placed in steps and joined with their account. */
final class StepQueries {

  /** Index of a row's step. */
  static final Field<Integer> STEP_NUMBER =
      field(name(Columns.STEP, "step_number"), SQLDataType.INTEGER);

  private static final Field<Integer> PLACED =
      field(name(Columns.SOURCE, "step_number"), SQLDataType.INTEGER);

  private StepQueries() {}

  /** The periods as the table {@code step}: number, start and end as the time column has it. */
  static Table<?> steps(List<Period> periods, boolean asDates) {
    List<RowN> rows = new ArrayList<>();
    for (int i = 0; i < periods.size(); i++) {
      Period step = periods.get(i);
      Field<?> start = asDates ? inline(step.from()) : inline(FactReader.utc(step.start()));
      Field<?> end = asDates ? inline(step.to()) : inline(FactReader.utc(step.end()));
      rows.add(row(List.of(inline(i), start, end)));
    }
    return DSL.values(rows.toArray(RowN[]::new))
        .as(Columns.STEP, "step_number", "period_start", "period_end");
  }

  /**
   * Each day of periods, which may overlap, as the table {@code step}: number, start, end and day.
   */
  static Table<?> days(List<Period> periods, Engine engine) {
    long longest = periods.stream().mapToLong(Period::days).max().orElseThrow();
    Field<LocalDate> day =
        engine.plusDays(
            field(name(Columns.STEP, "period_start"), SQLDataType.LOCALDATE),
            field(name("later", "days"), SQLDataType.BIGINT));
    Table<?> later = DSL.generateSeries(0, Math.toIntExact(longest) - 1).as("later", "days");
    return select(steps(periods, true).as(Columns.STEP).asterisk(), day.as("day"))
        .from(steps(periods, true))
        .crossJoin(later)
        .where(day.lt(field(name(Columns.STEP, "period_end"), SQLDataType.LOCALDATE)))
        .asTable(Columns.STEP);
  }

  /** Rows of a source whose time lies in a step, as {@code s}, joined with that {@code step}. */
  static Table<?> placed(Question question, Table<?> rows, String time, boolean asDates) {
    List<Period> steps = question.steps();
    Table<?> source =
        asDates
            ? inSteps(
                rows,
                field(name(time), SQLDataType.LOCALDATE),
                Stream.concat(steps.stream().map(Period::from), Stream.of(steps.getLast().to()))
                    .toList())
            : inSteps(
                rows,
                field(name(time), SQLDataType.LOCALDATETIME),
                Stream.concat(
                        steps.stream().map(step -> FactReader.utc(step.start())),
                        Stream.of(FactReader.utc(steps.getLast().end())))
                    .toList());
    return source.join(steps(steps, asDates)).on(STEP_NUMBER.eq(PLACED));
  }

  private static <T> Table<?> inSteps(Table<?> rows, Field<T> time, List<T> bounds) {
    Condition inside = time.ge(val(bounds.getFirst())).and(time.lt(val(bounds.getLast())));
    return select(asterisk(), stepOf(time, bounds, 0, bounds.size() - 1).as("step_number"))
        .from(rows)
        .where(inside)
        .asTable(Columns.SOURCE);
  }

  /** The step between {@code low} and {@code high} by halving, so that many steps stay cheap. */
  private static <T> Field<Integer> stepOf(Field<T> time, List<T> bounds, int low, int high) {
    if (high - low == 1) {
      return inline(low);
    }
    int middle = (low + high) / 2;
    return when(time.lt(val(bounds.get(middle))), stepOf(time, bounds, low, middle))
        .otherwise(stepOf(time, bounds, middle, high));
  }

  /**
   * Rows with a {@code step} joined with the state of their account at the end of that step, as
   * {@code account}; columns are null where the account was not known yet.
   *
   * @param accountId the account's id in {@code rows}
   */
  static TableOnConditionStep<Record> withAccount(
      Question question, Table<?> rows, Field<String> accountId, boolean asDates) {
    Reading reading = question.reading();
    Field<LocalDateTime> from = field(name("valid_from"), SQLDataType.LOCALDATETIME);
    List<SelectField<?>> columns = new ArrayList<>();
    FactType.ACCOUNT.columns().stream().map(FactColumn::field).forEach(columns::add);
    columns.add(CommonColumns.OCCURRED_AT.as(from));
    columns.add(
        lead(CommonColumns.OCCURRED_AT)
            .over()
            .partitionBy(field(name("account_id")))
            .orderBy(CommonColumns.OCCURRED_AT, CommonColumns.RECORDED_AT, CommonColumns.FACT_ID)
            .as("valid_to"));
    Table<?> states =
        select(columns).from(reading.facts().all(FactType.ACCOUNT)).asTable(Columns.ACCOUNT);
    Field<LocalDateTime> end = endOfStep(question, asDates);
    Field<LocalDateTime> validTo =
        field(name(Columns.ACCOUNT, "valid_to"), SQLDataType.LOCALDATETIME);
    return rows.leftJoin(states)
        .on(field(name(Columns.ACCOUNT, "account_id"), SQLDataType.VARCHAR).eq(accountId))
        .and(field(name(Columns.ACCOUNT, "valid_from"), SQLDataType.LOCALDATETIME).lt(end))
        .and(validTo.isNull().or(validTo.ge(end)));
  }

  private static Field<LocalDateTime> endOfStep(Question question, boolean asDates) {
    return asDates
        ? question
            .reading()
            .engine()
            .toUtc(
                field(name(Columns.STEP, "period_end"), SQLDataType.LOCALDATE)
                    .cast(SQLDataType.LOCALDATETIME),
                question.steps().getFirst().zone())
        : field(name(Columns.STEP, "period_end"), SQLDataType.LOCALDATETIME);
  }

  /**
   * The question's dimensions.
   *
   * @throws HoldfastException {@code BAD_REQUEST} when there is no column or attribute called so
   */
  static List<Columns.Dimension> dimensions(Question question, Columns columns) {
    return question.by().stream()
        .map(columns::dimension)
        .peek(dimension -> requireKnown(question, columns, dimension))
        .toList();
  }

  private static void requireKnown(
      Question question, Columns columns, Columns.Dimension dimension) {
    if (dimension.attribute() == null) {
      return;
    }
    Reading reading = question.reading();
    boolean known =
        reading
            .sql()
            .fetchExists(
                DSL.selectOne()
                    .from(reading.facts().all(FactType.ACCOUNT))
                    .where(
                        reading
                            .engine()
                            .jsonText(
                                field(name("attributes"), SQLDataType.VARCHAR),
                                dimension.attribute())
                            .isNotNull()));
    if (!known) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "There is nothing called '"
              + dimension.name()
              + "' to break '"
              + question.definition().contract().key()
              + "' down by. There are: "
              + columns.known()
              + ", and account.attributes.<key> for a key that some account has");
    }
  }

  /** A table by its plain name. */
  static Table<?> named(String name) {
    return table(name(name));
  }
}
