package dev.holdfast.health;

import dev.holdfast.health.BacktestQueries.Lateness;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a backtest says in sentences. */
final class BacktestWords {

  /** Losses under which segments are not told apart. */
  private static final int ENOUGH_FOR_SEGMENTS = 50;

  private BacktestWords() {}

  static String verdict(Ranking score, int cutOffs) {
    if (cutOffs == 0) {
      return "Insufficient: there is no end of a month at which accounts had a score and after which"
          + " the gap and the horizon are over. More history is needed.";
    }
    return switch (score.signal()) {
      case INSUFFICIENT ->
          "Insufficient: "
              + Numbers.count(score.lostAccounts(), "account was lost", "accounts were lost")
              + ", "
              + Ranking.ENOUGH_LOSSES
              + " are needed. Nothing can be said for this score or against it.";
      case NONE ->
          "No evidence of signal: the score does not rank those who were lost below those who"
              + " stayed more often than chance would. In "
              + pairs(score)
              + " of pairs it did; 50 % is chance.";
      case EVIDENCE ->
          "Evidence of signal: of one who was lost and one who stayed, the one who was lost had the"
              + " lower score in "
              + pairs(score)
              + " of pairs; 50 % is chance.";
      case BACKWARDS ->
          "It ranks the wrong way round: those who were lost had the lower score in only "
              + pairs(score)
              + " of pairs; 50 % is chance.";
    };
  }

  /** {@code 68 % (62 to 74)}, without an interval where there is none. */
  private static String pairs(Ranking ranking) {
    String middle = percent(ranking.auc()) + " %";
    return ranking.low() == null || ranking.high() == null
        ? middle
        : middle + " (" + percent(ranking.low()) + " to " + percent(ranking.high()) + ")";
  }

  private static String percent(@org.jspecify.annotations.Nullable Double share) {
    return share == null ? "?" : Numbers.rounded(100 * share, 0);
  }

  static String weights(long lostAccounts, boolean suggested) {
    if (!suggested) {
      return "No weights are suggested: "
          + (lostAccounts < Ranking.ENOUGH_LOSSES
              ? "insufficient, "
                  + Numbers.count(lostAccounts, "account was lost", "accounts were lost")
                  + ", "
                  + Ranking.ENOUGH_LOSSES
                  + " are needed."
              : "no measure has fewer points in accounts that were lost.");
    }
    String text =
        "Weights suggested by a ridge logistic regression of "
            + Numbers.count(lostAccounts, "loss", "losses")
            + " on the measures' points. They are a second opinion: you decide.";
    return lostAccounts < ENOUGH_FOR_SEGMENTS
        ? text
            + " No weights by segment: "
            + ENOUGH_FOR_SEGMENTS
            + " losses are needed before segments can be told apart."
        : text;
  }

  static List<String> remarks(Replay replay, List<MeasureFinding> measures, long decided) {
    List<String> remarks = new ArrayList<>();
    remarks.add(
        "A loss is the end of an account's last running contract that is not the agreed end of a"
            + " fixed term, from "
            + (replay.window().gapDays() + 1)
            + " to "
            + (replay.window().gapDays() + replay.window().horizonDays())
            + " days after a cut-off. An account stands at many cut-offs; intervals allow for that"
            + " (by account).");
    Lateness lateness = replay.lateness();
    if (lateness.facts() > 0) {
      remarks.add(
          Numbers.percent((double) lateness.late() / lateness.facts())
              + " of the facts were recorded more than a day after they were true, as an imported"
              + " history is. They count as known on the day they were true.");
    }
    if (decided > 0) {
      remarks.add(
          Numbers.count(decided, "account at a cut-off is", "accounts at cut-offs are")
              + " left out since notice had been given by then: nothing was left to foretell.");
    }
    String leaks =
        measures.stream()
            .filter(measure -> measure.leak() != null)
            .map(MeasureFinding::title)
            .collect(Collectors.joining(", "));
    if (!leaks.isEmpty()) {
      remarks.add(
          "Moves because of the cancellation, so that it comes too late: "
              + leaks
              + ". A score that rests on it looks better here than it is of use.");
    }
    return remarks;
  }
}
