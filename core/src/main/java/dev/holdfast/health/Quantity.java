package dev.holdfast.health;

import java.util.Locale;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * What is counted of an account day by day as the sum of changes: whatever begins or ends on a day
 * adds or takes away, so that any number of days costs little more than one.
 */
enum Quantity {
  PEOPLE_28,
  PERSON_DAYS_28,
  EVENTS_28,
  EVENTS_BEFORE_28,
  NAMES_28,
  OPEN_TICKETS,
  SOLVED_90,
  REOPENED_90,
  CSAT_ANSWERS,
  CSAT_SATISFIED,
  NPS_ANSWERS,
  NPS_PROMOTERS,
  NPS_DETRACTORS,
  PEOPLE,
  CHAMPIONS,
  SUBSCRIPTIONS,
  SUBSCRIPTIONS_EVER,
  SEATS,
  ARR_MINOR,
  ARR_BEFORE_MINOR,
  OUTCOME_KINDS,
  OUTCOME_BALANCE,
  MILESTONES;

  private final Field<Long> column =
      DSL.field(DSL.name(name().toLowerCase(Locale.ROOT)), SQLDataType.BIGINT);

  /** The column of its name. */
  Field<Long> column() {
    return column;
  }
}
