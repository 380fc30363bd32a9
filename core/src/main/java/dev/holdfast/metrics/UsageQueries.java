package dev.holdfast.metrics;

import static dev.holdfast.metrics.UsageRollupQueries.DAY;
import static dev.holdfast.metrics.UsageRollupQueries.EVENTS;
import static org.jooq.impl.DSL.asterisk;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.floor;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import dev.holdfast.base.Period;
import dev.holdfast.metrics.UsageEstimator.Unit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** Sufficient statistics of usage in windows that end with each step. */
final class UsageQueries {

  private static final Field<String> UNIT = field(name("unit"), SQLDataType.VARCHAR);
  private static final Field<Double> X = field(name("x"), SQLDataType.DOUBLE);
  private static final Field<Double> Y = field(name("y"), SQLDataType.DOUBLE);
  private static final Field<Double> YY = field(name("yy"), SQLDataType.DOUBLE);
  private static final Field<String> PERSON =
      field(name(Columns.SOURCE, "person_id"), SQLDataType.VARCHAR);
  private static final Field<String> ACCOUNT =
      field(name(Columns.SOURCE, "account_id"), SQLDataType.VARCHAR);

  /**
   * Sums over units (accounts, or days).
   *
   * @param within sum of squares within units, of people; 0 where units are not made of people
   */
  record Sums(
      int units,
      double sumX,
      double sumY,
      double sumXx,
      double sumXy,
      double sumYy,
      double within) {}

  private final Question question;
  private final int windowDays;
  private final PopulationQueries population;

  /**
   * @param windowDays how far the windows reach back from the end of their step
   */
  UsageQueries(Question question, int windowDays) {
    this.question = question;
    this.windowDays = windowDays;
    this.population = new PopulationQueries(question, "day");
  }

  List<Query> statements() {
    return population.statements();
  }

  /**
   * The first day on which usage is known at all; days of accounts are few and added up already.
   */
  Optional<LocalDate> firstDay() {
    return Optional.ofNullable(
        question
            .reading()
            .sql()
            .select(min(DAY))
            .from(Relations.named("account_day").rows(question.reading()))
            .fetchOneInto(LocalDate.class));
  }

  /**
   * For each account, x the number of its people active in the window and y the sum over them of
   * days (or weeks) on which they were.
   */
  Map<Group, Sums> comingBack(Unit per) {
    Field<Integer> daysBack = daysBack();
    Field<?> unit =
        switch (per) {
          case DAY -> daysBack;
          case WEEK -> floor(daysBack.sub(1).cast(SQLDataType.DOUBLE).div(7.0));
        };
    Field<?> timesBack =
        switch (per) {
          case DAY -> count(); // a person has one row a day
          case WEEK -> countDistinct(field(name("back")));
        };
    List<SelectField<?>> selected = population.keyFields();
    selected.add(ACCOUNT.as(UNIT));
    selected.add(PERSON.as("person_id"));
    selected.add(unit.as("back"));
    Table<?> active =
        select(selected)
            .from(window())
            .where(population.condition())
            .and(PERSON.isNotNull())
            .asTable("a");
    List<Field<?>> perPerson = new ArrayList<>(population.keys());
    perPerson.add(UNIT);
    perPerson.add(field(name("person_id"), SQLDataType.VARCHAR));
    Table<?> people =
        select(perPerson)
            .select(timesBack.cast(SQLDataType.DOUBLE).as(Y))
            .from(active)
            .groupBy(perPerson)
            .asTable("people");
    List<Field<?>> perAccount = new ArrayList<>(population.keys());
    perAccount.add(UNIT);
    Table<?> accounts =
        select(perAccount)
            .select(
                count().cast(SQLDataType.DOUBLE).as(X),
                sum(Y).cast(SQLDataType.DOUBLE).as(Y),
                sum(Y.mul(Y)).cast(SQLDataType.DOUBLE).as(YY))
            .from(people)
            .groupBy(perAccount)
            .asTable("accounts");
    return sums(population, accounts, sum(YY));
  }

  /** For each account, x the events in the first half of the window and y those in the second. */
  Map<Group, Sums> halvesByAccount() {
    return halves(ACCOUNT);
  }

  /** For each day of a half, x the events in the first half of the window, y in the second. */
  Map<Group, Sums> halvesByDay() {
    Field<Integer> back = daysBack();
    return halves(
        when(back.gt(windowDays / 2), back.sub(windowDays / 2))
            .otherwise(back)
            .cast(SQLDataType.VARCHAR));
  }

  private Map<Group, Sums> halves(Field<String> unit) {
    List<SelectField<?>> selected = population.keyFields();
    selected.add(unit.as(UNIT));
    selected.add(daysBack().le(windowDays / 2).as("recent"));
    selected.add(field(name(Columns.SOURCE, "events"), SQLDataType.BIGINT).as(EVENTS));
    Table<?> events = select(selected).from(window()).where(population.condition()).asTable("e");
    Condition recent = field(name("recent"), SQLDataType.BOOLEAN).isTrue();
    List<Field<?>> perUnit = new ArrayList<>(population.keys());
    perUnit.add(UNIT);
    Table<?> units =
        select(perUnit)
            .select(
                sum(when(recent, inline(0L)).otherwise(EVENTS)).cast(SQLDataType.DOUBLE).as(X),
                sum(when(recent, EVENTS).otherwise(inline(0L))).cast(SQLDataType.DOUBLE).as(Y))
            .from(events)
            .groupBy(perUnit)
            .asTable("units");
    return sums(population, units, sum(inline(0.0)));
  }

  /** Days of account and person, or of account, in the window that name nobody. */
  Map<Group, Long> nameless() {
    List<SelectField<?>> selected = population.keyFields();
    Table<?> rows =
        select(selected)
            .from(window())
            .where(population.condition())
            .and(PERSON.isNull())
            .asTable("n");
    Map<Group, Long> result = new LinkedHashMap<>();
    population
        .grouped(rows, List.of(count()), row -> row.get("a0", Long.class))
        .forEach(result::put);
    return result;
  }

  Rows rows(int limit) {
    List<Field<?>> order = new ArrayList<>();
    order.add(population.columns().sourceColumn("day"));
    order.add(ACCOUNT);
    if (population.columnNames().contains("person_id")) {
      order.add(PERSON);
    }
    return population.rows(
        select(population.shown().values())
            .from(window())
            .where(population.condition())
            .orderBy(order)
            .limit(limit + 1),
        limit);
  }

  /**
   * Sums over units.
   *
   * @param units a table of the population's keys, {@code x} and {@code y}
   * @param within what adds up within units
   */
  static Map<Group, Sums> sums(PopulationQueries population, Table<?> units, Field<?> within) {
    return population.grouped(
        units,
        List.of(count(), sum(X), sum(Y), sum(X.mul(X)), sum(X.mul(Y)), sum(Y.mul(Y)), within),
        row ->
            new Sums(
                row.get("a0", Integer.class),
                row.get("a1", Double.class),
                row.get("a2", Double.class),
                row.get("a3", Double.class),
                row.get("a4", Double.class),
                row.get("a5", Double.class),
                row.get("a6", Double.class)));
  }

  /** Usage joined with the windows it lies in, and with the account if needed. */
  private Table<?> window() {
    List<Period> windows =
        question.steps().stream()
            .map(step -> Period.lastDays(step.to().minusDays(1), windowDays, step.zone()))
            .toList();
    Table<?> days =
        select(asterisk())
            .from(population.source())
            .where(DAY.ge(val(windows.getFirst().from())))
            .and(DAY.lt(val(windows.getLast().to())))
            .asTable(Columns.SOURCE);
    Field<LocalDate> day = field(name(Columns.SOURCE, "day"), SQLDataType.LOCALDATE);
    Table<?> placed =
        days.join(StepQueries.days(windows, question.reading().engine()))
            .on(day.eq(field(name(Columns.STEP, "day"), SQLDataType.LOCALDATE)));
    return population.withAccount(placed, List.of());
  }

  /** 1 for the last day of the step, and so on into the past. */
  private Field<Integer> daysBack() {
    return question
        .reading()
        .engine()
        .daysBetween(
            field(name(Columns.SOURCE, "day"), SQLDataType.LOCALDATE),
            field(name(Columns.STEP, "period_end"), SQLDataType.LOCALDATE));
  }
}
