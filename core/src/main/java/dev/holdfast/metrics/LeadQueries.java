package dev.holdfast.metrics;

import static dev.holdfast.facts.CommonColumns.FACT_ID;
import static dev.holdfast.facts.CommonColumns.OCCURRED_AT;
import static dev.holdfast.facts.CommonColumns.RECORDED_AT;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.maxBy;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.minBy;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;

import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Facts.LeadStatus;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * Leads that customer success found and handed to sales, each from its steps.
 *
 * <p>A lead is decided at its first step beyond being submitted; it is accepted unless that step
 * says rejected. It is closed when it was won or lost.
 */
final class LeadQueries {

  static final String NAME = "lead_case";

  private static final Field<String> LEAD = text("lead_id");
  private static final Field<String> ACCOUNT = text("account_id");
  private static final Field<String> CSM = text("csm");
  private static final Field<String> STATUS = text("status");
  private static final Field<LocalDateTime> SUBMITTED_AT = at("submitted_at");
  private static final Field<LocalDateTime> DECIDED_AT = at("decided_at");
  private static final Field<Boolean> ACCEPTED = field(name("accepted"), SQLDataType.BOOLEAN);
  private static final Field<LocalDateTime> CLOSED_AT = at("closed_at");
  private static final Field<Long> AMOUNT = field(name("amount_minor"), SQLDataType.BIGINT);
  private static final Field<String> CURRENCY = text("currency");
  private static final Field<Long> ORDER = field(name("step_order"), SQLDataType.BIGINT);

  private static final List<Field<?>> COLUMNS =
      List.of(
          LEAD,
          ACCOUNT,
          CSM,
          STATUS,
          SUBMITTED_AT,
          DECIDED_AT,
          ACCEPTED,
          CLOSED_AT,
          AMOUNT,
          CURRENCY);

  private LeadQueries() {}

  private static Table<?> rows(Reading reading) {
    Table<?> steps =
        select(
                LEAD,
                ACCOUNT,
                CSM,
                STATUS,
                AMOUNT,
                CURRENCY,
                OCCURRED_AT,
                rowNumber()
                    .over()
                    .partitionBy(LEAD)
                    .orderBy(OCCURRED_AT, RECORDED_AT, FACT_ID)
                    .coerce(Long.class)
                    .as(ORDER))
            .from(reading.facts().all(FactType.LEAD))
            .asTable("lead_step");
    Field<String> firstAnswer =
        minBy(STATUS, ORDER).filterWhere(STATUS.ne(word(LeadStatus.SUBMITTED)));
    return select(
            LEAD,
            maxBy(ACCOUNT, ORDER).as(ACCOUNT),
            maxBy(CSM, ORDER).filterWhere(CSM.isNotNull()).as(CSM),
            maxBy(STATUS, ORDER).as(STATUS),
            min(OCCURRED_AT).as(SUBMITTED_AT),
            first(LeadStatus.ACCEPTED, LeadStatus.REJECTED, LeadStatus.WON, LeadStatus.LOST)
                .as(DECIDED_AT),
            field(firstAnswer.ne(word(LeadStatus.REJECTED))).as(ACCEPTED),
            first(LeadStatus.WON, LeadStatus.LOST).as(CLOSED_AT),
            maxBy(AMOUNT, ORDER).filterWhere(AMOUNT.isNotNull()).as(AMOUNT),
            maxBy(CURRENCY, ORDER).filterWhere(CURRENCY.isNotNull()).as(CURRENCY))
        .from(steps)
        .groupBy(LEAD)
        .asTable(NAME);
  }

  private static Field<LocalDateTime> first(LeadStatus... reached) {
    return min(OCCURRED_AT)
        .filterWhere(STATUS.in(Arrays.stream(reached).map(LeadQueries::word).toList()));
  }

  private static String word(LeadStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static Field<String> text(String column) {
    return field(name(column), SQLDataType.VARCHAR);
  }

  private static Field<LocalDateTime> at(String column) {
    return field(name(column), SQLDataType.LOCALDATETIME);
  }

  /** One row for each lead. */
  record LeadCase() implements Relation {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public List<FactType> facts() {
      return List.of(FactType.LEAD);
    }

    @Override
    public List<Field<?>> columns() {
      return COLUMNS;
    }

    @Override
    public Table<?> rows(Reading reading) {
      return LeadQueries.rows(reading);
    }
  }
}
