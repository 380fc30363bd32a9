package dev.holdfast.stream;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.warehouse.Appender;
import dev.holdfast.warehouse.Writer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** The tables of what was loaded: how far, what and how fast, by source; and the duplicates. */
final class LoadStore {

  static final Table<?> POSITION = table(name("stream_position"));
  static final Field<Long> JOURNAL_POSITION = field(name("journal_position"), SQLDataType.BIGINT);

  static final Table<?> LOAD = table(name("stream_load"));
  static final Field<Long> LOAD_ID = field(name("load_id"), SQLDataType.BIGINT);
  static final Field<LocalDateTime> FIRST_RECEIVED =
      field(name("first_received_at"), SQLDataType.LOCALDATETIME);
  static final Field<LocalDateTime> LAST_RECEIVED =
      field(name("last_received_at"), SQLDataType.LOCALDATETIME);

  /** When everybody could query it; null while the commit is under way. */
  static final Field<LocalDateTime> COMMITTED =
      field(name("committed_at"), SQLDataType.LOCALDATETIME);

  static final Field<Long> REQUESTS = field(name("requests"), SQLDataType.BIGINT);
  static final Field<Long> RETRIED = field(name("retried"), SQLDataType.BIGINT);
  static final Field<Long> MESSAGES = field(name("messages"), SQLDataType.BIGINT);
  static final Field<Long> TAKEN = field(name("taken"), SQLDataType.BIGINT);
  static final Field<Long> FAILED = field(name("failed"), SQLDataType.BIGINT);
  static final Field<Long> DUPLICATES = field(name("duplicates"), SQLDataType.BIGINT);
  static final Field<Long> BYTES = field(name("bytes"), SQLDataType.BIGINT);

  static final Table<?> DUPLICATE = table(name("stream_duplicate"));
  static final Field<String> MESSAGE_ID = field(name("message_id"), SQLDataType.VARCHAR);
  static final Field<LocalDateTime> RECEIVED =
      field(name("received_at"), SQLDataType.LOCALDATETIME);

  /** When which facts were in the rollups and in health. */
  static final Table<?> REFRESHED = table(name("stream_refresh"));

  static final Field<LocalDateTime> UP_TO = field(name("up_to"), SQLDataType.LOCALDATETIME);
  static final Field<LocalDateTime> FINISHED =
      field(name("finished_at"), SQLDataType.LOCALDATETIME);

  private LoadStore() {}

  static void createTables(DSLContext sql) {
    sql.createTableIfNotExists(POSITION).columns(JOURNAL_POSITION).execute();
    sql.createTableIfNotExists(LOAD)
        .columns(
            LOAD_ID,
            CommonColumns.SOURCE,
            CommonColumns.RECORDED_AT,
            COMMITTED,
            FIRST_RECEIVED,
            LAST_RECEIVED,
            REQUESTS,
            RETRIED,
            MESSAGES,
            TAKEN,
            FAILED,
            DUPLICATES,
            BYTES)
        .execute();
    sql.createTableIfNotExists(DUPLICATE)
        .columns(CommonColumns.SOURCE, MESSAGE_ID, RECEIVED, CommonColumns.RECORDED_AT)
        .execute();
    sql.createTableIfNotExists(REFRESHED).columns(UP_TO, FINISHED).execute();
  }

  /** Up to here the journal is stored. */
  static long position(DSLContext sql) {
    Long position = sql.select(JOURNAL_POSITION).from(POSITION).fetchOne(JOURNAL_POSITION);
    return Objects.requireNonNullElse(position, 0L);
  }

  static void setPosition(DSLContext sql, long position) {
    if (sql.update(POSITION).set(JOURNAL_POSITION, position).execute() == 0) {
      sql.insertInto(POSITION).columns(JOURNAL_POSITION).values(position).execute();
    }
  }

  static long nextLoad(DSLContext sql) {
    Long next =
        sql.select(coalesce(max(LOAD_ID), inline(0L)).add(inline(1L)))
            .from(LOAD)
            .fetchSingle()
            .value1();
    return next;
  }

  static void insert(Writer writer, long load, Collection<LoadCount> counts) {
    try (Appender rows = writer.appender("stream_load")) {
      for (LoadCount count : counts) {
        rows.row()
            .integer(load)
            .text(count.source())
            .instant(writer.recordedAt())
            .nothing()
            .instant(count.firstReceived())
            .instant(count.lastReceived())
            .integer(count.requests())
            .integer(count.retried())
            .integer(count.messages())
            .integer(count.taken())
            .integer(count.failed())
            .integer(count.duplicates())
            .integer(count.bytes())
            .end();
      }
    }
  }

  static void insertDuplicates(Writer writer, List<Draft> duplicates) {
    if (duplicates.isEmpty()) {
      return; // an appender costs, and most loads have none
    }
    try (Appender rows = writer.appender("stream_duplicate")) {
      for (Draft duplicate : duplicates) {
        rows.row()
            .text(duplicate.source)
            .text(duplicate.messageId)
            .instant(duplicate.receivedAt)
            .instant(writer.recordedAt())
            .end();
      }
    }
  }

  static void setCommitted(DSLContext sql, long load, Instant committed) {
    sql.update(LOAD).set(COMMITTED, FactReader.utc(committed)).where(LOAD_ID.eq(load)).execute();
  }

  static void insertRefresh(DSLContext sql, Instant upTo, Instant finished) {
    sql.insertInto(REFRESHED)
        .columns(UP_TO, FINISHED)
        .values(FactReader.utc(upTo), FactReader.utc(finished))
        .execute();
  }
}
