package dev.holdfast.web.pages;

import dev.holdfast.health.BacktestReport;
import dev.holdfast.health.BandOutcome;
import dev.holdfast.health.Calibrated;
import dev.holdfast.web.parts.DotPlot;
import dev.holdfast.web.parts.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a trial on losses that are known is told, of a score as of a risk. */
final class TrialTelling {

  private TrialTelling() {}

  /**
   * What became of the accounts in each band.
   *
   * @param all share of all accounts that was lost; null leaves its line out
   */
  static DotPlot bands(String label, List<BandOutcome> bands, @Nullable Double all) {
    return new DotPlot(
        label,
        "Band",
        bands.stream()
            .map(band ->
                new DotPlot.Row(
                    band.band().title(),
                    "",
                    band.share(),
                    band.low(),
                    band.high(),
                    band.cases(),
                    band.share() == null ? "no account was in it" : ""))
            .toList(),
        share -> Words.percent(share, 1),
        all);
  }

  /** Whether probabilities came true, in ten bins. */
  static DotPlot calibration(String label, Calibrated calibrated) {
    return new DotPlot(
        label,
        "Said",
        calibrated.bins().stream()
            .map(bin ->
                new DotPlot.Row(
                    Words.percent(bin.said(), 1), "", bin.happened(), null, null, bin.cases(), ""))
            .toList(),
        share -> Words.percent(share, 1),
        null);
  }

  /** Slope and intercept, to follow another figure; empty when they are not known. */
  static String line(Calibrated calibrated) {
    return calibrated.slope() == null || calibrated.intercept() == null
        ? ""
        : "; slope "
            + Words.number(calibrated.slope(), 2)
            + " and intercept "
            + Words.number(calibrated.intercept(), 2)
            + ", 1 and 0 are perfect";
  }

  /**
   * What people said, judged as the score or the risk is.
   *
   * @param on on what both were judged
   * @param other what it is compared with
   */
  static String people(BacktestReport.Series series, String on, String other) {
    return series.said().signal().words()
        + ": "
        + series.said().words()
        + " on "
        + on
        + "; "
        + other
        + " on the same: "
        + series.score().words()
        + ".";
  }
}
