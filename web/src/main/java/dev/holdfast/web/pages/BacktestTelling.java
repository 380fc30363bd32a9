package dev.holdfast.web.pages;

import dev.holdfast.health.BacktestReport;
import dev.holdfast.health.Calibrated;
import dev.holdfast.health.EarlyWarning;
import dev.holdfast.health.HeldOut;
import dev.holdfast.health.Leak;
import dev.holdfast.health.MeasureFinding;
import dev.holdfast.health.Ranking;
import dev.holdfast.web.pages.BacktestPage.Fact;
import dev.holdfast.web.pages.BacktestPage.MeasureRow;
import dev.holdfast.web.pages.BacktestPage.Told;
import dev.holdfast.web.parts.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts a backtest into the words of its page. */
final class BacktestTelling {

  private final BacktestReport report;

  BacktestTelling(BacktestReport report) {
    this.report = report;
  }

  /**
   * All of it.
   *
   * @param changed whether the profile is another one than was tested, under the same version
   */
  Told told(boolean changed) {
    List<String> remarks = new ArrayList<>();
    if (changed) {
      remarks.add("The profile was changed since without a new version: run the backtest again.");
    }
    remarks.addAll(report.remarks());
    return new Told(
        restsOn(),
        facts(),
        TrialTelling.bands(
            "Share of accounts that was lost, by band", report.bands(), report.score().lostShare()),
        report.heldOut() == null
            ? null
            : TrialTelling.calibration(
                "Share that was lost, by what the score said as a probability",
                report.heldOut().declaredProbability()),
        calibrationSays(),
        measures(),
        report.weights(),
        report.people().stream().map(BacktestTelling::people).toList(),
        remarks);
  }

  private String restsOn() {
    Ranking score = report.score();
    return Words.count(score.lostAccounts(), "account was", "accounts were")
        + " lost, of "
        + Words.number(score.accounts())
        + ", at "
        + Words.count(report.cutOffs(), "end of a month", "ends of months")
        + (report.firstCutOff() == null || report.lastCutOff() == null
            ? ""
            : " from "
                + Words.fullDate(report.firstCutOff())
                + " to "
                + Words.fullDate(report.lastCutOff()))
        + ". Made on "
        + Words.fullDate(report.madeOn())
        + ".";
  }

  private List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    Ranking score = report.score();
    facts.add(
        new Fact(
            "Ranking (AUC)",
            score.auc() == null
                ? "None: nobody was lost."
                : score.words()
                    + ", by account. Of one who was lost and one who stayed, so often the one who"
                    + " was lost had the lower score; 0.5 is chance."));
    if (score.lift() != null && score.capture() != null) {
      facts.add(
          new Fact(
              "The tenth with the lowest scores",
              Words.number(score.lift(), 1)
                  + " times as many losses as chance; "
                  + Words.percent(score.capture(), 0)
                  + " of all losses are in it."));
    }
    EarlyWarning warning = report.warning();
    facts.add(new Fact("Warned before the loss", warned(warning)));
    facts.add(
        new Fact(
            "What it cost",
            Words.count(warning.alerts(), "lasting alert", "lasting alerts")
                + (warning.alertsPerCsmWeek() == null
                    ? "; no CSMs are known."
                    : ", " + Words.number(warning.alertsPerCsmWeek(), 2) + " per CSM and week.")));
    facts.add(new Fact("Green before the loss", green(warning)));
    facts.add(
        new Fact(
            "Without a score",
            Words.percent(report.withoutScore(), 1) + " of the accounts at those days."));
    HeldOut heldOut = report.heldOut();
    facts.add(
        new Fact(
            "On other accounts and later months",
            heldOut == null
                ? report.whyNotHeldOut()
                : "From "
                    + Words.fullDate(heldOut.testedFrom())
                    + ", "
                    + Words.count(heldOut.suggested().lostAccounts(), "loss", "losses")
                    + ": declared weights "
                    + heldOut.declared().words()
                    + ", suggested weights "
                    + heldOut.suggested().words()
                    + "."));
    return facts;
  }

  private static String warned(EarlyWarning warning) {
    if (warning.lost() == 0) {
      return "Nobody was lost.";
    }
    String text =
        Words.number(warning.alerted())
            + " of "
            + Words.number(warning.lost())
            + " were at risk at two ends of months in a row in the year before";
    return warning.medianDays() == null
        ? text + "."
        : text
            + "; half of those "
            + Words.number(warning.medianDays(), 0)
            + " days or more before"
            + (warning.lowDays() == null || warning.highDays() == null
                ? ""
                : " "
                    + Words.interval(
                        Words.number(warning.lowDays(), 0), Words.number(warning.highDays(), 0)))
            + ".";
  }

  private static String green(EarlyWarning warning) {
    return warning.green().stream()
            .map(green ->
                green.share() == null || green.low() == null || green.high() == null
                    ? green.daysBefore() + " days before: not known"
                    : green.daysBefore()
                        + " days before: "
                        + Words.percent(green.share(), 0)
                        + " ("
                        + green.green()
                        + " of "
                        + green.known()
                        + ", "
                        + Words.percent(green.low(), 0)
                        + " to "
                        + Words.percent(green.high(), 0)
                        + ")")
            .collect(Collectors.joining("; "))
        + ".";
  }

  private String calibrationSays() {
    HeldOut heldOut = report.heldOut();
    if (heldOut == null) {
      return "";
    }
    Calibrated calibrated = heldOut.declaredProbability();
    return "Brier score "
        + Words.number(calibrated.brier(), 4)
        + skill(calibrated.skill())
        + TrialTelling.line(calibrated)
        + ". On accounts and months that it was not made from.";
  }

  private static String skill(@Nullable Double skill) {
    if (skill == null) {
      return "";
    }
    return skill <= 0
        ? ", no better than saying the same of everybody"
        : ", " + Words.percent(skill, 1) + " better than saying the same of everybody";
  }

  private List<MeasureRow> measures() {
    Map<String, String> titles =
        report.measures().stream()
            .collect(Collectors.toMap(MeasureFinding::name, MeasureFinding::title));
    return report.measures().stream().map(measure -> row(measure, titles)).toList();
  }

  private static MeasureRow row(MeasureFinding measure, Map<String, String> titles) {
    Leak leak = measure.leak();
    MeasureFinding.Odds odds = measure.odds();
    return new MeasureRow(
        measure.title(),
        measure.kind().name().toLowerCase(Locale.ROOT),
        Words.percent(measure.declaredShare(), 0),
        measure.suggestedShare() == null ? "" : Words.percent(measure.suggestedShare(), 0),
        measure.alone().auc() == null ? "no data" : decimals(measure.alone().auc()),
        interval(measure.alone().low(), measure.alone().high()),
        measure.direction(),
        Words.percent(measure.coverage(), 0),
        odds == null ? "" : "× " + decimals(odds.ratio()),
        odds == null ? "" : interval(odds.low(), odds.high()),
        closest(measure, titles),
        leak == null ? "" : leak.sentence());
  }

  private static String interval(@Nullable Double low, @Nullable Double high) {
    return low == null || high == null ? "" : Words.interval(decimals(low), decimals(high));
  }

  /** Always two, so that they stand below each other. */
  private static String decimals(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  private static String closest(MeasureFinding measure, Map<String, String> titles) {
    @Nullable Double correlation = measure.correlation();
    return measure.closestTo() == null || correlation == null
        ? ""
        : titles.getOrDefault(measure.closestTo(), measure.closestTo())
            + " "
            + Words.number(correlation, 2);
  }

  private static Fact people(BacktestReport.Series series) {
    return new Fact(
        series.title(),
        TrialTelling.people(
            series,
            Words.count(
                series.said().cases(),
                "account at an end of a month",
                "accounts at ends of months"),
            "the score"));
  }
}
