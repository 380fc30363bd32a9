package dev.holdfast.bench;

import dev.holdfast.app.Holdfast;
import dev.holdfast.metrics.Contract;
import dev.holdfast.reports.MetricQuestion;
import dev.holdfast.reports.MetricReports;
import dev.holdfast.reports.Thresholds;
import dev.holdfast.reports.Viewpoint;
import dev.holdfast.workspace.RecordScope;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the content of a metric's page takes after a refresh: headline, trend, breakdown and all
 * variants. Writing the HTML is not in it.
 *
 * @param first looks at a page that nobody has looked at since the refresh
 * @param again looks at the same page after that
 */
public record PageTimes(String metric, Times first, Times again) {

  /** Looks at the page of every metric so often, by somebody who sees everything. */
  static List<PageTimes> measure(Holdfast holdfast, int views) {
    Viewpoint view =
        new Viewpoint(
            new RecordScope.Everything(),
            true,
            holdfast.clock().instant(),
            null,
            holdfast.settings().zone());
    MetricReports kept =
        MetricReports.open(holdfast.facts(), holdfast.metrics(), Thresholds.usual());
    List<PageTimes> pages = new ArrayList<>();
    for (Contract contract : holdfast.metrics().catalogue().contracts()) {
      MetricQuestion question = kept.usual(contract.key());
      double[] first = new double[views];
      for (int i = 0; i < views; i++) {
        MetricReports forgetful =
            MetricReports.open(holdfast.facts(), holdfast.metrics(), Thresholds.usual());
        first[i] = Times.of(1, () -> forgetful.report(view, question)).medianMillis();
      }
      kept.report(view, question);
      pages.add(
          new PageTimes(
              contract.key(),
              Times.ofMillis(first),
              Times.of(views, () -> kept.report(view, question))));
    }
    return pages;
  }
}
