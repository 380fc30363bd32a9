package dev.holdfast.web.pages;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.metrics.MetricValue;
import dev.holdfast.reports.Distribution;
import dev.holdfast.reports.MetricQuestion;
import dev.holdfast.reports.MetricReport;
import dev.holdfast.reports.MetricReports;
import dev.holdfast.reports.Reports;
import dev.holdfast.reports.Viewpoint;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.DrawingFile;
import dev.holdfast.web.parts.Picture;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * One chart of a metric, alone: as a part that other pages load, and as a file. It is asked for
 * with the parameters of the metric's page and shows the same accounts.
 */
@Controller
public final class ChartPage {

  /** The words of {@link MetricCharts.Kind}. */
  private static final String KINDS = "{chart:waterfall|survival|trend|distribution|breakdown}";

  /**
   * What the page shows.
   *
   * @param part null when there is nothing to draw
   * @param reason why there is nothing; empty when there is something
   * @param link the metric's own page
   */
  public record Model(
      String title, MetricTelling.@Nullable ChartPart part, String reason, String link) {}

  private record Found(
      MetricValue value, MetricTelling.@Nullable ChartPart part, String title, String reason) {}

  private final MetricReports reports;
  private final Reports accounts;
  private final InstantSource clock;

  ChartPage(MetricReports reports, Reports accounts, InstantSource clock) {
    this.reports = reports;
    this.accounts = accounts;
    this.clock = clock;
  }

  @GetMapping("/metrics/{key}/" + KINDS)
  @OpenTo(Circle.SIGNED_IN)
  Page show(
      Visit visit,
      @PathVariable String key,
      @PathVariable String chart,
      @RequestParam Map<String, String> parameters) {
    MetricQuestion question = question(key, parameters);
    Found found = find(visit, question, kind(chart));
    return Page.of(
        "pages/metric/chart",
        found.title(),
        Section.METRICS,
        new Model(
            found.title(),
            found.part(),
            found.reason(),
            new MetricLinks(visit, question).to("", Map.of())));
  }

  @GetMapping("/metrics/{key}/" + KINDS + ".{format:svg|png|csv}")
  @OpenTo(Circle.SIGNED_IN)
  void file(
      Visit visit,
      @PathVariable String key,
      @PathVariable String chart,
      @PathVariable String format,
      @RequestParam Map<String, String> parameters,
      HttpServletResponse response)
      throws IOException {
    Found found = find(visit, question(key, parameters), kind(chart));
    MetricTelling.ChartPart part = found.part();
    if (part == null) {
      throw new HoldfastException(ErrorCode.NOT_FOUND, found.reason());
    }
    String name = key + "-" + chart + "." + format;
    switch (MetricLinks.Format.valueOf(format.toUpperCase(Locale.ROOT))) {
      case SVG ->
          MetricPage.send(
              response, "image/svg+xml", name, svg(part).getBytes(StandardCharsets.UTF_8));
      case PNG -> MetricPage.send(response, "image/png", name, Picture.png(svg(part)));
      case CSV ->
          MetricPage.send(
              response,
              "text/csv; charset=utf-8",
              name,
              csv(found.value(), part).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String svg(MetricTelling.ChartPart part) {
    return DrawingFile.svg(part.chart().drawing(), part.title(), part.about());
  }

  /** The chart's numbers, each row with what they are numbers of. */
  private static String csv(MetricValue value, MetricTelling.ChartPart part) {
    List<String> fields = new ArrayList<>(List.of("metric", "variant", "unit"));
    fields.addAll(part.chart().fields());
    StringBuilder csv = new StringBuilder(MetricPage.line(fields));
    for (List<String> record : part.chart().records()) {
      List<String> cells = new ArrayList<>(List.of(value.metric(), value.variant(), value.unit()));
      cells.addAll(record);
      csv.append(MetricPage.line(cells));
    }
    return csv.toString();
  }

  private Found find(Visit visit, MetricQuestion question, MetricCharts.Kind kind) {
    Viewpoint view = Sights.viewpoint(visit, clock.instant());
    String account = Optional.ofNullable(question.account()).orElse("");
    String name = MetricPage.name(accounts, view, account); // refuses one that is out of sight
    if (kind == MetricCharts.Kind.DISTRIBUTION) {
      Distribution distribution = reports.distribution(view, question);
      DistributionTelling telling = new DistributionTelling(visit, question, name, distribution);
      return new Found(
          distribution.headline(), telling.part().orElse(null), telling.title(), telling.reason());
    }
    MetricReport report = reports.report(view, question, needed(kind));
    Optional<MetricTelling.ChartPart> part = new MetricCharts(visit, report, name).chart(kind);
    return new Found(
        report.current(),
        part.orElse(null),
        part.map(MetricTelling.ChartPart::title).orElse(report.contract().title()),
        part.isPresent() ? "" : nothing(report, kind));
  }

  private static String nothing(MetricReport report, MetricCharts.Kind kind) {
    return "There is no "
        + kind.word()
        + " of "
        + report.contract().title()
        + " to draw for this time"
        + report.current().absentReason().map(reason -> ", because " + reason).orElse("")
        + ".";
  }

  private static MetricReport.Part needed(MetricCharts.Kind kind) {
    return switch (kind) {
      case WATERFALL -> MetricReport.Part.MOVEMENTS;
      case SURVIVAL -> MetricReport.Part.CURVES;
      case TREND -> MetricReport.Part.TREND;
      case BREAKDOWN -> MetricReport.Part.GROUPS;
      case DISTRIBUTION ->
          throw new IllegalArgumentException("a distribution is no part of a metric's report");
    };
  }

  private MetricQuestion question(String key, Map<String, String> parameters) {
    return MetricPage.question(
        reports,
        key,
        parameters.getOrDefault("variant", ""),
        parameters.getOrDefault("days", ""),
        parameters.getOrDefault("grain", ""),
        parameters.getOrDefault("by", ""),
        parameters.getOrDefault(Doors.ACCOUNT, ""));
  }

  private static MetricCharts.Kind kind(String word) {
    return MetricCharts.Kind.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
