package dev.holdfast.metrics;

import static dev.holdfast.metrics.TicketSpanQueries.AT;
import static dev.holdfast.metrics.TicketSpanQueries.BUSINESS;
import static dev.holdfast.metrics.TicketSpanQueries.CALENDAR;
import static dev.holdfast.metrics.TicketSpanQueries.ORDER;
import static dev.holdfast.metrics.TicketSpanQueries.STANDS;
import static dev.holdfast.metrics.TicketSpanQueries.TICKET_ID;
import static dev.holdfast.metrics.TicketSpanQueries.WORKED;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.maxBy;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.FactType;
import dev.holdfast.warehouse.Engine;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * Tickets, each from the spans of its life ({@link TicketSpanQueries}).
 *
 * <p>A ticket is solved when its status becomes {@code solved} after it was neither solved nor
 * closed; it is done while it is solved or closed; it is reopened when it was done and is no more.
 * {@code solved_at} is the last time it was solved, and null while it is not done; {@code
 * first_solved_at} stays. The first reply is the first public reply after the event that opened the
 * ticket, so that a ticket which we open with a message is answered by the next one.
 *
 * <p>Clocks, in seconds: {@code calendar_seconds}, {@code first_reply_seconds} and {@code
 * first_resolution_seconds} run from the opening, each with its {@code business} twin that runs
 * only while the team works. Of the time up to {@code solved_at}, {@code our_side_seconds} is
 * working time while open or on hold, {@code customer_seconds} calendar time while open or on hold
 * (how long the customer waited for us), {@code pending_seconds} calendar time while we waited for
 * the customer, {@code on_hold_seconds} calendar time while somebody else was waited for; while
 * solved or closed none of them runs, so a reopened ticket does not count the time in between. None
 * is negative, and our side is never more than the business time. A clock is null until its end has
 * come, and a business clock also when an event lies outside 2000 to 2049.
 *
 * <p>Source: Zendesk's native metrics and requester wait time; {@code
 * business_hours_scenarios.json} for the working time.
 */
final class TicketRollupQueries {

  static final Table<?> TICKET = table(name("ticket"));
  static final Table<?> WORKING_TIME = table(name("working_time"));

  static final Field<LocalDateTime> STARTS_AT = at("starts_at");
  static final Field<LocalDateTime> NEXT_STARTS_AT = at("next_starts_at");
  static final Field<LocalDate> UTC_DAY = field(name("utc_day"), SQLDataType.LOCALDATE);
  static final Field<Boolean> WORKS = field(name("works"), SQLDataType.BOOLEAN);
  static final Field<Double> SECONDS_BEFORE = field(name("seconds_before"), SQLDataType.DOUBLE);

  private static final Field<String> STATUS = field(name("status"), SQLDataType.VARCHAR);
  private static final Field<LocalDateTime> OPENED_AT = at("opened_at");
  private static final Field<LocalDateTime> FIRST_REPLY_AT = at("first_reply_at");
  private static final Field<LocalDateTime> FIRST_SOLVED_AT = at("first_solved_at");
  private static final Field<LocalDateTime> SOLVED_AT = at("solved_at");

  /** Working time at moments of the ticket. */
  private static final Field<Long> WORKED_AT_OPENING = micros("worked_at_opening");

  private static final Field<Long> WORKED_AT_REPLY = micros("worked_at_reply");
  private static final Field<Long> WORKED_AT_FIRST_SOLUTION = micros("worked_at_first_solution");
  private static final Field<Long> WORKED_AT_SOLUTION = micros("worked_at_solution");
  private static final Field<Boolean> CLOCK_RAN = field(name("clock_ran"), SQLDataType.BOOLEAN);

  /** Texts of which the last one said counts. */
  private static final List<String> LAST_SAID =
      List.of("account_id", "person_id", "agent", "priority", "complexity", "cause");

  static final List<Field<?>> COLUMNS = columns();

  private TicketRollupQueries() {}

  private static List<Field<?>> columns() {
    List<Field<?>> columns = new ArrayList<>();
    columns.add(TICKET_ID);
    LAST_SAID.forEach(column -> columns.add(field(name(column), SQLDataType.VARCHAR)));
    columns.add(STATUS);
    columns.add(OPENED_AT);
    columns.add(FIRST_REPLY_AT);
    columns.add(FIRST_SOLVED_AT);
    columns.add(SOLVED_AT);
    columns.add(field(name("reopens"), SQLDataType.BIGINT));
    for (String clock :
        List.of(
            "calendar_seconds",
            "business_seconds",
            "first_reply_seconds",
            "first_reply_business_seconds",
            "first_resolution_seconds",
            "first_resolution_business_seconds",
            "our_side_seconds",
            "customer_seconds",
            "pending_seconds",
            "on_hold_seconds")) {
      columns.add(field(name(clock), SQLDataType.DOUBLE));
    }
    return List.copyOf(columns);
  }

  /** Tickets from those of their events that meet a condition. */
  static Select<?> tickets(Condition events, Engine engine) {
    Map<String, Field<?>> clocks = clocks(engine);
    List<SelectField<?>> columns = new ArrayList<>();
    for (Field<?> column : COLUMNS) {
      Field<?> clock = clocks.get(column.getName());
      columns.add(clock == null ? column : clock.as(column.getName()));
    }
    return select(columns).from(gathered(events, engine).asTable("gathered"));
  }

  private static Map<String, Field<?>> clocks(Engine engine) {
    Map<String, Field<?>> clocks = new LinkedHashMap<>();
    Condition done = TicketSpanQueries.done(STATUS);
    Condition solved = done.and(SOLVED_AT.isNotNull());
    clocks.put("solved_at", when(done, SOLVED_AT));
    clocks.put("calendar_seconds", when(solved, engine.secondsBetween(OPENED_AT, SOLVED_AT)));
    clocks.put("business_seconds", when(solved, worked(WORKED_AT_SOLUTION)));
    clocks.put("first_reply_seconds", engine.secondsBetween(OPENED_AT, FIRST_REPLY_AT));
    clocks.put("first_reply_business_seconds", worked(WORKED_AT_REPLY));
    clocks.put("first_resolution_seconds", engine.secondsBetween(OPENED_AT, FIRST_SOLVED_AT));
    clocks.put("first_resolution_business_seconds", worked(WORKED_AT_FIRST_SOLUTION));
    clocks.put("our_side_seconds", when(solved.and(CLOCK_RAN.isTrue()), total("our_side_seconds")));
    for (String clock : List.of("customer_seconds", "pending_seconds", "on_hold_seconds")) {
      clocks.put(clock, when(solved, total(clock)));
    }
    return clocks;
  }

  /** Working time from the opening; null when the clock did not run all the time. */
  private static Field<Double> worked(Field<Long> until) {
    return when(CLOCK_RAN.isTrue(), TicketSpanQueries.seconds(until.sub(WORKED_AT_OPENING)));
  }

  private static Field<Double> total(String clock) {
    return TicketSpanQueries.seconds(coalesce(micros(clock), inline(0L)));
  }

  /** What is known of each ticket: texts, moments, and sums of spans in microseconds. */
  private static Select<?> gathered(Condition events, Engine engine) {
    List<SelectField<?>> columns = new ArrayList<>();
    columns.add(TICKET_ID);
    for (String column : LAST_SAID) {
      Field<String> text = field(name(column), SQLDataType.VARCHAR);
      columns.add(maxBy(text, ORDER).filterWhere(text.isNotNull()).as(column));
    }
    Condition solves = TicketSpanQueries.solves();
    Condition answers = field(name("public_reply"), SQLDataType.BOOLEAN).isTrue().and(ORDER.gt(1L));
    columns.add(maxBy(STANDS, ORDER).as(STATUS));
    columns.add(min(AT).as(OPENED_AT));
    columns.add(min(AT).filterWhere(answers).as(FIRST_REPLY_AT));
    columns.add(min(AT).filterWhere(solves).as(FIRST_SOLVED_AT));
    columns.add(max(AT).filterWhere(solves).as(SOLVED_AT));
    columns.add(
        count().filterWhere(TicketSpanQueries.reopens()).cast(SQLDataType.BIGINT).as("reopens"));
    columns.add(field(count().filterWhere(WORKED.isNull()).eq(0)).as(CLOCK_RAN));
    columns.add(min(WORKED).as(WORKED_AT_OPENING));
    columns.add(min(WORKED).filterWhere(answers).as(WORKED_AT_REPLY));
    columns.add(min(WORKED).filterWhere(solves).as(WORKED_AT_FIRST_SOLUTION));
    columns.add(max(WORKED).filterWhere(solves).as(WORKED_AT_SOLUTION));
    Condition ours = STANDS.in("open", "on_hold");
    columns.add(length(BUSINESS, ours, "our_side_seconds"));
    columns.add(length(CALENDAR, ours, "customer_seconds"));
    columns.add(length(CALENDAR, STANDS.eq("pending_customer"), "pending_seconds"));
    columns.add(length(CALENDAR, STANDS.eq("on_hold"), "on_hold_seconds"));
    return select(columns).from(TicketSpanQueries.spans(events, engine)).groupBy(TICKET_ID);
  }

  private static Field<Long> length(Field<Long> of, Condition which, String name) {
    return sum(of)
        .filterWhere(which.and(TicketSpanQueries.beforeLastSolution()))
        .cast(SQLDataType.BIGINT)
        .as(name);
  }

  private static Field<Long> micros(String column) {
    return field(name(column), SQLDataType.BIGINT);
  }

  private static Field<LocalDateTime> at(String column) {
    return field(name(column), SQLDataType.LOCALDATETIME);
  }

  /** One row for each ticket. */
  record Ticket() implements Relation {
    @Override
    public String name() {
      return "ticket";
    }

    @Override
    public List<FactType> facts() {
      return List.of(FactType.TICKET_EVENT);
    }

    @Override
    public List<Field<?>> columns() {
      return COLUMNS;
    }

    @Override
    public Table<?> rows(Reading reading) {
      return reading.facts().knowledge().isNow()
          ? TICKET
          : tickets(reading.facts().counts(), reading.engine()).asTable("ticket");
    }

    @Override
    public Optional<Instant> freshness(Reading reading) {
      return reading.facts().knowledge().isNow()
          ? RollupStore.newestTicket(reading.sql())
          : FreshnessQueries.newest(reading, FactType.TICKET_EVENT);
    }
  }
}
