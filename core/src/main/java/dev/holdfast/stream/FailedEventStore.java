package dev.holdfast.stream;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.ImportId;
import dev.holdfast.warehouse.Appender;
import dev.holdfast.warehouse.Writer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table of messages that failed. Its first columns are those of usage events, with what could
 * be told of the message and nothing where it could not; behind them stand the reason and the bytes
 * sent.
 */
final class FailedEventStore {

  static final Table<?> TABLE = table(name("failed_event"));
  static final Field<Long> ID = field(name("failed_id"), SQLDataType.BIGINT);
  static final Field<String> CODE = text("code");
  static final Field<String> STATUS = text("status");
  static final Field<LocalDateTime> RECEIVED = moment("received_at");

  private static final Field<String> ACCOUNT_ID = text("account_id");
  private static final Field<String> PERSON_ID = text("person_id");
  private static final Field<String> NAME = text("name");
  private static final Field<String> SESSION_ID = text("session_id");
  private static final Field<String> WIRE = text("wire");
  private static final Field<String> KIND = text("kind");
  private static final Field<String> ANONYMOUS_ID = text("anonymous_id");
  private static final Field<String> SENT_AT = text("sent_at");
  private static final Field<String> FIELD = text("field");
  private static final Field<String> SAYS = text("says");
  private static final Field<byte[]> RAW = field(name("raw"), SQLDataType.BLOB);
  private static final Field<String> CORRECTED = text("corrected");
  private static final Field<LocalDateTime> CHANGED_AT = moment("changed_at");
  private static final Field<String> CHANGED_BY = text("changed_by");

  private static final Condition WAITING =
      STATUS.eq("open").and(CODE.eq(Fault.Code.NO_ACCOUNT.word()));

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private FailedEventStore() {}

  private static Field<String> text(String column) {
    return field(name(column), SQLDataType.VARCHAR);
  }

  private static Field<LocalDateTime> moment(String column) {
    return field(name(column), SQLDataType.LOCALDATETIME);
  }

  static void createTable(DSLContext sql) {
    List<Field<?>> columns = new ArrayList<>(List.of(ID));
    FactType.USAGE_EVENT
        .allFields()
        .forEach(column ->
            columns.add(field(column.getUnqualifiedName(), column.getDataType().nullable(true))));
    columns.addAll(
        List.of(
            WIRE,
            KIND,
            ANONYMOUS_ID,
            SENT_AT,
            RECEIVED,
            CODE,
            FIELD,
            SAYS,
            RAW,
            CORRECTED,
            STATUS,
            CHANGED_AT,
            CHANGED_BY));
    sql.createTableIfNotExists(TABLE).columns(columns).execute();
  }

  /** Stores messages that carry a fault. */
  static void insert(Writer writer, List<Draft> drafts, Function<String, ImportId> delivery) {
    if (drafts.isEmpty()) {
      return;
    }
    Long last = writer.sql().select(max(ID)).from(TABLE).fetchSingle().value1();
    long id = last == null ? 0 : last;
    try (Appender rows = writer.appender("failed_event")) {
      for (Draft draft : drafts) {
        id++;
        append(rows, id, draft, writer.recordedAt(), delivery.apply(draft.source));
      }
    }
  }

  private static void append(
      Appender rows, long id, Draft draft, Instant recordedAt, ImportId delivery) {
    Fault fault = java.util.Objects.requireNonNull(draft.fault);
    rows.row()
        .integer(id)
        .text(draft.source)
        .text(draft.messageId)
        .instant(happened(draft))
        .instant(recordedAt)
        .integer(delivery.number())
        .text(draft.contextGroupId == null ? draft.groupId : draft.contextGroupId)
        .text(draft.userId)
        .text(draft.event == null ? draft.name : draft.event)
        .integer(1)
        .text(draft.sessionId)
        .nothing()
        .text(json(draft.properties.isEmpty() ? draft.traits : draft.properties))
        .text(draft.wire.name().toLowerCase(Locale.ROOT))
        .text(draft.kind)
        .text(draft.anonymousId)
        .text(draft.sentAt)
        .instant(draft.receivedAt)
        .text(fault.code().word())
        .text(fault.field())
        .text(fault.says())
        .bytes(draft.raw())
        .nothing()
        .text("open")
        .nothing()
        .nothing()
        .end();
  }

  private static Instant happened(Draft draft) {
    return draft.timestamp == null
        ? draft.receivedAt
        : MessageTime.parse(draft.timestamp)
            .filter(time -> !time.isBefore(MessageTime.EARLIEST) && !time.isAfter(draft.receivedAt))
            .orElse(draft.receivedAt);
  }

  private static String json(Map<String, String> members) {
    return members.isEmpty() ? "{}" : JSON.writeValueAsString(new TreeMap<>(members));
  }

  static List<FailedEvent> list(DSLContext sql, FailedFilter filter) {
    return rows(sql, matches(filter), filter.limit());
  }

  static FailedEvent find(DSLContext sql, long id) {
    return rows(sql, ID.eq(id), 1).stream()
        .findFirst()
        .orElseThrow(
            () -> new HoldfastException(ErrorCode.NOT_FOUND, "There is no failed message " + id));
  }

  /** Those with an id, however they stand. */
  static List<FailedEvent> ofMessage(DSLContext sql, String messageId) {
    return rows(sql, CommonColumns.FACT_ID.eq(messageId), Integer.MAX_VALUE);
  }

  /** Those that wait for the account of some people. */
  static List<FailedEvent> waitingFor(DSLContext sql, Collection<String> people, int most) {
    return rows(sql, WAITING.and(PERSON_ID.in(people).or(ANONYMOUS_ID.in(people))), most);
  }

  /** Whether a message waits for the account of anybody. */
  static boolean isAnyWaiting(DSLContext sql) {
    return sql.fetchExists(sql.selectOne().from(TABLE).where(WAITING));
  }

  /** Open ones by source, reason and field, the most frequent first. */
  static List<FailedEvents.Count> counts(DSLContext sql) {
    Field<Integer> rows = count();
    return sql.select(CommonColumns.SOURCE, CODE, FIELD, min(SAYS), rows, max(RECEIVED))
        .from(TABLE)
        .where(STATUS.eq("open"))
        .groupBy(CommonColumns.SOURCE, CODE, FIELD)
        .orderBy(rows.desc(), CommonColumns.SOURCE, CODE, FIELD)
        .fetch(row ->
            new FailedEvents.Count(
                row.value1(),
                row.value2(),
                row.value3(),
                row.value4(),
                row.value5(),
                row.value6().toInstant(ZoneOffset.UTC)));
  }

  static void correct(Writer writer, long id, String message, String who) {
    writer
        .sql()
        .update(TABLE)
        .set(CORRECTED, message)
        .set(CHANGED_BY, who)
        .set(CHANGED_AT, FactReader.utc(writer.recordedAt()))
        .where(ID.eq(id))
        .execute();
  }

  static void resolve(Writer writer, Collection<Long> ids, String who) {
    if (!ids.isEmpty()) {
      writer
          .sql()
          .update(TABLE)
          .set(STATUS, "resolved")
          .set(CHANGED_BY, who)
          .set(CHANGED_AT, FactReader.utc(writer.recordedAt()))
          .where(ID.in(ids))
          .execute();
    }
  }

  static void setFault(Writer writer, long id, Fault fault, String who) {
    writer
        .sql()
        .update(TABLE)
        .set(CODE, fault.code().word())
        .set(FIELD, fault.field())
        .set(SAYS, fault.says())
        .set(CHANGED_BY, who)
        .set(CHANGED_AT, FactReader.utc(writer.recordedAt()))
        .where(ID.eq(id))
        .execute();
  }

  private static Condition matches(FailedFilter filter) {
    Condition condition =
        STATUS.eq(filter.status().name().toLowerCase(Locale.ROOT)).and(ID.gt(filter.after()));
    condition =
        filter.source().isEmpty()
            ? condition
            : condition.and(CommonColumns.SOURCE.eq(filter.source()));
    condition = filter.code().isEmpty() ? condition : condition.and(CODE.eq(filter.code()));
    condition = filter.field().isEmpty() ? condition : condition.and(FIELD.eq(filter.field()));
    if (filter.search().isBlank()) {
      return condition;
    }
    String search = filter.search().strip().toLowerCase(Locale.ROOT);
    Condition found = DSL.falseCondition();
    for (Field<String> column :
        List.of(CommonColumns.FACT_ID, NAME, PERSON_ID, ANONYMOUS_ID, ACCOUNT_ID)) {
      found = found.or(contains(column, search));
    }
    return condition.and(
        found.or(contains(coalesce(CORRECTED, RAW.cast(SQLDataType.VARCHAR)), search)));
  }

  private static Condition contains(Field<String> column, String search) {
    return DSL.condition("contains(lower({0}), {1})", column, inline(search));
  }

  private static List<FailedEvent> rows(DSLContext sql, Condition which, int most) {
    return sql.select(
            ID,
            CommonColumns.SOURCE,
            CommonColumns.FACT_ID,
            WIRE,
            KIND,
            NAME,
            PERSON_ID,
            ANONYMOUS_ID,
            ACCOUNT_ID,
            SESSION_ID,
            SENT_AT,
            RECEIVED,
            CommonColumns.RECORDED_AT,
            CODE,
            FIELD,
            SAYS,
            RAW,
            CORRECTED,
            STATUS,
            CHANGED_BY)
        .from(TABLE)
        .where(which)
        .orderBy(ID)
        .limit(most)
        .fetch(FailedEventStore::event);
  }

  private static FailedEvent event(Record row) {
    return new FailedEvent(
        row.get(ID),
        row.get(CommonColumns.SOURCE),
        row.get(CommonColumns.FACT_ID),
        Wire.valueOf(row.get(WIRE).toUpperCase(Locale.ROOT)),
        row.get(KIND),
        nullable(row, NAME),
        nullable(row, PERSON_ID),
        nullable(row, ANONYMOUS_ID),
        nullable(row, ACCOUNT_ID),
        nullable(row, SESSION_ID),
        nullable(row, SENT_AT),
        row.get(RECEIVED).toInstant(ZoneOffset.UTC),
        row.get(CommonColumns.RECORDED_AT).toInstant(ZoneOffset.UTC),
        row.get(CODE),
        row.get(FIELD),
        row.get(SAYS),
        row.get(RAW),
        Optional.ofNullable(row.get(CORRECTED)),
        FailedEvent.Status.valueOf(row.get(STATUS).toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.get(CHANGED_BY)));
  }

  private static @Nullable String nullable(Record row, Field<String> column) {
    return row.get(column);
  }
}
