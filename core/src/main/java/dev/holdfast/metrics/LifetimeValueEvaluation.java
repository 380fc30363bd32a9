package dev.holdfast.metrics;

import dev.holdfast.metrics.ChurnQueries.Counts;
import dev.holdfast.metrics.LedgerEstimator.LifetimeValue;
import dev.holdfast.metrics.LedgerEstimator.Spells;
import dev.holdfast.metrics.LedgerEstimator.ValueByRenewals;
import dev.holdfast.metrics.LedgerEstimator.ValueOverChurn;
import dev.holdfast.metrics.LedgerEstimator.ValueWithinHorizon;
import dev.holdfast.metrics.LedgerStepQueries.Found;
import dev.holdfast.metrics.RetentionQueries.Sums;
import dev.holdfast.metrics.SurvivalQueries.Exits;
import dev.holdfast.stats.FitOutcome;
import dev.holdfast.stats.FittedModel;
import dev.holdfast.stats.Garwood;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.KaplanMeier;
import dev.holdfast.stats.LogInterval;
import dev.holdfast.stats.RatioEstimate;
import dev.holdfast.stats.RenewalCohort;
import dev.holdfast.stats.ShiftedBetaGeometric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber is worth: monthly revenue per customer × margin × months that a customer stays.
 *
 * <p>Revenue per customer is that of who pays at the end of the period. Over churn: {@code a × m ×
 * (1 + d) / (1 + d - r)}, with {@code r = 1 - c}, {@code c} the ends in the period per month as a
 * customer and {@code d} the discount of a month; without discount that is {@code a × m / c}. It
 * holds only if churn stays what it is. Within a horizon: {@code a × m ×} the area under the
 * Kaplan-Meier curve up to it. By renewals: the discounted months of the shifted beta-geometric
 * model, fitted to the first spells of all accounts by month. Unit: the reporting currency. The
 * interval is on the log scale, {@code var(log a) + var(log months)}. No end in the period: absent,
 * with the lower bound that the upper limit of churn gives. Nobody pays: absent.
 *
 * <p>Source: ChartMogul help center, "LTV"; Kaplan and Meier (1958); Fader and Hardie (2010),
 * Marketing Science 29:85-93. Golden file: {@code ppm_ces_sed_clv.json}.
 */
final class LifetimeValueEvaluation implements Evaluation {

  private static final double MONTHS_OF_A_YEAR = 12;
  private static final long SEED = 20_261_126;

  /** Months that a customer stays, with the standard error of their logarithm. */
  private record Stay(double months, double logError) {}

  @Override
  public void check(Definition definition, Columns columns) {
    LedgerAnswers.check(definition);
  }

  @Override
  public List<Answer> answers(Question question) {
    String nobody = question.definition().contract().zeroDenominator();
    double minorUnits = LedgerRelationQueries.minorUnits(question.reading());
    List<Found<Sums>> paid = RetentionQueries.sums(question, RetentionQueries.perCustomer());
    return switch ((LifetimeValue) question.definition().estimator()) {
      case ValueOverChurn value -> {
        Map<Group, List<Counts>> churn = byGroup(ChurnQueries.counts(question));
        yield answers(
            paid,
            nobody,
            (group, sums) -> overChurn(value, sums, churn.get(group), minorUnits, nobody));
      }
      case ValueByRenewals value -> {
        Map<Group, List<Exits>> exits = byGroup(SurvivalQueries.exits(question, Spells.FIRST));
        yield answers(
            paid,
            nobody,
            (group, sums) -> byRenewals(value, sums, exits.get(group), minorUnits, nobody));
      }
      case ValueWithinHorizon value -> {
        Map<Group, List<Exits>> exits = byGroup(SurvivalQueries.exits(question, Spells.FIRST));
        yield answers(
            paid,
            nobody,
            (group, sums) -> withinHorizon(value, sums, exits.get(group), minorUnits, nobody));
      }
    };
  }

  private static List<Answer> answers(
      List<Found<Sums>> paid, String nobody, BiFunction<Group, Sums, Estimate> estimate) {
    return LedgerAnswers.of(
        paid,
        nobody,
        (group, sums) ->
            sums.getFirst().accounts() == 0
                ? Estimate.absent(nobody)
                : estimate.apply(group, sums.getFirst()),
        sums -> Map.of());
  }

  private static <T> Map<Group, List<T>> byGroup(List<Found<T>> found) {
    Map<Group, List<T>> byGroup = new HashMap<>();
    found.forEach(one -> byGroup.put(one.group(), one.statistics()));
    return byGroup;
  }

  @Override
  public Rows rows(Question question, int limit) {
    return RetentionQueries.accountRows(question, limit);
  }

  @Override
  public List<Query> statements(Question question) {
    List<Query> statements = new ArrayList<>();
    statements.add(RetentionQueries.statement(question, RetentionQueries.perCustomer()));
    statements.add(
        switch ((LifetimeValue) question.definition().estimator()) {
          case ValueOverChurn value -> ChurnQueries.countStatement(question);
          case ValueByRenewals _, ValueWithinHorizon _ ->
              SurvivalQueries.statement(question, Spells.FIRST);
        });
    return statements;
  }

  private static Estimate overChurn(
      ValueOverChurn value,
      Sums sums,
      @Nullable List<Counts> counts,
      double minorUnits,
      String nobody) {
    if (counts == null || counts.isEmpty() || counts.getFirst().customerDays() == 0) {
      return Estimate.absent(nobody);
    }
    long ends = counts.getFirst().churns();
    double customerMonths = counts.getFirst().customerDays() / LedgerAnswers.DAYS_OF_A_MONTH;
    if (ends == 0) {
      double highest = Garwood.rate(0, customerMonths, Interval.LEVEL).high();
      double low =
          RetentionEvaluation.ratio(sums).ratio()
              / minorUnits
              * value.margin()
              * months(highest, value.yearlyDiscount());
      return new Estimate(
          null,
          new Interval(
              low, Double.POSITIVE_INFINITY, Interval.LEVEL, "upper limit of churn (Garwood)"),
          sums.accounts(),
          null,
          null,
          "no churn observed");
    }
    double churn = ends / customerMonths;
    return worth(
        sums,
        value.margin(),
        new Stay(months(churn, value.yearlyDiscount()), 1 / Math.sqrt((double) ends)),
        minorUnits);
  }

  /** Expected months under a constant churn a month, those further away worth less. */
  private static double months(double churn, double yearlyDiscount) {
    double discount = monthly(yearlyDiscount);
    return (1 + discount) / (discount + churn);
  }

  private static double monthly(double yearlyDiscount) {
    return Math.pow(1 + yearlyDiscount, 1 / MONTHS_OF_A_YEAR) - 1;
  }

  private static Estimate withinHorizon(
      ValueWithinHorizon value,
      Sums sums,
      @Nullable List<Exits> exits,
      double minorUnits,
      String nobody) {
    if (exits == null || exits.isEmpty()) {
      return Estimate.absent(nobody);
    }
    KaplanMeier curve = SurvivalEvaluation.curve(exits);
    int horizon = value.horizonMonths();
    if (!curve.reaches(horizon)) {
      return Estimate.absent(
          "nobody was seen for " + horizon + " months; the longest was " + (long) curve.lastTime());
    }
    double months = curve.rmst(horizon);
    return worth(
        sums,
        value.margin(),
        new Stay(months, curve.rmstStandardError(horizon) / months),
        minorUnits);
  }

  /** Every whole month is a renewal; who left before the first one left at it. */
  private static Estimate byRenewals(
      ValueByRenewals value,
      Sums sums,
      @Nullable List<Exits> exits,
      double minorUnits,
      String nobody) {
    if (exits == null || exits.isEmpty()) {
      return Estimate.absent(nobody);
    }
    if (exits.stream().anyMatch(exit -> exit.entry().isPresent())) {
      return Estimate.absent("the model needs every customer from their start on");
    }
    return switch (ShiftedBetaGeometric.fit(cohorts(exits))) {
      case FitOutcome.Refused<FittedModel<ShiftedBetaGeometric>>(var reason, String detail) ->
          new Estimate(null, null, sums.accounts(), null, null, detail);
      case FitOutcome.Fitted<FittedModel<ShiftedBetaGeometric>>(var fit) -> {
        double discount = monthly(value.yearlyDiscount());
        double logError =
            fit.uncertainty()
                .map(doubt ->
                    doubt.interval(
                        model -> model.discountedLifetime(discount), Interval.LEVEL, SEED))
                .map(LogInterval::relativeError)
                .orElse(0.0);
        yield worth(
            sums,
            value.margin(),
            new Stay(fit.model().discountedLifetime(discount), logError),
            minorUnits);
      }
    };
  }

  private static List<RenewalCohort> cohorts(List<Exits> exits) {
    Map<Integer, long[]> byRenewals = new TreeMap<>();
    for (Exits exit : exits) {
      if (exit.months() > 0 || exit.events() > 0) {
        long[] counts = byRenewals.computeIfAbsent(Math.max(1, exit.months()), any -> new long[2]);
        counts[0] += exit.events();
        counts[1] += exit.months() > 0 ? exit.censored() : 0;
      }
    }
    List<RenewalCohort> cohorts = new ArrayList<>();
    byRenewals.forEach((renewals, counts) -> {
      List<Long> survivors = new ArrayList<>(Collections.nCopies(renewals, counts[0] + counts[1]));
      survivors.add(counts[1]);
      cohorts.add(new RenewalCohort(survivors));
    });
    return cohorts;
  }

  private static Estimate worth(Sums sums, double margin, Stay stay, double minorUnits) {
    RatioEstimate average = RetentionEvaluation.ratio(sums);
    double worth = average.ratio() / minorUnits * margin * stay.months();
    double relative = average.standardError() / average.ratio();
    return Estimate.of(
        worth,
        sums.accounts() < 2
            ? Optional.empty()
            : Optional.of(LogInterval.of(worth, Interval.LEVEL, relative, stay.logError())),
        sums.accounts());
  }
}
