package dev.holdfast.workspace;

import static dev.holdfast.workspace.SqliteStore.flag;
import static dev.holdfast.workspace.SqliteStore.instant;
import static dev.holdfast.workspace.SqliteStore.storable;
import static dev.holdfast.workspace.SqliteStore.text;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Names of requests in the workspace's tables. */
final class IdempotencyStore implements IdempotencyKeys {

  private static final Table<?> TABLE = DSL.table(DSL.name("idempotency_key"));
  private static final Field<String> SOURCE = text("idempotency_key", "source");
  private static final Field<String> NAME = text("idempotency_key", "name");
  private static final Field<String> BODY_HASH = text("idempotency_key", "body_hash");
  private static final Field<Boolean> DONE = flag("idempotency_key", "done");
  private static final Field<Instant> CREATED_AT = instant("idempotency_key", "created_at");

  private final SqliteStore sqlite;
  private final InstantSource clock;

  IdempotencyStore(SqliteStore sqlite, InstantSource clock) {
    this.sqlite = sqlite;
    this.clock = clock;
  }

  @Override
  public Claim claim(String source, String name, byte[] body) {
    String hash = Tokens.hash(body);
    return sqlite.write(dsl -> claim(dsl, source, name, hash));
  }

  private Claim claim(DSLContext dsl, String source, String name, String hash) {
    Instant now = storable(clock.instant());
    dsl.deleteFrom(TABLE).where(CREATED_AT.lt(now.minus(KEPT))).execute();
    Optional<Record2<String, Boolean>> known =
        dsl.select(BODY_HASH, DONE)
            .from(TABLE)
            .where(SOURCE.eq(source), NAME.eq(name))
            .fetchOptional();
    if (known.isPresent()) {
      return !known.get().value1().equals(hash)
          ? Claim.OTHER_BODY
          : known.get().value2() ? Claim.DONE : Claim.NEW;
    }
    dsl.insertInto(TABLE)
        .set(SOURCE, source)
        .set(NAME, name)
        .set(BODY_HASH, hash)
        .set(DONE, false)
        .set(CREATED_AT, now)
        .execute();
    return Claim.NEW;
  }

  @Override
  public void done(String source, String name) {
    sqlite.change(
        dsl -> dsl.update(TABLE).set(DONE, true).where(SOURCE.eq(source), NAME.eq(name)).execute());
  }
}
