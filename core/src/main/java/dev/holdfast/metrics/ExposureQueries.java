package dev.holdfast.metrics;

import static dev.holdfast.metrics.LedgerQueries.ACCOUNT;
import static dev.holdfast.metrics.LedgerStepQueries.LEFT_OUT;
import static dev.holdfast.metrics.LedgerStepQueries.row;
import static dev.holdfast.metrics.SpellQueries.ENDED_ON;
import static dev.holdfast.metrics.SpellQueries.STARTED_ON;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import dev.holdfast.metrics.Contract.LeaveOut;
import dev.holdfast.metrics.LedgerStepQueries.Found;
import dev.holdfast.metrics.SampleEstimator.Exposure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a rate are divided by, for each step and each value of those dimensions of a
 * question that are the account's: an event has dimensions of its own that exposure does not have.
 */
final class ExposureQueries {

  private static final Field<Long> DAYS = field(name("days"), SQLDataType.BIGINT);

  private final Question question;
  private final List<Integer> shared = new ArrayList<>();
  private final List<Query> run = new ArrayList<>();

  /**
   * @param columns the names of the events' source
   */
  ExposureQueries(Question events, Columns columns) {
    List<String> by = new ArrayList<>();
    for (int i = 0; i < events.by().size(); i++) {
      String dimension = events.by().get(i);
      if (dimension.equals("account_id") || columns.dimension(dimension).ofAccount()) {
        shared.add(i);
        by.add(dimension);
      }
    }
    this.question =
        new Question(events.definition(), events.steps(), by, events.where(), events.reading());
  }

  /** The group of the exposure to which a group of events belongs. */
  Group of(Group events) {
    List<@Nullable String> values = new ArrayList<>();
    shared.forEach(i -> values.add(events.dimensions().get(i)));
    return new Group(events.step(), values);
  }

  /** Whether every dimension is the account's, so that groups without events are known. */
  boolean coversAllDimensions(int dimensions) {
    return shared.size() == dimensions;
  }

  List<Query> statements() {
    return run;
  }

  Map<Group, Double> exposure(Exposure exposure) {
    return switch (exposure) {
      case ACTIVE_PEOPLE -> activePeople();
      case CUSTOMERS -> customers();
    };
  }

  /** People with an event that counts as use, each once in a step. */
  private Map<Group, Double> activePeople() {
    Question people = about("person_day", "value_events > 0 && person_id != null", List.of());
    PopulationQueries population = new PopulationQueries(people, "day");
    Table<?> active =
        select(population.keyFields())
            .select(field(name(Columns.SOURCE, "person_id"), SQLDataType.VARCHAR).as("person_id"))
            .from(
                population.withAccount(
                    StepQueries.placed(people, population.source(), "day", true), List.of()))
            .where(population.condition())
            .asTable("active");
    Map<Group, Double> found =
        population.grouped(
            active,
            List.of(countDistinct(field(name("person_id")))),
            row -> row.get("a0", Double.class));
    run.addAll(population.statements());
    return found;
  }

  /** Customers on an average day: days as a customer, divided by the days of the step. */
  private Map<Group, Double> customers() {
    LedgerStepQueries spells = spells(about("account_spell", null, IGNORED));
    List<Field<?>> sums = List.of(coalesce(sum(row(DAYS)), 0).cast(SQLDataType.DOUBLE).as("days"));
    run.add(spells.grouped(sums, List.of()));
    Map<Group, Double> found = new LinkedHashMap<>();
    for (Found<Double> one : spells.find(sums, List.of(), row -> row.get("days", Double.class))) {
      if (!one.statistics().isEmpty()) {
        double days = question.steps().get(one.group().step()).days();
        found.put(one.group(), one.statistics().getFirst() / days);
      }
    }
    return found;
  }

  private static final List<LeaveOut> IGNORED =
      List.of(new LeaveOut("marked as ignored", "account.lifecycle == \"ignored\"", null));

  /** One row for each spell and step, with the days on which both were. */
  private static LedgerStepQueries spells(Question question) {
    Field<LocalDate> from = field(name(Columns.STEP, "period_start"), SQLDataType.LOCALDATE);
    Field<LocalDate> to = field(name(Columns.STEP, "period_end"), SQLDataType.LOCALDATE);
    Field<Integer> days = ChurnQueries.daysIn(question.reading().engine(), from, to);
    Select<?> rows =
        select(
                StepQueries.STEP_NUMBER,
                ACCOUNT,
                days.cast(SQLDataType.BIGINT).as(DAYS),
                castNull(SQLDataType.VARCHAR).as(LEFT_OUT))
            .from(LedgerRelationQueries.SPELLS.rows(question.reading()))
            .join(StepQueries.steps(question.steps(), true))
            .on(STARTED_ON.lt(to).and(ENDED_ON.isNull().or(ENDED_ON.gt(from))));
    return new LedgerStepQueries(question, rows, List.of(ACCOUNT, DAYS));
  }

  /** The same question about another source. */
  private Question about(String source, @Nullable String where, List<LeaveOut> leaveOut) {
    Definition events = question.definition();
    Definition exposed =
        new Definition(
            events.contract(),
            events.variant(),
            events.unit(),
            source,
            where,
            leaveOut,
            events.estimator(),
            null,
            List.of(),
            events.minimumSample(),
            events.sampleUnit(),
            events.formula());
    return question.about(exposed);
  }
}
