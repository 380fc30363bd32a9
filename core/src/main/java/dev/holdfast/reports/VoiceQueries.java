package dev.holdfast.reports;

import static dev.holdfast.reports.Columns.ACCOUNT_ID;
import static dev.holdfast.reports.Columns.PERSON_ID;
import static dev.holdfast.reports.Columns.flag;
import static dev.holdfast.reports.Columns.number;
import static dev.holdfast.reports.Columns.text;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.Table;

/** Reads what customers answered. */
final class VoiceQueries {

  private static final Field<String> RESPONSE_ID = text("response_id");
  private static final Field<String> SURVEY = text("survey");
  private static final Field<String> INSTRUMENT = text("instrument");
  private static final Field<Long> SCALE_MIN = number("scale_min");
  private static final Field<Long> SCALE_MAX = number("scale_max");
  private static final Field<Boolean> HIGH_IS_GOOD = flag("high_is_good");
  private static final Field<Long> SCORE = number("score");
  private static final Field<String> COMMENT = text("comment");
  private static final Field<String> CHANNEL = text("channel");
  private static final List<Field<?>> FIELDS =
      List.of(
          RESPONSE_ID,
          ACCOUNT_ID,
          CommonColumns.OCCURRED_AT,
          SURVEY,
          INSTRUMENT,
          SCALE_MIN,
          SCALE_MAX,
          HIGH_IS_GOOD,
          SCORE,
          COMMENT,
          CHANNEL,
          PERSON_ID);

  private VoiceQueries() {}

  /** The last answer of each account given after an instant, by account; without names. */
  static Map<String, Answer> lastSince(Look look, Instant since) {
    Table<?> last =
        select(FIELDS)
            .from(look.events(FactType.SURVEY_RESPONSE))
            .where(CommonColumns.OCCURRED_AT.gt(FactReader.utc(since)))
            .qualify(
                rowNumber()
                    .over()
                    .partitionBy(ACCOUNT_ID)
                    .orderBy(CommonColumns.OCCURRED_AT.desc(), RESPONSE_ID.desc())
                    .eq(1))
            .asTable("last_answer");
    return look.sql()
        .select(FIELDS)
        .select(inline((String) null).as("person_name"))
        .from(last)
        .fetchMap(row -> row.get(ACCOUNT_ID), row -> answer(row, look.view().personal()));
  }

  /** Answers of an account before an instant, the newest first. */
  static List<Answer> of(Look look, String accountId, Instant before, int limit) {
    Table<?> some =
        select(FIELDS)
            .from(look.events(FactType.SURVEY_RESPONSE))
            .where(ACCOUNT_ID.eq(accountId))
            .and(CommonColumns.OCCURRED_AT.lt(FactReader.utc(before)))
            .orderBy(CommonColumns.OCCURRED_AT.desc(), RESPONSE_ID.desc())
            .limit(limit)
            .asTable("some_answers");
    return answers(look, some);
  }

  private static List<Answer> answers(Look look, Table<?> answers) {
    Table<?> people =
        select(PERSON_ID, text("name"))
            .from(look.states(FactType.PERSON, PERSON_ID.in(select(PERSON_ID).from(answers))))
            .asTable(name("people"), name("person_id"), name("person_name"));
    ResultQuery<?> query =
        look.sql()
            .select(answers.fields(FIELDS.toArray(Field[]::new)))
            .select(text("person_name"))
            .from(answers)
            .leftJoin(people)
            .on(Columns.of(answers, PERSON_ID).eq(Columns.of(people, PERSON_ID)))
            .orderBy(
                Columns.of(answers, CommonColumns.OCCURRED_AT).desc(),
                Columns.of(answers, RESPONSE_ID));
    return query.fetch(row -> answer(row, look.view().personal()));
  }

  private static Answer answer(Record row, boolean personal) {
    return new Answer(
        row.get("response_id", String.class),
        row.get("account_id", String.class),
        Look.instant(row.get("occurred_at", LocalDateTime.class)),
        row.get("survey", String.class),
        row.get("instrument", String.class),
        row.get("scale_min", Long.class),
        row.get("scale_max", Long.class),
        row.get("high_is_good", Boolean.class),
        row.get("score", Long.class),
        personal ? row.get("comment", String.class) : null,
        personal ? row.get("person_name", String.class) : null,
        row.get("channel", String.class));
  }
}
