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
import org.jspecify.annotations.Nullable;

/** Marks on signals in the workspace's tables. */
final class SignalMarkStore implements SignalMarks {

  private static final String MUTE = "signal_mute";
  private static final Table<?> SIGNAL_MUTE = DSL.table(DSL.name(MUTE));
  private static final Field<Long> ID = number(MUTE, "id");
  private static final Field<String> RULE = text(MUTE, "rule");
  private static final Field<String> ACCOUNT_ID = text(MUTE, "account_id");
  private static final Field<String> REASON = text(MUTE, "reason");
  private static final Field<String> AUTHOR = text(MUTE, "author");
  private static final Field<Instant> CREATED_AT = instant(MUTE, "created_at");
  private static final Field<Instant> UNTIL_AT = instant(MUTE, "until_at");
  private static final Field<Instant> ENDED_AT = instant(MUTE, "ended_at");

  private static final String VERDICT = "signal_verdict";
  private static final Table<?> SIGNAL_VERDICT = DSL.table(DSL.name(VERDICT));
  private static final Field<Long> VERDICT_ID = number(VERDICT, "id");
  private static final Field<String> VERDICT_RULE = text(VERDICT, "rule");
  private static final Field<String> VERDICT_ACCOUNT = text(VERDICT, "account_id");
  private static final Field<String> EPISODE = text(VERDICT, "episode");
  private static final Field<Boolean> USEFUL = flag(VERDICT, "useful");
  private static final Field<String> JUDGE = text(VERDICT, "author");
  private static final Field<Instant> JUDGED_AT = instant(VERDICT, "judged_at");

  private static final String DELIVERY = "signal_delivery";
  private static final Table<?> SIGNAL_DELIVERY = DSL.table(DSL.name(DELIVERY));
  private static final Field<Long> USER_ID = number(DELIVERY, "user_id");
  private static final Field<String> HOW = text(DELIVERY, "how");
  private static final Field<Instant> SET_AT = instant(DELIVERY, "set_at");

  private static final String SUBJECT = "signal";

  private final SqliteStore sqlite;
  private final AuditStore audit;
  private final InstantSource clock;

  SignalMarkStore(SqliteStore sqlite, AuditStore audit, InstantSource clock) {
    this.sqlite = sqlite;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Mute mute(
      String rule, @Nullable String accountId, @Nullable Instant until, String reason, Actor by) {
    Instant now = storable(clock.instant());
    if (until != null && !storable(until).isAfter(now)) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "A signal can only be put off to a time in the future.");
    }
    return sqlite.write(dsl -> {
      dsl.insertInto(SIGNAL_MUTE)
          .set(RULE, rule)
          .set(ACCOUNT_ID, accountId)
          .set(REASON, reason.strip())
          .set(AUTHOR, by.name())
          .set(CREATED_AT, now)
          .set(UNTIL_AT, until == null ? null : storable(until))
          .execute();
      Mute added = mutes(dsl, ID.eq(DSL.select(DSL.max(ID)).from(SIGNAL_MUTE))).getFirst();
      audit.add(
          dsl,
          new Audit.Change(
              by, until == null ? "muted" : "snoozed", SUBJECT, subject(added), null, added));
      return added;
    });
  }

  @Override
  public void unmute(long id, Actor by) {
    Instant now = storable(clock.instant());
    sqlite.change(dsl ->
        mutes(dsl, ID.eq(id).and(inForceAt(now))).stream()
            .findFirst()
            .ifPresent(before -> {
              dsl.update(SIGNAL_MUTE).set(ENDED_AT, now).where(ID.eq(id)).execute();
              audit.add(
                  dsl, new Audit.Change(by, "unmuted", SUBJECT, subject(before), before, null));
            }));
  }

  private static String subject(Mute mute) {
    return mute.rule() + " of " + (mute.accountId() == null ? "every account" : mute.accountId());
  }

  @Override
  public Optional<Mute> find(long id) {
    return sqlite.read(dsl -> mutes(dsl, ID.eq(id))).stream().findFirst();
  }

  @Override
  public List<Mute> inForce(Instant asOf) {
    return sqlite.read(dsl -> mutes(dsl, inForceAt(asOf)));
  }

  private static Condition inForceAt(Instant at) {
    return CREATED_AT
        .le(at)
        .and(UNTIL_AT.isNull().or(UNTIL_AT.gt(at)))
        .and(ENDED_AT.isNull().or(ENDED_AT.gt(at)));
  }

  private static List<Mute> mutes(DSLContext dsl, Condition condition) {
    return dsl.select(ID, RULE, ACCOUNT_ID, REASON, AUTHOR, CREATED_AT, UNTIL_AT)
        .from(SIGNAL_MUTE)
        .where(condition)
        .orderBy(RULE, ACCOUNT_ID, ID)
        .fetch(row ->
            new Mute(
                row.value1(),
                row.value2(),
                row.value3(),
                row.value4(),
                row.value5(),
                row.value6(),
                row.value7()));
  }

  @Override
  public Verdict judge(String rule, String accountId, String episode, boolean useful, Actor by) {
    return sqlite.write(dsl -> {
      dsl.insertInto(SIGNAL_VERDICT)
          .set(VERDICT_RULE, rule)
          .set(VERDICT_ACCOUNT, accountId)
          .set(EPISODE, episode)
          .set(USEFUL, useful)
          .set(JUDGE, by.name())
          .set(JUDGED_AT, storable(clock.instant()))
          .execute();
      Verdict added =
          verdicts(dsl, VERDICT_ID.eq(DSL.select(DSL.max(VERDICT_ID)).from(SIGNAL_VERDICT)))
              .getFirst();
      audit.add(
          dsl, new Audit.Change(by, "judged", SUBJECT, rule + " of " + accountId, null, added));
      return added;
    });
  }

  @Override
  public List<Verdict> verdicts(Instant asOf) {
    Condition last =
        VERDICT_ID.in(
            DSL.select(DSL.max(VERDICT_ID))
                .from(SIGNAL_VERDICT)
                .where(JUDGED_AT.le(asOf))
                .groupBy(VERDICT_RULE, VERDICT_ACCOUNT, EPISODE, JUDGE));
    return sqlite.read(dsl -> verdicts(dsl, last));
  }

  private static List<Verdict> verdicts(DSLContext dsl, Condition condition) {
    return dsl.select(VERDICT_ID, VERDICT_RULE, VERDICT_ACCOUNT, EPISODE, USEFUL, JUDGE, JUDGED_AT)
        .from(SIGNAL_VERDICT)
        .where(condition)
        .orderBy(VERDICT_ID)
        .fetch(SignalMarkStore::verdict);
  }

  private static Verdict verdict(Record row) {
    return new Verdict(
        row.get(VERDICT_ID),
        row.get(VERDICT_RULE),
        row.get(VERDICT_ACCOUNT),
        row.get(EPISODE),
        row.get(USEFUL),
        row.get(JUDGE),
        row.get(JUDGED_AT));
  }

  @Override
  public Delivery delivery(UserId person) {
    return sqlite
        .read(dsl ->
            dsl.select(HOW)
                .from(SIGNAL_DELIVERY)
                .where(USER_ID.eq(person.number()))
                .fetchOptional(HOW))
        .map(Delivery::valueOf)
        .orElse(Delivery.INSTANT);
  }

  @Override
  public void deliver(UserId person, Delivery how) {
    sqlite.change(dsl -> {
      dsl.deleteFrom(SIGNAL_DELIVERY).where(USER_ID.eq(person.number())).execute();
      dsl.insertInto(SIGNAL_DELIVERY)
          .set(USER_ID, person.number())
          .set(HOW, how.name())
          .set(SET_AT, storable(clock.instant()))
          .execute();
    });
  }
}
