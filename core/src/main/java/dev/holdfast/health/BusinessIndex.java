package dev.holdfast.health;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The health of the business in one number: mean health weighted by yearly revenue, with the base
 * period at 100.
 *
 * <p>Formula: {@code I(d) = 100 · H(d) / H(base) · Π old(c) / new(c)}, where {@code H(d)} is {@code
 * Σ score · revenue / Σ revenue} over the accounts that have both on day d, {@code H(base)} its
 * mean over the {@value #BASE_DAYS} first recorded days, and the product goes over the days c up to
 * d on which a profile changed: {@code old(c)} and {@code new(c)} are H on that day by the formula
 * before and after, of the accounts that were scored on it and on the day before. So a changed
 * formula moves the mean and not the index, and each change is marked.
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
 * @param currency what revenue was converted to for the weights
 */
public record BusinessIndex(
    LocalDate baseFrom,
    LocalDate baseTo,
    List<Point> points,
    List<FormulaChange> changes,
    String currency) {

  /** Days of the base period. */
  public static final int BASE_DAYS = 30;

  public BusinessIndex {
    points = List.copyOf(points);
    changes = List.copyOf(changes);
  }

  /**
   * A day.
   *
   * @param index with the base period at 100
   * @param mean score from 0 to 100, weighted by yearly revenue, by the formula of the day
   * @param accounts that have a score and revenue
   * @param leftOut that have one of both only
   */
  public record Point(LocalDate day, double index, double mean, long accounts, long leftOut) {}

  /**
   * A day from which health is computed by another formula.
   *
   * @param what which profiles changed, in words
   * @param before mean of that day by the formula before
   * @param after the same by the new one
   */
  public record FormulaChange(LocalDate day, String what, double before, double after) {}

  /** The last day. */
  public Point last() {
    return points.getLast();
  }

  /** The point of so many days before the last, if that day has one. */
  public Optional<Point> daysBefore(int days) {
    LocalDate day = last().day().minusDays(days);
    return points.stream().filter(point -> point.day().equals(day)).findFirst();
  }
}
