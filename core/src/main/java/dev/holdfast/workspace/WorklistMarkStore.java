package dev.holdfast.workspace;

import static dev.holdfast.workspace.SqliteStore.instant;
import static dev.holdfast.workspace.SqliteStore.number;
import static dev.holdfast.workspace.SqliteStore.storable;
import static dev.holdfast.workspace.SqliteStore.text;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
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

/** Marks on the worklist in the workspace's tables. */
final class WorklistMarkStore implements WorklistMarks {

  private static final Table<?> WORKLIST_MARK = DSL.table(DSL.name("worklist_mark"));
  private static final Field<Long> ID = number("worklist_mark", "id");
  private static final Field<String> ACCOUNT_ID = text("worklist_mark", "account_id");
  private static final Field<String> KIND = text("worklist_mark", "kind");
  private static final Field<Instant> UNTIL_AT = instant("worklist_mark", "until_at");
  private static final Field<String> REASON = text("worklist_mark", "reason");
  private static final Field<String> AUTHOR = text("worklist_mark", "author");
  private static final Field<Instant> MARKED_AT = instant("worklist_mark", "marked_at");

  private final SqliteStore sqlite;
  private final AuditStore audit;
  private final InstantSource clock;

  WorklistMarkStore(SqliteStore sqlite, AuditStore audit, InstantSource clock) {
    this.sqlite = sqlite;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Mark close(String accountId, String reason, Actor by) {
    return mark(accountId, Kind.CLOSED, null, reason, by);
  }

  @Override
  public Mark snooze(String accountId, Instant until, String reason, Actor by) {
    if (!until.isAfter(clock.instant())) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "Work can only be put off to a time in the future.");
    }
    return mark(accountId, Kind.SNOOZED, storable(until), reason, by);
  }

  @Override
  public Mark reopen(String accountId, Actor by) {
    return mark(accountId, Kind.REOPENED, null, "", by);
  }

  private Mark mark(String accountId, Kind kind, @Nullable Instant until, String reason, Actor by) {
    return sqlite.write(dsl -> {
      dsl.insertInto(WORKLIST_MARK)
          .set(ACCOUNT_ID, accountId)
          .set(KIND, kind.name())
          .set(UNTIL_AT, until)
          .set(REASON, reason.strip())
          .set(AUTHOR, by.name())
          .set(MARKED_AT, storable(clock.instant()))
          .execute();
      Mark added = list(dsl, ACCOUNT_ID.eq(accountId)).getFirst();
      audit.add(dsl, new Audit.Change(by, "marked", "worklist account", accountId, null, added));
      return added;
    });
  }

  @Override
  public List<Mark> inForce(Instant asOf) {
    Condition last =
        ID.in(
            DSL.select(DSL.max(ID))
                .from(WORKLIST_MARK)
                .where(MARKED_AT.le(asOf))
                .groupBy(ACCOUNT_ID));
    Condition holds =
        KIND.eq(Kind.CLOSED.name()).or(KIND.eq(Kind.SNOOZED.name()).and(UNTIL_AT.gt(asOf)));
    return sqlite.read(dsl -> list(dsl, last.and(holds)));
  }

  @Override
  public List<Mark> history(String accountId) {
    return sqlite.read(dsl -> list(dsl, ACCOUNT_ID.eq(accountId)));
  }

  private static List<Mark> list(DSLContext dsl, Condition condition) {
    return dsl.select(ID, ACCOUNT_ID, KIND, UNTIL_AT, REASON, AUTHOR, MARKED_AT)
        .from(WORKLIST_MARK)
        .where(condition)
        .orderBy(ACCOUNT_ID, ID.desc())
        .fetch(WorklistMarkStore::mark);
  }

  private static Mark mark(Record row) {
    return new Mark(
        row.get(ID),
        row.get(ACCOUNT_ID),
        Kind.valueOf(row.get(KIND)),
        row.get(UNTIL_AT),
        row.get(REASON),
        row.get(AUTHOR),
        row.get(MARKED_AT));
  }
}
