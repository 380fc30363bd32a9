package dev.holdfast.workspace;

import static dev.holdfast.workspace.SqliteStore.instant;
import static dev.holdfast.workspace.SqliteStore.number;
import static dev.holdfast.workspace.SqliteStore.storable;
import static dev.holdfast.workspace.SqliteStore.text;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The audit in the workspace's tables. */
final class AuditStore implements Audit {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final Table<?> AUDIT = DSL.table(DSL.name("audit"));
  private static final Field<Long> ID = number("audit", "id");
  private static final Field<Instant> HAPPENED_AT = instant("audit", "happened_at");
  private static final Field<Long> USER_ID = number("audit", "user_id");
  private static final Field<String> ACTOR = text("audit", "actor");
  private static final Field<String> ACTION = text("audit", "action");
  private static final Field<String> SUBJECT_KIND = text("audit", "subject_kind");
  private static final Field<String> SUBJECT_ID = text("audit", "subject_id");
  private static final Field<String> BEFORE_JSON = text("audit", "before_json");
  private static final Field<String> AFTER_JSON = text("audit", "after_json");

  private final SqliteStore sqlite;
  private final InstantSource clock;

  AuditStore(SqliteStore sqlite, InstantSource clock) {
    this.sqlite = sqlite;
    this.clock = clock;
  }

  @Override
  public void add(Change change) {
    sqlite.change(dsl -> add(dsl, change));
  }

  /** Notes a change in the transaction that makes it. */
  void add(DSLContext dsl, Change change) {
    UserId userId = change.by().userId();
    dsl.insertInto(AUDIT)
        .set(HAPPENED_AT, storable(clock.instant()))
        .set(USER_ID, userId == null ? null : userId.number())
        .set(ACTOR, change.by().name())
        .set(ACTION, change.action())
        .set(SUBJECT_KIND, change.subjectKind())
        .set(SUBJECT_ID, change.subjectId())
        .set(BEFORE_JSON, json(change.before()))
        .set(AFTER_JSON, json(change.after()))
        .execute();
  }

  private static @Nullable String json(@Nullable Object record) {
    return record == null ? null : JSON.writeValueAsString(record);
  }

  @Override
  public List<Entry> latest(int most) {
    return entries(DSL.trueCondition(), most);
  }

  @Override
  public List<Entry> about(String subjectKind, String subjectId) {
    return entries(SUBJECT_KIND.eq(subjectKind).and(SUBJECT_ID.eq(subjectId)), Integer.MAX_VALUE);
  }

  private List<Entry> entries(Condition condition, int most) {
    return sqlite.read(dsl ->
        dsl.select(
                ID,
                HAPPENED_AT,
                USER_ID,
                ACTOR,
                ACTION,
                SUBJECT_KIND,
                SUBJECT_ID,
                BEFORE_JSON,
                AFTER_JSON)
            .from(AUDIT)
            .where(condition)
            .orderBy(ID.desc())
            .limit(most)
            .fetch(AuditStore::entry));
  }

  private static Entry entry(Record row) {
    Long userId = row.get(USER_ID);
    return new Entry(
        row.get(ID),
        row.get(HAPPENED_AT),
        userId == null ? null : new UserId(userId),
        row.get(ACTOR),
        row.get(ACTION),
        row.get(SUBJECT_KIND),
        row.get(SUBJECT_ID),
        row.get(BEFORE_JSON),
        row.get(AFTER_JSON));
  }
}
