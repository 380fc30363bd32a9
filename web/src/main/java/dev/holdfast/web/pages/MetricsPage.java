package dev.holdfast.web.pages;

import dev.holdfast.metrics.Contract;
import dev.holdfast.metrics.MetricValue;
import dev.holdfast.reports.MetricFamily;
import dev.holdfast.reports.MetricReport;
import dev.holdfast.reports.MetricReports;
import dev.holdfast.reports.MetricTrend;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Sparkline;
import dev.holdfast.web.parts.Words;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The metric catalogue: what can be asked, and what the answer is now. */
@Controller
public final class MetricsPage {

  /**
   * What the page shows.
   *
   * @param defineLink where a metric of the company's own is made; empty for who may not
   */
  public record Model(
      String headline,
      String scope,
      String boardLink,
      String requestsLink,
      String defineLink,
      List<Family> families) {}

  /** Metrics about one thing. */
  public record Family(String title, List<Line> lines) {}

  /** One metric; its value loads alone. */
  public record Line(String title, String question, String owner, String link, String glance) {}

  /** A metric's value and trend. */
  public record Glance(
      String value,
      String unit,
      String interval,
      String n,
      @Nullable Sparkline spark,
      String period,
      String link) {}

  private final MetricReports reports;
  private final InstantSource clock;

  MetricsPage(MetricReports reports, InstantSource clock) {
    this.reports = reports;
    this.clock = clock;
  }

  @GetMapping("/metrics")
  @OpenTo(Circle.SIGNED_IN)
  Page show(Visit visit) {
    List<Family> families = new ArrayList<>();
    int count = 0;
    for (var family : reports.catalogue().entrySet()) {
      families.add(
          new Family(
              family.getKey().title(),
              family.getValue().stream().map(contract -> line(visit, contract)).toList()));
      count += family.getValue().size();
    }
    return Page.of(
        "pages/metrics",
        "Metrics",
        Section.METRICS,
        new Model(
            Words.count(count, "number", "numbers") + ", each with its definition and its rows",
            visit.scope().reason(),
            visit.link(BoardPage.PATH),
            visit.link(RequestsPage.PATH),
            Circle.DATA_STEWARDS.holds(visit.person().role()) ? visit.link("/metrics/define") : "",
            List.copyOf(families)));
  }

  private static Line line(Visit visit, Contract contract) {
    String path = "/metrics/" + contract.key();
    return new Line(
        contract.title(),
        contract.question(),
        contract.owner(),
        visit.link(path),
        visit.link(path + "/glance"));
  }

  @GetMapping("/metrics/{key}/glance")
  @OpenTo(Circle.SIGNED_IN)
  Page glance(Visit visit, @PathVariable String key) {
    MetricReport report =
        reports.glance(Sights.viewpoint(visit, clock.instant()), reports.usual(key));
    MetricValue value = report.current();
    MetricFamily family = MetricFamily.of(report.contract());
    return Page.of(
        "pages/metric/glance",
        report.contract().title(),
        Section.METRICS,
        new Glance(
            Units.valueShort(value),
            value.value().isPresent() ? Units.word(value.unit()) : "",
            Units.interval(value),
            Words.number(value.estimate().n()),
            spark(report),
            "last " + family.usualDays() + " days",
            visit.link("/metrics/" + key)));
  }

  private static @Nullable Sparkline spark(MetricReport report) {
    MetricTrend trend = report.trend();
    if (trend == null) {
      return null;
    }
    List<@Nullable Double> amounts = new ArrayList<>();
    trend.points().stream()
        .filter(MetricTrend.Point::complete)
        .forEach(point ->
            amounts.add(
                point.value().value().isPresent()
                    ? (Double) point.value().value().getAsDouble()
                    : null));
    return amounts.size() < 2
        ? null
        : Sparkline.of(
            report.contract().title() + " of " + amounts.size() + " complete steps", amounts);
  }
}
