package dev.holdfast.metrics;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import dev.holdfast.metrics.UsageEstimator.Amount;
import dev.holdfast.metrics.UsageQueries.Sums;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** Sums over accounts of their active people (x) and of what these come to (y). */
final class PerPersonQueries {

  private static final Field<String> ACCOUNT =
      field(name(Columns.SOURCE, "account_id"), SQLDataType.VARCHAR);
  private static final Field<String> PERSON =
      field(name(Columns.SOURCE, "person_id"), SQLDataType.VARCHAR);
  private static final Field<Long> EVENTS =
      field(name(Columns.SOURCE, "value_events"), SQLDataType.BIGINT);
  private static final Field<String> UNIT = field(name("unit"), SQLDataType.VARCHAR);
  private static final Field<Double> X = field(name("x"), SQLDataType.DOUBLE);
  private static final Field<Double> Y = field(name("y"), SQLDataType.DOUBLE);
  private static final Field<Double> YY = field(name("yy"), SQLDataType.DOUBLE);

  private final Question question;
  private final Amount of;
  private final PopulationQueries population;

  PerPersonQueries(Question question, Amount of) {
    this.question = question;
    this.of = of;
    this.population = new PopulationQueries(question, "day");
  }

  List<Query> statements() {
    return population.statements();
  }

  Map<Group, Sums> sums() {
    List<Field<?>> perPerson = new ArrayList<>(population.keys());
    perPerson.add(UNIT);
    perPerson.add(field(name("person_id"), SQLDataType.VARCHAR));
    Table<?> days =
        select(population.keyFields())
            .select(ACCOUNT.as(UNIT), PERSON.as("person_id"), EVENTS.as("value_events"))
            .from(placed())
            .where(active())
            .asTable("days");
    Field<?> amount =
        switch (of) {
          case ACTIVE_DAYS -> count(); // a person has one row a day
          case VALUE_EVENTS -> sum(field(name("value_events"), SQLDataType.BIGINT));
        };
    Table<?> people =
        select(perPerson)
            .select(amount.cast(SQLDataType.DOUBLE).as(Y))
            .from(days)
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
    return UsageQueries.sums(population, accounts, sum(YY));
  }

  /** The days of people that count, by day, account and person. */
  Rows rows(int limit) {
    return population.rows(
        select(population.shown().values())
            .from(placed())
            .where(active())
            .orderBy(population.columns().sourceColumn("day"), ACCOUNT, PERSON)
            .limit(limit + 1),
        limit);
  }

  private Condition active() {
    return population.condition().and(PERSON.isNotNull()).and(EVENTS.gt(0L));
  }

  private Table<?> placed() {
    return population.withAccount(
        StepQueries.placed(question, population.source(), "day", true), List.of());
  }
}
