package dev.holdfast.metrics;

import static dev.holdfast.facts.CommonColumns.FACT_ID;
import static dev.holdfast.facts.CommonColumns.OCCURRED_AT;
import static dev.holdfast.facts.CommonColumns.RECORDED_AT;
import static dev.holdfast.facts.CommonColumns.SOURCE;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.floor;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import dev.holdfast.facts.FactType;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * Answers of promoters (9 or 10 of 0 to 10) with what they did: {@code days_to_referral} is how
 * many days after the answer the same person, or somebody of the account whose name is not known,
 * first shared a code; null when nobody has. {@code days_known} is for how many days after the
 * answer it is known.
 */
final class PromoterQueries {

  static final String NAME = "promoter_answer";

  private static final Field<String> RESPONSE = text("response_id");
  private static final Field<String> ACCOUNT = text("account_id");
  private static final Field<String> PERSON = text("person_id");
  private static final Field<String> SURVEY = text("survey");
  private static final Field<Long> SCORE = field(name("score"), SQLDataType.BIGINT);
  private static final Field<Long> DAYS_KNOWN = field(name("days_known"), SQLDataType.BIGINT);
  private static final Field<Long> DAYS_TO_REFERRAL =
      field(name("days_to_referral"), SQLDataType.BIGINT);

  private static final int SECONDS_OF_A_DAY = 86_400;

  private static final List<Field<?>> COLUMNS =
      List.of(
          SOURCE,
          FACT_ID,
          OCCURRED_AT,
          RECORDED_AT,
          RESPONSE,
          ACCOUNT,
          PERSON,
          SURVEY,
          SCORE,
          DAYS_KNOWN,
          DAYS_TO_REFERRAL);

  private PromoterQueries() {}

  private static Table<?> rows(Reading reading) {
    Condition promoter =
        text("instrument")
            .eq("nps")
            .and(field(name("scale_min"), SQLDataType.BIGINT).eq(0L))
            .and(field(name("scale_max"), SQLDataType.BIGINT).eq(10L))
            .and(field(name("high_is_good"), SQLDataType.BOOLEAN).isTrue())
            .and(SCORE.ge(9L));
    Table<?> answers =
        select(SOURCE, FACT_ID, OCCURRED_AT, RECORDED_AT, RESPONSE, ACCOUNT, PERSON, SURVEY, SCORE)
            .from(reading.facts().all(FactType.SURVEY_RESPONSE))
            .where(promoter)
            .asTable("answer");
    Table<?> shares =
        select(
                text("referrer_account_id"),
                text("referrer_person_id"),
                text("code"),
                min(OCCURRED_AT).as("shared_at"))
            .from(reading.facts().all(FactType.REFERRAL))
            .groupBy(text("referrer_account_id"), text("referrer_person_id"), text("code"))
            .asTable("share");
    Field<String> sharer = text("referrer_person_id");
    Field<LocalDateTime> sharedAt = field(name("shared_at"), SQLDataType.LOCALDATETIME);
    Field<LocalDateTime> now =
        inline(LocalDateTime.ofInstant(reading.facts().asOf(), ZoneOffset.UTC));
    return select(
            SOURCE,
            FACT_ID,
            OCCURRED_AT,
            RECORDED_AT,
            RESPONSE,
            ACCOUNT,
            PERSON,
            SURVEY,
            SCORE,
            days(reading, now).as(DAYS_KNOWN),
            min(days(reading, sharedAt)).as(DAYS_TO_REFERRAL))
        .from(answers)
        .leftJoin(shares)
        .on(text("referrer_account_id").eq(ACCOUNT))
        .and(sharer.isNull().or(PERSON.isNull()).or(sharer.eq(PERSON)))
        .and(sharedAt.ge(OCCURRED_AT))
        .groupBy(
            SOURCE, FACT_ID, OCCURRED_AT, RECORDED_AT, RESPONSE, ACCOUNT, PERSON, SURVEY, SCORE)
        .asTable(NAME);
  }

  private static Field<Long> days(Reading reading, Field<LocalDateTime> until) {
    return floor(reading.engine().secondsBetween(OCCURRED_AT, until).div(inline(SECONDS_OF_A_DAY)))
        .cast(SQLDataType.BIGINT);
  }

  private static Field<String> text(String column) {
    return field(name(column), SQLDataType.VARCHAR);
  }

  /** One row for each answer of a promoter. */
  record PromoterAnswer() implements Relation {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public List<FactType> facts() {
      return List.of(FactType.SURVEY_RESPONSE, FactType.REFERRAL);
    }

    @Override
    public List<Field<?>> columns() {
      return COLUMNS;
    }

    @Override
    public Table<?> rows(Reading reading) {
      return PromoterQueries.rows(reading);
    }
  }
}
