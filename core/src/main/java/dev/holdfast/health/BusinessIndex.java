package dev.holdfast.health;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The health of the business in one number: mean health weighted by yearly revenue, with the base
 * period at 100.
 *
 * <p>Formula: {@code I(d) = 100 · H(d) · L(d) / B}, where {@code H(d)} is {@code Σ score · revenue
 * / Σ revenue} over the accounts that have both on day d; {@code L(d)} is the product of {@code
 * old(c) / new(c)} over the days c up to d on which a formula changed, {@code old(c)} and {@code
 * new(c)} being H of that day by the formula before and by its own; and B is the mean of {@code H ·
 * L} over the recorded days among the {@value #BASE_DAYS} from the first. So a changed formula
 * moves the mean and not the index, and each change is marked. Revenue in another currency is
 * converted with the first rate of the settings, always, so that rates do not move the index.
 *
 * <p>Unit: index points. Null rule: a day on which nobody has both a score and revenue is left out;
 * without any there is no index.
 *
 * <p>Source: chain-linking of index numbers at a change of method, as in ILO et al., Consumer Price
 * Index Manual (2020), chapter 9.
 *
 * @param baseFrom first day of the base period
 * @param baseTo last day of it
 * @param points by day, in order
 * @param changes days on which the formula changed, in order
 * @param moves what each account moved the index by in {@value #MOVE_DAYS} days up to the last, the
 *     largest first; empty when the day before has no index. They add up to what the index moved by
 * @param currency what revenue was converted to for the weights
 */
public record BusinessIndex(
    LocalDate baseFrom,
    LocalDate baseTo,
    List<Point> points,
    List<FormulaChange> changes,
    List<Move> moves,
    String currency) {

  /** Days of the base period. */
  public static final int BASE_DAYS = 30;

  /** Days over which it is told who moved the index. */
  public static final int MOVE_DAYS = 30;

  public BusinessIndex {
    points = List.copyOf(points);
    changes = List.copyOf(changes);
    moves = List.copyOf(moves);
  }

  /**
   * A day.
   *
   * @param index with the base period at 100
   * @param mean score from 0 to 100, weighted by yearly revenue, by the formula of the day
   * @param accounts that have a score and revenue
   * @param withoutRevenue that have a score, but no revenue in one currency that has a rate
   * @param withoutScore that have revenue, but no score
   */
  public record Point(
      LocalDate day,
      double index,
      double mean,
      long accounts,
      long withoutRevenue,
      long withoutScore) {}

  /**
   * A day from which health is computed by another formula.
   *
   * @param what which profiles changed, in words
   * @param before mean of that day by the formula before; null when that version is not kept any
   *     more, so that the index could not be re-based
   * @param after the same by the new one; null when the one before is
   */
  public record FormulaChange(
      LocalDate day, String what, @Nullable Double before, @Nullable Double after) {

    /** What the mean is multiplied by from that day on, so that the index goes on unmoved. */
    double link() {
      return before == null || after == null || before <= 0 || after <= 0 ? 1 : before / after;
    }
  }

  /**
   * What an account moved the index by.
   *
   * <p>Formula: {@code (w0 + w1) / 2 · (s1 - s0) + ((s0 + s1) / 2 - M) · (w1 - w0)} where w is the
   * share of revenue and s the score in index points on the earlier and the later day, and M the
   * mean of the index of both. An account that has a score and revenue on one of them only has that
   * score on both and no weight on the other. Source: Bennet, The Theory of Measurement of Changes
   * in Cost of Living, Journal of the Royal Statistical Society 83 (1920).
   *
   * @param by index points
   * @param before its score on the earlier day; null when it had none, or no revenue
   * @param after its score on the later day; null when it had none, or no revenue
   * @param share of the revenue of the later day, 0 to 1
   */
  public record Move(
      String accountId, double by, @Nullable Double before, @Nullable Double after, double share) {}

  /** The last day. */
  public Point last() {
    return points.getLast();
  }

  /** The point of so many days before the last, if that day has one. */
  public Optional<Point> daysBefore(int days) {
    LocalDate day = last().day().minusDays(days);
    return points.stream().filter(point -> point.day().equals(day)).findFirst();
  }

  /** What the index moved by since so many days before; absent when that day has none. */
  public Optional<Double> movedIn(int days) {
    return daysBefore(days).map(point -> last().index() - point.index());
  }

  /** Whether the base period is over, so that the index of a past day stays what it is. */
  public boolean hasWholeBase() {
    return !last().day().isBefore(baseTo);
  }
}
