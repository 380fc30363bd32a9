package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.health.BacktestReport;
import dev.holdfast.health.BacktestRequest;
import dev.holdfast.health.Backtests;
import dev.holdfast.health.HealthProfile;
import dev.holdfast.health.HealthProfiles;
import dev.holdfast.health.SnapshotBacktest;
import dev.holdfast.health.SnapshotReport;
import dev.holdfast.health.SnapshotRequest;
import dev.holdfast.workspace.Actor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast backtest}. */
@Command(
    name = "backtest",
    description = "Say whether a health profile would have told who was going to be lost.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The report is kept; /health/backtest shows it and takes your decision.",
      "With --snapshots a table with one row for each account is tested instead; nothing is kept."
    })
final class BacktestCommand implements Runnable {

  private final Console console;

  @Mixin private DataFolder data = new DataFolder();

  @Parameters(
      paramLabel = "PROFILE",
      arity = "0..1",
      description = "A profile in force; default 'default'.")
  private String profile = "default";

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "A draft of a profile, as YAML, instead of one in force.")
  private @Nullable Path file;

  @Option(
      names = "--gap",
      paramLabel = "DAYS",
      description = "Losses nearer than this do not count; default 30.")
  private int gap = BacktestRequest.GAP_DAYS;

  @Option(
      names = "--horizon",
      paramLabel = "DAYS",
      description = "Days after the gap in which a loss counts; default 90.")
  private int horizon = BacktestRequest.HORIZON_DAYS;

  @Option(
      names = "--months",
      paramLabel = "N",
      description = "Ends of months to look at; default 24.")
  private int months = BacktestRequest.MONTHS;

  @Option(
      names = "--snapshots",
      paramLabel = "FILE",
      description = "A CSV file with one row for each account.")
  private @Nullable Path snapshots;

  @Option(names = "--id", paramLabel = "COLUMN", description = "Column that names the account.")
  private String id = "";

  @Option(
      names = "--outcome",
      paramLabel = "COLUMN=TEXT",
      description = "Column of the outcome, and the text that means a loss.")
  private String outcome = "";

  @Option(
      names = "--numeric",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns of numbers; default those that hold nothing else.")
  private Set<String> numeric = Set.of();

  @Option(
      names = "--leave-out",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns not to look at.")
  private Set<String> leaveOut = Set.of();

  @Option(
      names = "--ridge",
      paramLabel = "NUMBER",
      description = "Penalty of the snapshots' model; default 0 with many losses, else 1.")
  private @Nullable Double ridge;

  @Option(names = "--format", description = "text or json; default text.")
  private Shape format = Shape.TEXT;

  /** How the report is printed. */
  enum Shape {
    TEXT,
    JSON
  }

  BacktestCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    if (snapshots != null) {
      print(SnapshotBacktest.run(request(snapshots)));
      return;
    }
    try (Holdfast holdfast = data.open()) {
      holdfast.pipeline().refreshRollups();
      Backtests bench = holdfast.backtests();
      HealthProfile tested = file == null ? bench.profile(profile) : read(file);
      BacktestReport report =
          bench.run(new BacktestRequest(tested, gap, horizon, months), console::progress);
      console.endBar();
      bench.keep(report, Actor.holdfast("command line"));
      if (format == Shape.JSON) {
        console.json(report);
      } else {
        BacktestText.print(console, report);
      }
    }
  }

  private void print(SnapshotReport report) {
    if (format == Shape.JSON) {
      console.json(report);
    } else {
      BacktestText.print(console, report);
    }
  }

  private SnapshotRequest request(Path table) {
    int equals = outcome.indexOf('=');
    if (id.isBlank() || equals < 1 || equals == outcome.length() - 1) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "--snapshots needs --id COLUMN and --outcome COLUMN=TEXT, such as --outcome Churn=Yes.");
    }
    return new SnapshotRequest(
        table,
        id,
        outcome.substring(0, equals),
        outcome.substring(equals + 1),
        numeric,
        leaveOut,
        ridge);
  }

  private static HealthProfile read(Path draft) {
    try {
      return HealthProfiles.read(draft.toString(), Files.readString(draft));
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.BAD_FILE, "cannot read " + draft, e);
    }
  }

  /** The columns of the tables below, for those who read them by machine. */
  static final List<String> MEASURE_COLUMNS =
      List.of("measure", "declared", "suggested", "alone", "data", "10 points less", "closest to");
}
