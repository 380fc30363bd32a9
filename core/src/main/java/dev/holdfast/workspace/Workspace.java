package dev.holdfast.workspace;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The team's own records in one SQLite file: opens it, brings its tables up to date, and hands out
 * the parts.
 *
 * <p>A change is on the disk when the method that made it returns. Any number of threads may call
 * any part; changes are made one after the other.
 */
public final class Workspace implements AutoCloseable {

  private final SqliteStore sqlite;
  private final Users users;
  private final Sessions sessions;
  private final SignInLinks signInLinks;
  private final SignInAttempts signInAttempts;
  private final Audit audit;
  private final Definitions definitions;
  private final Drafts drafts;
  private final HealthJudgements healthJudgements;
  private final WorklistMarks worklistMarks;
  private final SignalMarks signalMarks;
  private final SavedViews savedViews;
  private final Visits visits;
  private final IdempotencyKeys idempotencyKeys;
  private final Sources sources;
  private final BacktestRecords backtests;

  private Workspace(SqliteStore sqlite, InstantSource clock) {
    this.sqlite = sqlite;
    AuditStore auditStore = new AuditStore(sqlite, clock);
    this.audit = auditStore;
    this.users = new UserStore(sqlite, auditStore, clock);
    this.sessions = new SessionStore(sqlite, auditStore, clock);
    this.signInLinks = new SignInLinkStore(sqlite, auditStore, clock);
    this.signInAttempts = new SignInAttemptStore(sqlite, clock);
    this.definitions = new DefinitionStore(sqlite, auditStore, clock);
    this.drafts = new DraftStore(sqlite, auditStore, clock);
    this.healthJudgements = new HealthJudgementStore(sqlite, auditStore, clock);
    this.worklistMarks = new WorklistMarkStore(sqlite, auditStore, clock);
    this.signalMarks = new SignalMarkStore(sqlite, auditStore, clock);
    this.savedViews = new SavedViewStore(sqlite, clock);
    this.visits = new VisitStore(sqlite, clock);
    this.idempotencyKeys = new IdempotencyStore(sqlite, clock);
    this.sources = new SourceStore(sqlite, auditStore, clock);
    this.backtests = new BacktestRecordStore(sqlite, auditStore, clock);
  }

  /**
   * Opens the workspace in a file, which is made if it is missing.
   *
   * @param file the SQLite file; its folder must exist
   * @param clock where the time of every change comes from
   */
  public static Workspace open(Path file, InstantSource clock) {
    return new Workspace(SqliteStore.open(file), clock);
  }

  public Users users() {
    return users;
  }

  public Sessions sessions() {
    return sessions;
  }

  public SignInLinks signInLinks() {
    return signInLinks;
  }

  public SignInAttempts signInAttempts() {
    return signInAttempts;
  }

  public Audit audit() {
    return audit;
  }

  public Definitions definitions() {
    return definitions;
  }

  public Drafts drafts() {
    return drafts;
  }

  public HealthJudgements healthJudgements() {
    return healthJudgements;
  }

  public WorklistMarks worklistMarks() {
    return worklistMarks;
  }

  public SignalMarks signalMarks() {
    return signalMarks;
  }

  public SavedViews savedViews() {
    return savedViews;
  }

  public Visits visits() {
    return visits;
  }

  public IdempotencyKeys idempotencyKeys() {
    return idempotencyKeys;
  }

  public Sources sources() {
    return sources;
  }

  public BacktestRecords backtests() {
    return backtests;
  }

  @Override
  public void close() {
    sqlite.close();
  }
}
