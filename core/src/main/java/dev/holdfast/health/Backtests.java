package dev.holdfast.health;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.warehouse.Warehouse;
import dev.holdfast.workspace.Actor;
import dev.holdfast.workspace.BacktestRecords;
import dev.holdfast.workspace.BacktestRecords.Decided;
import dev.holdfast.workspace.BacktestRecords.Decision;
import dev.holdfast.workspace.BacktestRecords.Kept;
import dev.holdfast.workspace.HealthJudgements.Layer;
import dev.holdfast.workspace.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The backtest bench: would a profile have told who was going to be lost, and what would the losses
 * have it weigh? A report is kept with the workspace, and so is what people decided on it.
 */
public final class Backtests {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Told how far a backtest has come. */
  @FunctionalInterface
  public interface Progress {

    /** Nobody is told. */
    Progress NONE = (step, done, total) -> {};

    /** So many of all pieces of a step are done. */
    void at(String step, int done, int total);
  }

  private final Health health;
  private final Metrics metrics;
  private final Workspace workspace;

  private Backtests(Health health, Metrics metrics, Workspace workspace) {
    this.health = health;
    this.metrics = metrics;
    this.workspace = workspace;
  }

  /** A bench over what is known of accounts. */
  public static Backtests open(Health health, Metrics metrics, Workspace workspace) {
    return new Backtests(health, metrics, workspace);
  }

  /**
   * The profile in force of a name.
   *
   * @throws HoldfastException {@code NOT_FOUND} that names those there are
   */
  public HealthProfile profile(String name) {
    List<HealthProfile> inForce = health.profiles().inForce();
    return inForce.stream()
        .filter(profile -> profile.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new HoldfastException(
                ErrorCode.NOT_FOUND,
                "There is no health profile '"
                    + name
                    + "'. There are: "
                    + inForce.stream().map(HealthProfile::name).collect(Collectors.joining(", "))
                    + "."));
  }

  /** Every profile in force, in the order in which they are tried. */
  public List<HealthProfile> profiles() {
    return health.profiles().inForce();
  }

  /** Runs a backtest; nothing is kept. */
  public BacktestReport run(BacktestRequest request, Progress progress) {
    HealthSource now = health.source();
    HealthSource source = now.with(now.profiles().with(List.of(request.profile())));
    Warehouse warehouse = now.log().warehouse();
    Replay replay =
        warehouse.read(sql -> Replay.of(source, metrics, sql, request, health.today(), progress));
    progress.at("estimating", 0, 1);
    BacktestReport report = report(replay, source);
    progress.at("estimating", 1, 1);
    return report;
  }

  /** Keeps a report. */
  public Kept keep(BacktestReport report, Actor by) {
    return workspace
        .backtests()
        .keep(
            new BacktestRecords.New(
                report.profile(),
                report.version(),
                report.definition(),
                report.signal().words(),
                JSON.writeValueAsString(report)),
            by);
  }

  /** The latest report that was kept of a profile's version; absent when it was never tested. */
  public Optional<Kept> latest(HealthProfile profile) {
    return workspace.backtests().latest(profile.name(), profile.version());
  }

  /** What people decided on a profile's version, newest first. */
  public List<Decided> decisions(HealthProfile profile) {
    return workspace.backtests().decisions(profile.name(), profile.version());
  }

  /** Notes what a person decides on a profile's version, with the latest report there is. */
  public Decided decide(HealthProfile profile, Decision decision, String reason, Actor by) {
    return workspace.backtests().decide(profile.name(), profile.version(), decision, reason, by);
  }

  /** A report that was kept; absent when an older Holdfast wrote it in another layout. */
  public Optional<BacktestReport> read(Kept kept) {
    JsonNode tree = JSON.readTree(kept.reportJson());
    return tree.path("layout").asInt(0) == BacktestReport.LAYOUT
        ? Optional.of(JSON.treeToValue(tree, BacktestReport.class))
        : Optional.empty();
  }

  /** What stands for every detail of a profile. */
  public static String definition(HealthProfile profile) {
    return Hashed.digits(profile.toString(), 8);
  }

  private BacktestReport report(Replay replay, HealthSource source) {
    HealthProfile profile = replay.profile();
    List<ReplayRow> counted = replay.counted();
    Ranking score = Ranking.of(Ranking.ofScores(counted));
    List<WeightFit.Coefficient> coefficients =
        score.lostAccounts() < Ranking.ENOUGH_LOSSES
            ? List.of()
            : WeightFit.of(
                    counted.stream().filter(ReplayRow::hasScore).toList(),
                    profile.measures().size())
                .map(WeightFit::coefficients)
                .orElse(List.of());
    List<MeasureFinding> measures = MeasureFindings.of(replay, coefficients);
    HeldOut.Attempt heldOut = HeldOut.of(replay);
    long decided = replay.rows().stream().filter(row -> row.fate() == Fate.DECIDED).count();
    long without = counted.stream().filter(row -> !row.hasScore()).count();
    return new BacktestReport(
        BacktestReport.LAYOUT,
        profile.name(),
        profile.version(),
        profile.title(),
        definition(profile),
        health.today(),
        replay.window().gapDays(),
        replay.window().horizonDays(),
        replay.cutOffs().size(),
        replay.cutOffs().isEmpty() ? null : replay.cutOffs().getFirst(),
        replay.cutOffs().isEmpty() ? null : replay.cutOffs().getLast(),
        score.signal(),
        BacktestWords.verdict(score, replay.cutOffs().size()),
        score,
        counted.isEmpty() ? 0 : (double) without / counted.size(),
        decided,
        replay.lateness().facts() == 0
            ? null
            : (Double) ((double) replay.lateness().late() / replay.lateness().facts()),
        EarlyWarning.of(replay),
        BandOutcome.of(replay),
        heldOut.result().orElse(null),
        heldOut.whyNot(),
        measures,
        BacktestWords.weights(score.lostAccounts(), !coefficients.isEmpty()),
        people(replay, source),
        BacktestWords.remarks(replay, measures, decided));
  }

  /** What people said beside the score, judged as it is. */
  private List<BacktestReport.Series> people(Replay replay, HealthSource source) {
    return SaidSeries.judge(
        workspace.healthJudgements(),
        source,
        List.of(Layer.PULSE, Layer.CALL, Layer.OVERRIDE),
        replay.counted(),
        Ranking::ofScores);
  }
}
