package dev.holdfast.workspace;

import static dev.holdfast.workspace.SqliteStore.instant;
import static dev.holdfast.workspace.SqliteStore.number;
import static dev.holdfast.workspace.SqliteStore.storable;
import static dev.holdfast.workspace.SqliteStore.text;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Write keys in the workspace's tables: the steps that {@link SourceStore} makes changes of. */
final class WriteKeyStore {

  static final Table<?> WRITE_KEY = DSL.table(DSL.name("write_key"));
  static final Field<Long> ID = number("write_key", "id");
  static final Field<Long> SOURCE_ID = number("write_key", "source_id");
  private static final Field<String> SECRET_HASH = text("write_key", "secret_hash");
  private static final Field<String> HINT = text("write_key", "hint");
  private static final Field<Instant> CREATED_AT = instant("write_key", "created_at");
  private static final Field<String> CREATED_BY = text("write_key", "created_by");
  private static final Field<Instant> ENDS_AT = instant("write_key", "ends_at");
  static final List<SelectField<?>> COLUMNS = List.of(ID, HINT, CREATED_AT, CREATED_BY, ENDS_AT);

  private static final String SECRET_START = "hfw_";
  private static final int HINT_LENGTH = 4;

  private final AuditStore audit;
  private final InstantSource clock;

  WriteKeyStore(AuditStore audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /** A key and the source that holds it. */
  record Held(SourceId sourceId, String source, WriteKey key) {

    private Audit.Change change(Actor by, String action, Optional<WriteKey> before) {
      String subject = source + "/" + key.id().number();
      return new Audit.Change(by, action, "write key", subject, before.orElse(null), key);
    }
  }

  NewKey add(DSLContext dsl, SourceId source, Actor by) {
    String secret = SECRET_START + Tokens.next();
    String hash = Tokens.hash(secret);
    dsl.insertInto(WRITE_KEY)
        .set(SOURCE_ID, source.number())
        .set(SECRET_HASH, hash)
        .set(HINT, secret.substring(secret.length() - HINT_LENGTH))
        .set(CREATED_AT, storable(clock.instant()))
        .set(CREATED_BY, by.name())
        .execute();
    Held added = one(dsl, SECRET_HASH.eq(hash)).orElseThrow();
    audit.add(dsl, added.change(by, "added", Optional.empty()));
    return new NewKey(added.key(), secret);
  }

  /** Ends a key after a while, unless it was to end sooner anyway. */
  Held end(DSLContext dsl, WriteKeyId id, Duration grace, String action, Actor by) {
    Instant now = storable(clock.instant());
    WriteKey before = known(dsl, id).key();
    if (!before.worksAt(now)) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "The key ..." + before.hint() + " has ended already.");
    }
    Instant end = now.plus(grace);
    if (before.worksAt(end)) {
      dsl.update(WRITE_KEY).set(ENDS_AT, end).where(ID.eq(id.number())).execute();
    }
    Held after = known(dsl, id);
    audit.add(dsl, after.change(by, action, Optional.of(before)));
    return after;
  }

  /** All keys by the hash of their secret. */
  static Map<String, Held> byHash(DSLContext dsl) {
    return Map.copyOf(
        dsl.select(SECRET_HASH, SourceStore.ID, SourceStore.NAME)
            .select(COLUMNS)
            .from(WRITE_KEY)
            .join(SourceStore.SOURCE)
            .on(SOURCE_ID.eq(SourceStore.ID))
            .fetchMap(row -> row.get(SECRET_HASH), WriteKeyStore::held));
  }

  private static Held known(DSLContext dsl, WriteKeyId id) {
    return one(dsl, ID.eq(id.number()))
        .orElseThrow(() ->
            new HoldfastException(
                ErrorCode.NOT_FOUND, "There is no write key with number " + id.number() + "."));
  }

  private static Optional<Held> one(DSLContext dsl, Condition condition) {
    return dsl.select(SourceStore.ID, SourceStore.NAME)
        .select(COLUMNS)
        .from(WRITE_KEY)
        .join(SourceStore.SOURCE)
        .on(SOURCE_ID.eq(SourceStore.ID))
        .where(condition)
        .fetchOptional(WriteKeyStore::held);
  }

  private static Held held(Record row) {
    return new Held(new SourceId(row.get(SourceStore.ID)), row.get(SourceStore.NAME), key(row));
  }

  /** The key of a row of an outer join; empty when the source has none. */
  static Optional<WriteKey> keyIfAny(Record row) {
    return row.get(ID) == null ? Optional.empty() : Optional.of(key(row));
  }

  private static WriteKey key(Record row) {
    return new WriteKey(
        new WriteKeyId(row.get(ID)),
        row.get(HINT),
        row.get(CREATED_AT),
        row.get(CREATED_BY),
        Optional.ofNullable(row.get(ENDS_AT)));
  }
}
