package dev.holdfast.health;

import dev.holdfast.health.Ranking.Case;
import dev.holdfast.stats.NoEstimateException;
import dev.holdfast.stats.RidgeLogistic;
import dev.holdfast.stats.RidgeLogistic.Observation;
import dev.holdfast.stats.Scored;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of weights and probabilities on accounts and months they were not made from.
 *
 * <p>Accounts are cut in halves by a hash of their ids. What is learned of one half at earlier
 * cut-offs, whose windows were over by the first later one, is tried on the other half at the later
 * cut-offs; then the halves change places, and both results count as one. So no account and no
 * month is on both sides.
 *
 * @param trainedTo last cut-off that was learned from
 * @param testedFrom first cut-off that was tried on
 * @param learnedFrom different lost accounts that were learned from, in the half with fewer
 * @param declared the profile's own score on the rows tried
 * @param suggested the score by the suggested weights on the same rows
 * @param declaredProbability the profile's score as a probability (Platt's scaling)
 * @param suggestedProbability the probability by the suggested weights
 */
public record HeldOut(
    LocalDate trainedTo,
    LocalDate testedFrom,
    long learnedFrom,
    Ranking declared,
    Ranking suggested,
    Calibrated declaredProbability,
    Calibrated suggestedProbability) {

  /** Losses in a half under which nothing is learned. */
  static final int ENOUGH_TO_LEARN = 10;

  /** The later cut-offs: a third of all. */
  private static final int LATER_SHARE = 3;

  /** What was learned, or why nothing was: exactly one is there. */
  record Attempt(Optional<HeldOut> result, String whyNot) {}

  /** Of both halves, what is tried: probabilities, and the rows they are of. */
  private record Tried(List<ReplayRow> rows, List<Double> declared, List<Double> suggested) {}

  static Attempt of(Replay replay) {
    List<LocalDate> cutOffs = replay.cutOffs();
    if (cutOffs.isEmpty()) {
      return new Attempt(
          Optional.empty(), "Weights were not tried on other accounts: there is no history.");
    }
    int later = Math.max(1, cutOffs.size() / LATER_SHARE);
    LocalDate from = cutOffs.get(cutOffs.size() - later);
    List<ReplayRow> scored = replay.counted().stream().filter(ReplayRow::hasScore).toList();
    List<ReplayRow> early =
        scored.stream().filter(row -> !replay.window().end(row.day()).isAfter(from)).toList();
    List<ReplayRow> late = scored.stream().filter(row -> !row.day().isBefore(from)).toList();
    Tried tried = new Tried(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    long least = Long.MAX_VALUE;
    for (boolean half : new boolean[] {false, true}) {
      List<ReplayRow> train =
          early.stream().filter(row -> secondHalf(row.accountId()) == half).toList();
      List<ReplayRow> test =
          late.stream().filter(row -> secondHalf(row.accountId()) != half).toList();
      long lost = lostAccounts(train);
      least = Math.min(least, lost);
      if (lost < ENOUGH_TO_LEARN) {
        return new Attempt(
            Optional.empty(),
            "Weights were not tried on other accounts and later months: only "
                + Numbers.count(lost, "loss", "losses")
                + " would be left to learn from, "
                + ENOUGH_TO_LEARN
                + " are needed in each half of the accounts.");
      }
      tryOn(train, test, replay.profile().measures().size(), tried);
    }
    if (lostAccounts(tried.rows()) < 2) {
      return new Attempt(
          Optional.empty(), "Too few accounts were lost after " + from + " to try weights on.");
    }
    LocalDate to = early.stream().map(ReplayRow::day).max(LocalDate::compareTo).orElse(from);
    return new Attempt(
        Optional.of(
            new HeldOut(
                to,
                from,
                least,
                Ranking.of(Ranking.ofScores(tried.rows())),
                Ranking.of(cases(tried.rows(), tried.suggested())),
                Calibrated.of(scored(tried.rows(), tried.declared())),
                Calibrated.of(scored(tried.rows(), tried.suggested())))),
        "");
  }

  private static void tryOn(
      List<ReplayRow> train, List<ReplayRow> test, int measures, Tried tried) {
    WeightFit weights = WeightFit.of(train, measures).orElseThrow();
    Optional<RidgeLogistic> platt = platt(train);
    double base = (double) train.stream().filter(ReplayRow::lost).count() / train.size();
    for (ReplayRow row : test) {
      tried.rows().add(row);
      tried
          .declared()
          .add(platt.map(fit -> fit.probability(List.of(row.score() / 10))).orElse(base));
      tried.suggested().add(weights.probability(row));
    }
  }

  /** The score as a probability; absent when it is the same for all. */
  private static Optional<RidgeLogistic> platt(List<ReplayRow> rows) {
    try {
      return Optional.of(
          RidgeLogistic.fit(
              rows.stream()
                  .map(row -> new Observation(List.of(row.score() / 10), row.lost()))
                  .toList(),
              1));
    } catch (NoEstimateException _) {
      return Optional.empty();
    }
  }

  private static List<Case> cases(List<ReplayRow> rows, List<Double> risks) {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      ReplayRow row = rows.get(i);
      cases.add(new Case(row.accountId(), row.day(), risks.get(i), row.lost()));
    }
    return cases;
  }

  private static List<Scored> scored(List<ReplayRow> rows, List<Double> probabilities) {
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      scored.add(new Scored(probabilities.get(i), rows.get(i).lost()));
    }
    return scored;
  }

  private static long lostAccounts(List<ReplayRow> rows) {
    return rows.stream().filter(ReplayRow::lost).map(ReplayRow::accountId).distinct().count();
  }

  /** Which half an account is in: the same whatever else is asked. */
  static boolean secondHalf(String accountId) {
    return Hashed.bucket(accountId, 2) == 1;
  }
}
