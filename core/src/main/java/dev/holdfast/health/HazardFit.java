package dev.holdfast.health;

import dev.holdfast.stats.Calibration;
import dev.holdfast.stats.NoEstimateException;
import dev.holdfast.stats.RidgeLogistic;
import dev.holdfast.stats.RidgeLogistic.Observation;
import dev.holdfast.stats.Scored;
import dev.holdfast.stats.ZScores;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Learns a {@link HazardModel} from account-months: a ridge logistic regression of the losses that
 * were told in the month that followed, penalty 1 for z-scores.
 *
 * <p>Monotone rule: an input whose weight goes the wrong way (see {@link RiskInput#goesRight}) is
 * left out, the worst first, and the rest is fitted anew.
 *
 * <p>Recalibration (Platt 1999): accounts are cut in halves, see {@link HeldOut#secondHalf}; log
 * odds by a fit of the one half are compared with what happened in the other, over the last year
 * when {@value Ranking#ENOUGH_LOSSES} losses are in it. The line found, its slope kept within 0 and
 * 1, is laid over the fit of all. With fewer than {@value HeldOut#ENOUGH_TO_LEARN} lost accounts in
 * a half the fit stays as it is.
 */
final class HazardFit {

  private static final double RIDGE = 1;

  private final List<RiskInput> inputs;
  private final List<HazardModel.Dropped> dropped;
  private final @Nullable ZScores scale;
  private final @Nullable RidgeLogistic fit;
  private final List<Observation> observations;

  private HazardFit(
      List<RiskInput> inputs,
      List<HazardModel.Dropped> dropped,
      @Nullable ZScores scale,
      @Nullable RidgeLogistic fit,
      List<Observation> observations) {
    this.inputs = inputs;
    this.dropped = dropped;
    this.scale = scale;
    this.fit = fit;
    this.observations = observations;
  }

  /** The model of some rows; absent when not some were lost and some were not. */
  static Optional<HazardModel> of(List<RiskRow> rows) {
    long lost = rows.stream().filter(RiskRow::lost).count();
    return lost == 0 || lost == rows.size()
        ? Optional.empty()
        : Optional.of(linear(rows).model(rows, recalibration(rows)));
  }

  /** How many different accounts were lost. */
  static long lostAccounts(List<RiskRow> rows) {
    return rows.stream().filter(RiskRow::lost).map(RiskRow::accountId).distinct().count();
  }

  /** The fit as it is, before it is recalibrated. */
  static HazardModel plain(List<RiskRow> rows) {
    return linear(rows).model(rows, Line.AS_IT_IS);
  }

  private static HazardFit linear(List<RiskRow> rows) {
    List<RiskInput> left = new ArrayList<>();
    List<HazardModel.Dropped> dropped = new ArrayList<>();
    Map<RiskInput, Double> fill = new EnumMap<>(RiskInput.class);
    for (RiskInput input : RiskInput.values()) {
      DoubleSummaryStatistics known =
          rows.stream()
              .map(row -> input.read(row.state(), 0))
              .filter(Objects::nonNull)
              .mapToDouble(Double::doubleValue)
              .summaryStatistics();
      fill.put(input, known.getAverage());
      if (known.getCount() > 0 && known.getMax() > known.getMin()) {
        left.add(input);
      } else {
        dropped.add(new HazardModel.Dropped(input, "it is the same for all"));
      }
    }
    while (!left.isEmpty()) {
      List<List<Double>> table =
          rows.stream().map(row -> features(row.state(), left, fill)).toList();
      ZScores scale = ZScores.of(table);
      List<Observation> observations = observations(rows, table, scale);
      RidgeLogistic fit;
      try {
        fit = RidgeLogistic.fit(observations, RIDGE);
      } catch (NoEstimateException e) {
        break; // A ridge leaves no other reason than a search that did not come to rest.
      }
      Optional<Integer> worst = worst(fit, left);
      if (worst.isEmpty()) {
        return new HazardFit(List.copyOf(left), List.copyOf(dropped), scale, fit, observations);
      }
      RiskInput wrong = left.remove((int) worst.get());
      dropped.add(new HazardModel.Dropped(wrong, "it went the wrong way in this history"));
    }
    return new HazardFit(List.of(), List.copyOf(dropped), null, null, List.of());
  }

  private static Optional<Integer> worst(RidgeLogistic fit, List<RiskInput> inputs) {
    return IntStream.range(0, inputs.size())
        .boxed()
        .filter(j -> !inputs.get(j).goesRight(fit.coefficient(j)))
        .max(Comparator.comparingDouble(j -> Math.abs(fit.coefficient(j))));
  }

  private static List<Double> features(
      RiskState state, List<RiskInput> inputs, Map<RiskInput, Double> fill) {
    return inputs.stream()
        .map(input -> {
          Double known = input.read(state, 0);
          return known == null ? Objects.requireNonNull(fill.get(input)) : known;
        })
        .toList();
  }

  private static List<Observation> observations(
      List<RiskRow> rows, List<List<Double>> table, ZScores scale) {
    return IntStream.range(0, rows.size())
        .mapToObj(i -> new Observation(scale.apply(table.get(i)), rows.get(i).lost()))
        .toList();
  }

  /** The model with a line laid over its log odds. */
  private HazardModel model(List<RiskRow> rows, Line line) {
    if (fit == null || scale == null) {
      return same(rows, line);
    }
    List<List<Double>> covariance =
        fit.clusteredCovariance(observations, rows.stream().map(RiskRow::accountId).toList());
    double squared = line.slope() * line.slope();
    List<HazardModel.Weight> weights =
        IntStream.range(0, inputs.size())
            .mapToObj(j ->
                new HazardModel.Weight(
                    inputs.get(j),
                    line.slope() * fit.coefficient(j),
                    line.slope() * Math.sqrt(covariance.get(j + 1).get(j + 1)),
                    scale.means().get(j),
                    scale.deviations().get(j)))
            .toList();
    if (line.slope() == 0) {
      return same(rows, line);
    }
    return new HazardModel(
        line.intercept() + line.slope() * fit.intercept(),
        weights,
        dropped,
        line.slope(),
        covariance.stream()
            .map(row -> row.stream().map(entry -> squared * entry).toList())
            .toList());
  }

  /** The same hazard for all: the share that was lost, its error by account. */
  private HazardModel same(List<RiskRow> rows, Line line) {
    double share = (double) rows.stream().filter(RiskRow::lost).count() / rows.size();
    Map<String, Double> residuals = new HashMap<>();
    rows.forEach(
        row -> residuals.merge(row.accountId(), (row.lost() ? 1 : 0) - share, Double::sum));
    double information = rows.size() * share * (1 - share);
    double squares = residuals.values().stream().mapToDouble(r -> r * r).sum();
    double logOdds = Math.log(share) - Math.log1p(-share);
    List<HazardModel.Dropped> all = new ArrayList<>(dropped);
    inputs.forEach(
        input -> all.add(new HazardModel.Dropped(input, "it told nothing of other accounts")));
    return new HazardModel(
        line.slope() == 0 ? line.intercept() : logOdds,
        List.of(),
        all,
        line.slope(),
        List.of(List.of(squares / (information * information))));
  }

  /** A line over log odds. */
  private record Line(double intercept, double slope) {
    static final Line AS_IT_IS = new Line(0, 1);
  }

  /** The line on which log odds came true on accounts that they were not learned from. */
  private static Line recalibration(List<RiskRow> rows) {
    List<RiskRow> tried = new ArrayList<>();
    List<Double> logOdds = new ArrayList<>();
    for (boolean half : new boolean[] {false, true}) {
      List<RiskRow> train =
          rows.stream().filter(row -> HeldOut.secondHalf(row.accountId()) == half).toList();
      if (lostAccounts(train) < HeldOut.ENOUGH_TO_LEARN) {
        return Line.AS_IT_IS;
      }
      HazardModel model = plain(train);
      for (RiskRow row : rows) {
        if (HeldOut.secondHalf(row.accountId()) != half) {
          tried.add(row);
          logOdds.add(model.logOdds(row.state(), 0));
        }
      }
    }
    LocalDate yearAgo =
        rows.stream().map(RiskRow::day).max(Comparator.naturalOrder()).orElseThrow().minusYears(1);
    boolean recent =
        lostAccounts(rows.stream().filter(row -> row.day().isAfter(yearAgo)).toList())
            >= Ranking.ENOUGH_LOSSES;
    List<Integer> counted =
        IntStream.range(0, tried.size())
            .filter(i -> !recent || tried.get(i).day().isAfter(yearAgo))
            .boxed()
            .toList();
    double slope =
        Calibration.of(said(tried, logOdds, counted, 1))
            .line()
            .map(line -> Math.clamp(line.slope(), 0.0, 1.0))
            .orElse(1.0);
    OptionalDouble intercept = Calibration.of(said(tried, logOdds, counted, slope)).inTheLarge();
    return intercept.isPresent() ? new Line(intercept.getAsDouble(), slope) : Line.AS_IT_IS;
  }

  private static List<Scored> said(
      List<RiskRow> rows, List<Double> logOdds, List<Integer> counted, double slope) {
    return counted.stream()
        .map(i -> new Scored(HazardModel.logistic(slope * logOdds.get(i)), rows.get(i).lost()))
        .toList();
  }
}
