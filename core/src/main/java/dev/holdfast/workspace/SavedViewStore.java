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
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Saved views in the workspace's tables. */
final class SavedViewStore implements SavedViews {

  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_QUERY = 4_000;

  private static final Table<?> SAVED_VIEW = DSL.table(DSL.name("saved_view"));
  private static final Field<Long> ID = number("saved_view", "id");
  private static final Field<Long> OWNER_ID = number("saved_view", "owner_id");
  private static final Field<String> PAGE = text("saved_view", "page");
  private static final Field<String> NAME = text("saved_view", "name");
  private static final Field<String> QUERY = text("saved_view", "query");
  private static final Field<Boolean> SHARED = flag("saved_view", "shared");
  private static final Field<Instant> UPDATED_AT = instant("saved_view", "updated_at");

  private final SqliteStore sqlite;
  private final InstantSource clock;

  SavedViewStore(SqliteStore sqlite, InstantSource clock) {
    this.sqlite = sqlite;
    this.clock = clock;
  }

  @Override
  public View save(UserId owner, String page, String name, String query, boolean shared) {
    String plainName = name.strip();
    if (plainName.isEmpty() || plainName.length() > LONGEST_NAME) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "A view's name has between 1 and " + LONGEST_NAME + " characters.");
    }
    if (query.length() > LONGEST_QUERY) {
      throw new HoldfastException(ErrorCode.BAD_REQUEST, "This view is too long to be saved.");
    }
    Condition same = OWNER_ID.eq(owner.number()).and(PAGE.eq(page)).and(NAME.eq(plainName));
    return sqlite.write(dsl -> {
      dsl.deleteFrom(SAVED_VIEW).where(same).execute();
      dsl.insertInto(SAVED_VIEW)
          .set(OWNER_ID, owner.number())
          .set(PAGE, page)
          .set(NAME, plainName)
          .set(QUERY, query)
          .set(SHARED, shared)
          .set(UPDATED_AT, storable(clock.instant()))
          .execute();
      return list(dsl, same).getFirst();
    });
  }

  @Override
  public void remove(UserId owner, long id) {
    sqlite.change(
        dsl -> dsl.deleteFrom(SAVED_VIEW).where(ID.eq(id), OWNER_ID.eq(owner.number())).execute());
  }

  @Override
  public Optional<View> find(UserId person, long id) {
    return sqlite.read(dsl -> list(dsl, ID.eq(id).and(seenBy(person)))).stream().findFirst();
  }

  @Override
  public List<View> visible(UserId person, String page) {
    return sqlite.read(dsl -> list(dsl, PAGE.eq(page).and(seenBy(person))));
  }

  private static Condition seenBy(UserId person) {
    return OWNER_ID.eq(person.number()).or(SHARED.isTrue());
  }

  private static List<View> list(DSLContext dsl, Condition condition) {
    return dsl.select(ID, OWNER_ID, PAGE, NAME, QUERY, SHARED, UPDATED_AT)
        .from(SAVED_VIEW)
        .where(condition)
        .orderBy(NAME, ID)
        .fetch(SavedViewStore::view);
  }

  private static View view(Record row) {
    return new View(
        row.get(ID),
        new UserId(row.get(OWNER_ID)),
        row.get(PAGE),
        row.get(NAME),
        row.get(QUERY),
        row.get(SHARED),
        row.get(UPDATED_AT));
  }
}
