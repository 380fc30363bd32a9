package dev.holdfast.web.pages;

import dev.holdfast.base.Period;
import dev.holdfast.base.Period.Grain;
import dev.holdfast.facts.Facts.SpanKind;
import dev.holdfast.metrics.Contract;
import dev.holdfast.metrics.MetricValue;
import dev.holdfast.metrics.SurvivalCurve;
import dev.holdfast.reports.MetricReport;
import dev.holdfast.reports.MetricTrend;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.ProcessBehaviour;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Chart;
import dev.holdfast.web.parts.DotPlot;
import dev.holdfast.web.parts.SurvivalChart;
import dev.holdfast.web.parts.TrendChart;
import dev.holdfast.web.parts.WaterfallChart;
import dev.holdfast.web.parts.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Draws what a metric's page shows: trend, survival curves, waterfall, and the breakdown. */
final class MetricCharts {

  /** The charts a metric may have, by the word in their address. */
  enum Kind {
    WATERFALL,
    SURVIVAL,
    TREND,
    DISTRIBUTION,
    BREAKDOWN;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int MOST_GROUPS = 20;

  private final Visit visit;
  private final MetricReport report;
  private final Contract contract;
  private final String account;

  /**
   * @param account the name of the one account it is asked about; empty for all
   */
  MetricCharts(Visit visit, MetricReport report, String account) {
    this.visit = visit;
    this.report = report;
    this.account = account;
    this.contract = report.contract();
  }

  /** The charts, in the order they are shown. */
  List<MetricTelling.ChartPart> charts() {
    List<MetricTelling.ChartPart> charts = new ArrayList<>();
    if (report.movements() != null && moved(report.movements())) {
      charts.add(waterfall(report.movements()));
    }
    if (!report.curves().isEmpty()) {
      charts.add(survival());
    }
    // A trend of nothing but gaps would be an empty frame.
    if (report.trend() != null
        && report.trend().points().stream().anyMatch(point -> point.value().value().isPresent())) {
      charts.add(trend(report.trend()));
    }
    return List.copyOf(charts);
  }

  /** One of the charts; absent when the metric has none of that kind, or nothing to draw. */
  Optional<MetricTelling.ChartPart> chart(Kind kind) {
    return kind == Kind.BREAKDOWN
        ? breakdown()
        : charts().stream().filter(part -> part.kind() == kind).findFirst();
  }

  private MetricTelling.ChartPart part(Kind kind, Chart chart, String title, Period period) {
    return new MetricTelling.ChartPart(
        kind,
        chart,
        title,
        about(visit, report.current(), contract, account, period),
        new MetricLinks(visit, report.question()).files(kind));
  }

  /** What a reader must know who has only the file: of whom, when, how counted, known by when. */
  static String about(
      Visit visit, MetricValue value, Contract contract, String account, Period period) {
    return contract.definition(value.variant()).variant().title()
        + (account.isEmpty() ? "" : ", only " + account)
        + ". "
        + MetricTelling.period(period)
        + ", "
        + period.zone().getId()
        + ", as known on "
        + Words.moment(value.asOf(), visit.asOf().zone())
        + ". "
        + visit.scope().reason();
  }

  private MetricTelling.ChartPart trend(MetricTrend trend) {
    String unit = report.current().unit();
    List<TrendChart.Point> points = points(trend, visit.asOf().day());
    ProcessBehaviour limits = trend.limits();
    List<TrendChart.Note> notes =
        trend.notes().stream()
            .filter(note -> note.kind() == SpanKind.LAUNCH || note.kind() == SpanKind.INCIDENT)
            .map(note -> new TrendChart.Note(note.from(), note.name()))
            .toList();
    List<TrendChart.Span> spans =
        trend.notes().stream()
            .filter(note -> note.kind() == SpanKind.PROMOTION)
            .map(note -> new TrendChart.Span(note.from(), note.to().plusDays(1), note.name()))
            .toList();
    String title = contract.title() + " by " + trend.grain().name().toLowerCase(Locale.ROOT);
    return part(
        Kind.TREND,
        new TrendChart(
            title + " with 95 % interval",
            points,
            amount -> Units.exact(unit, amount),
            limits == null ? null : new TrendChart.Limits(limits.lowerLimit(), limits.upperLimit()),
            notes,
            spans),
        title
            + (trend.points().getLast().complete() ? "" : ", the last one incomplete")
            + (limits == null ? "" : ", natural limits of " + limits.points() + " steps"),
        new Period(
            trend.points().getFirst().value().period().from(),
            trend.points().getLast().value().period().to(),
            report.current().period().zone()));
  }

  /** A trend's steps as charts know them. */
  static List<TrendChart.Point> points(MetricTrend trend, LocalDate today) {
    return trend.points().stream()
        .map(point ->
            new TrendChart.Point(
                point.value().period().from(),
                stepName(point.value().period(), trend.grain(), today),
                point.value().value().isPresent()
                    ? (Double) point.value().value().getAsDouble()
                    : null,
                Units.bound(point.value(), false),
                Units.bound(point.value(), true),
                point.value().estimate().n(),
                point.complete(),
                point.value().absentReason().orElse("")))
        .toList();
  }

  private static String stepName(Period step, Grain grain, LocalDate today) {
    return switch (grain) {
      case MONTH -> Words.month(step.from());
      case YEAR -> Integer.toString(step.from().getYear());
      case QUARTER -> "Q" + ((step.from().getMonthValue() + 2) / 3) + " " + step.from().getYear();
      case DAY, WEEK, TOTAL -> Words.date(step.from(), today);
    };
  }

  private MetricTelling.ChartPart survival() {
    List<SurvivalChart.Curve> curves = new ArrayList<>();
    for (SurvivalCurve curve : report.curves()) {
      curves.add(
          new SurvivalChart.Curve(
              curve.dimensions().values().stream().findFirst().map(Sights::title).orElse("All"),
              curve.steps().stream()
                  .filter(step -> step.events() > 0)
                  .map(step ->
                      new SurvivalChart.Step(
                          step.time(),
                          step.survival(),
                          bound(step.interval(), false, step.survival()),
                          bound(step.interval(), true, step.survival())))
                  .toList(),
              curve.steps().stream()
                  .map(step -> new SurvivalChart.AtRisk(step.time(), step.atRisk()))
                  .toList(),
              curve.steps().stream()
                  .filter(step -> step.censored() > 0)
                  .map(step -> step.time())
                  .toList()));
    }
    String title = "Share of accounts still there, by months since they began";
    return part(
        Kind.SURVIVAL,
        new SurvivalChart(title, curves, "months"),
        title,
        report.current().period());
  }

  /** Whether any revenue was there or came. */
  private static boolean moved(MetricReport.Movements movements) {
    return movements.opening().value().orElse(0) != 0
        || movements.kinds().stream().anyMatch(kind -> kind.value().orElse(0) != 0);
  }

  private static double bound(@Nullable Interval interval, boolean upper, double otherwise) {
    return interval == null ? otherwise : upper ? interval.high() : interval.low();
  }

  private MetricTelling.ChartPart waterfall(MetricReport.Movements movements) {
    String unit = report.current().unit();
    List<WaterfallChart.Bar> bars =
        movements.kinds().stream()
            .filter(kind -> kind.value().isPresent())
            .map(kind ->
                new WaterfallChart.Bar(
                    Sights.title(kind.dimension("kind").orElse("")), kind.value().getAsDouble()))
            .toList();
    String title =
        "Recurring revenue from "
            + MetricTelling.period(report.current().period())
            + ": opening, movements, closing";
    return part(
        Kind.WATERFALL,
        new WaterfallChart(
            title,
            new WaterfallChart.Bar("Opening", movements.opening().value().orElse(0)),
            bars,
            "Closing",
            amount -> Units.exact(unit, amount)),
        title,
        report.current().period());
  }

  private Optional<MetricTelling.ChartPart> breakdown() {
    DotPlot plot = groups();
    return plot == null
        ? Optional.empty()
        : Optional.of(
            part(
                Kind.BREAKDOWN,
                plot,
                plot.caption() + ", with 95 % interval",
                report.current().period()));
  }

  /** The breakdown; null when there is none. */
  @Nullable DotPlot groups() {
    if (report.by() == null
        || report.groups().isEmpty()
        || (report.question().account() != null && report.groups().size() < 2)) {
      return null;
    }
    String unit = report.current().unit();
    return new DotPlot(
        contract.title() + " by " + dimension(report.by()).toLowerCase(Locale.ROOT),
        dimension(report.by()),
        report.groups().stream().limit(MOST_GROUPS).map(this::group).toList(),
        amount -> Units.exact(unit, amount),
        report.current().value().isPresent()
            ? (Double) report.current().value().getAsDouble()
            : null);
  }

  private DotPlot.Row group(MetricValue value) {
    String by = Optional.ofNullable(report.by()).orElse("");
    String name = value.dimension(by).orElse("");
    return new DotPlot.Row(
        name.isEmpty() ? "Not known" : name,
        by.equals("account_id") && !name.isEmpty() ? visit.link(AccountPage.path(name)) : "",
        value.value().isPresent() ? (Double) value.value().getAsDouble() : null,
        Units.bound(value, false),
        Units.bound(value, true),
        value.estimate().n(),
        value.absentReason().orElse(""));
  }

  /** A dimension as people call it. */
  static String dimension(String name) {
    String plain = name.startsWith("account.") ? name.substring("account.".length()) : name;
    return switch (plain) {
      case "csm" -> "Looked after by";
      case "account_id" -> "Account";
      default -> Sights.title(plain);
    };
  }
}
