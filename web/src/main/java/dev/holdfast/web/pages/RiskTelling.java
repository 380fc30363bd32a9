package dev.holdfast.web.pages;

import dev.holdfast.health.BandOutcome;
import dev.holdfast.health.Calibrated;
import dev.holdfast.health.ChurnRisk;
import dev.holdfast.health.HazardModel;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.pages.BacktestPage.Fact;
import dev.holdfast.web.parts.DotPlot;
import dev.holdfast.web.parts.Words;
import dev.holdfast.workspace.HealthJudgements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the risk of a loss into the words of pages. */
final class RiskTelling {

  private RiskTelling() {}

  /**
   * The risk of one account.
   *
   * @param figure empty without a probability
   * @param interval its 95 % interval
   * @param facts its reasons, the renewal, the CSM's call and the proof
   * @param more where it is shown what it rests on
   */
  public record Card(
      String figure, String interval, String sentence, List<Fact> facts, String more) {}

  static Card card(
      Visit visit, ChurnRisk risk, boolean running, Optional<HealthJudgements.Said> call) {
    List<Fact> facts = new ArrayList<>();
    String figure = "";
    String interval = "";
    String sentence = risk.sentence();
    switch (risk) {
      case ChurnRisk.Estimated estimated -> {
        figure = Words.percent(estimated.risk().probability(), 1);
        interval = interval(estimated.risk());
        estimated
            .reasons()
            .forEach(
                reason -> facts.add(new Fact(reason.title(), capital(reason.sentence()) + ".")));
        ChurnRisk.Renewal renewal = estimated.renewal();
        facts.add(
            new Fact(
                "Renewal",
                renewal == null
                    ? "No end of a term is known."
                    : Words.percent(renewal.likelihood().probability(), 0)
                        + " "
                        + Words.interval(
                            Words.percent(renewal.likelihood().low(), 0),
                            Words.percent(renewal.likelihood().high(), 0))
                        + " likely to renew on "
                        + Words.date(renewal.on(), visit.asOf().day())
                        + ", in "
                        + Words.count(renewal.days(), "day", "days")
                        + "."));
      }
      case ChurnRisk.Insufficient insufficient -> {}
      case ChurnRisk.Decided decided -> {}
      case ChurnRisk.Untold untold ->
          sentence = running ? "It is being learned now. Look again in a minute." : sentence;
    }
    facts.add(new Fact("The CSM's call", call(visit, call)));
    if (risk instanceof ChurnRisk.Estimated estimated) {
      facts.add(new Fact("Does it come true?", estimated.proof()));
    }
    return new Card(figure, interval, sentence, facts, visit.link(RiskPage.PATH));
  }

  private static String call(Visit visit, Optional<HealthJudgements.Said> call) {
    return call.map(said ->
            Sights.title(said.value())
                + ", "
                + said.author()
                + ": "
                + said.reason()
                + ". Until "
                + Words.date(
                    said.expiresAt().atZone(visit.asOf().zone()).toLocalDate(), visit.asOf().day())
                + ".")
        .orElse("Nobody has made one.");
  }

  static String interval(HazardModel.Estimate estimate) {
    return Words.interval(Words.percent(estimate.low(), 1), Words.percent(estimate.high(), 1));
  }

  /** Whether risks came true, in ten bins. */
  static DotPlot calibration(Calibrated calibrated, int horizonDays) {
    return new DotPlot(
        "Share that was lost within " + horizonDays + " days, by what was said",
        "Said",
        calibrated.bins().stream()
            .map(bin ->
                new DotPlot.Row(
                    Words.percent(bin.said(), 1), "", bin.happened(), null, null, bin.cases(), ""))
            .toList(),
        share -> Words.percent(share, 1),
        null);
  }

  /** What became of the accounts in each band. */
  static DotPlot bands(List<BandOutcome> bands, int horizonDays) {
    return new DotPlot(
        "Share that was lost within " + horizonDays + " days, by band",
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
        null);
  }

  static String capital(String words) {
    return words.isEmpty()
        ? ""
        : words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1);
  }
}
