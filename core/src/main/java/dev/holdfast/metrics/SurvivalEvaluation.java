package dev.holdfast.metrics;

import dev.holdfast.metrics.LedgerEstimator.Survival;
import dev.holdfast.metrics.LedgerEstimator.SurvivalMean;
import dev.holdfast.metrics.LedgerEstimator.SurvivalMedian;
import dev.holdfast.metrics.LedgerEstimator.SurvivalShare;
import dev.holdfast.metrics.LedgerStepQueries.Found;
import dev.holdfast.metrics.SurvivalQueries.Exits;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.KaplanMeier;
import dev.holdfast.stats.KaplanMeier.Entry;
import dev.holdfast.stats.KaplanMeier.Step;
import dev.holdfast.stats.KaplanMeier.TimeCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/**
 * How long accounts stay: the product-limit estimate over spells, in whole months.
 *
 * <p>The start of a period does not matter: every spell that began before its end is in, as it was
 * known then. Median with the interval of Brookmeyer and Crowley, share with Greenwood's on the
 * log-log scale, mean within a horizon with its normal interval. Nobody: absent; a curve that does
 * not come down to a half, or does not reach as far as asked: absent.
 *
 * <p>Source: Kaplan and Meier (1958). Golden files: {@code km_telco_*.csv}.
 */
final class SurvivalEvaluation implements Evaluation {

  private static final double PERCENT = 100;

  @Override
  public void check(Definition definition, Columns columns) {
    LedgerAnswers.check(definition);
  }

  @Override
  public List<Answer> answers(Question question) {
    Survival survival = estimator(question);
    return LedgerAnswers.of(
        SurvivalQueries.exits(question, survival.spells()),
        question.definition().contract().zeroDenominator(),
        (group, exits) -> estimate(survival, curve(exits), size(exits)),
        exits -> Map.of());
  }

  /** The whole curves of a question, by step and dimensions. */
  static List<SurvivalCurve> curves(Question question) {
    List<SurvivalCurve> curves = new ArrayList<>();
    for (Found<Exits> found : SurvivalQueries.exits(question, estimator(question).spells())) {
      if (!found.statistics().isEmpty()) {
        KaplanMeier curve = curve(found.statistics());
        Map<String, @Nullable String> dimensions = new LinkedHashMap<>();
        for (int i = 0; i < question.by().size(); i++) {
          dimensions.put(question.by().get(i), found.group().dimensions().get(i));
        }
        curves.add(
            new SurvivalCurve(
                question.steps().get(found.group().step()),
                dimensions,
                size(found.statistics()),
                curve.steps(),
                curve.median(),
                curve.medianInterval(),
                found.excluded()));
      }
    }
    return List.copyOf(curves);
  }

  @Override
  public Rows rows(Question question, int limit) {
    return SurvivalQueries.rows(question, estimator(question).spells(), limit);
  }

  @Override
  public List<Query> statements(Question question) {
    return List.of(SurvivalQueries.statement(question, estimator(question).spells()));
  }

  private static Survival estimator(Question question) {
    return (Survival) question.definition().estimator();
  }

  static long size(List<Exits> exits) {
    return exits.stream().mapToLong(exit -> exit.events() + exit.censored()).sum();
  }

  static KaplanMeier curve(List<Exits> exits) {
    List<TimeCount> times =
        exits.stream()
            .map(exit -> new TimeCount(exit.months(), exit.events(), exit.censored()))
            .toList();
    if (exits.stream().allMatch(exit -> exit.entry().isEmpty())) {
      return KaplanMeier.of(times);
    }
    List<Entry> entries =
        exits.stream()
            .map(exit ->
                new Entry(
                    exit.entry().map(Integer::doubleValue).orElse(Entry.FROM_THE_START),
                    exit.events() + exit.censored()))
            .toList();
    return KaplanMeier.of(times, entries);
  }

  private static Estimate estimate(Survival survival, KaplanMeier curve, long spells) {
    return switch (survival) {
      case SurvivalMedian median -> {
        OptionalDouble months = curve.median();
        yield months.isPresent()
            ? Estimate.of(months.getAsDouble(), Optional.of(curve.medianInterval()), spells)
            : new Estimate(
                null,
                curve.medianInterval(),
                spells,
                null,
                null,
                "not reached: more than half are still there");
      }
      case SurvivalShare share -> {
        if (!curve.reaches(share.months())) {
          yield unseen(curve, share.months(), spells);
        }
        Optional<Interval> interval =
            curve.stepAt(share.months()).map(Step::interval).map(around -> around.scaled(PERCENT));
        yield Estimate.of(PERCENT * curve.survivalAt(share.months()), interval, spells);
      }
      case SurvivalMean mean ->
          curve.reaches(mean.horizonMonths())
              ? Estimate.of(
                  curve.rmst(mean.horizonMonths()),
                  curve.rmstInterval(mean.horizonMonths(), Interval.LEVEL),
                  spells)
              : unseen(curve, mean.horizonMonths(), spells);
    };
  }

  private static Estimate unseen(KaplanMeier curve, int months, long spells) {
    return new Estimate(
        null,
        null,
        spells,
        null,
        null,
        "nobody was seen for " + months + " months; the longest was " + (long) curve.lastTime());
  }
}
