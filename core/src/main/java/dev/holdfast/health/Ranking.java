package dev.holdfast.health;

import dev.holdfast.stats.Auc;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.Lift;
import dev.holdfast.stats.PrecisionRecall;
import dev.holdfast.stats.Scored;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How well a series of scores ranks those who were lost against those who stayed. Any series can be
 * judged so: a computed score, what a person said, a single measure, a model.
 *
 * <p>Formula: {@link Auc#clustered}, by account, since an account stands at many cut-offs; {@link
 * Lift}, {@link PrecisionRecall}. Null rule: without losses or without others there is no area.
 *
 * @param cases accounts at cut-offs
 * @param accounts different ones
 * @param lostAccounts different ones that were lost
 * @param lostShare share of the cases that were lost
 * @param auc chance that one who was lost had the higher risk than one who stayed; 0.5 is chance
 * @param low lower end of its 95 % interval
 * @param high upper end
 * @param lift in the tenth at highest risk, against chance
 * @param capture share of the losses that are in that tenth
 * @param precision area under the precision-recall curve; chance is {@code lostShare}
 * @param signal what that means
 */
public record Ranking(
    long cases,
    long accounts,
    long lostAccounts,
    double lostShare,
    @Nullable Double auc,
    @Nullable Double low,
    @Nullable Double high,
    @Nullable Double lift,
    @Nullable Double capture,
    @Nullable Double precision,
    Signal signal) {

  /** Losses under which nothing is concluded. */
  public static final int ENOUGH_LOSSES = 20;

  /** What a ranking is worth. */
  public enum Signal {
    /** Fewer than {@value Ranking#ENOUGH_LOSSES} accounts were lost. */
    INSUFFICIENT("insufficient"),
    /** The interval covers a half. */
    NONE("no evidence of signal"),
    /** The interval lies above a half. */
    EVIDENCE("evidence of signal"),
    /** The interval lies below a half. */
    BACKWARDS("ranks the wrong way round");

    private final String words;

    Signal(String words) {
      this.words = words;
    }

    /** What it is, for people. */
    public String words() {
      return words;
    }
  }

  /**
   * An account at a cut-off.
   *
   * @param risk higher means that a loss is more likely
   */
  record Case(String accountId, LocalDate day, double risk, boolean lost) {}

  /** The ranking of some cases. */
  static Ranking of(List<Case> cases) {
    List<Scored> scored = cases.stream().map(one -> new Scored(one.risk(), one.lost())).toList();
    long lost = cases.stream().filter(Case::lost).count();
    long lostAccounts = cases.stream().filter(Case::lost).map(Case::accountId).distinct().count();
    long accounts = cases.stream().map(Case::accountId).distinct().count();
    double share = cases.isEmpty() ? 0 : (double) lost / cases.size();
    if (lost == 0 || lost == cases.size()) {
      return new Ranking(
          cases.size(),
          accounts,
          lostAccounts,
          share,
          null,
          null,
          null,
          null,
          null,
          null,
          Signal.INSUFFICIENT);
    }
    Auc auc = Auc.clustered(scored, cases.stream().map(Case::accountId).toList());
    Optional<Interval> interval = auc.interval(Interval.LEVEL);
    Lift lift = Lift.of(scored, Lift.TOP_DECILE);
    return new Ranking(
        cases.size(),
        accounts,
        lostAccounts,
        share,
        auc.area(),
        interval.map(Interval::low).orElse(null),
        interval.map(Interval::high).orElse(null),
        lift.lift(),
        lift.capture(),
        PrecisionRecall.of(scored).area(),
        signal(lostAccounts, auc, interval.orElse(null)));
  }

  /** Without an interval because of no spread at all (all ties, or no mistake) the area decides. */
  private static Signal signal(long lostAccounts, Auc auc, @Nullable Interval interval) {
    if (lostAccounts < ENOUGH_LOSSES || auc.standardError().isEmpty()) {
      return Signal.INSUFFICIENT;
    }
    double low = interval == null ? auc.area() : interval.low();
    double high = interval == null ? auc.area() : interval.high();
    if (low > 0.5) {
      return Signal.EVIDENCE;
    }
    return high < 0.5 ? Signal.BACKWARDS : Signal.NONE;
  }

  /** Chance in words: {@code 0.68 (0.62 to 0.74)}. */
  public String words() {
    Double area = auc;
    if (area == null) {
      return "none";
    }
    String text = decimals(area);
    return low == null || high == null
        ? text
        : text + " (" + decimals(low) + " to " + decimals(high) + ")";
  }

  private static String decimals(double share) {
    return String.format(java.util.Locale.ROOT, "%.2f", share);
  }

  /** The cases of rows with a score: less health is more risk. */
  static List<Case> ofScores(List<ReplayRow> rows) {
    return rows.stream()
        .filter(ReplayRow::hasScore)
        .map(row -> new Case(row.accountId(), row.day(), -row.score(), row.lost()))
        .collect(Collectors.toList());
  }
}
