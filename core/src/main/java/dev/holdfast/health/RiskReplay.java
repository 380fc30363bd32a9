package dev.holdfast.health;

import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.health.BacktestQueries.Lateness;
import dev.holdfast.metrics.Metrics;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jooq.DSLContext;

/**
 * The account-months that the risk of a loss is learned from: history as the profiles in force
 * would have scored it at the ends of months, and whose loss was told in the month that followed.
 *
 * <p>Features of a row are those of its day: only what had happened by then counts.
 *
 * @param cutOffs ends of months with rows, in order
 * @param rows by cut-off and account
 * @param decided accounts at those ends of months that were left out since their loss was told
 */
record RiskReplay(List<LocalDate> cutOffs, List<RiskRow> rows, long decided, Lateness lateness) {

  /** Ends of months to look at, at most. */
  static final int MONTHS = 24;

  /** Read in one query: enough to be fast, few enough for memory. */
  private static final int AT_ONCE = 6;

  RiskReplay {
    cutOffs = List.copyOf(cutOffs);
    rows = List.copyOf(rows);
  }

  /** The last day of the month that follows an end of a month. */
  static LocalDate nextEnd(LocalDate cutOff) {
    return cutOff.plusDays(1).plusMonths(1).minusDays(1);
  }

  static RiskReplay of(
      HealthSource source,
      Metrics metrics,
      DSLContext sql,
      LocalDate today,
      int horizonDays,
      Backtests.Progress progress) {
    FactReader facts = source.log().reader(sql, Knowledge.now());
    BacktestQueries queries = new BacktestQueries(sql, facts, source.log().warehouse().engine());
    Ends ends = queries.ends(metrics, AccountRange.all());
    List<LocalDate> days = ends(today);
    List<RiskRow> rows = new ArrayList<>();
    long decided = 0;
    for (int end = days.size(); end > 0; end -= AT_ONCE) {
      progress.at("replaying history", days.size() - end, days.size());
      List<LocalDate> some = days.subList(Math.max(0, end - AT_ONCE), end);
      List<RiskRow> found = new ArrayList<>();
      List<RiskState> states = states(source, sql, some);
      for (RiskState state : states) {
        LocalDate told = ends.toldOn(state.accountId(), state.day());
        decided += told != null && !told.isAfter(state.day()) ? 1 : 0;
        Boolean lost = ends.toldBetween(state.accountId(), state.day(), nextEnd(state.day()));
        if (lost != null) {
          LocalDate over = state.day().plusDays(horizonDays);
          found.add(
              new RiskRow(
                  state,
                  lost,
                  over.isBefore(today)
                      ? ends.toldBetween(state.accountId(), state.day(), over)
                      : null));
        }
      }
      if (states.isEmpty() && !rows.isEmpty()) {
        break; // nothing is known so long ago
      }
      rows.addAll(0, found);
    }
    progress.at("replaying history", days.size(), days.size());
    List<LocalDate> cutOffs =
        rows.stream().map(RiskRow::day).distinct().sorted(Comparator.naturalOrder()).toList();
    return new RiskReplay(cutOffs, rows, decided, queries.lateness(source.zone()));
  }

  /** The customers on days, by day and account; some may have no score. */
  private static List<RiskState> states(HealthSource source, DSLContext sql, List<LocalDate> days) {
    List<AccountDay> inputs = source.inputs(sql, Knowledge.now(), days, AccountRange.all());
    Scorer scorer = Scorer.of(sql, source, Knowledge.now(), inputs, List.of());
    return inputs.stream()
        .map(input -> RiskState.of(scorer.score(input)))
        .sorted(Comparator.comparing(RiskState::day).thenComparing(RiskState::accountId))
        .toList();
  }

  /** The ends of months whose following month is over. */
  private static List<LocalDate> ends(LocalDate today) {
    List<LocalDate> days = new ArrayList<>();
    LocalDate first = today.withDayOfMonth(1).minusMonths(1);
    for (int back = 0; back < MONTHS; back++) {
      days.addFirst(first.minusMonths(back).minusDays(1));
    }
    return days;
  }
}
