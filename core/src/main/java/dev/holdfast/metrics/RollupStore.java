package dev.holdfast.metrics;

import static dev.holdfast.metrics.UsageRollupQueries.ACCOUNT_DAY;
import static dev.holdfast.metrics.UsageRollupQueries.ACCOUNT_DAY_COLUMNS;
import static dev.holdfast.metrics.UsageRollupQueries.ACCOUNT_ID;
import static dev.holdfast.metrics.UsageRollupQueries.DAY;
import static dev.holdfast.metrics.UsageRollupQueries.EVENTS;
import static dev.holdfast.metrics.UsageRollupQueries.NAME_LATELY;
import static dev.holdfast.metrics.UsageRollupQueries.NAME_LATELY_COLUMNS;
import static dev.holdfast.metrics.UsageRollupQueries.PERSON_DAY;
import static dev.holdfast.metrics.UsageRollupQueries.PERSON_DAY_COLUMNS;
import static dev.holdfast.metrics.UsageRollupQueries.PERSON_LATELY;
import static dev.holdfast.metrics.UsageRollupQueries.PERSON_LATELY_COLUMNS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import dev.holdfast.warehouse.Appender;
import dev.holdfast.warehouse.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.Result;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The tables of the rollups. */
final class RollupStore {

  private static final Table<?> STATE = table(name("rollup_state"));
  private static final Table<?> UNDONE = table(name("rollup_undone"));
  private static final Table<?> FRESH = table(name("fresh_person_day"));
  private static final Table<?> SUMMED = table(name("summed_person_day"));
  private static final Table<?> TOUCHED_DAY = table(name("touched_day"));
  private static final Table<?> TOUCHED_TICKET = table(name("touched_ticket"));

  private static final Field<String> SETTINGS = field(name("settings"), SQLDataType.VARCHAR);
  private static final Field<LocalDateTime> WATERMARK = at("watermark");
  private static final Field<Long> USAGE_FACTS = field(name("usage_facts"), SQLDataType.BIGINT);
  private static final Field<Long> TICKET_FACTS = field(name("ticket_facts"), SQLDataType.BIGINT);
  private static final Field<LocalDateTime> NEWEST_USAGE = at("newest_usage");
  private static final Field<LocalDateTime> NEWEST_TICKET = at("newest_ticket");

  private static final LocalDate CLOCK_FROM = LocalDate.of(2000, 1, 1);
  private static final LocalDate CLOCK_TO = LocalDate.of(2050, 1, 1);

  /** Chunks of the history that are summed one after the other, so that days lie together. */
  private static final int CHUNKS = 24;

  /** Stands for the columns of the tables: one of an older layout is made anew. */
  private static final String LAYOUT = "2 ";

  /** Days before the last refresh from scratch that what was done lately reaches back. */
  static final int LATELY = 28;

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
      long accountDays,
      long tickets,
      Map<FactType, Set<String>> accounts) {}

  private final Reading reading;
  private final DSLContext sql;
  private final LocalDate today;

  /** A store to refresh at a moment. */
  RollupStore(Reading reading, Instant now) {
    this.reading = reading;
    this.sql = reading.sql();
    this.today = LocalDate.ofInstant(now, reading.settings().usageZone());
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
      appendClock(writer, settings.businessHours());
    }
  }

  /** Cuts time at UTC midnights and where work begins and ends. */
  private static void appendClock(Writer writer, BusinessHours hours) {
    TreeMap<Instant, Boolean> works = new TreeMap<>();
    for (BusinessHours.Span span : hours.spans(CLOCK_FROM, CLOCK_TO)) {
      works.put(span.start(), true);
      works.put(span.end(), false);
    }
    for (LocalDate day = CLOCK_FROM; !day.isAfter(CLOCK_TO); day = day.plusDays(1)) {
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

  /** Sums all usage, a part of the history at a time, so that rows of a day lie together. */
  void addUsageByMonth() {
    Record2<LocalDateTime, LocalDateTime> bounds =
        sql.select(min(CommonColumns.OCCURRED_AT), max(CommonColumns.OCCURRED_AT))
            .from(FactType.USAGE_EVENT.table())
            .where(reading.facts().counts())
            .fetchSingle();
    if (bounds.value1() == null) {
      return;
    }
    ZoneId zone = reading.settings().usageZone();
    LocalDate first = local(bounds.value1(), zone).withDayOfMonth(1);
    LocalDate last = local(bounds.value2(), zone);
    long months = ChronoUnit.MONTHS.between(first, last) + 1;
    long length = (months + CHUNKS - 1) / CHUNKS;
    for (LocalDate from = first; !from.isAfter(last); from = from.plusMonths(length)) {
      Condition chunk =
          CommonColumns.OCCURRED_AT
              .ge(val(startOf(from, zone)))
              .and(CommonColumns.OCCURRED_AT.lt(val(startOf(from.plusMonths(length), zone))));
      insert(
          PERSON_DAY,
          PERSON_DAY_COLUMNS,
          select(PERSON_DAY_COLUMNS)
              .from(sums(reading.facts().counts().and(chunk), 1).asTable("chunk"))
              .where(EVENTS.gt(0L)));
    }
  }

  private static LocalDate local(LocalDateTime utc, ZoneId zone) {
    return LocalDate.ofInstant(utc.toInstant(ZoneOffset.UTC), zone);
  }

  private static LocalDateTime startOf(LocalDate day, ZoneId zone) {
    return FactReader.utc(day.atStartOfDay(zone).toInstant());
  }

  long computeAccountDays() {
    return insert(ACCOUNT_DAY, ACCOUNT_DAY_COLUMNS, UsageRollupQueries.accountDays(PERSON_DAY));
  }

  /** What was done lately, from the sums and facts of the last days. */
  void computeLately() {
    LocalDate from = today.minusDays(LATELY);
    sql.deleteFrom(PERSON_LATELY).execute();
    sql.deleteFrom(NAME_LATELY).execute();
    addPeopleLately(select(PERSON_DAY_COLUMNS).from(PERSON_DAY).where(DAY.ge(val(from))));
    addNamesLately(
        reading
            .facts()
            .counts()
            .and(CommonColumns.OCCURRED_AT.ge(val(startOf(from, reading.settings().usageZone())))));
  }

  private void addPeopleLately(Select<?> personDays) {
    insert(
        PERSON_LATELY,
        PERSON_LATELY_COLUMNS,
        UsageRollupQueries.lately(
            UsageRollupQueries.activePeople(personDays.asTable("person_day")),
            PERSON_LATELY_COLUMNS,
            today));
  }

  private void addNamesLately(Condition facts) {
    insert(
        NAME_LATELY,
        NAME_LATELY_COLUMNS,
        UsageRollupQueries.lately(
            UsageRollupQueries.namesDone(facts, reading.engine(), reading.settings()),
            NAME_LATELY_COLUMNS,
            today));
  }

  long computeTickets() {
    return insertTickets(reading.facts().counts());
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
    long usage =
        rows(sql, FactType.USAGE_EVENT, added) + removedRows(FactType.USAGE_EVENT, removed, undone);
    long ticketEvents =
        rows(sql, FactType.TICKET_EVENT, added)
            + removedRows(FactType.TICKET_EVENT, removed, undone);
    return new Change(
        usage,
        ticketEvents,
        usage == 0 ? 0 : changeUsage(added, removed, undone),
        ticketEvents == 0 ? 0 : changeTickets(undone.isEmpty() ? added : either),
        touchedAccounts(undone.isEmpty() ? added : either));
  }

  private long removedRows(FactType type, Condition removed, List<Long> undone) {
    return undone.isEmpty() ? 0 : rows(sql, type, removed);
  }

  /** Sums the touched days of accounts anew: what they had, what came, less what was undone. */
  private long changeUsage(Condition added, Condition removed, List<Long> undone) {
    Select<?> fresh = sums(added, 1);
    createTemporary(
        FRESH,
        undone.isEmpty()
            ? fresh
            : select(PERSON_DAY_COLUMNS)
                .from(fresh.asTable("added"))
                .unionAll(select(PERSON_DAY_COLUMNS).from(sums(removed, -1).asTable("removed"))));
    createTemporary(TOUCHED_DAY, DSL.selectDistinct(ACCOUNT_ID, DAY).from(FRESH));
    Record2<LocalDate, LocalDate> span =
        sql.select(min(DAY), max(DAY)).from(TOUCHED_DAY).fetchSingle();
    Condition touched =
        DAY.between(val(span.value1()), val(span.value2()))
            .and(row(ACCOUNT_ID, DAY).in(select(ACCOUNT_ID, DAY).from(TOUCHED_DAY)));
    createTemporary(
        SUMMED,
        UsageRollupQueries.added(
            select(PERSON_DAY_COLUMNS)
                .from(PERSON_DAY)
                .where(touched)
                .unionAll(select(PERSON_DAY_COLUMNS).from(FRESH))));
    sql.deleteFrom(PERSON_DAY).where(touched).execute();
    insert(PERSON_DAY, PERSON_DAY_COLUMNS, select(PERSON_DAY_COLUMNS).from(SUMMED));
    sql.deleteFrom(ACCOUNT_DAY).where(touched).execute();
    insert(ACCOUNT_DAY, ACCOUNT_DAY_COLUMNS, UsageRollupQueries.accountDays(SUMMED));
    if (undone.isEmpty()) {
      addPeopleLately(select(PERSON_DAY_COLUMNS).from(FRESH));
      addNamesLately(added);
    } else {
      computeLately();
    }
    long days = rows(TOUCHED_DAY);
    List.of(FRESH, SUMMED, TOUCHED_DAY).forEach(table -> sql.dropTable(table).execute());
    return days;
  }

  private long changeTickets(Condition changed) {
    Field<String> ticketId = TicketRollupQueries.TICKET_ID;
    createTemporary(
        TOUCHED_TICKET,
        DSL.selectDistinct(ticketId).from(FactType.TICKET_EVENT.table()).where(changed));
    Condition touched = ticketId.in(select(ticketId).from(TOUCHED_TICKET));
    sql.deleteFrom(TicketRollupQueries.TICKET).where(touched).execute();
    insertTickets(reading.facts().counts().and(touched));
    long tickets = rows(TOUCHED_TICKET);
    sql.dropTable(TOUCHED_TICKET).execute();
    return tickets;
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

  private Select<?> sums(Condition facts, int sign) {
    return UsageRollupQueries.sums(facts, sign, reading.engine(), reading.settings());
  }

  private long insertTickets(Condition events) {
    return insert(
        TicketRollupQueries.TICKET,
        TicketRollupQueries.COLUMNS,
        TicketRollupQueries.tickets(events, reading.engine()));
  }

  private long insert(Table<?> into, List<Field<?>> columns, Select<?> rows) {
    return sql.insertInto(into).columns(columns).select(rows).execute();
  }

  private void createTemporary(Table<?> table, Select<? extends Record> rows) {
    sql.createTemporaryTable(table).as(rows).execute();
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

  private long rows(Table<?> table) {
    return sql.select(count()).from(table).fetchSingle().value1();
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
