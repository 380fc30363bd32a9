package dev.holdfast.metrics;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.when;

import dev.holdfast.expressions.Compiled;
import dev.holdfast.metrics.SampleEstimator.CensoredQuantile;
import dev.holdfast.metrics.SampleEstimator.Count;
import dev.holdfast.metrics.SampleEstimator.CountDistinct;
import dev.holdfast.metrics.SampleEstimator.Mean;
import dev.holdfast.metrics.SampleEstimator.Nps;
import dev.holdfast.metrics.SampleEstimator.Proportion;
import dev.holdfast.metrics.SampleEstimator.Quantile;
import dev.holdfast.metrics.SampleEstimator.Rate;
import dev.holdfast.metrics.SampleEstimator.RatioOfSums;
import dev.holdfast.metrics.SampleQueries.Clusters;
import dev.holdfast.metrics.SampleQueries.Moments;
import dev.holdfast.metrics.SampleQueries.Outcomes;
import dev.holdfast.metrics.SampleQueries.Ranked;
import dev.holdfast.stats.Garwood;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.Ratio;
import dev.holdfast.stats.RatioEstimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.impl.SQLDataType;

/** Estimates from a sample. */
final class SampleEvaluation implements Evaluation {

  private static final double LEVEL = Interval.LEVEL;
  private static final double PERCENT = 100;

  /** An estimate and how many rows had nothing to estimate from. */
  private record Made(Estimate estimate, long unknown) {}

  @Override
  public List<Answer> answers(Question question) {
    SampleQueries queries = new SampleQueries(question);
    return answers(question, queries);
  }

  @Override
  public Rows rows(Question question, int limit) {
    return new SampleQueries(question).rows(limit);
  }

  @Override
  public List<Query> statements(Question question) {
    SampleQueries queries = new SampleQueries(question);
    answers(question, queries);
    return queries.statements();
  }

  private static List<Answer> answers(Question question, SampleQueries queries) {
    Map<Group, Made> made = estimates(question, queries);
    Map<Group, Map<String, Long>> excluded = queries.excluded();
    Set<Group> groups = new LinkedHashSet<>(made.keySet());
    groups.addAll(excluded.keySet());
    List<Answer> answers = new ArrayList<>();
    String nothing = question.definition().contract().zeroDenominator();
    for (Group group : groups) {
      Made one = made.getOrDefault(group, new Made(Estimate.absent(nothing), 0));
      Map<String, Long> reasons = new LinkedHashMap<>(excluded.getOrDefault(group, Map.of()));
      if (one.unknown() > 0) {
        reasons.put("without a value", one.unknown());
      }
      answers.add(new Answer(group.step(), group.dimensions(), one.estimate(), reasons));
    }
    return answers;
  }

  private static Map<Group, Made> estimates(Question question, SampleQueries queries) {
    String nothing = question.definition().contract().zeroDenominator();
    return switch (sampleEstimator(question)) {
      case Proportion proportion -> proportion(proportion, queries, nothing);
      case Nps nps -> nps(nps, queries, nothing);
      case Mean mean ->
          map(
              queries.moments(queries.columns().number(mean.of())),
              moments -> moments.n() == 0 ? Estimate.absent(nothing) : mean(moments),
              Moments::unknown);
      case Quantile quantile ->
          map(
              queries.ranked(
                  queries.columns().number(quantile.of()),
                  n -> SampleQueries.ranksFor(n, quantile.q(), LEVEL)),
              ranked -> ranked.n() == 0 ? Estimate.absent(nothing) : quantile(ranked, quantile.q()),
              Ranked::unknown);
      case CensoredQuantile censored ->
          map(
              CensoredQueries.times(queries, question.reading(), censored),
              times -> times.quantile(censored.q(), nothing),
              CensoredTimes::unknown);
      case RatioOfSums ratio -> {
        Compiled x = queries.columns().number(ratio.denominator());
        Compiled y = queries.columns().number(ratio.numerator());
        yield map(
            queries.clusters(List.of(x, y), number(x), number(y), ratio.cluster()),
            sums -> sums.sumX() <= 0 ? Estimate.absent(nothing) : ratio(sums),
            Clusters::unknown);
      }
      case Count count -> map(queries.sizes(), n -> Estimate.of(n, Optional.empty(), n), any -> 0L);
      case CountDistinct distinct ->
          map(
              queries.distinct(queries.columns().compile(distinct.of())),
              n -> n == 0 ? Estimate.absent(nothing) : Estimate.of(n, Optional.empty(), n),
              any -> 0L);
      case Rate rate -> rate(question, rate, queries);
    };
  }

  private static SampleEstimator sampleEstimator(Question question) {
    return (SampleEstimator) question.definition().estimator();
  }

  private static Map<Group, Made> proportion(
      Proportion proportion, SampleQueries queries, String nothing) {
    Compiled success = queries.columns().condition(proportion.success());
    Field<Integer> outcome = outcome(success);
    if (proportion.cluster() == null) {
      return map(
          queries.outcomes(success, outcome),
          counts -> share(counts.up(), counts.up() + counts.level(), nothing),
          Outcomes::unknown);
    }
    return map(
        clustered(queries, success, outcome, proportion.cluster()),
        sums -> {
          if (sums.sumX() == 0) {
            return Estimate.absent(nothing);
          }
          RatioEstimate ratio = ratioOf(sums);
          return Estimate.of(
              PERCENT * ratio.ratio(),
              ratio.logitTInterval(LEVEL).map(interval -> interval.scaled(PERCENT)),
              Math.round(sums.sumX()),
              sums.sumY(),
              sums.sumX());
        },
        Clusters::unknown);
  }

  /** 1 where a condition holds, 0 where it does not, null where it cannot be said. */
  static Field<Integer> outcome(Compiled condition) {
    Field<Boolean> holds = condition.value().coerce(Boolean.class);
    return when(holds.eq(true), inline(1)).when(holds.eq(false), inline(0));
  }

  /** 1 for a promoter's score, 0 for a passive one, -1 for a detractor's. */
  static Field<Integer> promotion(Compiled score) {
    Field<Integer> whole = score.value().cast(SQLDataType.INTEGER);
    return when(whole.ge(9), inline(1)).when(whole.ge(7), inline(0)).when(whole.ge(0), inline(-1));
  }

  private static Estimate share(long successes, long n, String nothing) {
    return n == 0
        ? Estimate.absent(nothing)
        : Estimate.ofCounts(
            PERCENT * successes / n,
            Optional.of(dev.holdfast.stats.Proportion.wilson(successes, n, LEVEL).scaled(PERCENT)),
            successes,
            n);
  }

  private static Map<Group, Made> nps(Nps nps, SampleQueries queries, String nothing) {
    Compiled score = queries.columns().number(nps.score());
    Field<Integer> outcome = promotion(score);
    if (nps.cluster() == null) {
      return map(
          queries.outcomes(score, outcome), counts -> points(counts, nothing), Outcomes::unknown);
    }
    Function<Clusters, Estimate> estimate =
        nps.equalWeight() ? SampleEvaluation::oneVoteEach : SampleEvaluation::pointsOfClusters;
    return map(
        clustered(queries, score, outcome, nps.cluster()),
        sums -> sums.sumX() == 0 ? Estimate.absent(nothing) : estimate.apply(sums),
        Clusters::unknown);
  }

  private static Estimate points(Outcomes counts, String nothing) {
    long n = counts.up() + counts.level() + counts.down();
    if (n == 0) {
      return Estimate.absent(nothing);
    }
    dev.holdfast.stats.Nps score =
        new dev.holdfast.stats.Nps(counts.up(), counts.level(), counts.down());
    return Estimate.ofCounts(
        score.score(), Optional.of(score.scoreInterval(LEVEL)), counts.up() - counts.down(), n);
  }

  /** All answers, the account as the unit that is drawn. */
  private static Estimate pointsOfClusters(Clusters sums) {
    RatioEstimate ratio = ratioOf(sums);
    return Estimate.of(
        PERCENT * ratio.ratio(),
        ratio.tInterval(LEVEL).map(interval -> within(interval.scaled(PERCENT), -PERCENT, PERCENT)),
        Math.round(sums.sumX()),
        sums.sumY(),
        sums.sumX());
  }

  /** The mean over clusters of each one's own score. */
  private static Estimate oneVoteEach(Clusters sums) {
    dev.holdfast.stats.Mean mean =
        new dev.holdfast.stats.Mean(
            sums.units(), sums.meanOfRatios(), sums.units() == 1 ? 0 : sums.varianceOfRatios());
    return Estimate.of(
        PERCENT * mean.mean(),
        mean.tInterval(LEVEL).map(interval -> within(interval.scaled(PERCENT), -PERCENT, PERCENT)),
        sums.units(),
        sums.units() * mean.mean(),
        sums.units());
  }

  private static Map<Group, Clusters> clustered(
      SampleQueries queries, Compiled subject, Field<Integer> outcome, String cluster) {
    Field<Double> one = when(outcome.isNotNull(), inline(1.0));
    return queries.clusters(List.of(subject), one, outcome.cast(SQLDataType.DOUBLE), cluster);
  }

  /** Events per exposure; a group that was exposed and had none has a rate of 0. */
  private static Map<Group, Made> rate(Question question, Rate rate, SampleQueries queries) {
    ExposureQueries exposures = new ExposureQueries(question, queries.columns());
    Map<Group, Double> exposure = exposures.exposure(rate.exposure());
    Map<Group, Long> events = new LinkedHashMap<>(queries.sizes());
    queries.statements().addAll(exposures.statements());
    if (exposures.coversAllDimensions(question.by().size())) {
      exposure.keySet().forEach(group -> events.putIfAbsent(group, 0L));
    }
    return map(
        events,
        (group, count) -> rate(count, exposure.getOrDefault(exposures.of(group), 0.0), rate),
        any -> 0L);
  }

  private static Estimate rate(long events, double exposure, Rate rate) {
    if (exposure <= 0) {
      String nobody =
          switch (rate.exposure()) {
            case CUSTOMERS -> "no customers in the period";
            case ACTIVE_PEOPLE -> "nobody was active in the period";
          };
      return Estimate.absent(nobody, events, (double) events, 0);
    }
    return Estimate.of(
        rate.per() * events / exposure,
        Optional.of(Garwood.rate(events, exposure, LEVEL).scaled(rate.per())),
        events,
        (double) events,
        exposure);
  }

  private static Estimate ratio(Clusters sums) {
    RatioEstimate ratio = ratioOf(sums);
    return Estimate.of(
        ratio.ratio(), ratio.tInterval(LEVEL), sums.units(), sums.sumY(), sums.sumX());
  }

  private static RatioEstimate ratioOf(Clusters sums) {
    return Ratio.ofSums(
        sums.units(), sums.sumX(), sums.sumY(), sums.sumXx(), sums.sumXy(), sums.sumYy());
  }

  private static Estimate mean(Moments moments) {
    dev.holdfast.stats.Mean mean =
        new dev.holdfast.stats.Mean(
            moments.n(), moments.mean(), moments.n() == 1 ? 0 : moments.variance());
    return Estimate.of(mean.mean(), mean.tInterval(LEVEL), moments.n());
  }

  private static Estimate quantile(Ranked ranked, double q) {
    long n = ranked.n();
    double position = (n - 1) * q;
    long below = (long) Math.floor(position) + 1;
    double[] around = {at(ranked, below), at(ranked, Math.min(n, below + 1))};
    dev.holdfast.stats.Quantile.Ranks bounds =
        dev.holdfast.stats.Quantile.orderStatisticRanks(n, q, LEVEL);
    double low = bounds.low() == 0 ? Double.NEGATIVE_INFINITY : at(ranked, bounds.low());
    double high = bounds.high() > n ? Double.POSITIVE_INFINITY : at(ranked, bounds.high());
    return Estimate.of(
        dev.holdfast.stats.Quantile.type7(around, position - Math.floor(position)),
        Optional.of(new Interval(low, high, LEVEL, "order statistics")),
        n);
  }

  private static double at(Ranked ranked, long rank) {
    return Objects.requireNonNull(ranked.values().get(rank), "rank " + rank);
  }

  private static Field<Double> number(Compiled compiled) {
    return compiled.value().cast(SQLDataType.DOUBLE);
  }

  static Interval within(Interval interval, double lowest, double highest) {
    return new Interval(
        Math.max(lowest, interval.low()),
        Math.min(highest, interval.high()),
        interval.level(),
        interval.method());
  }

  private static <T> Map<Group, Made> map(
      Map<Group, T> statistics, Function<T, Estimate> estimate, ToLongFunction<T> unknown) {
    return map(statistics, (group, one) -> estimate.apply(one), unknown);
  }

  private static <T> Map<Group, Made> map(
      Map<Group, T> statistics,
      BiFunction<Group, T, Estimate> estimate,
      ToLongFunction<T> unknown) {
    Map<Group, Made> made = new LinkedHashMap<>();
    statistics.forEach((group, one) ->
        made.put(group, new Made(estimate.apply(group, one), unknown.applyAsLong(one))));
    return made;
  }

  @Override
  public void check(Definition definition, Columns columns) {
    Estimator.require(definition.time() != null, "time is missing");
    switch ((SampleEstimator) definition.estimator()) {
      case Proportion proportion -> columns.condition(proportion.success());
      case Nps nps -> columns.number(nps.score());
      case Mean mean -> columns.number(mean.of());
      case Quantile quantile -> columns.number(quantile.of());
      case CensoredQuantile censored -> {
        Estimator.require(!columns.timeIsDate(), "censored_quantile needs a time with hours");
        columns.moment(censored.from());
        columns.moment(censored.to());
      }
      case RatioOfSums ratio -> {
        columns.number(ratio.numerator());
        columns.number(ratio.denominator());
      }
      case Count count -> {}
      case CountDistinct distinct -> columns.compile(distinct.of());
      case Rate rate -> Estimator.require(columns.hasAccount(), "a rate needs rows of accounts");
    }
  }
}
