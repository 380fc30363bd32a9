package dev.holdfast.health;

import dev.holdfast.health.Ranking.Case;
import dev.holdfast.stats.Scored;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of risks on accounts and months they were not learned from: the whole way of learning
 * is gone through with the half of the accounts at earlier ends of months, whose following month
 * was over by then, and tried on the other half at later ones, and the other way round.
 *
 * @param trainedTo last end of a month that was learned from
 * @param testedFrom first one that was tried on
 * @param learnedFrom different lost accounts that were learned from, in the half with fewer
 * @param lost different lost accounts that were tried on
 * @param said mean risk within the horizon
 * @param happened share whose loss was told within the horizon
 * @param ranking how risks rank who was lost
 * @param calibrated whether they came true
 */
public record RiskTrial(
    LocalDate trainedTo,
    LocalDate testedFrom,
    long learnedFrom,
    long lost,
    double said,
    double happened,
    Ranking ranking,
    Calibrated calibrated) {

  /** The later ends of months: a third of all. */
  private static final int LATER_SHARE = 3;

  /** An account at an end of a month that was tried on, with its risk. */
  record Tried(RiskRow row, double risk) implements SaidSeries.Row {
    @Override
    public String accountId() {
      return row.accountId();
    }

    @Override
    public LocalDate day() {
      return row.day();
    }

    @Override
    public boolean lost() {
      return Objects.requireNonNull(row.lostInHorizon());
    }

    Case asCase() {
      return new Case(accountId(), day(), risk, lost());
    }
  }

  /** What was tried, or why nothing was. */
  record Attempt(
      List<Tried> tried, LocalDate trainedTo, LocalDate from, long learnedFrom, String whyNot) {

    static Attempt none(String whyNot) {
      return new Attempt(List.of(), LocalDate.MIN, LocalDate.MIN, 0, whyNot);
    }

    /** The result; absent when nothing was tried. */
    Optional<RiskTrial> result() {
      return tried.isEmpty() ? Optional.empty() : Optional.of(RiskTrial.of(this));
    }
  }

  static Attempt attempt(List<RiskRow> rows, int horizonDays) {
    List<RiskRow> over = rows.stream().filter(row -> row.lostInHorizon() != null).toList();
    List<LocalDate> cutOffs = over.stream().map(RiskRow::day).distinct().sorted().toList();
    if (cutOffs.isEmpty()) {
      return Attempt.none("Risks were not tried on other accounts: there is no history.");
    }
    LocalDate from = cutOffs.get(cutOffs.size() - Math.max(1, cutOffs.size() / LATER_SHARE));
    List<RiskRow> early =
        rows.stream().filter(row -> !RiskReplay.nextEnd(row.day()).isAfter(from)).toList();
    List<RiskRow> late = over.stream().filter(row -> !row.day().isBefore(from)).toList();
    List<Tried> tried = new ArrayList<>();
    long least = Long.MAX_VALUE;
    for (boolean half : new boolean[] {false, true}) {
      List<RiskRow> train =
          early.stream().filter(row -> HeldOut.secondHalf(row.accountId()) == half).toList();
      long lost = HazardFit.lostAccounts(train);
      least = Math.min(least, lost);
      if (lost < HeldOut.ENOUGH_TO_LEARN) {
        return Attempt.none(
            "Risks were not tried on other accounts and later months: only "
                + Numbers.count(lost, "loss", "losses")
                + " would be left to learn from, "
                + HeldOut.ENOUGH_TO_LEARN
                + " are needed in each half of the accounts.");
      }
      HazardModel model = HazardFit.of(train).orElseThrow();
      late.stream()
          .filter(row -> HeldOut.secondHalf(row.accountId()) != half)
          .forEach(
              row -> tried.add(new Tried(row, model.risk(row.state(), horizonDays).probability())));
    }
    LocalDate to = early.stream().map(RiskRow::day).max(LocalDate::compareTo).orElse(from);
    return lostAccounts(tried) < 2
        ? Attempt.none("Too few accounts were lost after " + from + " to try risks on.")
        : new Attempt(tried, to, from, least, "");
  }

  private static RiskTrial of(Attempt attempt) {
    List<Tried> tried = attempt.tried();
    return new RiskTrial(
        attempt.trainedTo(),
        attempt.from(),
        attempt.learnedFrom(),
        lostAccounts(tried),
        tried.stream().mapToDouble(Tried::risk).average().orElseThrow(),
        (double) tried.stream().filter(Tried::lost).count() / tried.size(),
        Ranking.of(tried.stream().map(Tried::asCase).toList()),
        Calibrated.of(tried.stream().map(one -> new Scored(one.risk(), one.lost())).toList()));
  }

  private static long lostAccounts(List<Tried> tried) {
    return tried.stream().filter(Tried::lost).map(Tried::accountId).distinct().count();
  }
}
