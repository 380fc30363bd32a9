package dev.holdfast.metrics;

import static dev.holdfast.metrics.UsageRollupQueries.ACCOUNT_DAY;
import static dev.holdfast.metrics.UsageRollupQueries.ACCOUNT_DAY_COLUMNS;
import static dev.holdfast.metrics.UsageRollupQueries.ACCOUNT_ID;
import static dev.holdfast.metrics.UsageRollupQueries.NAME_LATELY;
import static dev.holdfast.metrics.UsageRollupQueries.NAME_LATELY_COLUMNS;
import static dev.holdfast.metrics.UsageRollupQueries.PERSON_DAY;
import static dev.holdfast.metrics.UsageRollupQueries.PERSON_DAY_COLUMNS;
import static dev.holdfast.metrics.UsageRollupQueries.PERSON_LATELY;
import static dev.holdfast.metrics.UsageRollupQueries.PERSON_LATELY_COLUMNS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import dev.holdfast.warehouse.Writer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the rollups: what they were made of, how far they have come, and what changed
 * since.
 */
final class RollupStore {

  private static final Table<?> STATE = table(name("rollup_state"));
  private static final Table<?> UNDONE = table(name("rollup_undone"));

  private static final Field<String> SETTINGS = field(name("settings"), SQLDataType.VARCHAR);
  private static final Field<LocalDateTime> WATERMARK = at("watermark");
  private static final Field<Long> USAGE_FACTS = field(name("usage_facts"), SQLDataType.BIGINT);
  private static final Field<Long> TICKET_FACTS = field(name("ticket_facts"), SQLDataType.BIGINT);
  private static final Field<LocalDateTime> NEWEST_USAGE = at("newest_usage");
  private static final Field<LocalDateTime> NEWEST_TICKET = at("newest_ticket");

  /** Stands for the columns of the tables: one of an older layout is made anew. */
  private static final String LAYOUT = "3 ";

  private static final List<Table<?>> ROLLUPS =
      List.of(PERSON_DAY, ACCOUNT_DAY, PERSON_LATELY, NAME_LATELY, TicketRollupQueries.TICKET);

  /**
   * How far the rollups have come.
   *
   * @param watermark facts recorded up to here are in
   * @param usageFacts rows of the log read so far, whether they count or not
   */
  record State(
      LocalDateTime watermark,
      long usageFacts,
      long ticketFacts,
      @Nullable LocalDateTime newestUsage,
      @Nullable LocalDateTime newestTicket) {}

  /** What an increment did. */
  record Change(
      long usageEvents,
      long ticketEvents,
      UsageRollupStore.Change use,
      long tickets,
      Map<FactType, Set<String>> accounts) {}

  private final Reading reading;
  private final DSLContext sql;
  private final UsageRollupStore usage;
  private final TicketRollupStore tickets;

  /** A store to refresh at a moment. */
  RollupStore(Reading reading, Instant now) {
    this.reading = reading;
    this.sql = reading.sql();
    this.usage =
        new UsageRollupStore(reading, LocalDate.ofInstant(now, reading.settings().usageZone()));
    this.tickets = new TicketRollupStore(reading);
  }

  /** Makes the tables; makes them anew when the settings or their columns are others. */
  static void prepare(Writer writer, RollupSettings settings) {
    DSLContext sql = writer.sql();
    sql.createTableIfNotExists(STATE)
        .columns(SETTINGS, WATERMARK, USAGE_FACTS, TICKET_FACTS, NEWEST_USAGE, NEWEST_TICKET)
        .execute();
    sql.createTableIfNotExists(UNDONE).columns(CommonColumns.IMPORT_ID).execute();
    String asked = LAYOUT + settings;
    boolean others = !asked.equals(sql.select(SETTINGS).from(STATE).fetchOne(SETTINGS));
    if (others) {
      ROLLUPS.forEach(rollup -> sql.dropTableIfExists(rollup).execute());
      sql.dropTableIfExists(TicketRollupQueries.WORKING_TIME).execute();
      sql.deleteFrom(STATE).execute();
      sql.insertInto(STATE).columns(SETTINGS).values(asked).execute();
    }
    sql.createTableIfNotExists(PERSON_DAY).columns(PERSON_DAY_COLUMNS).execute();
    sql.createTableIfNotExists(ACCOUNT_DAY).columns(ACCOUNT_DAY_COLUMNS).execute();
    sql.createTableIfNotExists(PERSON_LATELY).columns(PERSON_LATELY_COLUMNS).execute();
    sql.createTableIfNotExists(NAME_LATELY).columns(NAME_LATELY_COLUMNS).execute();
    sql.createTableIfNotExists(TicketRollupQueries.TICKET)
        .columns(TicketRollupQueries.COLUMNS)
        .execute();
    sql.createTableIfNotExists(TicketRollupQueries.WORKING_TIME)
        .columns(
            TicketRollupQueries.UTC_DAY,
            TicketRollupQueries.STARTS_AT,
            TicketRollupQueries.NEXT_STARTS_AT,
            TicketRollupQueries.WORKS,
            TicketRollupQueries.SECONDS_BEFORE)
        .execute();
    if (others) {
      TicketRollupStore.appendClock(writer, settings.businessHours());
    }
  }

  static Optional<State> state(DSLContext sql) {
    return sql.select(WATERMARK, USAGE_FACTS, TICKET_FACTS, NEWEST_USAGE, NEWEST_TICKET)
        .from(STATE)
        .where(WATERMARK.isNotNull())
        .fetchOptional(
            row -> new State(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
  }

  static Optional<Instant> newestUsage(DSLContext sql) {
    return newest(sql, NEWEST_USAGE);
  }

  static Optional<Instant> newestTicket(DSLContext sql) {
    return newest(sql, NEWEST_TICKET);
  }

  private static Optional<Instant> newest(DSLContext sql, Field<LocalDateTime> column) {
    return Optional.ofNullable(sql.select(column).from(STATE).fetchOne(column))
        .map(newest -> newest.toInstant(ZoneOffset.UTC));
  }

  /** Whether the log holds what was read before plus what was recorded since. */
  static boolean holdsAll(Reading reading, State state) {
    return rows(reading.sql(), FactType.USAGE_EVENT, DSL.trueCondition())
            == state.usageFacts() + rows(reading.sql(), FactType.USAGE_EVENT, since(state))
        && rows(reading.sql(), FactType.TICKET_EVENT, DSL.trueCondition())
            == state.ticketFacts() + rows(reading.sql(), FactType.TICKET_EVENT, since(state));
  }

  /** Makes the next refresh start from scratch. */
  static void forget(DSLContext sql) {
    sql.update(STATE).setNull(WATERMARK).execute();
  }

  void clear() {
    ROLLUPS.forEach(rollup -> sql.deleteFrom(rollup).execute());
    sql.deleteFrom(UNDONE).execute();
  }

  UsageRollupStore usage() {
    return usage;
  }

  TicketRollupStore tickets() {
    return tickets;
  }

  /** The imports undone since the last refresh. */
  List<Long> newlyUndone() {
    Set<Long> undone = new LinkedHashSet<>(reading.facts().undoneImports());
    undone.removeAll(
        sql.select(CommonColumns.IMPORT_ID).from(UNDONE).fetch(CommonColumns.IMPORT_ID));
    return List.copyOf(undone);
  }

  /** Adds facts recorded since, takes away those of imports undone since. */
  Change applyChange(State state, List<Long> undone) {
    Condition added = since(state).and(reading.facts().counts());
    Condition removed =
        undone.isEmpty()
            ? DSL.falseCondition()
            : CommonColumns.IMPORT_ID
                .in(undone)
                .and(CommonColumns.RECORDED_AT.le(val(state.watermark())));
    Condition either = added.or(removed);
    long usageEvents =
        rows(sql, FactType.USAGE_EVENT, added) + removedRows(FactType.USAGE_EVENT, removed, undone);
    long ticketEvents =
        rows(sql, FactType.TICKET_EVENT, added)
            + removedRows(FactType.TICKET_EVENT, removed, undone);
    return new Change(
        usageEvents,
        ticketEvents,
        usageEvents == 0
            ? UsageRollupStore.Change.NONE
            : usage.change(added, removed, !undone.isEmpty()),
        ticketEvents == 0 ? 0 : tickets.change(undone.isEmpty() ? added : either),
        touchedAccounts(undone.isEmpty() ? added : either));
  }

  private long removedRows(FactType type, Condition removed, List<Long> undone) {
    return undone.isEmpty() ? 0 : rows(sql, type, removed);
  }

  private Map<FactType, Set<String>> touchedAccounts(Condition changed) {
    Map<FactType, Set<String>> touched = new EnumMap<>(FactType.class);
    for (FactType type : FactType.values()) {
      if (type.columns().stream().anyMatch(column -> column.name().equals("account_id"))) {
        Set<String> accounts =
            sql.selectDistinct(ACCOUNT_ID)
                .from(type.table())
                .where(changed)
                .and(ACCOUNT_ID.isNotNull())
                .fetchSet(ACCOUNT_ID);
        if (!accounts.isEmpty()) {
          touched.put(type, accounts);
        }
      }
    }
    return touched;
  }

  State stateFromScratch(Instant upTo) {
    return new State(
        FactReader.utc(upTo),
        rows(sql, FactType.USAGE_EVENT, DSL.trueCondition()),
        rows(sql, FactType.TICKET_EVENT, DSL.trueCondition()),
        newest(FactType.USAGE_EVENT, reading.facts().counts()),
        newest(FactType.TICKET_EVENT, reading.facts().counts()));
  }

  State stateAfter(State before, Instant upTo, boolean somethingUndone) {
    if (somethingUndone) {
      return stateFromScratch(upTo);
    }
    Condition fresh = since(before).and(reading.facts().counts());
    return new State(
        FactReader.utc(upTo),
        before.usageFacts() + rows(sql, FactType.USAGE_EVENT, since(before)),
        before.ticketFacts() + rows(sql, FactType.TICKET_EVENT, since(before)),
        later(before.newestUsage(), newest(FactType.USAGE_EVENT, fresh)),
        later(before.newestTicket(), newest(FactType.TICKET_EVENT, fresh)));
  }

  void save(State state, List<Long> undone) {
    sql.update(STATE)
        .set(WATERMARK, state.watermark())
        .set(USAGE_FACTS, state.usageFacts())
        .set(TICKET_FACTS, state.ticketFacts())
        .set(NEWEST_USAGE, state.newestUsage())
        .set(NEWEST_TICKET, state.newestTicket())
        .execute();
    for (long importId : undone) {
      sql.insertInto(UNDONE).columns(CommonColumns.IMPORT_ID).values(importId).execute();
    }
  }

  private @Nullable LocalDateTime newest(FactType type, Condition condition) {
    Result<? extends Record> newest =
        sql.select(max(CommonColumns.RECORDED_AT)).from(type.table()).where(condition).fetch();
    return newest.getFirst().get(0, LocalDateTime.class);
  }

  private static @Nullable LocalDateTime later(
      @Nullable LocalDateTime one, @Nullable LocalDateTime other) {
    return Arrays.asList(one, other).stream()
        .filter(java.util.Objects::nonNull)
        .max(LocalDateTime::compareTo)
        .orElse(null);
  }

  private static long rows(DSLContext sql, FactType type, Condition condition) {
    Long rows =
        sql.select(count().coerce(Long.class))
            .from(type.table())
            .where(condition)
            .fetchSingle()
            .value1();
    return rows;
  }

  private static Condition since(State state) {
    return CommonColumns.RECORDED_AT.gt(val(state.watermark()));
  }

  private static Field<LocalDateTime> at(String column) {
    return field(name(column), SQLDataType.LOCALDATETIME);
  }
}
