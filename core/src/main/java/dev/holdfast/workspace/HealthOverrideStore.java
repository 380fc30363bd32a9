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
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Overrides of health in the workspace's tables. */
final class HealthOverrideStore implements HealthOverrides {

  private static final Table<?> HEALTH_OVERRIDE = DSL.table(DSL.name("health_override"));
  private static final Field<Long> ID = number("health_override", "id");
  private static final Field<String> ACCOUNT_ID = text("health_override", "account_id");
  private static final Field<String> SAID = text("health_override", "value");
  private static final Field<String> REASON = text("health_override", "reason");
  private static final Field<String> AUTHOR = text("health_override", "author");
  private static final Field<Instant> CREATED_AT = instant("health_override", "created_at");
  private static final Field<Instant> EXPIRES_AT = instant("health_override", "expires_at");
  private static final Field<Instant> ENDED_AT = instant("health_override", "ended_at");

  private static final String SUBJECT = "health override";

  private final SqliteStore sqlite;
  private final AuditStore audit;
  private final InstantSource clock;

  HealthOverrideStore(SqliteStore sqlite, AuditStore audit, InstantSource clock) {
    this.sqlite = sqlite;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Said set(String accountId, String value, String reason, Instant expiresAt, Actor by) {
    if (reason.isBlank()) {
      throw new HoldfastException(ErrorCode.BAD_REQUEST, "An override needs a reason.");
    }
    Instant now = storable(clock.instant());
    if (!storable(expiresAt).isAfter(now)) {
      throw new HoldfastException(ErrorCode.BAD_REQUEST, "An override must end in the future.");
    }
    return sqlite.write(dsl -> {
      Optional<Said> before = end(dsl, accountId, now);
      dsl.insertInto(HEALTH_OVERRIDE)
          .set(ACCOUNT_ID, accountId)
          .set(SAID, value)
          .set(REASON, reason.strip())
          .set(AUTHOR, by.name())
          .set(CREATED_AT, now)
          .set(EXPIRES_AT, storable(expiresAt))
          .execute();
      Said after = list(dsl, ACCOUNT_ID.eq(accountId)).getFirst();
      audit.add(dsl, new Audit.Change(by, "set", SUBJECT, accountId, before.orElse(null), after));
      return after;
    });
  }

  @Override
  public void end(String accountId, Actor by) {
    Instant now = storable(clock.instant());
    sqlite.change(dsl ->
        end(dsl, accountId, now)
            .ifPresent(before ->
                audit.add(dsl, new Audit.Change(by, "ended", SUBJECT, accountId, before, null))));
  }

  private static Optional<Said> end(DSLContext dsl, String accountId, Instant now) {
    Optional<Said> before =
        list(dsl, ACCOUNT_ID.eq(accountId).and(inForceAt(now))).stream().findFirst();
    before.ifPresent(
        said -> dsl.update(HEALTH_OVERRIDE).set(ENDED_AT, now).where(ID.eq(said.id())).execute());
    return before;
  }

  @Override
  public Optional<Said> inForce(String accountId, Instant asOf) {
    Condition condition = ACCOUNT_ID.eq(accountId).and(inForceAt(asOf));
    return sqlite.read(dsl -> list(dsl, condition)).stream().findFirst();
  }

  @Override
  public List<Said> inForce(Instant asOf) {
    return sqlite.read(dsl -> list(dsl, inForceAt(asOf)));
  }

  @Override
  public List<Said> history(String accountId) {
    return sqlite.read(dsl -> list(dsl, ACCOUNT_ID.eq(accountId)));
  }

  private static Condition inForceAt(Instant at) {
    return CREATED_AT.le(at).and(EXPIRES_AT.gt(at)).and(ENDED_AT.isNull().or(ENDED_AT.gt(at)));
  }

  private static List<Said> list(DSLContext dsl, Condition condition) {
    return dsl.select(ID, ACCOUNT_ID, SAID, REASON, AUTHOR, CREATED_AT, EXPIRES_AT, ENDED_AT)
        .from(HEALTH_OVERRIDE)
        .where(condition)
        .orderBy(ACCOUNT_ID, ID.desc())
        .fetch(HealthOverrideStore::said);
  }

  private static Said said(Record row) {
    return new Said(
        row.get(ID),
        row.get(ACCOUNT_ID),
        row.get(SAID),
        row.get(REASON),
        row.get(AUTHOR),
        row.get(CREATED_AT),
        row.get(EXPIRES_AT),
        row.get(ENDED_AT));
  }
}
