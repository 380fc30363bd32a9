package dev.holdfast.health;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said of the risk of a loss, in sentences. */
final class RiskWords {

  private RiskWords() {}

  /** What a model is worth. */
  static String worth(
      long lostAccounts, HazardModel model, @Nullable RiskTrial trial, String whyNoTrial) {
    String text =
        "Learned from "
            + Numbers.count(lostAccounts, "loss", "losses")
            + (model.weights().isEmpty()
                ? "; nothing that is known tells accounts apart, so that all have the same risk. "
                : ". ");
    return text + (trial == null ? whyNoTrial : came(trial));
  }

  /** Too few losses. */
  static String insufficient(long lostAccounts) {
    return "Insufficient: "
        + Numbers.count(lostAccounts, "account was lost", "accounts were lost")
        + " in the months that are known, "
        + Ranking.ENOUGH_LOSSES
        + " are needed before a risk can be told of one account. Until then: what became of others in"
        + " the same band. A longer history helps, such as one that is imported.";
  }

  /** Whether risks came true, on other accounts and later months. */
  static String came(RiskTrial trial) {
    Double skill = trial.calibrated().skill();
    return "On other accounts, from "
        + trial.testedFrom()
        + ": "
        + percent(trial.said())
        + " were said to be lost, "
        + percent(trial.happened())
        + " were ("
        + Numbers.count(trial.lost(), "loss", "losses")
        + ")"
        + (skill == null
            ? "."
            : skill <= 0
                ? "; as a probability no better than saying the same of everybody."
                : "; as a probability "
                    + percent(skill)
                    + " better than saying the same of everybody.");
  }

  static String estimated(HazardModel.Estimate risk, ChurnRiskModel model) {
    Double ofAll = model.ofAll().share();
    return percent(risk.probability())
        + " ("
        + percent(risk.low())
        + " to "
        + percent(risk.high())
        + ") risk that it gives notice or ends within "
        + Numbers.days(model.horizonDays())
        + ", learned from "
        + Numbers.count(model.lostAccounts(), "loss", "losses")
        + "."
        + (ofAll == null
            ? ""
            : " Of all accounts "
                + percent(ofAll)
                + " were lost so ("
                + model.ofAll().lost()
                + " of "
                + model.ofAll().cases()
                + ").");
  }

  /** What makes an account differ from the average, the largest first. */
  static List<ChurnRisk.Reason> reasons(HazardModel model, RiskState state) {
    Map<String, Double> sums = new LinkedHashMap<>();
    model
        .contributions(state)
        .forEach(one -> sums.merge(one.input().subject(), one.logOdds(), Double::sum));
    return sums.entrySet().stream()
        .map(sum -> reason(model, state, sum.getKey(), sum.getValue()))
        .sorted(
            Comparator.comparingDouble((ChurnRisk.Reason one) -> -Math.abs(one.logOdds()))
                .thenComparing(ChurnRisk.Reason::title))
        .toList();
  }

  private static ChurnRisk.Reason reason(
      HazardModel model, RiskState state, String subject, double logOdds) {
    HazardModel.Weight weight =
        model.weights().stream()
            .filter(one -> one.input().subject().equals(subject))
            .findFirst()
            .orElseThrow();
    double odds = Math.exp(logOdds);
    String times = Numbers.rounded(odds > 1 ? odds : 1 / odds, 2);
    return new ChurnRisk.Reason(
        subject,
        logOdds,
        odds,
        weight.input().words(state)
            + weight.input().meanWords(weight.mean())
            + (times.equals("1")
                ? "; leaves the odds as they are"
                : "; " + (odds > 1 ? "raises" : "lowers") + " the odds " + times + " times"));
  }

  static String insufficient(BandOutcome outcome, long losses, int horizonDays) {
    return "Insufficient for a probability: "
        + Numbers.count(losses, "account was lost", "accounts were lost")
        + " in the months that are known, "
        + Ranking.ENOUGH_LOSSES
        + " are needed. "
        + band(outcome, horizonDays);
  }

  private static String band(BandOutcome outcome, int horizonDays) {
    String band = "“" + outcome.band().title() + "”";
    Double share = outcome.share();
    Double low = outcome.low();
    Double high = outcome.high();
    return share == null || low == null || high == null
        ? "Nobody in its band " + band + " was watched for " + Numbers.days(horizonDays) + " yet."
        : "Of "
            + Numbers.count(outcome.cases(), "account", "accounts")
            + " in its band "
            + band
            + ", "
            + Numbers.count(outcome.lost(), "was lost", "were lost")
            + " within "
            + Numbers.days(horizonDays)
            + " ("
            + percent(share)
            + ", "
            + percent(low)
            + " to "
            + percent(high)
            + ").";
  }

  static String percent(double share) {
    return Numbers.rounded(100 * share, 1) + " %";
  }
}
