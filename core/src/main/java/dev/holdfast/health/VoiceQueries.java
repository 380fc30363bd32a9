package dev.holdfast.health;

import static dev.holdfast.health.SpanQueries.one;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lead;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Facts.Instrument;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** Answers to surveys, as the spans of days on which they count. */
final class VoiceQueries {

  private static final int CSAT_WINDOW = 90;
  private static final int NPS_WINDOW = 180;

  private static final Field<Long> SCORE = number("score");
  private static final Field<Long> LOW = number("scale_min");
  private static final Field<Long> HIGH = number("scale_max");
  private static final Field<Boolean> HIGH_IS_GOOD =
      field(name("high_is_good"), SQLDataType.BOOLEAN);
  private static final Field<String> INSTRUMENT =
      Asked.text(FactType.SURVEY_RESPONSE, "instrument");

  private final Asked asked;

  VoiceQueries(Asked asked) {
    this.asked = asked;
  }

  List<Change> changes() {
    return List.of(satisfaction(), recommendation());
  }

  /** Satisfied is the top quarter of the scale: 4 and 5 of 1 to 5. */
  private Change satisfaction() {
    Field<Long> aboveWorst = when(HIGH_IS_GOOD, SCORE.sub(LOW)).otherwise(HIGH.sub(SCORE));
    Field<Integer> day = asked.occurredOn();
    Table<?> spans =
        select(
                Asked.ACCOUNT_ID,
                day.as(Asked.FROM_DAY),
                day.add(inline(CSAT_WINDOW)).as(Asked.TO_DAY),
                one(aboveWorst.mul(inline(4L)).ge(HIGH.sub(LOW).mul(inline(3L)))).as("satisfied"))
            .from(FactType.SURVEY_RESPONSE.table())
            .where(asked.counts())
            .and(INSTRUMENT.eq(Asked.word(Instrument.CSAT)))
            .and(asked.since(CSAT_WINDOW))
            .and(asked.untilLast())
            .asTable("csat_span");
    return SpanQueries.changes(
        asked,
        "csat_change",
        spans,
        Map.of(Quantity.CSAT_ANSWERS, inline(1L), Quantity.CSAT_SATISFIED, number("satisfied")));
  }

  /** Only the scale 0 to 10 is NPS; an answer counts until the same person's next one. */
  private Change recommendation() {
    Field<String> respondent =
        coalesce(
            Asked.text(FactType.SURVEY_RESPONSE, "person_id"),
            Asked.text(FactType.SURVEY_RESPONSE, "response_id"));
    Field<Integer> day = asked.occurredOn();
    Field<Integer> end = day.add(inline(NPS_WINDOW));
    Field<Integer> next =
        lead(day)
            .over()
            .partitionBy(Asked.ACCOUNT_ID, respondent)
            .orderBy(CommonColumns.OCCURRED_AT, CommonColumns.RECORDED_AT, CommonColumns.FACT_ID);
    Table<?> spans =
        select(
                Asked.ACCOUNT_ID,
                day.as(Asked.FROM_DAY),
                least(end, coalesce(next, end)).as(Asked.TO_DAY),
                SCORE)
            .from(FactType.SURVEY_RESPONSE.table())
            .where(asked.counts())
            .and(INSTRUMENT.eq(Asked.word(Instrument.NPS)))
            .and(LOW.eq(0L))
            .and(HIGH.eq(10L))
            .and(HIGH_IS_GOOD)
            .and(asked.since(NPS_WINDOW))
            .and(asked.untilLast())
            .asTable("nps_span");
    return SpanQueries.changes(
        asked,
        "nps_change",
        spans,
        Map.of(
            Quantity.NPS_ANSWERS, inline(1L),
            Quantity.NPS_PROMOTERS, one(SCORE.ge(9L)),
            Quantity.NPS_DETRACTORS, one(SCORE.le(6L))));
  }

  private static Field<Long> number(String column) {
    return field(name(column), SQLDataType.BIGINT);
  }
}
