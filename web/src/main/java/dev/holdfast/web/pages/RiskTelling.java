package dev.holdfast.web.pages;

import dev.holdfast.health.ChurnRisk;
import dev.holdfast.health.HazardModel;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.pages.BacktestPage.Fact;
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
            .forEach(reason ->
                facts.add(new Fact(reason.title(), Words.capital(reason.sentence()) + ".")));
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
}
