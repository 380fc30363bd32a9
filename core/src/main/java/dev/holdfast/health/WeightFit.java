package dev.holdfast.health;

import dev.holdfast.stats.NoEstimateException;
import dev.holdfast.stats.RidgeLogistic;
import dev.holdfast.stats.RidgeLogistic.Observation;
import dev.holdfast.stats.ZScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Weights that the losses suggest: a ridge logistic regression of losses on the measures' points.
 *
 * <p>A measure's weight is in proportion to what a point of it takes off the log odds of a loss, as
 * a score that is a weighted mean of points needs it. A measure whose points would add to the risk
 * gets no weight: the one that does so most is left out and the rest is fitted anew, until none is
 * left. Points that are missing count as the mean of the rows that the fit is made of. The penalty
 * is one for z-scores, times the cut-offs at which a lost account is counted, so that a loss counts
 * once; see {@link RidgeLogistic}.
 */
final class WeightFit {

  /** One measure with weight: what 10 points more do to the log odds. */
  record Coefficient(int measure, double perTenPoints, double low, double high) {}

  private static final double Z = 1.959963984540054;

  private final List<Integer> measures;
  private final double[] fill;
  private final @Nullable ZScores scale;
  private final @Nullable RidgeLogistic fit;
  private final List<ReplayRow> rows;
  private final double base;

  private WeightFit(
      List<ReplayRow> rows,
      List<Integer> measures,
      double[] fill,
      @Nullable ZScores scale,
      @Nullable RidgeLogistic fit) {
    this.rows = rows;
    this.measures = measures;
    this.fill = fill;
    this.scale = scale;
    this.fit = fit;
    this.base = (double) rows.stream().filter(ReplayRow::lost).count() / rows.size();
  }

  /** Fits rows of whom some were lost and some were not; absent when there are not both. */
  static Optional<WeightFit> of(List<ReplayRow> rows, int measureCount) {
    long lost = rows.stream().filter(ReplayRow::lost).count();
    if (lost == 0 || lost == rows.size()) {
      return Optional.empty();
    }
    double[] fill = new double[measureCount];
    List<Integer> measures = new ArrayList<>();
    for (int j = 0; j < measureCount; j++) {
      int measure = j;
      var points =
          rows.stream()
              .filter(row -> row.has(measure))
              .mapToDouble(row -> row.points(measure))
              .summaryStatistics();
      fill[j] = points.getAverage();
      if (points.getCount() > 0 && points.getMax() > points.getMin()) {
        measures.add(j);
      }
    }
    double lostAccounts =
        rows.stream().filter(ReplayRow::lost).map(ReplayRow::accountId).distinct().count();
    return Optional.of(leaveOut(rows, measures, fill, lost / lostAccounts));
  }

  private static WeightFit leaveOut(
      List<ReplayRow> rows, List<Integer> measures, double[] fill, double ridge) {
    List<Integer> left = new ArrayList<>(measures);
    while (!left.isEmpty()) {
      List<List<Double>> table = rows.stream().map(row -> features(row, left, fill)).toList();
      ZScores scale = ZScores.of(table);
      RidgeLogistic fit;
      try {
        fit = RidgeLogistic.fit(observations(rows, table, scale), ridge);
      } catch (NoEstimateException e) {
        break; // A ridge leaves no other reason than a search that did not come to rest.
      }
      int worst =
          IntStream.range(0, left.size())
              .boxed()
              .max(java.util.Comparator.comparingDouble(fit::coefficient))
              .orElseThrow();
      if (fit.coefficient(worst) < 0) {
        return new WeightFit(rows, List.copyOf(left), fill, scale, fit);
      }
      left.removeIf(left.get(worst)::equals);
    }
    return new WeightFit(rows, List.of(), fill, null, null);
  }

  private static List<Observation> observations(
      List<ReplayRow> rows, List<List<Double>> table, ZScores scale) {
    return IntStream.range(0, rows.size())
        .mapToObj(i -> new Observation(scale.apply(table.get(i)), rows.get(i).lost()))
        .toList();
  }

  private static List<Double> features(ReplayRow row, List<Integer> measures, double[] fill) {
    return measures.stream().map(j -> row.has(j) ? row.points(j) : fill[j]).toList();
  }

  /** Probability that the account of a row is lost within the window. */
  double probability(ReplayRow row) {
    return fit == null || scale == null
        ? base
        : fit.probability(scale.apply(features(row, measures, fill)));
  }

  /** The measures with weight, in the profile's order, with intervals that allow for accounts. */
  List<Coefficient> coefficients() {
    if (fit == null || scale == null) {
      return List.of();
    }
    List<List<Double>> table = rows.stream().map(row -> features(row, measures, fill)).toList();
    List<Double> errors =
        fit.clusteredErrors(
            observations(rows, table, scale), rows.stream().map(ReplayRow::accountId).toList());
    List<Coefficient> coefficients = new ArrayList<>();
    for (int j = 0; j < measures.size(); j++) {
      double perTen = 10 / scale.deviations().get(j);
      double middle = fit.coefficient(j) * perTen;
      double half = Z * errors.get(j) * perTen;
      coefficients.add(new Coefficient(measures.get(j), middle, middle - half, middle + half));
    }
    return coefficients;
  }
}
