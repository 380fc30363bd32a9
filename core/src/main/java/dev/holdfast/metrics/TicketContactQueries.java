package dev.holdfast.metrics;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.lead;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.FactType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * Tickets beside the next one about the same thing: of the same account and person and with the
 * same cause, opened later (or at the same moment with a later id). {@code next_related_at} is when
 * that one was opened; null when there is none, or when person or cause is not known.
 */
final class TicketContactQueries {

  private static final Relation TICKET = new TicketRollupQueries.Ticket();
  private static final Field<String> ACCOUNT_ID = field(name("account_id"), SQLDataType.VARCHAR);
  private static final Field<String> PERSON_ID = field(name("person_id"), SQLDataType.VARCHAR);
  private static final Field<String> CAUSE = field(name("cause"), SQLDataType.VARCHAR);
  private static final Field<LocalDateTime> OPENED_AT =
      field(name("opened_at"), SQLDataType.LOCALDATETIME);
  private static final Field<LocalDateTime> NEXT_RELATED_AT =
      field(name("next_related_at"), SQLDataType.LOCALDATETIME);

  private TicketContactQueries() {}

  /** One row for each ticket. */
  record TicketContact() implements Relation {
    @Override
    public String name() {
      return "ticket_contact";
    }

    @Override
    public List<FactType> facts() {
      return TICKET.facts();
    }

    @Override
    public List<Field<?>> columns() {
      return Stream.concat(TICKET.columns().stream(), Stream.of(NEXT_RELATED_AT)).toList();
    }

    @Override
    public Table<?> rows(Reading reading) {
      Field<LocalDateTime> next =
          lead(OPENED_AT)
              .over()
              .partitionBy(ACCOUNT_ID, PERSON_ID, CAUSE)
              .orderBy(OPENED_AT, TicketSpanQueries.TICKET_ID);
      return select(TICKET.columns())
          .select(when(PERSON_ID.isNotNull().and(CAUSE.isNotNull()), next).as(NEXT_RELATED_AT))
          .from(TICKET.rows(reading))
          .asTable(name());
    }

    @Override
    public Optional<Instant> freshness(Reading reading) {
      return TICKET.freshness(reading);
    }
  }
}
