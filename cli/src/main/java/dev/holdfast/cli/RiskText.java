package dev.holdfast.cli;

import static dev.holdfast.cli.Figures.decimals;
import static dev.holdfast.cli.Figures.interval;
import static dev.holdfast.cli.Figures.percent;

import dev.holdfast.health.BandOutcome;
import dev.holdfast.health.Calibrated;
import dev.holdfast.health.ChurnRisk;
import dev.holdfast.health.ChurnRiskModel;
import dev.holdfast.health.HazardModel;
import dev.holdfast.health.RiskTrial;
import dev.holdfast.workspace.HealthJudgements;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The risk of a loss as text: the answer first, then what it rests on. */
final class RiskText {

  private RiskText() {}

  /** What kind of answer it is, in a word. */
  static String kind(ChurnRisk risk) {
    return switch (risk) {
      case ChurnRisk.Estimated estimated -> "estimated";
      case ChurnRisk.Insufficient insufficient -> "insufficient";
      case ChurnRisk.Decided decided -> "decided";
      case ChurnRisk.Untold untold -> "untold";
    };
  }

  static void print(Console console, ChurnRisk risk, Optional<HealthJudgements.Said> call) {
    console.line(risk.accountId() + " on " + risk.day() + ":");
    console.line(risk.sentence());
    if (risk instanceof ChurnRisk.Estimated estimated) {
      console.line(
          "Against an account that is average in everything ("
              + percent(estimated.average())
              + "):");
      estimated
          .reasons()
          .forEach(reason -> console.line("  " + reason.title() + ": " + reason.sentence()));
      ChurnRisk.Renewal renewal = estimated.renewal();
      if (renewal != null) {
        console.line(
            "Renewal on "
                + renewal.on()
                + " (in "
                + renewal.days()
                + " days): likelihood "
                + between(renewal.likelihood()));
      }
      console.line(estimated.proof());
    }
    console.line(
        call.map(said ->
                "The CSM's call: "
                    + said.value()
                    + ", "
                    + said.author()
                    + ": "
                    + said.reason()
                    + " (until "
                    + said.expiresAt()
                    + ")")
            .orElse("The CSM has made no call."));
  }

  static void print(Console console, ChurnRiskModel model, Collection<ChurnRisk> risks, int limit) {
    console.line(model.sentence());
    console.line(
        model.lostAccounts()
            + " lost of "
            + model.accounts()
            + " accounts, "
            + model.accountMonths()
            + " account-months"
            + (model.firstMonth() == null
                ? ""
                : " from " + model.firstMonth() + " to " + model.lastMonth())
            + "; learned on "
            + model.madeOn());
    HazardModel hazard = model.model();
    if (hazard == null) {
      bands(console, model);
      return;
    }
    console.line("");
    weights(console, hazard);
    trial(console, model);
    console.line("");
    accounts(console, risks, limit);
  }

  private static void bands(Console console, ChurnRiskModel model) {
    console.line("");
    console.table(
        List.of("band", "accounts", "lost in " + model.horizonDays() + " days", "share", "95 %"),
        model.bands().stream()
            .map(band ->
                List.of(
                    band.band().title(),
                    band.cases(),
                    band.lost(),
                    share(band),
                    interval(band.low(), band.high())))
            .toList());
  }

  private static void weights(Console console, HazardModel hazard) {
    console.table(
        List.of("input", "one unit more", "odds x", "95 %"),
        hazard.weights().stream()
            .map(weight ->
                List.of(
                    weight.input().title(),
                    weight.input().step(),
                    decimals(weight.oddsRatio(), 2),
                    decimals(weight.oddsInterval().low(), 2)
                        + " to "
                        + decimals(weight.oddsInterval().high(), 2)))
            .toList());
    hazard
        .dropped()
        .forEach(one -> console.line(one.input().title() + " is left out: " + one.why() + "."));
  }

  private static void trial(Console console, ChurnRiskModel model) {
    RiskTrial trial = model.trial();
    if (trial == null) {
      return;
    }
    Calibrated calibrated = trial.calibrated();
    console.line(
        "AUC "
            + trial.ranking().words()
            + "; Brier "
            + decimals(calibrated.brier(), 5)
            + ", skill "
            + decimals(calibrated.skill(), 3)
            + ", slope "
            + decimals(calibrated.slope(), 2)
            + ", intercept "
            + decimals(calibrated.intercept(), 2));
    console.table(
        List.of("accounts", "said", "lost"),
        calibrated.bins().stream()
            .map(bin -> List.of(bin.cases(), percent(bin.said()), percent(bin.happened())))
            .toList());
    model
        .people()
        .forEach(series ->
            console.line(
                series.title()
                    + ": "
                    + series.said().words()
                    + " on "
                    + series.said().cases()
                    + " cases; the model on the same: "
                    + series.score().words()));
  }

  private static void accounts(Console console, Collection<ChurnRisk> risks, int limit) {
    List<ChurnRisk.Estimated> first =
        risks.stream()
            .filter(ChurnRisk.Estimated.class::isInstance)
            .map(ChurnRisk.Estimated.class::cast)
            .sorted(
                Comparator.comparingDouble((ChurnRisk.Estimated one) -> -one.risk().probability())
                    .thenComparing(ChurnRisk.Estimated::accountId))
            .limit(limit)
            .toList();
    console.table(
        List.of("account", "risk", "95 %", "renewal", "likelihood"),
        first.stream()
            .map(one -> {
              ChurnRisk.Renewal renewal = one.renewal();
              return List.of(
                  one.accountId(),
                  percent(one.risk().probability()),
                  interval(one.risk().low(), one.risk().high()),
                  renewal == null ? "" : renewal.on().toString(),
                  renewal == null ? "" : percent(renewal.likelihood().probability()));
            })
            .toList());
    long told = risks.stream().filter(ChurnRisk.Decided.class::isInstance).count();
    console.line(told + " more are going to end: notice was given.");
  }

  private static String between(HazardModel.Estimate estimate) {
    return percent(estimate.probability()) + " (" + interval(estimate.low(), estimate.high()) + ")";
  }

  private static String share(BandOutcome band) {
    Double share = band.share();
    return share == null ? "" : percent(share);
  }
}
