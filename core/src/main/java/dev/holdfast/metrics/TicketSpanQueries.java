package dev.holdfast.metrics;

import static org.jooq.impl.DSL.asterisk;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lag;
import static org.jooq.impl.DSL.lead;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactType;
import dev.holdfast.warehouse.Engine;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.WindowSpecification;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The life of a ticket as spans: each event begins one, in which the ticket stands where its last
 * status put it, until the next event. Before its first status a ticket is open.
 *
 * <p>Of events at the same moment the one further towards closed counts as the later, and a mere
 * reply comes before the solution. The last span has no length, because it has no end yet. Lengths
 * are whole microseconds, so that sums of them are exact.
 */
final class TicketSpanQueries {

  static final Field<String> TICKET_ID = field(name("ticket_id"), SQLDataType.VARCHAR);
  static final Field<LocalDateTime> AT = CommonColumns.OCCURRED_AT;

  /** Place of the span among those of its ticket, from 1. */
  static final Field<Long> ORDER = field(name("event_order"), SQLDataType.BIGINT);

  /** The status in which the ticket stands. */
  static final Field<String> STANDS = field(name("stands"), SQLDataType.VARCHAR);

  /** Working time since the beginning of the clock, when the span begins; null beyond the clock. */
  static final Field<Long> WORKED = field(name("worked"), SQLDataType.BIGINT);

  static final Field<Long> CALENDAR = field(name("calendar_length"), SQLDataType.BIGINT);
  static final Field<Long> BUSINESS = field(name("business_length"), SQLDataType.BIGINT);

  private static final Field<String> STATUS = field(name("status"), SQLDataType.VARCHAR);
  private static final Field<Boolean> WAS_DONE = field(name("was_done"), SQLDataType.BOOLEAN);
  private static final Field<Long> LAST_SOLUTION = field(name("last_solution"), SQLDataType.BIGINT);
  private static final double MICROS = 1e6;

  private TicketSpanQueries() {}

  /** The span begins with the solution of a ticket that was neither solved nor closed. */
  static Condition solves() {
    return STANDS.eq("solved").and(not(WAS_DONE));
  }

  /** The span begins with the return of a ticket that was solved or closed. */
  static Condition reopens() {
    return not(done(STANDS)).and(WAS_DONE.isTrue());
  }

  /** The span lies before the last solution of its ticket. */
  static Condition beforeLastSolution() {
    return ORDER.lt(LAST_SOLUTION);
  }

  static Condition done(Field<String> status) {
    return status.in("solved", "closed");
  }

  /** The spans of tickets, from those of their events that meet a condition. */
  static Table<?> spans(Condition events, Engine engine) {
    WindowSpecification before = DSL.partitionBy(TICKET_ID).orderBy(ORDER);
    Table<?> stood =
        select(
                asterisk(),
                coalesce(lag(field(done(STANDS))).over(before), inline(false)).as(WAS_DONE),
                micros(engine.secondsBetween(AT, lead(AT).over(before))).as(CALENDAR),
                lead(WORKED).over(before).sub(WORKED).as(BUSINESS))
            .from(standing(events, engine))
            .asTable("stood");
    return select(
            asterisk(),
            max(when(solves(), ORDER)).over(DSL.partitionBy(TICKET_ID)).as(LAST_SOLUTION))
        .from(stood)
        .asTable("spans");
  }

  /** Events in order, each with where its ticket stands from then on. */
  private static Table<?> standing(Condition events, Engine engine) {
    WindowSpecification known =
        DSL.partitionBy(TICKET_ID).orderBy(order()).rowsBetweenUnboundedPreceding().andCurrentRow();
    return select(
            asterisk(),
            rowNumber().over().partitionBy(TICKET_ID).orderBy(order()).coerce(Long.class).as(ORDER),
            coalesce(engine.lastKnown(STATUS, known), inline("open")).as(STANDS))
        .from(timed(events, engine).asTable("timed"))
        .asTable("standing");
  }

  private static List<OrderField<?>> order() {
    return List.of(
        AT,
        when(STATUS.eq("closed"), inline(3))
            .when(STATUS.eq("solved"), inline(2))
            .when(STATUS.isNull(), inline(1))
            .otherwise(inline(0)),
        CommonColumns.RECORDED_AT,
        CommonColumns.FACT_ID);
  }

  /** Events with the working time before them; the day makes it a join by equality. */
  private static Select<?> timed(Condition events, Engine engine) {
    Table<?> chosen =
        select(asterisk()).from(FactType.TICKET_EVENT.table()).where(events).asTable("e");
    Table<?> clock = TicketRollupQueries.WORKING_TIME.as("clock");
    Field<LocalDateTime> start = clockColumn(TicketRollupQueries.STARTS_AT);
    Field<LocalDate> day = clockColumn(TicketRollupQueries.UTC_DAY);
    Field<Double> worked =
        clockColumn(TicketRollupQueries.SECONDS_BEFORE)
            .add(
                when(
                        clockColumn(TicketRollupQueries.WORKS).isTrue(),
                        engine.secondsBetween(start, AT))
                    .otherwise(inline(0.0)));
    return select(chosen.asterisk(), micros(worked).as(WORKED))
        .from(chosen)
        .leftJoin(clock)
        .on(day.eq(AT.cast(SQLDataType.LOCALDATE)))
        .and(AT.ge(start))
        .and(AT.lt(clockColumn(TicketRollupQueries.NEXT_STARTS_AT)));
  }

  private static <T> Field<T> clockColumn(Field<T> column) {
    return field(name("clock", column.getName()), column.getDataType());
  }

  private static Field<Long> micros(Field<Double> seconds) {
    return seconds.mul(inline(MICROS)).cast(SQLDataType.BIGINT);
  }

  /** Microseconds as seconds. */
  static Field<Double> seconds(Field<Long> micros) {
    return micros.cast(SQLDataType.DOUBLE).div(inline(MICROS));
  }
}
