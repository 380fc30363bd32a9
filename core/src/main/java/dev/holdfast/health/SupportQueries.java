package dev.holdfast.health;

import static dev.holdfast.health.SpanQueries.one;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lag;
import static org.jooq.impl.DSL.lead;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.percentileCont;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Facts.TicketStatus;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** Tickets as spans of days during which they wait for an end, or are solved. */
final class SupportQueries {

  static final String SPANS = "ticket_span";
  static final Field<Integer> OLDEST_OPENED = Asked.integer("oldest_opened");
  static final Field<Double> MEDIAN_HOURS = field(name("median_hours"), SQLDataType.DOUBLE);

  private static final int WINDOW = 90;

  private static final Field<String> TICKET = field(name("ticket_id"), SQLDataType.VARCHAR);
  private static final Field<String> STATUS = field(name("status"), SQLDataType.VARCHAR);
  private static final Field<Boolean> DONE = field(name("done"), SQLDataType.BOOLEAN);
  private static final Field<Boolean> WAS_DONE = field(name("was_done"), SQLDataType.BOOLEAN);
  private static final List<Field<?>> IN_ORDER =
      List.of(CommonColumns.OCCURRED_AT, CommonColumns.RECORDED_AT, CommonColumns.FACT_ID);
  private static final Field<Integer> OPENED_ON = Asked.integer("opened_on");
  private static final Field<Double> HOURS = field(name("hours"), SQLDataType.DOUBLE);
  private static final Field<LocalDateTime> OPENED_AT =
      field(name("opened_at"), SQLDataType.LOCALDATETIME);

  private final Asked asked;

  SupportQueries(Asked asked) {
    this.asked = asked;
  }

  /** To be named {@link #SPANS}. */
  Select<?> spans() {
    Table<?> steps =
        select(
                Asked.ACCOUNT_ID,
                TICKET,
                OPENED_AT,
                CommonColumns.OCCURRED_AT,
                CommonColumns.RECORDED_AT,
                CommonColumns.FACT_ID,
                DONE,
                lag(DONE)
                    .over()
                    .partitionBy(Asked.ACCOUNT_ID, TICKET)
                    .orderBy(IN_ORDER)
                    .as(WAS_DONE))
            .from(events())
            .asTable("ticket_step");
    Field<Integer> day = asked.occurredOn();
    return select(
            Asked.ACCOUNT_ID,
            DONE,
            day.as(Asked.FROM_DAY),
            coalesce(
                    lead(day).over().partitionBy(Asked.ACCOUNT_ID, TICKET).orderBy(IN_ORDER),
                    inline(Asked.NEVER))
                .as(Asked.TO_DAY),
            asked.number(asked.engine().localDate(OPENED_AT, asked.zone())).as(OPENED_ON),
            asked
                .engine()
                .secondsBetween(OPENED_AT, CommonColumns.OCCURRED_AT)
                .div(inline(3600.0))
                .as(HOURS))
        .from(steps)
        .where(WAS_DONE.isNull())
        .or(WAS_DONE.ne(DONE));
  }

  /** The changes of status of the tickets that still matter on the days asked for. */
  private Table<?> events() {
    Table<?> tickets = tickets();
    return select(
            own(Asked.ACCOUNT_ID),
            own(TICKET),
            OPENED_AT,
            own(CommonColumns.OCCURRED_AT),
            own(CommonColumns.RECORDED_AT),
            own(CommonColumns.FACT_ID),
            field(done(own(STATUS))).as(DONE))
        .from(
            select(
                    Asked.ACCOUNT_ID,
                    TICKET,
                    CommonColumns.OCCURRED_AT,
                    CommonColumns.RECORDED_AT,
                    CommonColumns.FACT_ID,
                    STATUS)
                .from(FactType.TICKET_EVENT.table())
                .where(asked.counts())
                .and(asked.untilLast())
                .and(STATUS.isNotNull())
                .asTable("event"))
        .join(tickets)
        .on(own(Asked.ACCOUNT_ID).eq(of(tickets, Asked.ACCOUNT_ID)))
        .and(own(TICKET).eq(of(tickets, TICKET)))
        .asTable("ticket_event");
  }

  /**
   * Tickets that are not over, or were when a window of the days asked for had begun. A ticket
   * counts as open from its first status on; its age counts from its first event.
   */
  private Table<?> tickets() {
    Field<LocalDateTime> at = CommonColumns.OCCURRED_AT;
    Field<LocalDateTime> lastDone = max(when(done(STATUS), at));
    Field<LocalDateTime> lastOpen = max(when(STATUS.isNotNull().andNot(done(STATUS)), at));
    return select(Asked.ACCOUNT_ID, TICKET, min(at).as(OPENED_AT))
        .from(FactType.TICKET_EVENT.table())
        .where(asked.counts())
        .and(asked.untilLast())
        .groupBy(Asked.ACCOUNT_ID, TICKET)
        .having(asked.since(WINDOW, max(at)))
        .or(lastDone.isNull())
        .or(lastDone.le(lastOpen))
        .asTable("ticket");
  }

  private static Condition done(Field<String> status) {
    return status.in(Asked.word(TicketStatus.SOLVED), Asked.word(TicketStatus.CLOSED));
  }

  private static <T> Field<T> own(Field<T> column) {
    return field(name("event", column.getName()), column.getDataType());
  }

  private static <T> Field<T> of(Table<?> table, Field<T> column) {
    return field(name(table.getName(), column.getName()), column.getDataType());
  }

  List<Change> changes() {
    Table<?> spans = table(name(SPANS));
    Table<?> solved =
        select(
                Asked.ACCOUNT_ID,
                Asked.FROM_DAY,
                Asked.FROM_DAY.add(inline(WINDOW)).as(Asked.TO_DAY))
            .from(spans)
            .where(DONE)
            .asTable("solved_span");
    Table<?> reopened =
        select(
                Asked.ACCOUNT_ID,
                Asked.TO_DAY.as(Asked.FROM_DAY),
                Asked.FROM_DAY.add(inline(WINDOW)).as(Asked.TO_DAY))
            .from(spans)
            .where(DONE)
            .asTable("reopened_span");
    return List.of(
        SpanQueries.changes(
            asked, "open_change", spans, Map.of(Quantity.OPEN_TICKETS, one(DONE.isFalse()))),
        SpanQueries.changes(asked, "solved_change", solved, Map.of(Quantity.SOLVED_90, inline(1L))),
        SpanQueries.changes(
            asked, "reopened_change", reopened, Map.of(Quantity.REOPENED_90, inline(1L))));
  }

  /** The day on which the oldest ticket that is open on a day was opened. */
  Table<?> oldest(Table<?> days) {
    return select(
            day("account_id"), Asked.integer("s", "day"), min(span(OPENED_ON)).as(OLDEST_OPENED))
        .from(days.as("s"))
        .join(table(name(SPANS)).as("t"))
        .on(day("account_id").eq(span(Asked.ACCOUNT_ID)))
        .and(span(Asked.FROM_DAY).le(Asked.integer("s", "day")))
        .and(span(Asked.TO_DAY).gt(Asked.integer("s", "day")))
        .where(span(DONE).isFalse())
        .groupBy(day("account_id"), Asked.integer("s", "day"))
        .asTable("oldest");
  }

  /** The median hours of the tickets solved in the days before and still so. */
  Table<?> median(Table<?> days) {
    Field<Integer> day = Asked.integer("s", "day");
    return select(
            day("account_id"),
            day,
            percentileCont(inline(0.5))
                .withinGroupOrderBy(span(HOURS))
                .cast(SQLDataType.DOUBLE)
                .as(MEDIAN_HOURS))
        .from(days.as("s"))
        .join(table(name(SPANS)).as("t"))
        .on(day("account_id").eq(span(Asked.ACCOUNT_ID)))
        .and(span(Asked.FROM_DAY).le(day))
        .and(span(Asked.FROM_DAY).gt(day.sub(inline(WINDOW))))
        .and(span(Asked.TO_DAY).gt(day))
        .where(span(DONE))
        .groupBy(day("account_id"), day)
        .asTable("median");
  }

  private static Field<String> day(String column) {
    return field(name("s", column), SQLDataType.VARCHAR);
  }

  private static <T> Field<T> span(Field<T> column) {
    return field(name("t", column.getName()), column.getDataType());
  }
}
