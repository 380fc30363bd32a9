package dev.holdfast.reports;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactLog;
import dev.holdfast.metrics.Definition;
import dev.holdfast.metrics.Estimator;
import dev.holdfast.metrics.MetricRequest;
import dev.holdfast.metrics.MetricValue;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.metrics.Rows;
import dev.holdfast.metrics.SampleEstimator;
import dev.holdfast.reports.Distribution.Mark;
import dev.holdfast.stats.Mean;
import dev.holdfast.stats.Quantile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the values behind a mean, a quantile or a score. */
final class DistributionReader {

  /** More rows would take longer to read than somebody waits for a picture. */
  static final int MOST_ROWS = 50_000;

  private static final double MIDDLE = 0.5;

  private final FactLog log;
  private final Metrics metrics;
  private final Viewpoint view;

  DistributionReader(FactLog log, Metrics metrics, Viewpoint view) {
    this.log = log;
    this.metrics = metrics;
    this.view = view;
  }

  /** The expression whose values a number is made of; absent for other kinds of numbers. */
  static Optional<String> measured(Estimator estimator) {
    if (estimator instanceof SampleEstimator.Mean mean) {
      return Optional.of(mean.of());
    } else if (estimator instanceof SampleEstimator.Quantile quantile) {
      return Optional.of(quantile.of());
    } else if (estimator instanceof SampleEstimator.Nps nps) {
      return Optional.of(nps.score());
    }
    return Optional.empty();
  }

  Distribution read(Definition definition, MetricRequest request) {
    String expression =
        measured(definition.estimator())
            .orElseThrow(() ->
                new HoldfastException(
                    ErrorCode.NOT_FOUND,
                    "'"
                        + request.metric()
                        + "' is not a mean, a quantile or a score in this variant, so it has no"
                        + " distribution."));
    MetricValue headline = metrics.evaluate(request).getFirst();
    if (headline.value().isEmpty()) {
      return notShown(definition, headline, headline.absentReason().orElse("there are no values"));
    }
    Rows rows = metrics.rows(request, MOST_ROWS);
    if (rows.truncated()) {
      return notShown(
          definition,
          headline,
          "more than " + MOST_ROWS + " values are too many to draw; choose a shorter time");
    }
    return log.warehouse()
        .read(sql -> DistributionQueries.values(Look.of(log, metrics, sql, view), rows, expression))
        .map(values -> spread(definition, headline, values))
        .orElseGet(
            () -> notShown(definition, headline, "its values rest on more than its rows show"));
  }

  private static Distribution notShown(Definition definition, MetricValue headline, String reason) {
    return new Distribution.NotShown(definition.contract(), headline, reason);
  }

  private static Distribution spread(
      Definition definition, MetricValue headline, DistributionQueries.Values values) {
    double[] sorted = values.sorted().stream().mapToDouble(Double::doubleValue).toArray();
    return new Distribution.Spread(
        definition.contract(),
        headline,
        Binning.of(sorted),
        Binning.single(sorted),
        marks(definition.estimator(), headline, sorted),
        sorted.length,
        values.unknown());
  }

  /** The headline itself, with mean or median beside it: far apart, they say that it is skewed. */
  private static List<Mark> marks(Estimator estimator, MetricValue headline, double[] sorted) {
    List<Mark> marks = new ArrayList<>();
    double amount = headline.value().orElseThrow();
    if (estimator instanceof SampleEstimator.Mean) {
      marks.add(new Mark("mean", amount));
      marks.add(new Mark("median", Quantile.type7(sorted, MIDDLE)));
    } else if (estimator instanceof SampleEstimator.Quantile quantile) {
      marks.add(new Mark(quantile.q() == MIDDLE ? "median" : share(quantile.q()), amount));
      marks.add(
          quantile.q() == MIDDLE
              ? new Mark("mean", Mean.of(sorted).mean())
              : new Mark("median", Quantile.type7(sorted, MIDDLE)));
    }
    return marks;
  }

  private static String share(double q) {
    return Math.round(q * 100) + " % take less than";
  }
}
