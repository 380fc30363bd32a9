package dev.holdfast.health;

import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.warehouse.Warehouse;
import dev.holdfast.workspace.HealthJudgements;
import dev.holdfast.workspace.HealthJudgements.Layer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The risk that accounts are lost, beside their health: learned from those that were, kept with the
 * day it was learned on, and told of an account with its reasons.
 */
public final class ChurnRisks {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Health health;
  private final Metrics metrics;
  private final HealthJudgements judgements;
  private final Warehouse warehouse;

  private ChurnRisks(Health health, Metrics metrics, HealthJudgements judgements) {
    this.health = health;
    this.metrics = metrics;
    this.judgements = judgements;
    this.warehouse = health.source().log().warehouse();
  }

  /** Risks over what is known of accounts; makes the table that is missing. */
  public static ChurnRisks open(Health health, Metrics metrics, HealthJudgements judgements) {
    ChurnRisks risks = new ChurnRisks(health, metrics, judgements);
    risks.warehouse.writeAlone(writer -> {
      RiskStore.createTable(writer.sql());
      return true;
    });
    return risks;
  }

  /** Learns a model from all that is known now; nothing is kept. */
  public ChurnRiskModel learn(Backtests.Progress progress) {
    int horizon = ChurnRiskModel.HORIZON_DAYS;
    LocalDate today = health.today();
    RiskReplay replay =
        warehouse.read(
            sql -> RiskReplay.of(health.source(), metrics, sql, today, horizon, progress));
    progress.at("estimating", 0, 1);
    ChurnRiskModel model = model(replay, today, horizon);
    progress.at("estimating", 1, 1);
    return model;
  }

  /** Keeps a model: from now on risks are told by it. */
  public void keep(ChurnRiskModel model) {
    String json = JSON.writeValueAsString(model);
    warehouse.write(writer -> {
      RiskStore.keep(writer, json);
      return true;
    });
  }

  /**
   * The latest model that was kept by then; absent when there is none, or an older Holdfast wrote
   * it in another layout.
   */
  public Optional<ChurnRiskModel> latest(Knowledge knowledge) {
    return warehouse.read(sql -> latest(sql, knowledge));
  }

  private static Optional<ChurnRiskModel> latest(DSLContext sql, Knowledge knowledge) {
    return RiskStore.latest(sql, knowledge.recordedBy())
        .map(JSON::readTree)
        .filter(tree -> layout(tree) == ChurnRiskModel.LAYOUT)
        .map(tree -> JSON.treeToValue(tree, ChurnRiskModel.class));
  }

  private static int layout(JsonNode tree) {
    return tree.path("layout").asInt(0);
  }

  /** The model of today: the one that is kept, or one that is learned and kept now. */
  public ChurnRiskModel ofToday(Backtests.Progress progress) {
    return latest(Knowledge.now())
        .filter(model -> model.madeOn().equals(health.today()))
        .orElseGet(() -> {
          ChurnRiskModel model = learn(progress);
          keep(model);
          return model;
        });
  }

  /**
   * The risk of an account at the end of a day with recorded health, by the latest model and the
   * contracts known then.
   */
  public ChurnRisk of(String accountId, LocalDate day, Knowledge knowledge) {
    return Objects.requireNonNullElseGet(
        of(AccountRange.of(accountId), day, knowledge).get(accountId),
        () ->
            new ChurnRisk.Untold(
                accountId,
                day,
                "No health of "
                    + accountId
                    + " is recorded for "
                    + day
                    + ": it was no customer, or health was not computed. Run a refresh."));
  }

  /** The same of many accounts, by account in order; those without recorded health are left out. */
  public Map<String, ChurnRisk> of(AccountRange accounts, LocalDate day, Knowledge knowledge) {
    return warehouse.read(sql -> {
      ChurnRiskModel model = latest(sql, knowledge).orElse(null);
      FactReader facts = health.source().log().reader(sql, knowledge);
      Ends ends = new BacktestQueries(sql, facts, warehouse.engine()).ends(metrics, accounts);
      Map<String, HealthDay> scores = new HashMap<>();
      HealthStore.days(sql, HealthStore.onDay(day).and(accounts.holds(InputColumns.ACCOUNT_ID)))
          .forEach(score -> scores.put(score.accountId(), score));
      Map<String, ChurnRisk> risks = new LinkedHashMap<>();
      for (AccountDay input : HealthStore.inputs(sql, List.of(day), accounts, DSL.noCondition())) {
        HealthDay score = scores.get(input.accountId());
        if (score != null) {
          risks.put(
              input.accountId(),
              told(RiskState.of(input, score.score(), score.band()), ends, model));
        }
      }
      return risks;
    });
  }

  private static ChurnRisk told(RiskState state, Ends ends, @Nullable ChurnRiskModel model) {
    String id = state.accountId();
    LocalDate day = state.day();
    LocalDate endsOn = ends.lostOn(id, day);
    LocalDate toldOn = ends.toldOn(id, day);
    if (endsOn != null && toldOn != null) {
      return new ChurnRisk.Decided(
          id,
          day,
          toldOn,
          endsOn,
          (toldOn.isAfter(day) ? "It is going to end" : "Notice was given on " + toldOn)
              + ": its last contract ends on "
              + endsOn
              + ". There is nothing left to foretell.");
    }
    if (ends.spell(id, day).isEmpty()) {
      return new ChurnRisk.Untold(
          id, day, "No contract of it runs, so that there is none to lose.");
    }
    if (model == null) {
      return new ChurnRisk.Untold(
          id, day, "No risk was learned yet. ./holdfast risk learns it, and so does this page.");
    }
    HazardModel hazard = model.model();
    return hazard == null ? insufficient(state, model) : estimated(state, model, hazard);
  }

  private static ChurnRisk insufficient(RiskState state, ChurnRiskModel model) {
    BandOutcome outcome =
        model.bands().stream()
            .filter(one -> one.band() == state.band())
            .findFirst()
            .orElseGet(() -> BandOutcome.of(state.band(), 0, 0));
    return new ChurnRisk.Insufficient(
        state.accountId(),
        state.day(),
        model.horizonDays(),
        model.lostAccounts(),
        Ranking.ENOUGH_LOSSES,
        state.band(),
        outcome,
        RiskWords.insufficient(outcome, model.lostAccounts(), model.horizonDays()));
  }

  private static ChurnRisk estimated(RiskState state, ChurnRiskModel model, HazardModel hazard) {
    int horizon = model.horizonDays();
    HazardModel.Estimate risk = hazard.risk(state, horizon);
    double average = hazard.average(horizon).probability();
    int term = Math.toIntExact(state.termDays());
    return new ChurnRisk.Estimated(
        state.accountId(),
        state.day(),
        horizon,
        risk,
        average,
        model.lostAccounts(),
        model.madeOn(),
        RiskWords.reasons(hazard, state),
        term < 1
            ? null
            : new ChurnRisk.Renewal(
                state.day().plusDays(term), term, hazard.risk(state, term).opposite()),
        model.trial() == null ? model.whyNoTrial() : RiskWords.came(model.trial()),
        RiskWords.estimated(risk, model));
  }

  private ChurnRiskModel model(RiskReplay replay, LocalDate today, int horizon) {
    List<RiskRow> rows = replay.rows();
    List<LocalDate> cutOffs = replay.cutOffs();
    long lost = HazardFit.lostAccounts(rows);
    HazardModel hazard = lost < Ranking.ENOUGH_LOSSES ? null : HazardFit.of(rows).orElse(null);
    RiskTrial.Attempt attempt =
        hazard == null
            ? RiskTrial.Attempt.none("No risks were tried: there are too few losses.")
            : RiskTrial.attempt(rows, horizon);
    RiskTrial trial = attempt.result().orElse(null);
    return new ChurnRiskModel(
        ChurnRiskModel.LAYOUT,
        today,
        horizon,
        cutOffs.size(),
        cutOffs.isEmpty() ? null : cutOffs.getFirst(),
        cutOffs.isEmpty() ? null : cutOffs.getLast(),
        rows.size(),
        rows.stream().map(RiskRow::accountId).distinct().count(),
        lost,
        replay.decided(),
        replay.lateness().facts() == 0
            ? null
            : (Double) ((double) replay.lateness().late() / replay.lateness().facts()),
        hazard,
        trial,
        attempt.whyNot(),
        bands(replay, horizon),
        people(attempt),
        hazard == null
            ? RiskWords.insufficient(lost)
            : RiskWords.worth(lost, hazard, trial, attempt.whyNot()));
  }

  /** By band, at ends of months a horizon apart, so that no loss counts twice. */
  private static List<BandOutcome> bands(RiskReplay replay, int horizon) {
    List<RiskRow> over = replay.rows().stream().filter(row -> row.lostInHorizon() != null).toList();
    Set<LocalDate> days =
        new HashSet<>(
            BandOutcome.apart(
                over.stream().map(RiskRow::day).distinct().sorted().toList(), horizon));
    List<RiskRow> rows = over.stream().filter(row -> days.contains(row.day())).toList();
    return Arrays.stream(Band.values())
        .map(band -> {
          List<RiskRow> within = rows.stream().filter(row -> row.state().band() == band).toList();
          return BandOutcome.of(
              band,
              within.size(),
              within.stream().filter(row -> Boolean.TRUE.equals(row.lostInHorizon())).count());
        })
        .toList();
  }

  /** What people said of the accounts that risks were tried on, judged as the risks are. */
  private List<BacktestReport.Series> people(RiskTrial.Attempt attempt) {
    return SaidSeries.judge(
        judgements,
        health.source(),
        List.of(Layer.values()),
        attempt.tried(),
        tried -> tried.stream().map(RiskTrial.Tried::asCase).toList());
  }
}
