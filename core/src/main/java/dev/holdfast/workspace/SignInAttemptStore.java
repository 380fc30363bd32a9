package dev.holdfast.workspace;

import static dev.holdfast.workspace.SqliteStore.flag;
import static dev.holdfast.workspace.SqliteStore.instant;
import static dev.holdfast.workspace.SqliteStore.number;
import static dev.holdfast.workspace.SqliteStore.storable;
import static dev.holdfast.workspace.SqliteStore.text;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Attempts to sign in, in the workspace's tables; those older than a day are forgotten. */
final class SignInAttemptStore implements SignInAttempts {

  private static final int KEPT_WINDOWS = 96;

  private static final Table<?> SIGN_IN_ATTEMPT = DSL.table(DSL.name("sign_in_attempt"));
  private static final Field<Long> ID = number("sign_in_attempt", "id");
  private static final Field<String> SIGN_IN_NAME = text("sign_in_attempt", "sign_in_name");
  private static final Field<String> ADDRESS = text("sign_in_attempt", "address");
  private static final Field<Instant> ATTEMPTED_AT = instant("sign_in_attempt", "attempted_at");
  private static final Field<Boolean> SUCCEEDED = flag("sign_in_attempt", "succeeded");

  private final SqliteStore sqlite;
  private final InstantSource clock;

  SignInAttemptStore(SqliteStore sqlite, InstantSource clock) {
    this.sqlite = sqlite;
    this.clock = clock;
  }

  @Override
  public Permit begin(String signInName, String address) {
    String name = signInName.strip().toLowerCase(Locale.ROOT);
    Instant now = storable(clock.instant());
    return sqlite.write(dsl -> {
      Optional<Instant> until =
          Stream.of(
                  locked(dsl, SIGN_IN_NAME.eq(name), NAME_FAILURES, now),
                  locked(dsl, ADDRESS.eq(address), ADDRESS_FAILURES, now))
              .flatMap(Optional::stream)
              .max(Instant::compareTo);
      if (until.isPresent()) {
        return new LockedOut(until.get());
      }
      dsl.deleteFrom(SIGN_IN_ATTEMPT)
          .where(ATTEMPTED_AT.le(now.minus(WINDOW.multipliedBy(KEPT_WINDOWS))))
          .execute();
      dsl.insertInto(SIGN_IN_ATTEMPT)
          .set(SIGN_IN_NAME, name)
          .set(ADDRESS, address)
          .set(ATTEMPTED_AT, now)
          .set(SUCCEEDED, false)
          .execute();
      Long id = dsl.select(DSL.max(ID)).from(SIGN_IN_ATTEMPT).fetchSingle().value1();
      return new Allowed(id);
    });
  }

  /** When the lock ends: when the oldest of the last so many failures leaves the window. */
  private static Optional<Instant> locked(
      DSLContext dsl, Condition who, int failures, Instant now) {
    List<Instant> last =
        dsl.select(ATTEMPTED_AT)
            .from(SIGN_IN_ATTEMPT)
            .where(who, SUCCEEDED.isFalse(), ATTEMPTED_AT.gt(now.minus(WINDOW)))
            .orderBy(ATTEMPTED_AT.desc())
            .limit(failures)
            .fetch(ATTEMPTED_AT);
    return last.size() < failures ? Optional.empty() : Optional.of(last.getLast().plus(WINDOW));
  }

  @Override
  public void succeeded(Allowed attempt) {
    sqlite.change(dsl -> {
      String name =
          dsl.select(SIGN_IN_NAME)
              .from(SIGN_IN_ATTEMPT)
              .where(ID.eq(attempt.attempt()))
              .fetchSingle(SIGN_IN_NAME);
      dsl.deleteFrom(SIGN_IN_ATTEMPT)
          .where(SIGN_IN_NAME.eq(name), ID.ne(attempt.attempt()))
          .execute();
      dsl.update(SIGN_IN_ATTEMPT).set(SUCCEEDED, true).where(ID.eq(attempt.attempt())).execute();
    });
  }
}
