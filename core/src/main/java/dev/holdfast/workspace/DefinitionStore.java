package dev.holdfast.workspace;

import static dev.holdfast.workspace.SqliteStore.instant;
import static dev.holdfast.workspace.SqliteStore.number;
import static dev.holdfast.workspace.SqliteStore.storable;
import static dev.holdfast.workspace.SqliteStore.text;

import dev.holdfast.base.OwnFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Versions of definitions in the workspace's tables. */
final class DefinitionStore implements Definitions {

  private static final Table<?> DEFINITION_VERSION = DSL.table(DSL.name("definition_version"));
  private static final Field<String> KIND = text("definition_version", "kind");
  private static final Field<String> NAME = text("definition_version", "name");
  private static final Field<Long> VERSION = number("definition_version", "version");
  private static final Field<String> TEXT = text("definition_version", "text");
  private static final Field<String> AUTHOR = text("definition_version", "author");
  private static final Field<Instant> CREATED_AT = instant("definition_version", "created_at");
  private static final List<SelectField<?>> COLUMNS =
      List.of(KIND, NAME, VERSION, TEXT, AUTHOR, CREATED_AT);

  private final SqliteStore sqlite;
  private final AuditStore audit;
  private final InstantSource clock;

  DefinitionStore(SqliteStore sqlite, AuditStore audit, InstantSource clock) {
    this.sqlite = sqlite;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Version save(Kind kind, String name, String text, Actor by) {
    return sqlite.write(dsl -> save(dsl, kind, name, text, by));
  }

  @Override
  public List<Version> saveAll(List<Next> texts, Actor by) {
    return sqlite.write(dsl -> {
      List<Version> versions = new ArrayList<>();
      Map<Path, String> files = new LinkedHashMap<>();
      for (Next next : texts) {
        versions.add(save(dsl, next.kind(), next.name(), next.text(), by));
        files.put(next.file(), next.text());
      }
      // Last: were the versions not committed after it, the next start would take them from the
      // files.
      OwnFiles.replace(files);
      return List.copyOf(versions);
    });
  }

  private Version save(DSLContext dsl, Kind kind, String name, String text, Actor by) {
    Optional<Version> before = latest(dsl, kind, name);
    if (before.isPresent() && before.get().text().equals(text)) {
      return before.get();
    }
    Version next =
        new Version(
            kind,
            name,
            before.map(Version::version).orElse(0) + 1,
            text,
            by.name(),
            storable(clock.instant()));
    dsl.insertInto(DEFINITION_VERSION)
        .set(KIND, kind.name())
        .set(NAME, name)
        .set(VERSION, (long) next.version())
        .set(TEXT, text)
        .set(AUTHOR, next.author())
        .set(CREATED_AT, next.createdAt())
        .execute();
    audit.add(
        dsl,
        new Audit.Change(by, "saved", "definition", kind + "/" + name, before.orElse(null), next));
    return next;
  }

  @Override
  public Optional<Version> latest(Kind kind, String name) {
    return sqlite.read(dsl -> latest(dsl, kind, name));
  }

  @Override
  public Optional<Version> find(Kind kind, String name, int version) {
    return sqlite.read(dsl ->
        dsl.select(COLUMNS)
            .from(DEFINITION_VERSION)
            .where(of(kind, name), VERSION.eq((long) version))
            .fetchOptional(DefinitionStore::version));
  }

  @Override
  public List<Version> history(Kind kind, String name) {
    return sqlite.read(dsl ->
        dsl.select(COLUMNS)
            .from(DEFINITION_VERSION)
            .where(of(kind, name))
            .orderBy(VERSION.desc())
            .fetch(DefinitionStore::version));
  }

  @Override
  public List<Version> asOf(Kind kind, Instant asOf) {
    List<Version> inOrder =
        sqlite.read(dsl ->
            dsl.select(COLUMNS)
                .from(DEFINITION_VERSION)
                .where(KIND.eq(kind.name()), CREATED_AT.le(asOf))
                .orderBy(NAME, VERSION)
                .fetch(DefinitionStore::version));
    SequencedMap<String, Version> latest = new LinkedHashMap<>();
    inOrder.forEach(version -> latest.put(version.name(), version));
    return List.copyOf(latest.values());
  }

  private static Optional<Version> latest(DSLContext dsl, Kind kind, String name) {
    return dsl.select(COLUMNS)
        .from(DEFINITION_VERSION)
        .where(of(kind, name))
        .orderBy(VERSION.desc())
        .limit(1)
        .fetchOptional(DefinitionStore::version);
  }

  private static Condition of(Kind kind, String name) {
    return KIND.eq(kind.name()).and(NAME.eq(name));
  }

  private static Version version(Record row) {
    return new Version(
        Kind.valueOf(row.get(KIND)),
        row.get(NAME),
        Math.toIntExact(row.get(VERSION)),
        row.get(TEXT),
        row.get(AUTHOR),
        row.get(CREATED_AT));
  }
}
