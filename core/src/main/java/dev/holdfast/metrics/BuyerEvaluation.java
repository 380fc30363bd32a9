package dev.holdfast.metrics;

import dev.holdfast.metrics.BuyerQueries.Buyers;
import dev.holdfast.metrics.LedgerEstimator.BuyerModel;
import dev.holdfast.metrics.LedgerEstimator.BuyerPart;
import dev.holdfast.stats.BgNbd;
import dev.holdfast.stats.BgNbdFit;
import dev.holdfast.stats.FitOutcome;
import dev.holdfast.stats.FittedModel;
import dev.holdfast.stats.GammaGamma;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.PurchaseHistory;
import dev.holdfast.stats.Quantile;
import dev.holdfast.stats.SpendingHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/**
 * What customers who buy one by one will buy: the BG/NBD model of how often and how long, the
 * Gamma-Gamma model of how much.
 *
 * <p>Mean over customers of {@code E[purchases in the horizon | history] × E[spend | history]}, of
 * the first factor, or of the chance that they still buy. Time is in weeks of seven days at the
 * resolution of days. Unit: the reporting currency, purchases, percent. Interval: percentiles over
 * {@value #DRAWS} draws of both models' parameters; the doubt about single customers' luck is not
 * in it. Too few repeat buyers, or spend whose mean is not finite: absent, with the reason.
 *
 * <p>Source: Fader, Hardie and Lee (2005), Marketing Science 24:275-284; Fader and Hardie (2013),
 * note 025. Golden file: {@code btyd.json}.
 */
final class BuyerEvaluation implements Evaluation {

  private static final double PERCENT = 100;
  private static final double DAYS_OF_A_WEEK = 7;
  private static final int DRAWS = 200;
  private static final long SEED = 20_261_126;

  /** More different histories than that are thinned out for the interval. */
  private static final int MOST_HISTORIES = 500;

  @Override
  public void check(Definition definition, Columns columns) {
    LedgerAnswers.check(definition);
  }

  @Override
  public List<Answer> answers(Question question) {
    double minorUnits = LedgerRelationQueries.minorUnits(question.reading());
    BuyerModel model = (BuyerModel) question.definition().estimator();
    return LedgerAnswers.of(
        BuyerQueries.histories(question),
        question.definition().contract().zeroDenominator(),
        (group, buyers) -> estimate(buyers, model, minorUnits),
        buyers -> Map.of());
  }

  @Override
  public Rows rows(Question question, int limit) {
    return BuyerQueries.rows(question, limit);
  }

  @Override
  public List<Query> statements(Question question) {
    return List.of(BuyerQueries.statement(question));
  }

  private static Estimate estimate(List<Buyers> buyers, BuyerModel model, double minorUnits) {
    List<PurchaseHistory> histories = new ArrayList<>();
    List<SpendingHistory> spending = new ArrayList<>();
    for (Buyers one : buyers) {
      if (one.observedDays() > 0) {
        int customers = Math.toIntExact(one.customers());
        histories.addAll(Collections.nCopies(customers, history(one)));
        spending.addAll(Collections.nCopies(customers, spending(one, minorUnits)));
      }
    }
    long customers = buyers.stream().mapToLong(Buyers::customers).sum();
    FitOutcome<BgNbdFit> often = BgNbd.fit(histories);
    if (often instanceof FitOutcome.Refused<BgNbdFit>(_, String detail)) {
      return new Estimate(null, null, customers, null, null, detail);
    }
    FittedModel<BgNbd> fitted = often.fit().orElseThrow().fitted();
    if (model.part() != BuyerPart.EXPECTED_VALUE) {
      return estimate(fitted, Optional.empty(), buyers, customers, model, minorUnits);
    }
    return switch (GammaGamma.fit(spending)) {
      case FitOutcome.Refused<FittedModel<GammaGamma>>(_, String detail) ->
          new Estimate(null, null, customers, null, null, detail);
      case FitOutcome.Fitted<FittedModel<GammaGamma>>(var much) ->
          estimate(fitted, Optional.of(much), buyers, customers, model, minorUnits);
    };
  }

  private static Estimate estimate(
      FittedModel<BgNbd> often,
      Optional<FittedModel<GammaGamma>> much,
      List<Buyers> buyers,
      long customers,
      BuyerModel model,
      double minorUnits) {
    Models best = new Models(often.model(), much.map(FittedModel::model).orElse(null));
    return Estimate.of(
        best.mean(buyers, model, minorUnits),
        interval(often, much, buyers, model, minorUnits),
        customers);
  }

  private static PurchaseHistory history(Buyers buyers) {
    return new PurchaseHistory(
        buyers.repeats(),
        buyers.lastDays() / DAYS_OF_A_WEEK,
        buyers.observedDays() / DAYS_OF_A_WEEK);
  }

  private static SpendingHistory spending(Buyers buyers, double minorUnits) {
    Double mean = buyers.meanMinor();
    return mean == null
        ? new SpendingHistory(0, 0)
        : new SpendingHistory(buyers.repeats(), mean / minorUnits);
  }

  /** Both models with certain parameters; no model of spend where none is asked for. */
  private record Models(BgNbd often, @Nullable GammaGamma much) {

    /** The mean over customers of what the model says of each, in the metric's unit. */
    double mean(List<Buyers> buyers, BuyerModel model, double minorUnits) {
      double sum = 0;
      double customers = 0;
      for (Buyers one : buyers) {
        sum += one.customers() * of(one, model, minorUnits);
        customers += one.customers();
      }
      return sum / customers;
    }

    private double of(Buyers one, BuyerModel model, double minorUnits) {
      double weeks = model.horizonMonths() * LedgerAnswers.DAYS_OF_A_MONTH / DAYS_OF_A_WEEK;
      if (one.observedDays() == 0) {
        return switch (model.part()) {
          case STILL_BUYING -> PERCENT;
          case EXPECTED_PURCHASES -> often.expectedPurchases(weeks);
          case EXPECTED_VALUE -> often.expectedPurchases(weeks) * spend(new SpendingHistory(0, 0));
        };
      }
      return switch (model.part()) {
        case STILL_BUYING -> PERCENT * often.aliveProbability(history(one));
        case EXPECTED_PURCHASES -> often.expectedPurchases(history(one), weeks);
        case EXPECTED_VALUE ->
            often.expectedPurchases(history(one), weeks) * spend(spending(one, minorUnits));
      };
    }

    private double spend(SpendingHistory history) {
      return much == null ? 0 : much.expectedMean(history);
    }
  }

  private static Optional<Interval> interval(
      FittedModel<BgNbd> often,
      Optional<FittedModel<GammaGamma>> much,
      List<Buyers> buyers,
      BuyerModel model,
      double minorUnits) {
    boolean spendIsCertain = much.isPresent() && much.get().uncertainty().isEmpty();
    if (often.uncertainty().isEmpty() || spendIsCertain) {
      return Optional.empty();
    }
    List<Buyers> some = thinned(buyers);
    List<BgNbd> drawn = often.uncertainty().get().draws(DRAWS, SEED);
    List<GammaGamma> drawnToo =
        much.map(fit -> fit.uncertainty().orElseThrow().draws(DRAWS, SEED + 1)).orElse(List.of());
    double[] means = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      GammaGamma spend = drawnToo.isEmpty() ? null : drawnToo.get(i);
      means[i] = new Models(drawn.get(i), spend).mean(some, model, minorUnits);
    }
    // Thinning moves all means alike, so the interval is moved to the mean of all customers.
    Models best = new Models(often.model(), much.map(FittedModel::model).orElse(null));
    double moved = best.mean(buyers, model, minorUnits) / best.mean(some, model, minorUnits);
    Arrays.sort(means);
    double tail = (1 - Interval.LEVEL) / 2;
    return Optional.of(
        new Interval(
            moved * Quantile.type7(means, tail),
            moved * Quantile.type7(means, 1 - tail),
            Interval.LEVEL,
            "draws of the parameters"));
  }

  /** Every so many-th history. */
  private static List<Buyers> thinned(List<Buyers> buyers) {
    int every = 1 + buyers.size() / MOST_HISTORIES;
    List<Buyers> some = new ArrayList<>();
    for (int i = 0; i < buyers.size(); i += every) {
      some.add(buyers.get(i));
    }
    return some;
  }
}
