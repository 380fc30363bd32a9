package dev.holdfast.metrics;

import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import dev.holdfast.facts.FactType;
import dev.holdfast.warehouse.Appender;
import dev.holdfast.warehouse.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** The rollup of tickets, and the clock by which their working time is counted. */
final class TicketRollupStore {

  private static final Table<?> TOUCHED_TICKET = table(name("touched_ticket"));

  private final Reading reading;
  private final DSLContext sql;

  TicketRollupStore(Reading reading) {
    this.reading = reading;
    this.sql = reading.sql();
  }

  /** Cuts time at UTC midnights and where work begins and ends. */
  static void appendClock(Writer writer, BusinessHours hours) {
    TreeMap<Instant, Boolean> works = new TreeMap<>();
    for (Schedule.Span span : hours.spans(BusinessHours.CLOCK_FROM, BusinessHours.CLOCK_TO)) {
      works.put(span.start(), true);
      works.put(span.end(), false);
    }
    for (LocalDate day = BusinessHours.CLOCK_FROM;
        !day.isAfter(BusinessHours.CLOCK_TO);
        day = day.plusDays(1)) {
      Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
      Map.Entry<Instant, Boolean> before = works.floorEntry(midnight);
      works.put(midnight, before != null && before.getValue());
    }
    try (Appender clock = writer.appender("working_time")) {
      double before = 0;
      for (Map.Entry<Instant, Boolean> part : works.entrySet()) {
        Instant end = works.higherKey(part.getKey());
        if (end == null) {
          return;
        }
        clock
            .row()
            .date(part.getKey().atZone(ZoneOffset.UTC).toLocalDate())
            .instant(part.getKey())
            .instant(end)
            .flag(part.getValue())
            .number(before)
            .end();
        before += part.getValue() ? Duration.between(part.getKey(), end).toSeconds() : 0;
      }
    }
  }

  long computeAll() {
    return insert(reading.facts().counts());
  }

  long change(Condition changed) {
    Field<String> ticketId = TicketSpanQueries.TICKET_ID;
    sql.createTemporaryTable(TOUCHED_TICKET)
        .as(DSL.selectDistinct(ticketId).from(FactType.TICKET_EVENT.table()).where(changed))
        .execute();
    Condition touched = ticketId.in(select(ticketId).from(TOUCHED_TICKET));
    sql.deleteFrom(TicketRollupQueries.TICKET).where(touched).execute();
    insert(reading.facts().counts().and(touched));
    long tickets = sql.fetchCount(TOUCHED_TICKET);
    sql.dropTable(TOUCHED_TICKET).execute();
    return tickets;
  }

  private long insert(Condition events) {
    return sql.insertInto(TicketRollupQueries.TICKET)
        .columns(TicketRollupQueries.COLUMNS)
        .select(TicketRollupQueries.tickets(events, reading.engine()))
        .execute();
  }
}
