package dev.holdfast.health;

import dev.holdfast.stats.Interval;
import dev.holdfast.stats.Proportion;
import dev.holdfast.stats.Quantile;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How early a score warned, and what that cost in alerts.
 *
 * <p>An alert is sustained at the second of two cut-offs in a row at which the account was in the
 * band At risk. The lead time of a loss is the number of days from its first sustained alert in the
 * {@value #LOOK_BACK_DAYS} days before; a loss without one has none and is counted apart. Every
 * account that was lost by now counts, whether its window is over or not, if the profile took it at
 * a cut-off in those days.
 *
 * @param lost accounts that were lost
 * @param alerted those of them with a sustained alert before
 * @param medianDays median lead time of the alerted; null when there are none
 * @param lowDays lower end of its 95 % interval by order statistics; null when there are too few
 * @param highDays upper end; null when there are too few
 * @param green what those who were lost looked like before
 * @param alerts sustained alerts that began, of all accounts
 * @param alertsPerCsmWeek the same per CSM and week; null when no CSMs are known
 */
public record EarlyWarning(
    long lost,
    long alerted,
    @Nullable Double medianDays,
    @Nullable Double lowDays,
    @Nullable Double highDays,
    List<Green> green,
    long alerts,
    @Nullable Double alertsPerCsmWeek) {

  /** So long before a loss is looked for its warning. */
  public static final int LOOK_BACK_DAYS = 365;

  private static final List<Integer> DAYS_BEFORE = List.of(180, 90, 30);

  /** A cut-off this much older than asked for is no answer. */
  private static final int A_MONTH = 31;

  private static final double DAYS_A_WEEK = 7;

  /**
   * Of the accounts that were lost, those that were healthy some days before.
   *
   * @param known how many had a band then, at the cut-off up to a month before that day
   * @param green how many of them were healthy
   * @param share of the known, null without any, with the ends of Wilson's 95 % interval
   */
  public record Green(
      int daysBefore,
      long known,
      long green,
      @Nullable Double share,
      @Nullable Double low,
      @Nullable Double high) {}

  private record Loss(String accountId, LocalDate on) {}

  public EarlyWarning {
    green = List.copyOf(green);
  }

  static EarlyWarning of(Replay replay) {
    Map<String, TreeMap<LocalDate, ReplayRow>> byAccount = new HashMap<>();
    for (ReplayRow row : replay.rows()) {
      byAccount.computeIfAbsent(row.accountId(), id -> new TreeMap<>()).put(row.day(), row);
    }
    List<Loss> losses =
        replay.rows().stream()
            .filter(row -> row.lostOn() != null && row.lostOn().isBefore(replay.window().today()))
            .map(row -> new Loss(row.accountId(), row.lostOn()))
            .distinct()
            .toList();
    List<Double> leads = new ArrayList<>();
    for (Loss loss : losses) {
      Double lead = lead(byAccount.get(loss.accountId()), loss.on());
      if (lead != null) {
        leads.add(lead);
      }
    }
    double[] sorted = leads.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    Interval interval =
        sorted.length == 0 ? null : Quantile.orderStatistic(sorted, 0.5, Interval.LEVEL);
    long alerts =
        byAccount.values().stream().mapToLong(rows -> alerts(List.copyOf(rows.values()))).sum();
    double weeks =
        replay.rows().isEmpty()
            ? 0
            : ChronoUnit.DAYS.between(replay.rows().getFirst().day(), replay.rows().getLast().day())
                / DAYS_A_WEEK;
    return new EarlyWarning(
        losses.size(),
        sorted.length,
        sorted.length == 0 ? null : (Double) Quantile.type7(sorted, 0.5),
        finite(interval == null ? Double.NaN : interval.low()),
        finite(interval == null ? Double.NaN : interval.high()),
        DAYS_BEFORE.stream().map(days -> green(days, losses, byAccount)).toList(),
        alerts,
        replay.csms() == 0 || weeks == 0 ? null : (Double) (alerts / weeks / replay.csms()));
  }

  private static @Nullable Double finite(double days) {
    return Double.isFinite(days) ? (Double) days : null;
  }

  private static @Nullable Double lead(
      @Nullable TreeMap<LocalDate, ReplayRow> rows, LocalDate lostOn) {
    if (rows == null) {
      return null;
    }
    ReplayRow before = null;
    for (ReplayRow row : rows.subMap(lostOn.minusDays(LOOK_BACK_DAYS), lostOn).values()) {
      if (alarmed(row) && before != null && alarmed(before) && inARow(before, row)) {
        return (double) ChronoUnit.DAYS.between(row.day(), lostOn);
      }
      before = row;
    }
    return null;
  }

  /** Sustained alerts that began. */
  private static long alerts(List<ReplayRow> rows) {
    long alerts = 0;
    int inRow = 0;
    for (int i = 0; i < rows.size(); i++) {
      boolean follows = i > 0 && inARow(rows.get(i - 1), rows.get(i));
      inRow = alarmed(rows.get(i)) ? (follows ? inRow : 0) + 1 : 0;
      alerts += inRow == 2 ? 1 : 0;
    }
    return alerts;
  }

  private static boolean alarmed(ReplayRow row) {
    return row.band() == Band.AT_RISK;
  }

  private static boolean inARow(ReplayRow before, ReplayRow after) {
    return ChronoUnit.DAYS.between(before.day(), after.day()) <= A_MONTH;
  }

  private static Green green(
      int days, List<Loss> losses, Map<String, TreeMap<LocalDate, ReplayRow>> byAccount) {
    long known = 0;
    long green = 0;
    for (Loss loss : losses) {
      LocalDate at = loss.on().minusDays(days);
      var entry = byAccount.getOrDefault(loss.accountId(), new TreeMap<>()).floorEntry(at);
      if (entry != null
          && entry.getValue().hasScore()
          && ChronoUnit.DAYS.between(entry.getKey(), at) <= A_MONTH) {
        known++;
        green += entry.getValue().band() == Band.HEALTHY ? 1 : 0;
      }
    }
    Interval interval = known == 0 ? null : Proportion.wilson(green, known, Interval.LEVEL);
    return new Green(
        days,
        known,
        green,
        known == 0 ? null : (Double) ((double) green / known),
        interval == null ? null : (Double) interval.low(),
        interval == null ? null : (Double) interval.high());
  }
}
