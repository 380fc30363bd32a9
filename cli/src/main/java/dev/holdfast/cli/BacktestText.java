package dev.holdfast.cli;

import static dev.holdfast.cli.Figures.decimals;
import static dev.holdfast.cli.Figures.interval;
import static dev.holdfast.cli.Figures.percent;

import dev.holdfast.health.BacktestReport;
import dev.holdfast.health.Calibrated;
import dev.holdfast.health.EarlyWarning;
import dev.holdfast.health.HeldOut;
import dev.holdfast.health.Leak;
import dev.holdfast.health.MeasureFinding;
import dev.holdfast.health.Ranking;
import dev.holdfast.health.SnapshotReport;
import java.util.List;

/** A backtest as text: the verdict first, then what it rests on. */
final class BacktestText {

  private BacktestText() {}

  static void print(Console console, BacktestReport report) {
    console.line(report.profile() + " v" + report.version() + ": " + report.signal().words() + ".");
    console.line(report.verdict());
    console.line("");
    ranking(console, report.score());
    if (report.cutOffs() > 0) {
      console.line(
          report.cutOffs()
              + " ends of months from "
              + report.firstCutOff()
              + " to "
              + report.lastCutOff()
              + "; gap "
              + report.gapDays()
              + " days, horizon "
              + report.horizonDays()
              + " days; "
              + percent(report.withoutScore())
              + " had no score");
    }
    warning(console, report.warning());
    console.line("");
    console.table(
        List.of("band", "accounts", "lost", "share", "95 % interval"),
        report.bands().stream()
            .map(band ->
                List.of(
                    band.band().title(),
                    band.cases(),
                    band.lost(),
                    percent(band.share()),
                    interval(band.low(), band.high())))
            .toList());
    console.line("");
    measures(console, report);
    heldOut(console, report);
    for (BacktestReport.Series series : report.people()) {
      console.line(
          series.title()
              + ": "
              + series.said().signal().words()
              + ", "
              + series.said().words()
              + " on "
              + series.said().cases()
              + " cases; the score on the same: "
              + series.score().words());
    }
    report.remarks().forEach(console::line);
  }

  private static void ranking(Console console, Ranking score) {
    console.line(
        score.lostAccounts()
            + " of "
            + score.accounts()
            + " accounts were lost ("
            + score.cases()
            + " accounts at cut-offs)");
    console.line("AUC " + score.words() + ", by account; 0.5 is chance");
    if (score.lift() != null && score.capture() != null) {
      console.line(
          "top tenth: "
              + decimals(score.lift(), 1)
              + " times the losses of chance, "
              + percent(score.capture())
              + " of all; precision-recall area "
              + decimals(score.precision(), 3)
              + ", chance is "
              + decimals(score.lostShare(), 3));
    }
  }

  private static void warning(Console console, EarlyWarning warning) {
    console.line(
        warning.alerted()
            + " of "
            + warning.lost()
            + " lost accounts had a sustained alert in the year before"
            + (warning.medianDays() == null
                ? ""
                : ", half of them "
                    + decimals(warning.medianDays(), 0)
                    + " days or more before the loss")
            + "; "
            + warning.alerts()
            + " such alerts of all accounts"
            + (warning.alertsPerCsmWeek() == null
                ? ""
                : ", " + decimals(warning.alertsPerCsmWeek(), 2) + " per CSM and week"));
    for (EarlyWarning.Green green : warning.green()) {
      console.line(
          green.daysBefore()
              + " days before the loss "
              + green.green()
              + " of "
              + green.known()
              + " were healthy"
              + (green.share() == null
                  ? ""
                  : " ("
                      + percent(green.share())
                      + ", "
                      + interval(green.low(), green.high())
                      + ")"));
    }
  }

  private static void measures(Console console, BacktestReport report) {
    console.table(
        BacktestCommand.MEASURE_COLUMNS,
        report.measures().stream()
            .map(measure ->
                List.of(
                    measure.name() + (measure.leak() == null ? "" : " (!)"),
                    percent(measure.declaredShare()),
                    measure.suggestedShare() == null ? "" : percent(measure.suggestedShare()),
                    measure.alone().words(),
                    percent(measure.coverage()),
                    odds(measure),
                    measure.closestTo() == null
                        ? ""
                        : measure.closestTo() + " " + decimals(measure.correlation(), 2)))
            .toList());
    console.line(report.weights());
    for (MeasureFinding measure : report.leaks()) {
      Leak leak = measure.leak();
      console.line("(!) " + measure.title() + ": " + (leak == null ? "" : leak.sentence()));
    }
  }

  private static String odds(MeasureFinding measure) {
    MeasureFinding.Odds odds = measure.odds();
    return odds == null
        ? ""
        : "odds x "
            + decimals(odds.ratio(), 2)
            + " ("
            + decimals(odds.low(), 2)
            + " to "
            + decimals(odds.high(), 2)
            + ")";
  }

  private static void heldOut(Console console, BacktestReport report) {
    HeldOut heldOut = report.heldOut();
    if (heldOut == null) {
      console.line(report.whyNotHeldOut());
      return;
    }
    console.line(
        "On other accounts and later months (from "
            + heldOut.testedFrom()
            + "): declared weights "
            + heldOut.declared().words()
            + ", suggested weights "
            + heldOut.suggested().words()
            + ", "
            + heldOut.suggested().lostAccounts()
            + " losses");
    console.line("as probabilities, declared: " + calibrated(heldOut.declaredProbability()));
    console.line("as probabilities, suggested: " + calibrated(heldOut.suggestedProbability()));
  }

  private static String calibrated(Calibrated calibrated) {
    return "Brier "
        + decimals(calibrated.brier(), 6)
        + ", skill "
        + decimals(calibrated.skill(), 3)
        + ", slope "
        + decimals(calibrated.slope(), 2)
        + ", intercept "
        + decimals(calibrated.intercept(), 2);
  }

  static void print(Console console, SnapshotReport report) {
    console.line(report.verdict());
    console.line("");
    console.line(
        "learned from "
            + report.learnedFrom()
            + " rows, "
            + report.learnedLost()
            + " lost, ridge "
            + decimals(report.ridge(), 0)
            + "; tried on "
            + report.ranking().cases()
            + " others, "
            + report.ranking().lostAccounts()
            + " lost");
    console.line(
        "AUC "
            + decimals(report.ranking().auc(), 6)
            + ", standard error "
            + decimals(report.aucError(), 6)
            + " (DeLong), 95 % interval "
            + decimals(report.ranking().low(), 3)
            + " to "
            + decimals(report.ranking().high(), 3));
    console.line(calibrated(report.calibrated()));
    if (report.ranking().lift() != null && report.ranking().capture() != null) {
      console.line(
          "top tenth: "
              + decimals(report.ranking().lift(), 2)
              + " times the losses of chance, "
              + percent(report.ranking().capture())
              + " of all");
    }
    console.line("");
    console.table(
        List.of("column", "log odds per deviation", "95 % interval"),
        report.features().stream()
            .map(feature ->
                List.of(
                    feature.name(),
                    decimals(feature.perDeviation(), 3),
                    decimals(feature.low(), 3) + " to " + decimals(feature.high(), 3)))
            .toList());
    report.remarks().forEach(console::line);
  }
}
