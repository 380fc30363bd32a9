package dev.holdfast.app;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactLog;
import dev.holdfast.health.BacktestRuns;
import dev.holdfast.health.Backtests;
import dev.holdfast.health.ChurnRiskRuns;
import dev.holdfast.health.ChurnRisks;
import dev.holdfast.health.Health;
import dev.holdfast.health.OwnProfiles;
import dev.holdfast.intake.Imports;
import dev.holdfast.metrics.ContractCatalogue;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.metrics.OwnContracts;
import dev.holdfast.metrics.Rollups;
import dev.holdfast.reports.MetricReports;
import dev.holdfast.reports.Reports;
import dev.holdfast.reports.WorkRules;
import dev.holdfast.signals.SignalRules;
import dev.holdfast.signals.Signals;
import dev.holdfast.stream.Arrivals;
import dev.holdfast.warehouse.Warehouse;
import dev.holdfast.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * All of Holdfast, wired: every room is made here, in the order in which data flows, and nowhere
 * else.
 */
public final class Holdfast implements AutoCloseable {

  private final Settings settings;
  private final InstantSource clock;
  private final Workspace workspace;
  private final Warehouse warehouse;
  private final FactLog facts;
  private final Imports imports;
  private final Arrivals arrivals;
  private final Metrics metrics;
  private final OwnContracts ownContracts;
  private final Health health;
  private final Backtests backtests;
  private final ChurnRisks churnRisks;
  private final Signals signals;
  private final OwnProfiles ownProfiles;
  private final Pipeline pipeline;
  private final Reports reports;
  private final MetricReports metricReports;

  private Holdfast(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.warehouse = Warehouse.open(settings.warehouseFile(), settings.warehouse(), clock);
    this.workspace = Workspace.open(settings.workspaceFile(), clock);
    this.facts = FactLog.open(warehouse);
    this.imports = Imports.open(facts);
    this.arrivals =
        Arrivals.open(facts, settings.journalFolder(), settings.intake().journal(), clock);
    Rollups rollups = Rollups.open(facts, settings.rollups());
    this.metrics =
        new Metrics(
            facts,
            ContractCatalogue.load(Optional.of(settings.metricsFolder())),
            settings.rollups());
    this.ownContracts =
        new OwnContracts(settings.metricsFolder(), workspace.definitions(), metrics);
    this.health =
        Health.open(
            facts,
            rollups,
            OwnProfiles.load(settings.healthFolder(), workspace.definitions()),
            clock);
    this.ownProfiles = new OwnProfiles(settings.healthFolder(), workspace, health);
    this.backtests = Backtests.open(health, metrics, workspace);
    this.churnRisks = ChurnRisks.open(health, metrics, workspace.healthJudgements());
    this.signals =
        Signals.open(
            facts,
            rollups,
            health,
            SignalRules.load(Optional.of(settings.signalsFolder())),
            settings.signals(),
            workspace.signalMarks(),
            clock);
    this.pipeline =
        new Pipeline(facts, arrivals, rollups, metrics, health, signals, settings.zone(), clock);
    this.reports =
        Reports.open(facts, metrics, health, workspace.healthJudgements(), WorkRules.usual());
    this.metricReports = MetricReports.open(facts, metrics, settings.thresholds());
  }

  /**
   * Opens a data folder, making it when there is none.
   *
   * @throws HoldfastException {@code DATA_FOLDER_IN_USE} when another process works on it
   */
  public static Holdfast open(Settings settings, InstantSource clock) {
    try {
      Files.createDirectories(settings.data());
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "cannot make the data folder " + settings.data(), e);
    }
    return new Holdfast(settings, clock);
  }

  public Settings settings() {
    return settings;
  }

  public InstantSource clock() {
    return clock;
  }

  public Workspace workspace() {
    return workspace;
  }

  public FactLog facts() {
    return facts;
  }

  public Imports imports() {
    return imports;
  }

  public Arrivals arrivals() {
    return arrivals;
  }

  public Metrics metrics() {
    return metrics;
  }

  public Health health() {
    return health;
  }

  public Backtests backtests() {
    return backtests;
  }

  public ChurnRisks churnRisks() {
    return churnRisks;
  }

  public Signals signals() {
    return signals;
  }

  /** The company's definitions as files. */
  public CompanyConfig config() {
    return new CompanyConfig(workspace.definitions(), ownContracts, ownProfiles);
  }

  public Pipeline pipeline() {
    return pipeline;
  }

  public Reports reports() {
    return reports;
  }

  public MetricReports metricReports() {
    return metricReports;
  }

  /** What pages ask questions of. */
  public List<Object> rooms() {
    return List.of(
        facts,
        imports,
        imports.quarantine(),
        arrivals,
        settings.intake(),
        metrics,
        ownContracts,
        health,
        backtests,
        BacktestRuns.of(backtests),
        churnRisks,
        ChurnRiskRuns.of(churnRisks, health),
        signals,
        ownProfiles,
        reports,
        metricReports,
        pipeline);
  }

  @Override
  public void close() {
    arrivals.close();
    workspace.close();
    warehouse.close();
  }
}
