package dev.holdfast.health;

import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.health.BacktestQueries.Lateness;
import dev.holdfast.metrics.Metrics;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.DSLContext;

/**
 * History as a profile would have scored it, at the ends of months.
 *
 * @param request what was asked
 * @param window which losses count
 * @param ends how spells ended
 * @param cutOffs the ends of months at which at least one account had a score and whose window is
 *     over, in order
 * @param rows accounts that the profile takes, at those cut-offs and at later ones whose window is
 *     not over, by cut-off and account
 * @param csms CSMs who look after accounts now
 * @param lateness how much of it all was learned late
 */
record Replay(
    BacktestRequest request,
    Ends.Window window,
    Ends ends,
    List<LocalDate> cutOffs,
    List<ReplayRow> rows,
    long csms,
    Lateness lateness) {

  /** Cut-offs read in one query: enough to be fast, few enough for memory. */
  private static final int AT_ONCE = 6;

  Replay {
    cutOffs = List.copyOf(cutOffs);
    rows = List.copyOf(rows);
  }

  HealthProfile profile() {
    return request.profile();
  }

  /** The rows that count: of accounts that were lost in the window, or stayed. */
  List<ReplayRow> counted() {
    Set<LocalDate> days = new HashSet<>(cutOffs);
    return rows.stream().filter(row -> row.fate().counts() && days.contains(row.day())).toList();
  }

  /**
   * Plays history.
   *
   * @param source with the profile of the request in force
   */
  static Replay of(
      HealthSource source,
      Metrics metrics,
      DSLContext sql,
      BacktestRequest request,
      LocalDate today,
      Backtests.Progress progress) {
    FactReader facts = source.log().reader(sql, Knowledge.now());
    BacktestQueries queries = new BacktestQueries(sql, facts, source.log().warehouse().engine());
    Ends ends = queries.ends(metrics, AccountRange.all());
    Ends.Window window = new Ends.Window(request.gapDays(), request.horizonDays(), today);
    List<LocalDate> days = monthEnds(request, window);
    List<LocalDate> cutOffs = new ArrayList<>();
    List<ReplayRow> rows = new ArrayList<>();
    for (int end = days.size(); end > 0; end -= AT_ONCE) {
      progress.at("replaying history", days.size() - end, days.size());
      List<ReplayRow> some = new ArrayList<>();
      rows(
              source,
              sql,
              request.profile(),
              ends,
              window,
              days.subList(Math.max(0, end - AT_ONCE), end))
          .forEach((day, ofDay) -> {
            if (ofDay.stream().anyMatch(ReplayRow::hasScore)) {
              some.addAll(ofDay);
              if (window.isOver(day)) {
                cutOffs.add(day);
              }
            }
          });
      if (some.isEmpty() && !rows.isEmpty()) {
        break; // nothing is known so long ago
      }
      rows.addAll(0, some);
    }
    cutOffs.sort(Comparator.naturalOrder());
    progress.at("replaying history", days.size(), days.size());
    return new Replay(
        request, window, ends, cutOffs, rows, queries.csms(), queries.lateness(source.zone()));
  }

  /** The rows of some days, by day in order. */
  private static Map<LocalDate, List<ReplayRow>> rows(
      HealthSource source,
      DSLContext sql,
      HealthProfile profile,
      Ends ends,
      Ends.Window window,
      List<LocalDate> days) {
    HealthCalculator calculator =
        HealthCalculator.of(
            profile, source.references(sql, Knowledge.now(), List.of(profile), days));
    Map<LocalDate, List<ReplayRow>> byDay = new TreeMap<>();
    for (AccountDay input : source.inputs(sql, Knowledge.now(), days, AccountRange.all())) {
      if (input.profile().equals(profile.name()) && input.profileVersion() == profile.version()) {
        byDay
            .computeIfAbsent(input.day(), day -> new ArrayList<>())
            .add(
                new ReplayRow(
                    new Scored(input, calculator.score(input)),
                    ends.fate(input.accountId(), input.day(), window),
                    ends.lostOn(input.accountId(), input.day())));
      }
    }
    return byDay;
  }

  /** The last day of each month up to today, the first ones of which count. */
  private static List<LocalDate> monthEnds(BacktestRequest request, Ends.Window window) {
    List<LocalDate> days = new ArrayList<>();
    int counted = 0;
    for (LocalDate next = window.today().withDayOfMonth(1);
        counted < request.months();
        next = next.minusMonths(1)) {
      LocalDate day = next.minusDays(1);
      days.addFirst(day);
      counted += window.isOver(day) ? 1 : 0;
    }
    return days;
  }
}
