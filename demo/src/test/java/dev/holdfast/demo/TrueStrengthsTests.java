package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.demo.DemoTruth.AccountTruth;
import dev.holdfast.demo.DemoTruth.CauseSpan;
import dev.holdfast.demo.DemoTruth.Contract;
import dev.holdfast.demo.DemoTruth.DecisionTruth;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Record;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the facts of a larger company show of the strengths with which causes drive accounts off.
 */
class TrueStrengthsTests {

  private static final int USAGE_EVENTS = 120_000;
  private static final List<Cause> CAUSES = List.of(Cause.values());

  private static Generated demo;

  @BeforeAll
  static void generate() {
    demo = Generated.of(Generated.settings(2_000, 18, USAGE_EVENTS));
  }

  @AfterAll
  static void close() {
    demo.close();
  }

  /** A moment at which an account could leave: what it went through, and whether it left. */
  private record Moment(boolean renewal, Set<Cause> causes, boolean left) {}

  @Test
  void cancellationsInTheFactsAreThoseOfTheTruth() {
    Map<String, LocalDate> cancelled = cancellations();
    Map<String, LocalDate> expected = new HashMap<>();
    for (AccountTruth account : demo.truth().accounts()) {
      for (int i = 0; i < account.contracts().size(); i++) {
        LocalDate left = account.contracts().get(i).cancelledOn();
        if (left != null && left.isBefore(Generated.LAST_DAY)) { // the last day's may come too late
          expected.put("sub-" + account.accountId().substring(4) + "-" + (i + 1), left);
        }
      }
    }
    cancelled.keySet().removeIf(id -> id.endsWith("i")); // add-ons, which do not decide
    cancelled.values().removeIf(Generated.LAST_DAY::equals);
    assertThat(cancelled).hasSizeGreaterThan(350).isEqualTo(expected);
  }

  @Test
  void accountsWithACauseLeaveMoreOften() {
    List<Moment> moments = moments();
    for (Cause cause : CAUSES) {
      double with = share(moments, cause, true);
      double without = share(moments, cause, false);
      assertThat(with).as(cause.word()).isGreaterThan(1.5 * without);
    }
  }

  @Test
  void logisticFitFindsTheStatedStrengths() {
    LogisticFit fit = LogisticFit.of(rows(moments()), outcomes(moments()));
    DemoTruth.Rule rule = demo.truth().rule();

    assertThat(fit.coefficient(0)).isCloseTo(rule.baseLogOdds(), within(4 * fit.error(0)));
    assertThat(fit.coefficient(1)).isCloseTo(rule.renewalLogOdds(), within(4 * fit.error(1)));
    assertThat(rule.causeLogOdds().keySet()).containsExactlyElementsOf(CAUSES);
    for (int i = 0; i < CAUSES.size(); i++) {
      Cause cause = CAUSES.get(i);
      double stated = rule.causeLogOdds().getOrDefault(cause, Double.NaN);
      assertThat(fit.error(i + 2)).as(cause.word()).isLessThan(0.25);
      assertThat(fit.coefficient(i + 2))
          .as(cause.word())
          .isCloseTo(stated, within(3 * fit.error(i + 2)))
          .isGreaterThan(2 * fit.error(i + 2));
    }
  }

  @Test
  void usageFallsBeforeAccountsLeaveBecauseOfIt() {
    int late = 0;
    int early = 0;
    Map<String, Map<LocalDate, Integer>> use = usageByDay();
    for (AccountTruth account : demo.truth().accounts()) {
      for (Contract contract : account.contracts()) {
        LocalDate left = contract.cancelledOn();
        if (left == null || left.isBefore(LocalDate.of(2025, 11, 1))) {
          continue;
        }
        boolean fell =
            account.causes().stream()
                .anyMatch(c ->
                    c.cause() == Cause.USAGE_FALL
                        && c.from().isBefore(left.minusDays(30))
                        && c.from().isAfter(left.minusDays(100)));
        if (fell) {
          Map<LocalDate, Integer> days = use.getOrDefault(account.accountId(), Map.of());
          late += sum(days, left.minusDays(28), left);
          early += sum(days, left.minusDays(156), left.minusDays(128));
        }
      }
    }
    assertThat(early).isGreaterThan(100);
    assertThat((double) late / early).isLessThan(0.65);
  }

  @Test
  void recurringRevenueGrowsWithoutJumps() {
    double before = monthlyRevenue(LocalDate.of(2025, 6, 1));
    double start = before;
    for (LocalDate day = LocalDate.of(2025, 7, 1);
        day.isBefore(Generated.LAST_DAY);
        day = day.plusMonths(1)) {
      double now = monthlyRevenue(day);
      assertThat(now / before).as(day.toString()).isBetween(0.97, 1.08);
      before = now;
    }
    assertThat(before / start).isBetween(1.2, 2.2);
  }

  @Test
  void usageIsAboutWhatWasAskedFor() {
    assertThat(demo.number("select count(*) from fact_usage_event where person_id is not null"))
        .isCloseTo(USAGE_EVENTS, within(0.05 * USAGE_EVENTS));
  }

  /** Every decision of the truth, with causes from the causes' spans and the outcome from facts. */
  private static List<Moment> moments() {
    Map<String, LocalDate> cancelled = cancellations();
    List<Moment> moments = new ArrayList<>();
    for (AccountTruth account : demo.truth().accounts()) {
      for (int i = 0; i < account.contracts().size(); i++) {
        String id = "sub-" + account.accountId().substring(4) + "-" + (i + 1);
        for (DecisionTruth decision : account.contracts().get(i).decisions()) {
          Set<Cause> causes = EnumSet.copyOf(CAUSES);
          causes.removeIf(cause -> !counts(account, cause, decision.day()));
          moments.add(
              new Moment(decision.renewal(), causes, decision.day().equals(cancelled.get(id))));
        }
      }
    }
    return moments;
  }

  private static boolean counts(AccountTruth account, Cause cause, LocalDate day) {
    if (cause == Cause.LOW_FIT) {
      return account.lowFit();
    }
    int lead = demo.truth().rule().leadDays();
    for (CauseSpan span : account.causes()) {
      if (span.cause() == cause
          && !span.from().plusDays(lead).isAfter(day)
          && day.isBefore(span.until())) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, LocalDate> cancellations() {
    Map<String, LocalDate> cancelled = new HashMap<>();
    for (Record row :
        demo.rows(
            "select subscription_id, cancelled_on from fact_subscription"
                + " where cancelled_on is not null")) {
      cancelled.put(row.get(0, String.class), row.get(1, LocalDate.class));
    }
    return cancelled;
  }

  private static double share(List<Moment> moments, Cause cause, boolean present) {
    return moments.stream()
        .filter(moment -> !moment.renewal && moment.causes.contains(cause) == present)
        .mapToInt(moment -> moment.left ? 1 : 0)
        .average()
        .orElseThrow();
  }

  private static double[][] rows(List<Moment> moments) {
    return moments.stream()
        .map(moment -> {
          double[] row = new double[2 + CAUSES.size()];
          row[0] = 1;
          row[1] = moment.renewal ? 1 : 0;
          for (int i = 0; i < CAUSES.size(); i++) {
            row[i + 2] = moment.causes.contains(CAUSES.get(i)) ? 1 : 0;
          }
          return row;
        })
        .toArray(double[][]::new);
  }

  private static boolean[] outcomes(List<Moment> moments) {
    boolean[] left = new boolean[moments.size()];
    for (int i = 0; i < left.length; i++) {
      left[i] = moments.get(i).left;
    }
    return left;
  }

  private static Map<String, Map<LocalDate, Integer>> usageByDay() {
    Map<String, Map<LocalDate, Integer>> use = new HashMap<>();
    for (Record row :
        demo.rows(
            "select account_id, occurred_at::date as d, count(*) from fact_usage_event"
                + " where person_id is not null group by all")) {
      use.computeIfAbsent(row.get(0, String.class), id -> new HashMap<>())
          .put(row.get(1, LocalDate.class), row.get(2, Integer.class));
    }
    return use;
  }

  private static int sum(Map<LocalDate, Integer> days, LocalDate from, LocalDate to) {
    return from.datesUntil(to).mapToInt(day -> days.getOrDefault(day, 0)).sum();
  }

  private static double monthlyRevenue(LocalDate day) {
    return demo.number(
        "select sum(case billing_interval when 'year' then amount_minor / 12.0 else amount_minor"
            + " end) from (select * from fact_subscription where occurred_at < '"
            + day
            + "' qualify row_number() over (partition by subscription_id"
            + " order by occurred_at desc) = 1) where contract_type = 'recurring'"
            + " and (cancelled_on is null or greatest(term_end_on, cancelled_on) > '"
            + day
            + "')");
  }
}
