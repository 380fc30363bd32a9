package dev.holdfast.workspace;

import static dev.holdfast.workspace.SqliteStore.instant;
import static dev.holdfast.workspace.SqliteStore.number;
import static dev.holdfast.workspace.SqliteStore.storable;
import static dev.holdfast.workspace.SqliteStore.text;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.workspace.Definitions.Kind;
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

/** Drafts and releases of definitions in the workspace's tables. */
final class DraftStore implements Drafts {

  private static final int LONGEST_TEXT = 100_000;
  private static final int LONGEST_NOTE = 1_000;

  private static final String SUBJECT = "definition draft";

  private static final Table<?> DRAFT = DSL.table(DSL.name("definition_draft"));
  private static final Field<String> KIND = text("definition_draft", "kind");
  private static final Field<String> NAME = text("definition_draft", "name");
  private static final Field<Long> REVISION = number("definition_draft", "revision");
  private static final Field<String> TEXT = text("definition_draft", "text");
  private static final Field<String> NOTE = text("definition_draft", "note");
  private static final Field<String> AUTHOR = text("definition_draft", "author");
  private static final Field<Instant> SAVED_AT = instant("definition_draft", "saved_at");

  private static final Table<?> RELEASE = DSL.table(DSL.name("definition_release"));
  private static final Field<String> OF_KIND = text("definition_release", "kind");
  private static final Field<String> OF_NAME = text("definition_release", "name");
  private static final Field<Long> OF_VERSION = number("definition_release", "version");
  private static final Field<String> SAID = text("definition_release", "note");
  private static final Field<String> BASIS = text("definition_release", "basis");
  private static final Field<String> RELEASED_BY = text("definition_release", "author");
  private static final Field<Instant> RELEASED_AT = instant("definition_release", "released_at");

  private final SqliteStore sqlite;
  private final AuditStore audit;
  private final InstantSource clock;

  DraftStore(SqliteStore sqlite, AuditStore audit, InstantSource clock) {
    this.sqlite = sqlite;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Draft save(Kind kind, String name, String text, String note, int from, Actor by) {
    if (text.length() > LONGEST_TEXT || note.length() > LONGEST_NOTE) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "A draft has at most "
              + LONGEST_TEXT
              + " characters and its note at most "
              + LONGEST_NOTE
              + ".");
    }
    return sqlite.write(dsl -> {
      Optional<Draft> before = list(dsl, of(kind, name)).stream().findFirst();
      int now = before.map(Draft::revision).orElse(0);
      if (now != from) {
        throw new HoldfastException(
            ErrorCode.BAD_REQUEST,
            before
                .map(draft ->
                    draft.author()
                        + " saved this draft meanwhile. Nothing was changed; open it again and"
                        + " bring your changes in.")
                .orElse(
                    "This draft was published or discarded meanwhile. Nothing was changed; open it"
                        + " again and bring your changes in."));
      }
      Draft next =
          new Draft(kind, name, now + 1, text, note.strip(), by.name(), storable(clock.instant()));
      dsl.deleteFrom(DRAFT).where(of(kind, name)).execute();
      dsl.insertInto(DRAFT)
          .set(KIND, kind.name())
          .set(NAME, name)
          .set(REVISION, (long) next.revision())
          .set(TEXT, text)
          .set(NOTE, next.note())
          .set(AUTHOR, next.author())
          .set(SAVED_AT, next.savedAt())
          .execute();
      audit.add(
          dsl,
          new Audit.Change(by, "saved", SUBJECT, kind + "/" + name, before.orElse(null), next));
      return next;
    });
  }

  @Override
  public Optional<Draft> find(Kind kind, String name) {
    return sqlite.read(dsl -> list(dsl, of(kind, name))).stream().findFirst();
  }

  @Override
  public List<Draft> all(Kind kind) {
    return sqlite.read(dsl -> list(dsl, KIND.eq(kind.name())));
  }

  @Override
  public boolean discard(Kind kind, String name, Actor by) {
    return sqlite.write(dsl -> {
      Optional<Draft> before = list(dsl, of(kind, name)).stream().findFirst();
      before.ifPresent(draft -> {
        dsl.deleteFrom(DRAFT).where(of(kind, name)).execute();
        audit.add(dsl, new Audit.Change(by, "discarded", SUBJECT, kind + "/" + name, draft, null));
      });
      return before.isPresent();
    });
  }

  /** A retirement in the audit. */
  private record Retired(String reason) {}

  @Override
  public void retire(Kind kind, String name, String reason, Actor by, Runnable takeOut) {
    if (reason.isBlank()) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "Say why it is retired, for those who come later.");
    }
    sqlite.write(dsl -> {
      audit.add(
          dsl,
          new Audit.Change(
              by, "retired", "definition", kind + "/" + name, null, new Retired(reason.strip())));
      takeOut.run();
      return reason;
    });
  }

  @Override
  public Release release(Kind kind, String name, int version, String note, String basis, Actor by) {
    return sqlite.write(dsl -> {
      Release release =
          new Release(
              kind,
              name,
              version,
              note.strip(),
              basis.strip(),
              by.name(),
              storable(clock.instant()));
      dsl.deleteFrom(DRAFT).where(of(kind, name)).execute();
      boolean noted =
          dsl.fetchExists(
              RELEASE, OF_KIND.eq(kind.name()), OF_NAME.eq(name), OF_VERSION.eq((long) version));
      if (!noted) {
        dsl.insertInto(RELEASE)
            .set(OF_KIND, kind.name())
            .set(OF_NAME, name)
            .set(OF_VERSION, (long) version)
            .set(SAID, release.note())
            .set(BASIS, release.basis())
            .set(RELEASED_BY, release.author())
            .set(RELEASED_AT, release.releasedAt())
            .execute();
        audit.add(
            dsl, new Audit.Change(by, "published", "definition", kind + "/" + name, null, release));
      }
      return release;
    });
  }

  @Override
  public List<Release> releases(Kind kind, String name) {
    return sqlite.read(dsl ->
        dsl.select(OF_KIND, OF_NAME, OF_VERSION, SAID, BASIS, RELEASED_BY, RELEASED_AT)
            .from(RELEASE)
            .where(OF_KIND.eq(kind.name()), OF_NAME.eq(name))
            .orderBy(OF_VERSION.desc())
            .fetch(row ->
                new Release(
                    Kind.valueOf(row.get(OF_KIND)),
                    row.get(OF_NAME),
                    Math.toIntExact(row.get(OF_VERSION)),
                    row.get(SAID),
                    row.get(BASIS),
                    row.get(RELEASED_BY),
                    row.get(RELEASED_AT))));
  }

  private static Condition of(Kind kind, String name) {
    return KIND.eq(kind.name()).and(NAME.eq(name));
  }

  private static List<Draft> list(DSLContext dsl, Condition condition) {
    return dsl.select(KIND, NAME, REVISION, TEXT, NOTE, AUTHOR, SAVED_AT)
        .from(DRAFT)
        .where(condition)
        .orderBy(KIND, NAME)
        .fetch(DraftStore::draft);
  }

  private static Draft draft(Record row) {
    return new Draft(
        Kind.valueOf(row.get(KIND)),
        row.get(NAME),
        Math.toIntExact(row.get(REVISION)),
        row.get(TEXT),
        row.get(NOTE),
        row.get(AUTHOR),
        row.get(SAVED_AT));
  }
}
