package dev.holdfast.workspace;

import static dev.holdfast.workspace.SqliteStore.flag;
import static dev.holdfast.workspace.SqliteStore.instant;
import static dev.holdfast.workspace.SqliteStore.number;
import static dev.holdfast.workspace.SqliteStore.storable;
import static dev.holdfast.workspace.SqliteStore.text;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.UpdateSetMoreStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** People in the workspace's tables. */
final class UserStore implements Users {

  static final Table<?> APP_USER = DSL.table(DSL.name("app_user"));
  static final Field<Long> ID = number("app_user", "id");
  static final Field<String> SIGN_IN_NAME = text("app_user", "sign_in_name");
  static final Field<String> DISPLAY_NAME = text("app_user", "display_name");
  static final Field<String> PASSWORD_HASH = text("app_user", "password_hash");
  static final Field<String> ROLE = text("app_user", "role");
  static final Field<String> SCOPE = text("app_user", "scope");
  static final Field<String> TEAM = text("app_user", "team");
  static final Field<String> CSM_ID = text("app_user", "csm_id");
  static final Field<Boolean> ACTIVE = flag("app_user", "active");
  static final Field<Instant> CREATED_AT = instant("app_user", "created_at");
  static final List<SelectField<?>> COLUMNS =
      List.of(
          ID,
          SIGN_IN_NAME,
          DISPLAY_NAME,
          PASSWORD_HASH,
          ROLE,
          SCOPE,
          TEAM,
          CSM_ID,
          ACTIVE,
          CREATED_AT);

  private static final String SUBJECT = "user";

  private final SqliteStore sqlite;
  private final AuditStore audit;
  private final InstantSource clock;

  UserStore(SqliteStore sqlite, AuditStore audit, InstantSource clock) {
    this.sqlite = sqlite;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public User add(NewUser person, Actor by) {
    return sqlite.write(dsl -> {
      if (one(dsl, SIGN_IN_NAME.eq(person.signInName())).isPresent()) {
        throw new HoldfastException(
            ErrorCode.BAD_REQUEST, person.signInName() + " is somebody's sign-in name already.");
      }
      dsl.insertInto(APP_USER)
          .set(SIGN_IN_NAME, person.signInName())
          .set(DISPLAY_NAME, person.name())
          .set(ROLE, person.role().name())
          .set(SCOPE, person.scope().name())
          .set(TEAM, person.team())
          .set(CSM_ID, person.csmId())
          .set(ACTIVE, true)
          .set(CREATED_AT, storable(clock.instant()))
          .execute();
      User added = one(dsl, SIGN_IN_NAME.eq(person.signInName())).orElseThrow();
      audit.add(dsl, new Audit.Change(by, "added", SUBJECT, id(added.id()), null, added));
      return added;
    });
  }

  @Override
  public User change(
      UserId id, Role role, Scope scope, @Nullable String team, @Nullable String csmId, Actor by) {
    return update(
        id,
        by,
        dsl ->
            dsl.update(APP_USER)
                .set(ROLE, role.name())
                .set(SCOPE, scope.name())
                .set(TEAM, team)
                .set(CSM_ID, csmId));
  }

  @Override
  public User rename(UserId id, String name, Actor by) {
    if (name.isBlank()) {
      throw new HoldfastException(ErrorCode.BAD_REQUEST, "A name is needed.");
    }
    return update(id, by, dsl -> dsl.update(APP_USER).set(DISPLAY_NAME, name.strip()));
  }

  @Override
  public void setPasswordHash(UserId id, String hash, Actor by) {
    sqlite.change(dsl -> {
      known(dsl, id);
      dsl.update(APP_USER).set(PASSWORD_HASH, hash).where(ID.eq(id.number())).execute();
      SessionStore.endAll(dsl, id);
      audit.add(dsl, new Audit.Change(by, "set password", SUBJECT, id(id), null, null));
    });
  }

  @Override
  public void setActive(UserId id, boolean active, Actor by) {
    sqlite.change(dsl -> {
      User before = known(dsl, id);
      dsl.update(APP_USER).set(ACTIVE, active).where(ID.eq(id.number())).execute();
      if (!active) {
        SessionStore.endAll(dsl, id);
      }
      User after = known(dsl, id);
      audit.add(
          dsl,
          new Audit.Change(by, active ? "let in" : "kept out", SUBJECT, id(id), before, after));
    });
  }

  private interface Update {
    UpdateSetMoreStep<?> on(DSLContext dsl);
  }

  private User update(UserId id, Actor by, Update update) {
    return sqlite.write(dsl -> {
      User before = known(dsl, id);
      update.on(dsl).where(ID.eq(id.number())).execute();
      User after = known(dsl, id);
      audit.add(dsl, new Audit.Change(by, "changed", SUBJECT, id(id), before, after));
      return after;
    });
  }

  @Override
  public Optional<String> passwordHash(String signInName) {
    return sqlite.read(dsl ->
        dsl.select(PASSWORD_HASH)
            .from(APP_USER)
            .where(SIGN_IN_NAME.eq(plain(signInName)), ACTIVE.isTrue())
            .fetchOptional(PASSWORD_HASH));
  }

  @Override
  public Optional<User> find(UserId id) {
    return sqlite.read(dsl -> one(dsl, ID.eq(id.number())));
  }

  @Override
  public Optional<User> find(String signInName) {
    return sqlite.read(dsl -> one(dsl, SIGN_IN_NAME.eq(plain(signInName))));
  }

  @Override
  public List<User> all() {
    return sqlite.read(
        dsl -> dsl.select(COLUMNS).from(APP_USER).orderBy(DISPLAY_NAME, ID).fetch(UserStore::user));
  }

  @Override
  public boolean anybody() {
    return sqlite.read(dsl -> dsl.fetchExists(APP_USER));
  }

  @Override
  public RecordScope recordScope(SignedIn person) {
    return switch (person.scope()) {
      case ALL -> new RecordScope.Everything();
      case TEAM -> teamScope(person);
      case OWN ->
          person.csmId() == null
              ? new RecordScope.OnlyOf(Set.of(), "You see no accounts: none can be yours.")
              : new RecordScope.OnlyOf(
                  Set.of(person.csmId()), "You see the accounts you look after.");
    };
  }

  private RecordScope teamScope(SignedIn person) {
    if (person.team() == null) {
      return new RecordScope.OnlyOf(Set.of(), "You see no accounts: you belong to no team.");
    }
    Set<String> ids =
        sqlite.read(dsl ->
            dsl.select(CSM_ID)
                .from(APP_USER)
                .where(TEAM.eq(person.team()), CSM_ID.isNotNull())
                .fetchSet(CSM_ID));
    return new RecordScope.OnlyOf(ids, "You see the accounts of team " + person.team() + ".");
  }

  private static Optional<User> one(DSLContext dsl, Condition condition) {
    return dsl.select(COLUMNS).from(APP_USER).where(condition).fetchOptional(UserStore::user);
  }

  static User known(DSLContext dsl, UserId id) {
    return one(dsl, ID.eq(id.number()))
        .orElseThrow(() ->
            new HoldfastException(
                ErrorCode.NOT_FOUND, "There is no person with number " + id.number() + "."));
  }

  static User user(Record row) {
    return new User(
        new UserId(row.get(ID)),
        row.get(SIGN_IN_NAME),
        row.get(DISPLAY_NAME),
        Role.valueOf(row.get(ROLE)),
        Scope.valueOf(row.get(SCOPE)),
        row.get(TEAM),
        row.get(CSM_ID),
        row.get(ACTIVE),
        row.get(PASSWORD_HASH) != null,
        row.get(CREATED_AT));
  }

  private static String plain(String signInName) {
    return signInName.strip().toLowerCase(Locale.ROOT);
  }

  private static String id(UserId id) {
    return Long.toString(id.number());
  }
}
