package dev.holdfast.metrics;

import static dev.holdfast.facts.CommonColumns.FACT_ID;
import static dev.holdfast.facts.CommonColumns.OCCURRED_AT;
import static dev.holdfast.facts.CommonColumns.RECORDED_AT;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.maxBy;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Facts.ReferralStatus;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * Referrals, each from its steps: one row for a code and the account that came by it, or for the
 * code alone while nobody is known to have come.
 *
 * <p>What was said of the code before anybody came belongs to every account that came by it. A
 * referral is dated by its first step beyond sharing and clicking, however late it is credited. It
 * is accepted when it was approved or rewarded and not denied or reversed afterwards; it is refused
 * when an account refers itself or another one of its own domain, and when the account had come by
 * an earlier code.
 */
final class ReferralQueries {

  static final String NAME = "referral_case";

  private static final Field<String> CODE = text("code");
  private static final Field<String> ACCOUNT = text("account_id");
  private static final Field<String> PERSON = text("person_id");
  private static final Field<String> REFERRED = text("referred_account_id");
  private static final Field<String> STATUS = text("status");
  private static final Field<LocalDateTime> SHARED_AT = at("shared_at");
  private static final Field<LocalDateTime> REFERRED_AT = at("referred_at");
  private static final Field<LocalDateTime> ACCEPTED_AT = at("accepted_at");
  private static final Field<String> REFUSED = text("refused_because");
  private static final Field<Boolean> ACCEPTED = field(name("accepted"), SQLDataType.BOOLEAN);

  private static final List<Field<?>> COLUMNS =
      List.of(
          CODE,
          ACCOUNT,
          PERSON,
          REFERRED,
          STATUS,
          SHARED_AT,
          REFERRED_AT,
          ACCEPTED_AT,
          ACCEPTED,
          REFUSED);

  private ReferralQueries() {}

  private static Table<?> rows(Reading reading) {
    Table<?> cases = cases(steps(reading));
    Table<?> accounts = reading.facts().lastState(FactType.ACCOUNT);
    Field<String> ownDomain = field(name("own", "domain"), SQLDataType.VARCHAR);
    Field<String> theirDomain = field(name("their", "domain"), SQLDataType.VARCHAR);
    Field<Integer> touch =
        rowNumber().over().partitionBy(REFERRED).orderBy(REFERRED_AT.asc().nullsLast(), CODE);
    Field<String> refused =
        when(REFERRED.eq(ACCOUNT), inline("the account referred itself"))
            .when(theirDomain.eq(ownDomain), inline("both accounts have one domain"))
            .when(
                REFERRED.isNotNull().and(touch.gt(1)),
                inline("the account had come by an earlier code"));
    Table<?> judged =
        select(cases.asterisk(), refused.as(REFUSED))
            .from(cases)
            .leftJoin(domains(accounts, "own"))
            .on(field(name("own", "id"), SQLDataType.VARCHAR).eq(ACCOUNT))
            .leftJoin(domains(accounts, "their"))
            .on(field(name("their", "id"), SQLDataType.VARCHAR).eq(REFERRED))
            .asTable("judged");
    Condition accepted =
        ACCEPTED_AT
            .isNotNull()
            .and(STATUS.notIn(word(ReferralStatus.DENIED), word(ReferralStatus.REVERSED)))
            .and(REFUSED.isNull());
    return select(
            CODE,
            ACCOUNT,
            PERSON,
            REFERRED,
            STATUS,
            SHARED_AT,
            REFERRED_AT,
            ACCEPTED_AT,
            field(accepted).as(ACCEPTED),
            REFUSED)
        .from(judged)
        .asTable(NAME);
  }

  private static Table<?> domains(Table<?> accounts, String alias) {
    return select(text("account_id").as("id"), text("domain"))
        .from(accounts)
        .where(text("domain").isNotNull())
        .asTable(alias);
  }

  /** The facts in the order in which they came. */
  private static Table<?> steps(Reading reading) {
    return select(
            CODE,
            text("referrer_account_id").as(ACCOUNT),
            text("referrer_person_id").as(PERSON),
            REFERRED,
            STATUS,
            OCCURRED_AT,
            rowNumber()
                .over()
                .partitionBy(CODE)
                .orderBy(OCCURRED_AT, RECORDED_AT, FACT_ID)
                .coerce(Long.class)
                .as("step_order"))
        .from(reading.facts().all(FactType.REFERRAL))
        .asTable("referral_step");
  }

  private static Table<?> cases(Table<?> steps) {
    Field<String> code = field(name("known", "code"), SQLDataType.VARCHAR);
    Field<String> came = field(name("known", "referred_account_id"), SQLDataType.VARCHAR);
    Table<?> known =
        select(CODE, REFERRED)
            .from(steps)
            .where(REFERRED.isNotNull())
            .groupBy(CODE, REFERRED)
            .unionAll(
                select(CODE, castNull(SQLDataType.VARCHAR))
                    .from(steps)
                    .groupBy(CODE)
                    .having(count(REFERRED).eq(0)))
            .asTable("known");
    Field<Long> order = field(name("referral_step", "step_order"), SQLDataType.BIGINT);
    Field<String> stepCode = field(name("referral_step", "code"), SQLDataType.VARCHAR);
    Field<String> stepReferred =
        field(name("referral_step", "referred_account_id"), SQLDataType.VARCHAR);
    return select(
            code.as(CODE),
            max(ACCOUNT).as(ACCOUNT),
            max(PERSON).as(PERSON),
            came.as(REFERRED),
            maxBy(STATUS, order).as(STATUS),
            first(ReferralStatus.SHARED, ReferralStatus.CLICKED).as(SHARED_AT),
            first(
                    ReferralStatus.SIGNED_UP,
                    ReferralStatus.QUALIFIED,
                    ReferralStatus.PENDING,
                    ReferralStatus.APPROVED,
                    ReferralStatus.REWARDED)
                .as(REFERRED_AT),
            first(ReferralStatus.APPROVED, ReferralStatus.REWARDED).as(ACCEPTED_AT))
        .from(known)
        .join(steps)
        .on(stepCode.eq(code))
        .and(stepReferred.isNull().or(stepReferred.eq(came)))
        .groupBy(code, came)
        .asTable("referral_of");
  }

  private static Field<LocalDateTime> first(ReferralStatus... reached) {
    List<String> words = Arrays.stream(reached).map(ReferralQueries::word).toList();
    return min(OCCURRED_AT).filterWhere(STATUS.in(words));
  }

  private static String word(ReferralStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static Field<String> text(String column) {
    return field(name(column), SQLDataType.VARCHAR);
  }

  private static Field<LocalDateTime> at(String column) {
    return field(name(column), SQLDataType.LOCALDATETIME);
  }

  /** One row for each referral. */
  record ReferralCase() implements Relation {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public List<FactType> facts() {
      return List.of(FactType.REFERRAL);
    }

    @Override
    public List<Field<?>> columns() {
      return COLUMNS;
    }

    @Override
    public Table<?> rows(Reading reading) {
      return ReferralQueries.rows(reading);
    }
  }
}
