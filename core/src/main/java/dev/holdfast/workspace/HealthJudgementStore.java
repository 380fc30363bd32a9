package dev.holdfast.workspace;

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
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** What people say of health, in the workspace's tables. */
final class HealthJudgementStore implements HealthJudgements {

  private static final Table<?> HEALTH_JUDGEMENT = DSL.table(DSL.name("health_judgement"));
  private static final Field<Long> ID = number("health_judgement", "id");
  private static final Field<String> LAYER = text("health_judgement", "layer");
  private static final Field<String> ACCOUNT_ID = text("health_judgement", "account_id");
  private static final Field<String> SAID = text("health_judgement", "value");
  private static final Field<String> REASON = text("health_judgement", "reason");
  private static final Field<String> AUTHOR = text("health_judgement", "author");
  private static final Field<Instant> CREATED_AT = instant("health_judgement", "created_at");
  private static final Field<Instant> EXPIRES_AT = instant("health_judgement", "expires_at");
  private static final Field<Instant> ENDED_AT = instant("health_judgement", "ended_at");

  private final SqliteStore sqlite;
  private final AuditStore audit;
  private final InstantSource clock;

  HealthJudgementStore(SqliteStore sqlite, AuditStore audit, InstantSource clock) {
    this.sqlite = sqlite;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Said set(
      Layer layer, String accountId, String value, String reason, Instant expiresAt, Actor by) {
    if (!layer.sayings().contains(value)) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "'"
              + value
              + "' is no "
              + layer.word()
              + "; it can be "
              + String.join(", ", layer.sayings())
              + ".");
    }
    if (reason.isBlank()) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "A judgement of health (" + layer.word() + ") needs a reason.");
    }
    Instant now = storable(clock.instant());
    if (!storable(expiresAt).isAfter(now)) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "A judgement of health (" + layer.word() + ") must end in the future.");
    }
    return sqlite.write(dsl -> {
      Optional<Said> before = end(dsl, layer, accountId, now);
      dsl.insertInto(HEALTH_JUDGEMENT)
          .set(LAYER, layer.word())
          .set(ACCOUNT_ID, accountId)
          .set(SAID, value)
          .set(REASON, reason.strip())
          .set(AUTHOR, by.name())
          .set(CREATED_AT, now)
          .set(EXPIRES_AT, storable(expiresAt))
          .execute();
      Said after = list(dsl, of(layer, accountId)).getFirst();
      audit.add(
          dsl, new Audit.Change(by, "set", subject(layer), accountId, before.orElse(null), after));
      return after;
    });
  }

  private static String subject(Layer layer) {
    return "health " + layer.word();
  }

  @Override
  public void end(Layer layer, String accountId, Actor by) {
    Instant now = storable(clock.instant());
    sqlite.change(dsl ->
        end(dsl, layer, accountId, now)
            .ifPresent(before ->
                audit.add(
                    dsl, new Audit.Change(by, "ended", subject(layer), accountId, before, null))));
  }

  private static Optional<Said> end(DSLContext dsl, Layer layer, String accountId, Instant now) {
    Optional<Said> before =
        list(dsl, of(layer, accountId).and(inForceAt(now))).stream().findFirst();
    before.ifPresent(
        said -> dsl.update(HEALTH_JUDGEMENT).set(ENDED_AT, now).where(ID.eq(said.id())).execute());
    return before;
  }

  @Override
  public Optional<Said> inForce(Layer layer, String accountId, Instant asOf) {
    Condition condition = of(layer, accountId).and(inForceAt(asOf));
    return sqlite.read(dsl -> list(dsl, condition)).stream().findFirst();
  }

  @Override
  public List<Said> inForce(Layer layer, Instant asOf) {
    return sqlite.read(dsl -> list(dsl, LAYER.eq(layer.word()).and(inForceAt(asOf))));
  }

  @Override
  public List<Said> history(String accountId) {
    return sqlite.read(dsl -> list(dsl, ACCOUNT_ID.eq(accountId)));
  }

  @Override
  public List<Said> all(Layer layer) {
    return sqlite.read(dsl -> list(dsl, LAYER.eq(layer.word())));
  }

  private static Condition of(Layer layer, String accountId) {
    return LAYER.eq(layer.word()).and(ACCOUNT_ID.eq(accountId));
  }

  private static Condition inForceAt(Instant at) {
    return CREATED_AT.le(at).and(EXPIRES_AT.gt(at)).and(ENDED_AT.isNull().or(ENDED_AT.gt(at)));
  }

  private static List<Said> list(DSLContext dsl, Condition condition) {
    return dsl.select(ID, LAYER, ACCOUNT_ID, SAID, REASON, AUTHOR, CREATED_AT, EXPIRES_AT, ENDED_AT)
        .from(HEALTH_JUDGEMENT)
        .where(condition)
        .orderBy(ACCOUNT_ID, ID.desc())
        .fetch(HealthJudgementStore::said);
  }

  private static Said said(Record row) {
    return new Said(
        row.get(ID),
        layer(row.get(LAYER)),
        row.get(ACCOUNT_ID),
        row.get(SAID),
        row.get(REASON),
        row.get(AUTHOR),
        row.get(CREATED_AT),
        row.get(EXPIRES_AT),
        row.get(ENDED_AT));
  }

  private static Layer layer(String word) {
    return Layer.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
