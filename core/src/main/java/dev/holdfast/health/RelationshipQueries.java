package dev.holdfast.health;

import static dev.holdfast.health.SpanQueries.one;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lead;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Facts.OrganisationChangeKind;
import dev.holdfast.facts.Facts.PersonRole;
import dev.holdfast.facts.Facts.PersonStatus;
import dev.holdfast.facts.Facts.TouchDirection;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** People who are still there, and the days of contact in which the customer took part. */
final class RelationshipQueries {

  /** Sent by us without an answer being part of it. */
  private static final List<Field<String>> ONE_WAY =
      List.of(
          inline("email"),
          inline("mail"),
          inline("message"),
          inline("newsletter"),
          inline("campaign"),
          inline("note"));

  private static final Field<String> PERSON = field(name("person_id"), SQLDataType.VARCHAR);
  private static final Field<Long> THERE = field(name("there"), SQLDataType.BIGINT);
  private static final Field<Long> CHAMPION = field(name("champion"), SQLDataType.BIGINT);

  private final Asked asked;

  RelationshipQueries(Asked asked) {
    this.asked = asked;
  }

  Change people() {
    Table<?> said = states().unionAll(departures()).asTable("person_said");
    Field<Integer> day = asked.occurredOn();
    Table<?> spans =
        select(
                Asked.ACCOUNT_ID,
                THERE,
                CHAMPION,
                day.as(Asked.FROM_DAY),
                coalesce(
                        lead(day)
                            .over()
                            .partitionBy(Asked.ACCOUNT_ID, PERSON)
                            .orderBy(
                                CommonColumns.OCCURRED_AT,
                                CommonColumns.RECORDED_AT,
                                CommonColumns.FACT_ID),
                        inline(Asked.NEVER))
                    .as(Asked.TO_DAY))
            .from(said)
            .asTable("person_span");
    return SpanQueries.changes(
        asked,
        "person_change",
        spans,
        Map.of(Quantity.PEOPLE, THERE, Quantity.CHAMPIONS, CHAMPION));
  }

  private Select<Record> states() {
    Field<String> status = Asked.text(FactType.PERSON, "status");
    Condition there = status.isNull().or(status.eq(Asked.word(PersonStatus.ACTIVE)));
    Condition champion =
        Asked.text(FactType.PERSON, "role")
            .in(Asked.word(PersonRole.CHAMPION), Asked.word(PersonRole.SPONSOR));
    return select(columns(one(there), one(there.and(champion))))
        .from(FactType.PERSON.table())
        .where(asked.counts())
        .and(asked.untilLast());
  }

  private Select<Record> departures() {
    return select(columns(inline(0L), inline(0L)))
        .from(FactType.ORGANISATION_CHANGE.table())
        .where(asked.counts())
        .and(asked.untilLast())
        .and(
            Asked.text(FactType.ORGANISATION_CHANGE, "change")
                .eq(Asked.word(OrganisationChangeKind.LEFT)));
  }

  private static List<SelectField<?>> columns(Field<Long> there, Field<Long> champion) {
    return List.of(
        Asked.ACCOUNT_ID,
        PERSON,
        CommonColumns.OCCURRED_AT,
        CommonColumns.RECORDED_AT,
        CommonColumns.FACT_ID,
        there.as(THERE),
        champion.as(CHAMPION));
  }

  /** The days of contact both ways: the customer began it, or it is of a kind that takes two. */
  Table<?> touches() {
    return select(Asked.ACCOUNT_ID, asked.occurredOn().as(Asked.DAY))
        .from(FactType.TOUCH.table())
        .where(asked.counts())
        .and(asked.untilLast())
        .and(
            Asked.text(FactType.TOUCH, "direction")
                .eq(Asked.word(TouchDirection.REACTIVE))
                .or(Asked.text(FactType.TOUCH, "kind").notIn(ONE_WAY)))
        .groupBy(Asked.ACCOUNT_ID, asked.occurredOn())
        .asTable("touch_day");
  }

  /** First day on which a kind of fact was known of any account; null when there is none. */
  Field<Integer> firstOfAll(FactType type) {
    return field(select(min(asked.occurredOn())).from(type.table()).where(asked.facts().counts()));
  }
}
