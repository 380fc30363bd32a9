package dev.holdfast.workspace;

import static dev.holdfast.workspace.SqliteStore.instant;
import static dev.holdfast.workspace.SqliteStore.number;
import static dev.holdfast.workspace.SqliteStore.storable;
import static dev.holdfast.workspace.SqliteStore.text;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Visits in the workspace's tables. */
final class VisitStore implements Visits {

  /** A visit goes on without being written again for so long: a page view costs no commit. */
  private static final Duration UNWRITTEN = Duration.ofMinutes(5);

  private static final Table<?> PAGE_VISIT = DSL.table(DSL.name("page_visit"));
  private static final Field<Long> USER_ID = number("page_visit", "user_id");
  private static final Field<String> PAGE = text("page_visit", "page");
  private static final Field<Instant> LAST_SEEN_AT = instant("page_visit", "last_seen_at");
  private static final Field<Instant> BEFORE_AT = instant("page_visit", "before_at");

  private final SqliteStore sqlite;
  private final InstantSource clock;

  VisitStore(SqliteStore sqlite, InstantSource clock) {
    this.sqlite = sqlite;
    this.clock = clock;
  }

  private record Seen(Instant last, @Nullable Instant before) {}

  @Override
  public Optional<Instant> arrive(UserId person, String page) {
    Instant now = storable(clock.instant());
    Optional<Seen> known = sqlite.read(dsl -> seen(dsl, person, page));
    if (known.isPresent() && now.isBefore(known.get().last().plus(UNWRITTEN))) {
      return Optional.ofNullable(known.get().before());
    }
    return sqlite.write(dsl -> {
      Optional<Seen> seen = seen(dsl, person, page);
      Instant before =
          seen.map(s -> now.isAfter(s.last().plus(APART)) ? s.last() : s.before()).orElse(null);
      dsl.deleteFrom(PAGE_VISIT).where(of(person, page)).execute();
      dsl.insertInto(PAGE_VISIT)
          .set(USER_ID, person.number())
          .set(PAGE, page)
          .set(LAST_SEEN_AT, now)
          .set(BEFORE_AT, before)
          .execute();
      return Optional.ofNullable(before);
    });
  }

  private static Optional<Seen> seen(DSLContext dsl, UserId person, String page) {
    return dsl.select(LAST_SEEN_AT, BEFORE_AT)
        .from(PAGE_VISIT)
        .where(of(person, page))
        .fetchOptional(row -> new Seen(row.value1(), row.value2()));
  }

  private static Condition of(UserId person, String page) {
    return USER_ID.eq(person.number()).and(PAGE.eq(page));
  }
}
