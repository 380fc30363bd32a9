package dev.holdfast.workspace;

import static dev.holdfast.workspace.SqliteStore.instant;
import static dev.holdfast.workspace.SqliteStore.number;
import static dev.holdfast.workspace.SqliteStore.storable;
import static dev.holdfast.workspace.SqliteStore.text;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Sessions in the workspace's tables; the time of the last use is exact to a minute. */
final class SessionStore implements Sessions {

  private static final Duration SEEN_STEP = Duration.ofMinutes(1);

  private static final Table<?> WEB_SESSION = DSL.table(DSL.name("web_session"));
  private static final Field<String> TOKEN_HASH = text("web_session", "token_hash");
  private static final Field<Long> USER_ID = number("web_session", "user_id");
  private static final Field<String> PROOF = text("web_session", "proof");
  private static final Field<Instant> CREATED_AT = instant("web_session", "created_at");
  private static final Field<Instant> LAST_SEEN_AT = instant("web_session", "last_seen_at");
  private static final Field<Instant> EXPIRES_AT = instant("web_session", "expires_at");

  private final SqliteStore sqlite;
  private final AuditStore audit;
  private final InstantSource clock;

  SessionStore(SqliteStore sqlite, AuditStore audit, InstantSource clock) {
    this.sqlite = sqlite;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public String open(UserId user, Proof proof) {
    String token = Tokens.next();
    Instant now = storable(clock.instant());
    sqlite.change(dsl -> {
      dsl.deleteFrom(WEB_SESSION)
          .where(EXPIRES_AT.le(now).or(LAST_SEEN_AT.le(now.minus(IDLE))))
          .execute();
      dsl.insertInto(WEB_SESSION)
          .set(TOKEN_HASH, Tokens.hash(token))
          .set(USER_ID, user.number())
          .set(PROOF, proof.name())
          .set(CREATED_AT, now)
          .set(LAST_SEEN_AT, now)
          .set(EXPIRES_AT, now.plus(LONGEST))
          .execute();
      User person = UserStore.known(dsl, user);
      Actor by = new Actor(user, person.name());
      audit.add(
          dsl, new Audit.Change(by, "signed in", "user", Long.toString(user.number()), null, null));
    });
    return token;
  }

  @Override
  public Optional<SignedIn> person(String token) {
    Instant now = storable(clock.instant());
    String hash = Tokens.hash(token);
    Optional<Record> row =
        sqlite.read(dsl ->
            dsl.select(UserStore.COLUMNS)
                .select(LAST_SEEN_AT)
                .from(WEB_SESSION)
                .join(UserStore.APP_USER)
                .on(UserStore.ID.eq(USER_ID))
                .where(
                    TOKEN_HASH.eq(hash),
                    EXPIRES_AT.gt(now),
                    LAST_SEEN_AT.gt(now.minus(IDLE)),
                    UserStore.ACTIVE.isTrue())
                .fetchOptional()
                .map(Record.class::cast));
    if (row.isPresent() && row.get().get(LAST_SEEN_AT).isBefore(now.minus(SEEN_STEP))) {
      sqlite.change(dsl ->
          dsl.update(WEB_SESSION).set(LAST_SEEN_AT, now).where(TOKEN_HASH.eq(hash)).execute());
    }
    return row.map(UserStore::user).map(SignedIn::of);
  }

  @Override
  public boolean cameByLink(String token) {
    Instant now = clock.instant();
    return sqlite.read(dsl ->
        dsl.fetchExists(
            WEB_SESSION,
            TOKEN_HASH.eq(Tokens.hash(token)),
            PROOF.eq(Proof.LINK.name()),
            CREATED_AT.gt(now.minus(LINK_TRUST))));
  }

  @Override
  public void end(String token) {
    sqlite.change(
        dsl -> dsl.deleteFrom(WEB_SESSION).where(TOKEN_HASH.eq(Tokens.hash(token))).execute());
  }

  static void endAll(DSLContext dsl, UserId user) {
    dsl.deleteFrom(WEB_SESSION).where(USER_ID.eq(user.number())).execute();
  }
}
