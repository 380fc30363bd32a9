package dev.holdfast.metrics;

import dev.holdfast.metrics.ChurnQueries.Counts;
import dev.holdfast.metrics.ChurnQueries.Day;
import dev.holdfast.metrics.LedgerEstimator.Churn;
import dev.holdfast.metrics.LedgerEstimator.ChurnWay;
import dev.holdfast.metrics.LedgerEstimator.CustomerChurn;
import dev.holdfast.metrics.LedgerEstimator.CustomerLifetime;
import dev.holdfast.stats.Garwood;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.Lifetime;
import dev.holdfast.stats.Proportion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Query;

/**
 * Customers that leave.
 *
 * <p>Cohort: {@code lost / active at the start}, lost being active at the start and not at the end;
 * Wilson interval. Events: {@code ends inside the period / active at the start}; Garwood interval.
 * Daily: {@code Σ ends of a day / active at the start of that day}; Garwood's for the number of
 * ends, scaled. Customer months: {@code ends / months as a customer, added up}, percent a month;
 * Garwood interval. Lifetime: {@code 1 / churn} of the cohort. Unit: percent, months. Nobody active
 * at the start: absent. Accounts whose fixed term ended as agreed are in neither part of the
 * fraction; accounts that came and left inside the period are reported beside the cohort.
 *
 * <p>Source: ChartMogul help center, customer churn rate; Wilson (1927); Garwood (1936).
 */
final class ChurnEvaluation implements Evaluation {

  private static final double PERCENT = 100;

  @Override
  public void check(Definition definition, Columns columns) {
    LedgerAnswers.check(definition);
  }

  @Override
  public List<Answer> answers(Question question) {
    String nobody = question.definition().contract().zeroDenominator();
    return switch (estimator(question)) {
      case CustomerChurn(ChurnWay way) ->
          switch (way) {
            case COHORT, EVENTS, CUSTOMER_MONTHS ->
                LedgerAnswers.of(
                    ChurnQueries.counts(question),
                    nobody,
                    (group, counts) -> share(counts.getFirst(), way, nobody),
                    counts -> leftOut(counts.getFirst(), way));
            case DAILY_SUM ->
                LedgerAnswers.of(
                    ChurnQueries.dailyCounts(question),
                    nobody,
                    (group, days) -> dailySum(days, nobody),
                    days -> Map.of());
          };
      case CustomerLifetime lifetime ->
          LedgerAnswers.of(
              ChurnQueries.counts(question),
              nobody,
              (group, counts) ->
                  lifetime(
                      counts.getFirst(),
                      LedgerAnswers.months(question.steps().get(group.step())),
                      nobody),
              counts -> leftOut(counts.getFirst(), ChurnWay.COHORT));
    };
  }

  @Override
  public Rows rows(Question question, int limit) {
    return ChurnQueries.rows(question, limit);
  }

  @Override
  public List<Query> statements(Question question) {
    return estimator(question) instanceof CustomerChurn(ChurnWay way) && way == ChurnWay.DAILY_SUM
        ? List.of(ChurnQueries.dayStatement(question))
        : List.of(ChurnQueries.countStatement(question));
  }

  private static Churn estimator(Question question) {
    return (Churn) question.definition().estimator();
  }

  private static Map<String, Long> leftOut(Counts counts, ChurnWay way) {
    Map<String, Long> excluded = new LinkedHashMap<>();
    excluded.put("fixed term ended as agreed", counts.agreed());
    if (way == ChurnWay.COHORT) {
      excluded.put("early loss: came and left inside the period", counts.early());
    }
    return excluded;
  }

  private static Estimate share(Counts counts, ChurnWay way, String nobody) {
    if (way == ChurnWay.CUSTOMER_MONTHS) {
      return perCustomerMonth(counts);
    }
    long atStart = counts.atStart();
    long lost = way == ChurnWay.COHORT ? counts.lost() : counts.churns();
    if (atStart == 0) {
      return Estimate.absent(nobody, 0, (double) lost, 0);
    }
    Interval interval =
        way == ChurnWay.COHORT
            ? Proportion.wilson(lost, atStart, Interval.LEVEL)
            : Garwood.rate(lost, (double) atStart, Interval.LEVEL);
    return Estimate.of(
        PERCENT * lost / atStart,
        Optional.of(interval.scaled(PERCENT)),
        atStart,
        (double) lost,
        (double) atStart);
  }

  private static Estimate perCustomerMonth(Counts counts) {
    if (counts.customerDays() == 0) {
      return Estimate.absent("no customers in the period");
    }
    double months = counts.customerDays() / LedgerAnswers.DAYS_OF_A_MONTH;
    return Estimate.of(
        PERCENT * counts.churns() / months,
        Optional.of(Garwood.rate(counts.churns(), months, Interval.LEVEL).scaled(PERCENT)),
        counts.churns(),
        (double) counts.churns(),
        months);
  }

  /** No loss gives no lifetime, but still the lower bound that the upper limit of churn implies. */
  private static Estimate lifetime(Counts counts, double months, String nobody) {
    if (counts.atStart() == 0) {
      return Estimate.absent(nobody);
    }
    Lifetime lifetime = new Lifetime(counts.lost(), counts.atStart());
    Interval interval = lifetime.interval(Interval.LEVEL).scaled(months);
    double atStart = (double) counts.atStart();
    double lost = (double) counts.lost();
    return lifetime.periods().isEmpty()
        ? new Estimate(null, interval, counts.atStart(), atStart, lost, "no churn observed")
        : Estimate.of(
            lifetime.periods().getAsDouble() * months,
            Optional.of(interval),
            counts.atStart(),
            atStart,
            lost);
  }

  private static Estimate dailySum(List<Day> days, String nobody) {
    double share = 0;
    long events = 0;
    long active = 0;
    long ever = 0;
    for (Day day : days) {
      active += day.opening();
      ever += day.opening() + day.starts();
      if (day.churns() > 0 && active > 0) {
        share += (double) day.churns() / active;
        events += day.churns();
      }
      active += day.starts() - day.ends();
    }
    if (ever == 0) {
      return Estimate.absent(nobody);
    }
    if (events == 0) {
      return Estimate.of(0, Optional.empty(), ever);
    }
    Interval garwood = Garwood.rate(events, events / share, Interval.LEVEL).scaled(PERCENT);
    return Estimate.of(
        PERCENT * share,
        Optional.of(
            new Interval(garwood.low(), garwood.high(), garwood.level(), "Garwood, scaled")),
        ever);
  }
}
