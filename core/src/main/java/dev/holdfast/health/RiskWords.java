package dev.holdfast.health;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of the risk of a loss, in sentences. */
final class RiskWords {

  /** A contribution that changes the odds by less than this is not worth a word. */
  private static final double NOTHING = 0.005;

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

  static String estimated(HazardModel.Estimate risk, int horizonDays, double average, long losses) {
    return percent(risk.probability())
        + " ("
        + percent(risk.low())
        + " to "
        + percent(risk.high())
        + ") risk that it gives notice or ends within "
        + Numbers.days(horizonDays)
        + ", learned from "
        + Numbers.count(losses, "loss", "losses")
        + ". An account that is average in everything: "
        + percent(average)
        + ".";
  }

  /** The inputs that matter for an account, the largest first. */
  static List<ChurnRisk.Reason> reasons(HazardModel model, RiskState state) {
    return model.contributions(state).stream()
        .filter(one -> Math.abs(one.logOdds()) >= NOTHING)
        .sorted(
            Comparator.comparingDouble((HazardModel.Contribution one) -> Math.abs(one.logOdds()))
                .reversed())
        .map(one -> reason(model, state, one))
        .toList();
  }

  private static ChurnRisk.Reason reason(
      HazardModel model, RiskState state, HazardModel.Contribution one) {
    double odds = Math.exp(one.logOdds());
    double mean =
        model.weights().stream()
            .filter(weight -> weight.input() == one.input())
            .findFirst()
            .orElseThrow()
            .mean();
    return new ChurnRisk.Reason(
        one.input(),
        one.logOdds(),
        odds,
        one.input().title()
            + ": "
            + one.input().words(state)
            + ", on average "
            + one.input().meanWords(mean)
            + "; "
            + (odds > 1 ? "raises" : "lowers")
            + " the odds "
            + Numbers.rounded(odds > 1 ? odds : 1 / odds, 2)
            + " times.");
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
