package dev.holdfast.signals;

import static dev.holdfast.signals.Asking.ACCOUNT_ID;
import static dev.holdfast.signals.Asking.text;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactType;
import dev.holdfast.health.AccountRange;
import dev.holdfast.signals.AccountEvidence.AnswerPoint;
import dev.holdfast.signals.AccountEvidence.Departure;
import dev.holdfast.signals.AccountEvidence.Reached;
import dev.holdfast.stats.Mean;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Reads facts that signals look at: answers, people who left, milestones, touches, incidents. */
final class FactQueries {

  private FactQueries() {}

  /** The accounts as they stand on the last day, by id. */
  static Map<String, Customer> customers(Asking asking) {
    return asking
        .sql()
        .select(ACCOUNT_ID, text("name"), text("csm"), text("country"), text("segment"))
        .from(
            asking
                .facts()
                .stateAt(FactType.ACCOUNT, asking.end(), asking.accounts().holds(ACCOUNT_ID)))
        .fetchMap(
            row -> row.value1(),
            row ->
                new Customer(
                    row.value1(),
                    row.value2() == null ? row.value1() : row.value2(),
                    row.value3(),
                    row.value4(),
                    row.value5()));
  }

  /** An answer as it was given. */
  private record Given(
      String accountId,
      LocalDate day,
      String instrument,
      long score,
      long min,
      long max,
      boolean highIsGood,
      @Nullable String who) {

    double position() {
      double up = max == min ? 0.5 : (double) (score - min) / (max - min);
      return highIsGood ? up : 1 - up;
    }
  }

  /** What all customers answer to an instrument, over the year up to the last day. */
  record Scale(double mean, double deviation) {}

  /** By instrument; one with fewer than two answers, or with equal ones only, is left out. */
  static Map<String, Scale> scales(Asking asking, int daysBefore) {
    Map<String, List<Double>> positions = new HashMap<>();
    for (Given given : given(asking.with(AccountRange.all()), daysBefore)) {
      positions.computeIfAbsent(given.instrument(), i -> new ArrayList<>()).add(given.position());
    }
    Map<String, Scale> scales = new HashMap<>();
    positions.forEach((instrument, all) -> {
      if (all.size() > 1) {
        Mean mean = Mean.of(all.stream().mapToDouble(Double::doubleValue).toArray());
        if (mean.variance() > 0) {
          scales.put(instrument, new Scale(mean.mean(), Math.sqrt(mean.variance())));
        }
      }
    });
    return scales;
  }

  /** Answers by account, in order of their days. */
  static Map<String, List<AnswerPoint>> answers(
      Asking asking, Map<String, Scale> scales, int daysBefore) {
    Map<String, List<AnswerPoint>> answers = new HashMap<>();
    for (Given given : given(asking, daysBefore)) {
      Scale scale = scales.get(given.instrument());
      if (scale != null) {
        answers
            .computeIfAbsent(given.accountId(), id -> new ArrayList<>())
            .add(
                new AnswerPoint(
                    given.day(),
                    given.instrument(),
                    given.position(),
                    (given.position() - scale.mean()) / scale.deviation(),
                    given.score() + " of " + given.max(),
                    given.who()));
      }
    }
    return answers;
  }

  private static List<Given> given(Asking asking, int daysBefore) {
    return asking
        .sql()
        .select(
            ACCOUNT_ID,
            asking.occurredOn().as("answered_on"),
            text("instrument"),
            Asking.number("score"),
            Asking.number("scale_min"),
            Asking.number("scale_max"),
            field(name("high_is_good"), SQLDataType.BOOLEAN),
            text("person_id"))
        .from(FactType.SURVEY_RESPONSE.table())
        .where(asking.countsSince(daysBefore))
        .and(text("instrument").ne(inline("custom")))
        .orderBy(ACCOUNT_ID, CommonColumns.OCCURRED_AT, CommonColumns.FACT_ID)
        .fetch(row ->
            new Given(
                row.value1(),
                row.value2(),
                row.value3(),
                row.value4(),
                row.value5(),
                row.value6(),
                row.value7(),
                row.value8()));
  }

  /** Champions and sponsors who left, by account, in order; each counts once. */
  static Map<String, List<Departure>> departures(Asking asking, int daysBefore) {
    Field<LocalDate> on = asking.occurredOn().as("left_on");
    List<Record3<String, String, LocalDate>> left =
        asking
            .sql()
            .select(ACCOUNT_ID, text("person_id"), on)
            .from(FactType.ORGANISATION_CHANGE.table())
            .where(asking.countsSince(daysBefore))
            .and(text("change").eq(inline("left")))
            .and(text("person_id").isNotNull())
            .unionAll(
                asking
                    .sql()
                    .select(ACCOUNT_ID, text("person_id"), on)
                    .from(FactType.PERSON.table())
                    .where(asking.countsSince(daysBefore))
                    .and(text("status").in(inline("left"), inline("unreachable"))))
            .fetch()
            .stream()
            .sorted(Comparator.comparing(Record3::value3))
            .toList();
    Map<String, String> roles =
        keyRoles(asking, left.stream().map(Record3::value2).distinct().toList());
    Set<String> seen = new HashSet<>();
    Map<String, List<Departure>> departures = new HashMap<>();
    left.forEach(row -> {
      String role = roles.get(row.value2());
      if (role != null && seen.add(row.value1() + "\n" + row.value2())) {
        departures
            .computeIfAbsent(row.value1(), id -> new ArrayList<>())
            .add(new Departure(row.value3(), role));
      }
    });
    return departures;
  }

  /** Which of some people of the accounts are champions or sponsors, by person. */
  private static Map<String, String> keyRoles(Asking asking, List<String> people) {
    if (people.isEmpty()) {
      return Map.of();
    }
    return asking
        .sql()
        .select(text("person_id"), text("role"))
        .from(
            asking
                .facts()
                .stateAt(
                    FactType.PERSON,
                    asking.end(),
                    text("person_id").in(people.stream().map(DSL::inline).toList())))
        .where(asking.accounts().holds(ACCOUNT_ID))
        .and(text("role").in(inline("champion"), inline("sponsor")))
        .fetchMap(row -> row.value1(), row -> row.value2());
  }

  /** Milestones by account, in order. */
  static Map<String, List<Reached>> milestones(Asking asking, int daysBefore) {
    Map<String, List<Reached>> reached = new HashMap<>();
    asking
        .sql()
        .select(ACCOUNT_ID, asking.occurredOn().as("reached_on"), text("milestone"))
        .from(FactType.MILESTONE.table())
        .where(asking.countsSince(daysBefore))
        .orderBy(CommonColumns.OCCURRED_AT, CommonColumns.FACT_ID)
        .forEach(row ->
            reached
                .computeIfAbsent(row.value1(), id -> new ArrayList<>())
                .add(new Reached(row.value2(), row.value3())));
    return reached;
  }

  /** Days on which guidance was given, by account, in order. */
  static Map<String, List<LocalDate>> guided(Asking asking, int daysBefore) {
    Map<String, List<LocalDate>> guided = new HashMap<>();
    asking
        .sql()
        .select(ACCOUNT_ID, asking.occurredOn().as("guided_on"))
        .from(FactType.TOUCH.table())
        .where(asking.countsSince(daysBefore))
        .and(text("guidance").isNotNull())
        .orderBy(CommonColumns.OCCURRED_AT, CommonColumns.FACT_ID)
        .forEach(
            row -> guided.computeIfAbsent(row.value1(), id -> new ArrayList<>()).add(row.value2()));
    return guided;
  }

  /** The incidents of the calendar, in order. */
  static List<Gaps.Incident> incidents(Asking asking) {
    Field<LocalDate> from = field(name("from_day"), SQLDataType.LOCALDATE);
    Field<LocalDate> to = field(name("to_day"), SQLDataType.LOCALDATE);
    return asking
        .sql()
        .select(text("name"), text("region"), from, to)
        .from(asking.facts().lastState(FactType.CALENDAR_SPAN))
        .where(text("kind").eq(inline("incident")))
        .orderBy(from, text("name"))
        .fetch(row -> new Gaps.Incident(row.value1(), row.value2(), row.value3(), row.value4()));
  }

  /** Facts of a type of all accounts by day, since so many days before the first. */
  static Map<LocalDate, Long> counts(Asking asking, FactType type, int daysBefore) {
    Field<LocalDate> on = asking.occurredOn().as("counted_on");
    return asking
        .sql()
        .select(on, count())
        .from(type.table())
        .where(asking.with(AccountRange.all()).countsSince(daysBefore))
        .groupBy(on)
        .fetchMap(row -> row.value1(), row -> row.value2().longValue());
  }
}
