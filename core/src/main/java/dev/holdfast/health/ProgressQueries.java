package dev.holdfast.health;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lead;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Facts.OutcomeDirection;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** The customer's own results and the milestones reached. */
final class ProgressQueries {

  private static final int WINDOW = 180;

  private static final Field<Long> BALANCE = field(name("balance"), SQLDataType.BIGINT);
  private static final Field<String> MILESTONE = Asked.text(FactType.MILESTONE, "milestone");

  private final Asked asked;

  ProgressQueries(Asked asked) {
    this.asked = asked;
  }

  List<Change> changes() {
    return List.of(outcomes(), milestones());
  }

  /** A result counts until the next of its kind. */
  private Change outcomes() {
    Field<String> kind = Asked.text(FactType.CUSTOMER_OUTCOME, "kind");
    Field<String> direction = Asked.text(FactType.CUSTOMER_OUTCOME, "direction");
    Field<Integer> day = asked.occurredOn();
    Field<Integer> end = day.add(inline(WINDOW));
    Field<Integer> next =
        lead(day)
            .over()
            .partitionBy(Asked.ACCOUNT_ID, kind)
            .orderBy(CommonColumns.OCCURRED_AT, CommonColumns.RECORDED_AT, CommonColumns.FACT_ID);
    Table<?> spans =
        select(
                Asked.ACCOUNT_ID,
                day.as(Asked.FROM_DAY),
                least(end, coalesce(next, end)).as(Asked.TO_DAY),
                when(direction.eq(Asked.word(OutcomeDirection.UP)), inline(1L))
                    .when(direction.eq(Asked.word(OutcomeDirection.DOWN)), inline(-1L))
                    .otherwise(inline(0L))
                    .as(BALANCE))
            .from(FactType.CUSTOMER_OUTCOME.table())
            .where(asked.counts())
            .and(asked.since(WINDOW))
            .and(asked.untilLast())
            .asTable("outcome_span");
    return SpanQueries.changes(
        asked,
        "outcome_change",
        spans,
        Map.of(Quantity.OUTCOME_KINDS, inline(1L), Quantity.OUTCOME_BALANCE, BALANCE));
  }

  private Change milestones() {
    Table<?> reached =
        select(Asked.ACCOUNT_ID, min(asked.occurredOn()).as(Asked.DAY))
            .from(FactType.MILESTONE.table())
            .where(asked.counts())
            .and(asked.untilLast())
            .groupBy(Asked.ACCOUNT_ID, MILESTONE)
            .asTable("milestone_reached");
    return new Change(reached, Map.of(Quantity.MILESTONES, inline(1L)));
  }

  /** Every milestone that any account reached, with the first day. */
  Table<?> known() {
    return select(MILESTONE, min(asked.occurredOn()).as(Asked.DAY))
        .from(FactType.MILESTONE.table())
        .where(asked.facts().counts())
        .groupBy(MILESTONE)
        .asTable("milestone_known");
  }
}
