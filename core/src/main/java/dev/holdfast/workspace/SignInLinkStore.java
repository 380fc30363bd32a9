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

/** One-time links in the workspace's tables. */
final class SignInLinkStore implements SignInLinks {

  private static final Table<?> SIGN_IN_LINK = DSL.table(DSL.name("sign_in_link"));
  private static final Field<String> TOKEN_HASH = text("sign_in_link", "token_hash");
  private static final Field<Long> USER_ID = number("sign_in_link", "user_id");
  private static final Field<Instant> CREATED_AT = instant("sign_in_link", "created_at");
  private static final Field<Instant> EXPIRES_AT = instant("sign_in_link", "expires_at");
  private static final Field<Instant> USED_AT = instant("sign_in_link", "used_at");

  private final SqliteStore sqlite;
  private final AuditStore audit;
  private final InstantSource clock;

  SignInLinkStore(SqliteStore sqlite, AuditStore audit, InstantSource clock) {
    this.sqlite = sqlite;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public String issue(UserId user, Duration validFor, Actor by) {
    String token = Tokens.next();
    Instant now = storable(clock.instant());
    sqlite.change(dsl -> {
      dsl.update(SIGN_IN_LINK)
          .set(EXPIRES_AT, now)
          .where(USER_ID.eq(user.number()), EXPIRES_AT.gt(now))
          .execute();
      dsl.insertInto(SIGN_IN_LINK)
          .set(TOKEN_HASH, Tokens.hash(token))
          .set(USER_ID, user.number())
          .set(CREATED_AT, now)
          .set(EXPIRES_AT, now.plus(validFor))
          .execute();
      audit.add(dsl, change(by, "issued sign-in link", user));
    });
    return token;
  }

  @Override
  public Answer look(String token) {
    return sqlite.read(dsl -> answer(dsl, token));
  }

  @Override
  public Answer use(String token) {
    return sqlite.write(dsl -> {
      Answer answer = answer(dsl, token);
      if (answer instanceof Accepted(User user)) {
        dsl.update(SIGN_IN_LINK)
            .set(USED_AT, storable(clock.instant()))
            .where(TOKEN_HASH.eq(Tokens.hash(token)))
            .execute();
        Actor by = new Actor(user.id(), user.name());
        audit.add(dsl, change(by, "used sign-in link", user.id()));
      }
      return answer;
    });
  }

  private Answer answer(DSLContext dsl, String token) {
    Optional<Record> row =
        dsl.select(UserStore.COLUMNS)
            .select(EXPIRES_AT, USED_AT)
            .from(SIGN_IN_LINK)
            .join(UserStore.APP_USER)
            .on(UserStore.ID.eq(USER_ID))
            .where(TOKEN_HASH.eq(Tokens.hash(token)), UserStore.ACTIVE.isTrue())
            .fetchOptional()
            .map(Record.class::cast);
    if (row.isEmpty()) {
      return new Refused(Why.UNKNOWN);
    }
    if (row.get().get(USED_AT) != null) {
      return new Refused(Why.USED);
    }
    if (!row.get().get(EXPIRES_AT).isAfter(clock.instant())) {
      return new Refused(Why.EXPIRED);
    }
    return new Accepted(UserStore.user(row.get()));
  }

  private static Audit.Change change(Actor by, String action, UserId user) {
    return new Audit.Change(by, action, "user", Long.toString(user.number()), null, null);
  }
}
