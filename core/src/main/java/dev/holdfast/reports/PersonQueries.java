package dev.holdfast.reports;

import static dev.holdfast.reports.Columns.ACCOUNT_ID;
import static dev.holdfast.reports.Columns.PERSON_ID;
import static dev.holdfast.reports.Columns.text;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** Reads the people at customers and what became of them. */
final class PersonQueries {

  private PersonQueries() {}

  /** Changes at an account before an instant, the newest first. */
  static List<PersonChange> changesOf(Look look, String accountId, Instant before, int limit) {
    Field<LocalDateTime> at = CommonColumns.OCCURRED_AT;
    return changes(look, ACCOUNT_ID.eq(accountId).and(at.lt(FactReader.utc(before))), limit);
  }

  /** Champions and sponsors who left after an instant, in sight, the newest first. */
  static List<PersonChange> keyPeopleLeft(Look look, Instant since) {
    return changes(
            look,
            text("change").eq("left").and(CommonColumns.OCCURRED_AT.gt(FactReader.utc(since))),
            Integer.MAX_VALUE)
        .stream()
        .filter(change -> "champion".equals(change.role()) || "sponsor".equals(change.role()))
        .toList();
  }

  /** How many champions and sponsors an account still has who can be reached, by account. */
  static Map<String, Integer> keyPeopleLeftOver(Look look) {
    return look.sql()
        .select(ACCOUNT_ID, count())
        .from(look.states(FactType.PERSON))
        .where(text("role").in("champion", "sponsor"))
        .and(text("status").isNull().or(text("status").eq("active")))
        .groupBy(ACCOUNT_ID)
        .fetchMap(row -> row.value1(), row -> row.value2());
  }

  /** The people of an account: those who are there first, then by role, then the most active. */
  static List<PersonLine> of(Look look, String accountId) {
    Map<String, UsageQueries.Seen> seen = UsageQueries.seen(look, accountId);
    Map<String, Instant> touched = new HashMap<>();
    look.sql()
        .select(PERSON_ID, max(CommonColumns.OCCURRED_AT))
        .from(look.events(FactType.TOUCH))
        .where(ACCOUNT_ID.eq(accountId))
        .and(PERSON_ID.isNotNull())
        .groupBy(PERSON_ID)
        .forEach(row -> touched.put(row.value1(), Look.instant(row.value2())));
    boolean personal = look.view().personal();
    List<PersonLine> people =
        look.sql()
            .select(PERSON_ID, text("name"), text("email"), text("role"), text("status"))
            .from(
                look.states(
                    FactType.PERSON,
                    PERSON_ID.in(
                        select(PERSON_ID)
                            .from(FactType.PERSON.table())
                            .where(ACCOUNT_ID.eq(accountId)))))
            .where(ACCOUNT_ID.eq(accountId))
            .fetch(row -> {
              UsageQueries.Seen use = seen.get(row.value1());
              Instant touch = touched.get(row.value1());
              return new PersonLine(
                  row.value1(),
                  personal ? row.value2() : null,
                  personal ? row.value3() : null,
                  row.value4(),
                  row.value5(),
                  use == null ? null : use.lastOn(),
                  use == null ? 0 : use.days(),
                  touch == null ? null : look.view().dayOf(touch));
            });
    return people.stream()
        .sorted(
            Comparator.comparing(PersonLine::there)
                .reversed()
                .thenComparingInt(person -> rank(person.role()))
                .thenComparing(Comparator.comparingInt(PersonLine::activeDays).reversed())
                .thenComparing(PersonLine::personId))
        .toList();
  }

  private static int rank(@Nullable String role) {
    return role == null
        ? 5
        : switch (role) {
          case "sponsor" -> 0;
          case "champion" -> 1;
          case "detractor" -> 2;
          case "admin" -> 3;
          default -> 4;
        };
  }

  private static List<PersonChange> changes(Look look, Condition which, int limit) {
    Table<?> changes =
        select(
                ACCOUNT_ID,
                PERSON_ID,
                CommonColumns.OCCURRED_AT,
                CommonColumns.FACT_ID,
                text("change"),
                text("how_known"))
            .from(look.events(FactType.ORGANISATION_CHANGE))
            .where(which)
            .asTable(name("changes"));
    Table<?> people =
        select(PERSON_ID, text("name"), text("role"))
            .from(look.states(FactType.PERSON, PERSON_ID.in(select(PERSON_ID).from(changes))))
            .asTable(name("people"), name("person_id"), name("person_name"), name("role"));
    return look.sql()
        .select(
            ACCOUNT_ID,
            Columns.of(changes, PERSON_ID),
            CommonColumns.OCCURRED_AT,
            text("change"),
            text("role"),
            text("person_name"),
            text("how_known"))
        .from(changes)
        .leftJoin(people)
        .on(Columns.of(changes, PERSON_ID).eq(Columns.of(people, PERSON_ID)))
        .orderBy(CommonColumns.OCCURRED_AT.desc(), CommonColumns.FACT_ID)
        .limit(limit)
        .fetch(row ->
            new PersonChange(
                row.value1(),
                row.value2(),
                Look.instant(row.value3()),
                row.value4(),
                row.value5(),
                look.view().personal() ? row.value6() : null,
                row.value7()));
  }
}
