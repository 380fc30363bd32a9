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
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Backtests and decisions in the workspace's tables. */
final class BacktestRecordStore implements BacktestRecords {

  private static final Table<?> REPORT = DSL.table(DSL.name("backtest_report"));
  private static final Field<Long> ID = number("backtest_report", "id");
  private static final Field<String> PROFILE = text("backtest_report", "profile");
  private static final Field<Long> VERSION = number("backtest_report", "profile_version");
  private static final Field<String> DEFINITION = text("backtest_report", "definition");
  private static final Field<String> VERDICT = text("backtest_report", "verdict");
  private static final Field<String> REPORT_JSON = text("backtest_report", "report_json");
  private static final Field<String> AUTHOR = text("backtest_report", "author");
  private static final Field<Instant> MADE_AT = instant("backtest_report", "made_at");

  private static final Table<?> DECISION = DSL.table(DSL.name("backtest_decision"));
  private static final Field<Long> DECISION_ID = number("backtest_decision", "id");
  private static final Field<String> OF_PROFILE = text("backtest_decision", "profile");
  private static final Field<Long> OF_VERSION = number("backtest_decision", "profile_version");
  private static final Field<Long> REPORT_ID = number("backtest_decision", "report_id");
  private static final Field<String> DECIDED = text("backtest_decision", "decision");
  private static final Field<String> REASON = text("backtest_decision", "reason");
  private static final Field<String> DECIDED_BY = text("backtest_decision", "author");
  private static final Field<Instant> DECIDED_AT = instant("backtest_decision", "decided_at");

  private final SqliteStore sqlite;
  private final AuditStore audit;
  private final InstantSource clock;

  /** A report in the audit: not all of it, but enough to find it. */
  private record Noted(long id, String verdict, String definition) {}

  BacktestRecordStore(SqliteStore sqlite, AuditStore audit, InstantSource clock) {
    this.sqlite = sqlite;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Kept keep(New report, Actor by) {
    return sqlite.write(dsl -> {
      dsl.insertInto(REPORT)
          .set(PROFILE, report.profile())
          .set(VERSION, (long) report.profileVersion())
          .set(DEFINITION, report.definition())
          .set(VERDICT, report.verdict())
          .set(REPORT_JSON, report.reportJson())
          .set(AUTHOR, by.name())
          .set(MADE_AT, storable(clock.instant()))
          .execute();
      Kept kept = latest(dsl, report.profile(), report.profileVersion()).orElseThrow();
      audit.add(
          dsl,
          new Audit.Change(
              by,
              "made",
              "backtest",
              subject(kept.profile(), kept.profileVersion()),
              null,
              new Noted(kept.id(), kept.verdict(), kept.definition())));
      return kept;
    });
  }

  @Override
  public Optional<Kept> latest(String profile, int profileVersion) {
    return sqlite.read(dsl -> latest(dsl, profile, profileVersion));
  }

  @Override
  public Decided decide(
      String profile, int profileVersion, Decision decision, String reason, Actor by) {
    if (reason.isBlank()) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "A decision needs a reason, for those who come later.");
    }
    return sqlite.write(dsl -> {
      Optional<Kept> report = latest(dsl, profile, profileVersion);
      if (report.isEmpty() && decision != Decision.WAIVE) {
        throw new HoldfastException(
            ErrorCode.BAD_REQUEST,
            "There is no backtest of "
                + profile
                + " v"
                + profileVersion
                + " to decide on. Run it first, or waive it with a reason.");
      }
      Optional<Decided> before = decisions(dsl, profile, profileVersion).stream().findFirst();
      dsl.insertInto(DECISION)
          .set(OF_PROFILE, profile)
          .set(OF_VERSION, (long) profileVersion)
          .set(REPORT_ID, report.map(Kept::id).orElse(null))
          .set(DECIDED, decision.word())
          .set(REASON, reason.strip())
          .set(DECIDED_BY, by.name())
          .set(DECIDED_AT, storable(clock.instant()))
          .execute();
      Decided after = decisions(dsl, profile, profileVersion).getFirst();
      audit.add(
          dsl,
          new Audit.Change(
              by,
              "decided",
              "backtest",
              subject(profile, profileVersion),
              before.orElse(null),
              after));
      return after;
    });
  }

  @Override
  public List<Decided> decisions(String profile, int profileVersion) {
    return sqlite.read(dsl -> decisions(dsl, profile, profileVersion));
  }

  private static String subject(String profile, int version) {
    return profile + " v" + version;
  }

  private static Optional<Kept> latest(DSLContext dsl, String profile, int version) {
    return dsl.select(ID, PROFILE, VERSION, DEFINITION, VERDICT, REPORT_JSON, AUTHOR, MADE_AT)
        .from(REPORT)
        .where(PROFILE.eq(profile), VERSION.eq((long) version))
        .orderBy(ID.desc())
        .limit(1)
        .fetchOptional(BacktestRecordStore::kept);
  }

  private static List<Decided> decisions(DSLContext dsl, String profile, int version) {
    return dsl.select(
            DECISION_ID, OF_PROFILE, OF_VERSION, REPORT_ID, DECIDED, REASON, DECIDED_BY, DECIDED_AT)
        .from(DECISION)
        .where(OF_PROFILE.eq(profile), OF_VERSION.eq((long) version))
        .orderBy(DECISION_ID.desc())
        .fetch(BacktestRecordStore::decided);
  }

  private static Kept kept(Record row) {
    return new Kept(
        row.get(ID),
        row.get(PROFILE),
        Math.toIntExact(row.get(VERSION)),
        row.get(DEFINITION),
        row.get(VERDICT),
        row.get(REPORT_JSON),
        row.get(AUTHOR),
        row.get(MADE_AT));
  }

  private static Decided decided(Record row) {
    return new Decided(
        row.get(DECISION_ID),
        row.get(OF_PROFILE),
        Math.toIntExact(row.get(OF_VERSION)),
        row.get(REPORT_ID),
        Decision.valueOf(row.get(DECIDED).toUpperCase(java.util.Locale.ROOT)),
        row.get(REASON),
        row.get(DECIDED_BY),
        row.get(DECIDED_AT));
  }
}
