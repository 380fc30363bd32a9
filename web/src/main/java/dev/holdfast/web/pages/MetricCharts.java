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
import dev.holdfast.web.parts.DotPlot;
import dev.holdfast.web.parts.SurvivalChart;
import dev.holdfast.web.parts.TrendChart;
import dev.holdfast.web.parts.WaterfallChart;
import dev.holdfast.web.parts.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Draws what a metric's page shows: trend, survival curves, waterfall, and the breakdown. */
final class MetricCharts {

  private static final int MOST_GROUPS = 20;

  private final Visit visit;
  private final MetricReport report;
  private final Contract contract;

  MetricCharts(Visit visit, MetricReport report) {
    this.visit = visit;
    this.report = report;
    this.contract = report.contract();
  }

  /** The charts, in the order they are shown. */
  List<MetricTelling.ChartPart> charts() {
    List<MetricTelling.ChartPart> charts = new ArrayList<>();
    if (report.movements() != null) {
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

  private MetricTelling.ChartPart trend(MetricTrend trend) {
    String unit = report.current().unit();
    List<TrendChart.Point> points =
        trend.points().stream()
            .map(point ->
                new TrendChart.Point(
                    point.value().period().from(),
                    stepName(point.value().period(), trend.grain()),
                    point.value().value().isPresent()
                        ? (Double) point.value().value().getAsDouble()
                        : null,
                    Units.bound(point.value(), false),
                    Units.bound(point.value(), true),
                    point.value().estimate().n(),
                    point.complete(),
                    point.value().absentReason().orElse("")))
            .toList();
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
    return new MetricTelling.ChartPart(
        new TrendChart(
            title + " with 95 % interval",
            points,
            amount -> Units.exact(unit, amount),
            limits == null ? null : new TrendChart.Limits(limits.lowerLimit(), limits.upperLimit()),
            notes,
            spans),
        contract.key(),
        title
            + (trend.points().getLast().complete() ? "" : ", the last one incomplete")
            + (limits == null ? "" : ", natural limits of " + limits.points() + " steps"));
  }

  private String stepName(Period step, Grain grain) {
    return switch (grain) {
      case MONTH -> Words.month(step.from());
      case YEAR -> Integer.toString(step.from().getYear());
      case QUARTER -> "Q" + ((step.from().getMonthValue() + 2) / 3) + " " + step.from().getYear();
      case DAY, WEEK, TOTAL -> Words.date(step.from(), visit.asOf().day());
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
    return new MetricTelling.ChartPart(
        new SurvivalChart(title, curves, "months"), contract.key() + "-curve", title);
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
    return new MetricTelling.ChartPart(
        new WaterfallChart(
            title,
            new WaterfallChart.Bar("Opening", movements.opening().value().orElse(0)),
            bars,
            "Closing",
            amount -> Units.exact(unit, amount)),
        contract.key() + "-waterfall",
        title);
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
