package dev.holdfast.metrics;

import static org.jooq.impl.DSL.asterisk;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lag;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.maxBy;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactType;
import dev.holdfast.warehouse.Engine;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * Tickets, each from its events.
 *
 * <p>A ticket is solved when its status becomes {@code solved} after it was neither solved nor
 * closed; it is done while it is solved or closed; it is reopened when it was done and is no more.
 * {@code solved_at} is the last time it was solved, and null while it is not done. Of events at the
 * same moment the one further towards closed counts as the later.
 */
final class TicketRollupQueries {

  static final Table<?> TICKET = table(name("ticket"));
  static final Table<?> WORKING_TIME = table(name("working_time"));

  static final Field<String> TICKET_ID = field(name("ticket_id"), SQLDataType.VARCHAR);
  static final Field<LocalDateTime> STARTS_AT = at("starts_at");
  static final Field<LocalDateTime> NEXT_STARTS_AT = at("next_starts_at");
  static final Field<LocalDate> UTC_DAY = field(name("utc_day"), SQLDataType.LOCALDATE);
  static final Field<Boolean> WORKS = field(name("works"), SQLDataType.BOOLEAN);
  static final Field<Double> SECONDS_BEFORE = field(name("seconds_before"), SQLDataType.DOUBLE);

  private static final Field<String> STATUS = field(name("status"), SQLDataType.VARCHAR);
  private static final Field<Long> ORDER = field(name("event_order"), SQLDataType.BIGINT);
  private static final Field<Boolean> WAS_DONE = field(name("was_done"), SQLDataType.BOOLEAN);
  private static final Field<LocalDateTime> OPENED_AT = at("opened_at");
  private static final Field<LocalDateTime> SOLVED_AT = at("solved_at");

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
    columns.add(at("first_reply_at"));
    columns.add(at("first_solved_at"));
    columns.add(SOLVED_AT);
    columns.add(field(name("reopens"), SQLDataType.BIGINT));
    columns.add(field(name("calendar_seconds"), SQLDataType.DOUBLE));
    columns.add(field(name("business_seconds"), SQLDataType.DOUBLE));
    return List.copyOf(columns);
  }

  /** Tickets from those of their events that meet a condition. */
  static Select<?> tickets(Condition events, Engine engine) {
    Table<?> ordered =
        select(
                asterisk(),
                rowNumber()
                    .over()
                    .partitionBy(TICKET_ID)
                    .orderBy(order())
                    .coerce(Long.class)
                    .as(ORDER))
            .from(FactType.TICKET_EVENT.table())
            .where(events)
            .asTable("ordered");
    Table<?> said = lastSaid(ordered).asTable("said");
    Table<?> moved = moves(ordered).asTable("moved");
    Field<LocalDateTime> lastSolved = at("last_solved_at");
    Condition done = STATUS.in("solved", "closed");
    Table<?> tickets =
        select(asterisk(), when(done, lastSolved).as(SOLVED_AT))
            .from(said)
            .leftJoin(moved)
            .using(TICKET_ID)
            .asTable("tickets");
    Field<Double> business =
        workedUntil("solved_clock", SOLVED_AT, engine)
            .sub(workedUntil("opened_clock", OPENED_AT, engine));
    List<SelectField<?>> columns = new ArrayList<>();
    for (Field<?> column : COLUMNS) {
      switch (column.getName()) {
        case "status" -> columns.add(coalesce(STATUS, inline("open")).as(STATUS));
        case "reopens" -> columns.add(coalesce(column.coerce(Long.class), 0L).as(column));
        case "calendar_seconds" ->
            columns.add(engine.secondsBetween(OPENED_AT, SOLVED_AT).as(column));
        case "business_seconds" -> columns.add(business.as(column.getName()));
        default -> columns.add(column);
      }
    }
    return select(columns)
        .from(tickets)
        .leftJoin(WORKING_TIME.as("opened_clock"))
        .on(runsAt("opened_clock", OPENED_AT))
        .leftJoin(WORKING_TIME.as("solved_clock"))
        .on(runsAt("solved_clock", SOLVED_AT));
  }

  private static List<OrderField<?>> order() {
    return List.of(
        CommonColumns.OCCURRED_AT,
        when(STATUS.eq("closed"), inline(3))
            .when(STATUS.eq("solved"), inline(2))
            .when(STATUS.isNotNull(), inline(1))
            .otherwise(inline(0)),
        CommonColumns.RECORDED_AT,
        CommonColumns.FACT_ID);
  }

  /** When each ticket began, was answered, and what was last said of it. */
  private static Select<?> lastSaid(Table<?> ordered) {
    List<SelectField<?>> columns = new ArrayList<>();
    columns.add(TICKET_ID);
    for (String column : LAST_SAID) {
      Field<String> text = field(name(column), SQLDataType.VARCHAR);
      columns.add(maxBy(text, ORDER).filterWhere(text.isNotNull()).as(column));
    }
    columns.add(min(CommonColumns.OCCURRED_AT).as(OPENED_AT));
    columns.add(
        min(CommonColumns.OCCURRED_AT)
            .filterWhere(field(name("public_reply"), SQLDataType.BOOLEAN).isTrue())
            .as("first_reply_at"));
    return select(columns).from(ordered).groupBy(TICKET_ID);
  }

  /** When each ticket was solved and reopened, and where it stands. */
  private static Select<?> moves(Table<?> ordered) {
    Condition done = STATUS.in("solved", "closed");
    Table<?> changes =
        select(
                TICKET_ID,
                CommonColumns.OCCURRED_AT,
                STATUS,
                ORDER,
                coalesce(
                        lag(field(done)).over().partitionBy(TICKET_ID).orderBy(ORDER),
                        inline(false))
                    .as(WAS_DONE))
            .from(ordered)
            .where(STATUS.isNotNull())
            .asTable("changes");
    Condition solved = STATUS.eq("solved").and(not(WAS_DONE));
    return select(
            TICKET_ID,
            maxBy(STATUS, ORDER).as(STATUS),
            min(CommonColumns.OCCURRED_AT).filterWhere(solved).as("first_solved_at"),
            max(CommonColumns.OCCURRED_AT).filterWhere(solved).as("last_solved_at"),
            count()
                .filterWhere(not(done).and(WAS_DONE.isTrue()))
                .cast(SQLDataType.BIGINT)
                .as("reopens"))
        .from(changes)
        .groupBy(TICKET_ID);
  }

  /** Seconds of working time from the beginning of the clock to a moment. */
  private static Field<Double> workedUntil(
      String clock, Field<LocalDateTime> moment, Engine engine) {
    Field<LocalDateTime> start = field(name(clock, "starts_at"), SQLDataType.LOCALDATETIME);
    return field(name(clock, "seconds_before"), SQLDataType.DOUBLE)
        .add(
            when(
                    field(name(clock, "works"), SQLDataType.BOOLEAN).isTrue(),
                    engine.secondsBetween(start, moment))
                .otherwise(inline(0.0)));
  }

  /** The part of the clock a moment lies in; the day makes it a join by equality. */
  private static Condition runsAt(String clock, Field<LocalDateTime> moment) {
    return field(name(clock, "utc_day"), SQLDataType.LOCALDATE)
        .eq(moment.cast(SQLDataType.LOCALDATE))
        .and(moment.ge(field(name(clock, "starts_at"), SQLDataType.LOCALDATETIME)))
        .and(moment.lt(field(name(clock, "next_starts_at"), SQLDataType.LOCALDATETIME)));
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
