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
 * How long the content of a metric's page takes after a refresh: headline, trend, breakdown, all
 * variants and the query. Writing the HTML is not in it.
 *
 * @param first looks at a page that nobody looked at for a day
 * @param ready looks at a page that somebody looked at before the refresh, once it has been made
 *     ready
 * @param readyMillis how long making it ready took
 */
public record PageTimes(String metric, Times first, Times ready, double readyMillis) {

  /** Looks at the page of every metric so often, by somebody who sees everything. */
  static List<PageTimes> measure(Holdfast holdfast, int views) {
    Viewpoint view =
        new Viewpoint(
            new RecordScope.Everything(),
            true,
            holdfast.clock().instant(),
            null,
            holdfast.settings().zone());
    List<PageTimes> pages = new ArrayList<>();
    for (Contract contract : holdfast.metrics().catalogue().contracts()) {
      double[] first = new double[views];
      MetricReports reports = forgetful(holdfast);
      MetricQuestion question = reports.usual(contract.key());
      for (int i = 0; i < views; i++) {
        MetricReports unseen = forgetful(holdfast);
        first[i] = Times.of(1, () -> unseen.report(view, question)).medianMillis();
      }
      reports.report(view, question);
      holdfast.pipeline().refresh();
      double ready = Times.of(1, () -> reports.prepareOne(view.now())).medianMillis();
      pages.add(
          new PageTimes(
              contract.key(),
              Times.ofMillis(first),
              Times.of(views, () -> reports.report(view, question)),
              ready));
    }
    return pages;
  }

  private static MetricReports forgetful(Holdfast holdfast) {
    return MetricReports.open(holdfast.facts(), holdfast.metrics(), Thresholds.usual());
  }
}
