package dev.holdfast.reports;

import static dev.holdfast.reports.Columns.ACCOUNT_ID;
import static dev.holdfast.reports.Columns.text;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lag;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.maxBy;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.when;

import dev.holdfast.base.Period;
import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import java.time.LocalDateTime;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** Reads tickets out of their events. */
final class TicketQueries {

  private static final Field<String> TICKET_ID = text("ticket_id");
  private static final Field<String> STATUS = text("status");
  private static final Field<LocalDateTime> AT = CommonColumns.OCCURRED_AT;

  private TicketQueries() {}

  /** Tickets of one account, the newest first. */
  static List<TicketLine> of(Look look, String accountId, int limit) {
    return tickets(look, ACCOUNT_ID.eq(accountId), noCondition(), limit);
  }

  /** Tickets in sight that are not finished, the longest waiting first. */
  static List<TicketLine> open(Look look) {
    Field<String> last = coalesce(text("last_status"), inline("open"));
    Condition which =
        look.facts().knowledge().isNow()
            ? TICKET_ID.in(
                select(TICKET_ID)
                    .from(table(name("ticket")))
                    .where(STATUS.isNull().or(STATUS.notIn("solved", "closed"))))
            : noCondition();
    return tickets(look, which, last.notIn("solved", "closed"), Integer.MAX_VALUE);
  }

  /** What tickets in sight that were opened in a period ask for; not those of other reasons. */
  static List<Request> requests(Look look, Period period) {
    Field<String> cause = text("cause");
    Field<LocalDateTime> openedAt = Columns.instant("opened_at");
    Table<?> tickets =
        select(
                TICKET_ID,
                maxBy(ACCOUNT_ID, AT).as(ACCOUNT_ID),
                maxBy(text("subject"), AT).filterWhere(text("subject").isNotNull()).as("subject"),
                maxBy(cause, AT).filterWhere(cause.isNotNull()).as(cause),
                min(AT).as(openedAt))
            .from(look.events(FactType.TICKET_EVENT))
            .groupBy(TICKET_ID)
            .asTable("tickets");
    return look.sql()
        .select(TICKET_ID, ACCOUNT_ID, text("subject"))
        .from(tickets)
        .where(openedAt.ge(FactReader.utc(period.start())))
        .and(openedAt.lt(FactReader.utc(period.end())))
        .and(cause.isNull().or(cause.notIn("merged", "spam", "auto_closed")))
        .orderBy(TICKET_ID)
        .fetch(row -> new Request(row.value1(), row.value2(), row.value3()));
  }

  private static List<TicketLine> tickets(Look look, Condition which, Condition then, int limit) {
    Field<String> before =
        lag(STATUS)
            .over()
            .partitionBy(TICKET_ID, field(STATUS.isNull()))
            .orderBy(AT, CommonColumns.RECORDED_AT)
            .as("before");
    Table<?> steps =
        select(look.events(FactType.TICKET_EVENT).fields())
            .select(before)
            .from(look.events(FactType.TICKET_EVENT))
            .where(which)
            .asTable("steps");
    Field<String> previous = text("before");
    Table<?> tickets =
        select(
                TICKET_ID,
                maxBy(ACCOUNT_ID, AT).as("account_id"),
                maxBy(text("subject"), AT).as("subject"),
                maxBy(STATUS, AT).as("last_status"),
                min(AT).as("opened_at"),
                coalesce(
                        max(when(STATUS.isNotNull().and(STATUS.isDistinctFrom(previous)), AT)),
                        min(AT))
                    .as("since"),
                maxBy(text("priority"), AT).as("priority"),
                maxBy(text("complexity"), AT).as("complexity"),
                maxBy(text("cause"), AT).as("cause"),
                maxBy(text("agent"), AT).as("agent"),
                count().as("events"))
            .from(steps)
            .groupBy(TICKET_ID)
            .asTable(name("tickets"));
    return look.sql()
        .select(tickets.fields())
        .from(tickets)
        .where(then)
        .orderBy(Columns.instant("since").desc(), Columns.instant("opened_at").desc(), TICKET_ID)
        .limit(limit)
        .fetch(TicketQueries::ticket);
  }

  private static TicketLine ticket(Record row) {
    String status = row.get("last_status", String.class);
    return new TicketLine(
        row.get("ticket_id", String.class),
        row.get("account_id", String.class),
        row.get("subject", String.class),
        status == null ? "open" : status,
        Look.instant(row.get("opened_at", LocalDateTime.class)),
        Look.instant(row.get("since", LocalDateTime.class)),
        row.get("priority", String.class),
        row.get("complexity", String.class),
        row.get("cause", String.class),
        row.get("agent", String.class),
        row.get("events", Long.class));
  }
}
