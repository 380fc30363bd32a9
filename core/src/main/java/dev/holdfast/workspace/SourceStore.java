package dev.holdfast.workspace;

import static dev.holdfast.workspace.SqliteStore.instant;
import static dev.holdfast.workspace.SqliteStore.number;
import static dev.holdfast.workspace.SqliteStore.storable;
import static dev.holdfast.workspace.SqliteStore.text;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.workspace.WriteKeyStore.Held;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Sources in the workspace's tables, and all their keys in memory for the check. */
final class SourceStore implements Sources {

  static final Table<?> SOURCE = DSL.table(DSL.name("source"));
  static final Field<Long> ID = number("source", "id");
  static final Field<String> NAME = text("source", "name");
  private static final Field<Instant> CREATED_AT = instant("source", "created_at");

  private static final Pattern NAME_FORM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");

  private final SqliteStore sqlite;
  private final AuditStore audit;
  private final WriteKeyStore keys;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock();

  /** All keys by the hash of their secret; never changed, only replaced. */
  private volatile Map<String, Held> held;

  SourceStore(SqliteStore sqlite, AuditStore audit, InstantSource clock) {
    this.sqlite = sqlite;
    this.audit = audit;
    this.keys = new WriteKeyStore(audit, clock);
    this.clock = clock;
    this.held = sqlite.read(WriteKeyStore::byHash);
  }

  @Override
  public Verdict check(String secret) {
    Held found = held.get(Tokens.hash(secret));
    if (found == null) {
      return new Refused(Why.UNKNOWN);
    }
    return found.key().worksAt(clock.instant())
        ? new Known(found.source(), found.key().id())
        : new Refused(Why.REVOKED);
  }

  @Override
  public Source add(String name, Actor by) {
    if (!NAME_FORM.matcher(name).matches()) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "A source's name has 1 to 40 characters out of a-z, 0-9, - and _,"
              + " and starts with a letter or a digit.");
    }
    return sqlite.write(dsl -> {
      if (dsl.fetchExists(SOURCE, NAME.eq(name))) {
        throw new HoldfastException(
            ErrorCode.BAD_REQUEST, "There is a source with the name " + name + " already.");
      }
      dsl.insertInto(SOURCE).set(NAME, name).set(CREATED_AT, storable(clock.instant())).execute();
      Source added = list(dsl, NAME.eq(name)).getFirst();
      audit.add(dsl, new Audit.Change(by, "added", "source", name, null, added));
      return added;
    });
  }

  @Override
  public List<Source> all() {
    return sqlite.read(dsl -> list(dsl, DSL.trueCondition()));
  }

  @Override
  public Source find(SourceId id) {
    return sqlite.read(dsl -> known(dsl, id));
  }

  @Override
  public NewKey newKey(SourceId source, Actor by) {
    return changeKeys(dsl -> keys.add(dsl, known(dsl, source).id(), by));
  }

  @Override
  public NewKey rotate(WriteKeyId key, Actor by) {
    return changeKeys(dsl -> {
      Held old = keys.end(dsl, key, GRACE, "rotated", by);
      return keys.add(dsl, old.sourceId(), by);
    });
  }

  @Override
  public void revoke(WriteKeyId key, Actor by) {
    changeKeys(dsl -> keys.end(dsl, key, Duration.ZERO, "revoked", by));
  }

  /** What a change of keys hands back, and all keys as it leaves them. */
  private record Changed<T>(T result, Map<String, Held> held) {}

  /**
   * Makes a change of keys and, when it is on the disk, shows it to the check.
   *
   * <p>The keys are read within the transaction: if that fails, nothing has changed, rather than a
   * revoked key that still works. Changes take turns until the check sees them, so that an older
   * picture never takes the place of a newer one.
   */
  private <T> T changeKeys(Function<DSLContext, T> change) {
    turn.lock();
    try {
      Changed<T> changed =
          sqlite.write(dsl -> {
            T result = change.apply(dsl);
            return new Changed<>(result, WriteKeyStore.byHash(dsl));
          });
      held = changed.held();
      return changed.result();
    } finally {
      turn.unlock();
    }
  }

  private static Source known(DSLContext dsl, SourceId id) {
    return list(dsl, ID.eq(id.number())).stream()
        .findFirst()
        .orElseThrow(() ->
            new HoldfastException(
                ErrorCode.NOT_FOUND, "There is no source with number " + id.number() + "."));
  }

  /** One statement, so that no change comes between the sources and their keys. */
  private static List<Source> list(DSLContext dsl, Condition condition) {
    Map<Source, List<Optional<WriteKey>>> keysOf =
        dsl.select(ID, NAME, CREATED_AT)
            .select(WriteKeyStore.COLUMNS)
            .from(SOURCE)
            .leftJoin(WriteKeyStore.WRITE_KEY)
            .on(WriteKeyStore.SOURCE_ID.eq(ID))
            .where(condition)
            .orderBy(NAME, WriteKeyStore.ID.desc())
            .fetchGroups(
                row ->
                    new Source(
                        new SourceId(row.get(ID)), row.get(NAME), row.get(CREATED_AT), List.of()),
                WriteKeyStore::keyIfAny);
    return keysOf.entrySet().stream()
        .map(entry ->
            entry.getKey().with(entry.getValue().stream().flatMap(Optional::stream).toList()))
        .toList();
  }
}
