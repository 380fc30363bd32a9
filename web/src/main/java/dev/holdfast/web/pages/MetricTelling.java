package dev.holdfast.web.pages;

import dev.holdfast.base.Period;
import dev.holdfast.base.Period.Grain;
import dev.holdfast.metrics.ContextTable;
import dev.holdfast.metrics.Contract;
import dev.holdfast.metrics.MetricValue;
import dev.holdfast.reports.MetricReport;
import dev.holdfast.reports.MetricTrend;
import dev.holdfast.stats.ProcessBehaviour;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Chart;
import dev.holdfast.web.parts.DotPlot;
import dev.holdfast.web.parts.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a metric's report into what its page prints. */
public final class MetricTelling {

  private static final List<Integer> LENGTHS = List.of(28, 90, 365);

  /** What the page shows. */
  public record Model(
      String title,
      String question,
      String account,
      String accountLink,
      String allLink,
      List<WorkPage.Chip> variants,
      List<WorkPage.Chip> lengths,
      List<Headline> figures,
      String say,
      List<ChartPart> charts,
      List<WorkPage.Chip> grains,
      String distribution,
      @Nullable DotPlot groups,
      List<Chart.File> groupsFiles,
      String groupsTitle,
      List<WorkPage.Chip> dimensions,
      List<VariantLine> sideBySide,
      List<Fact> contract,
      List<Fact> provenance,
      String query,
      String yaml,
      String rowsLink,
      String csvLink,
      String jsonLink,
      String contextLink,
      String scope) {}

  /** A figure at the top. */
  public record Headline(
      String title, String value, String unit, String interval, String detail, String link) {}

  /**
   * A chart with its files.
   *
   * @param kind which of the metric's charts
   * @param about what a reader must know who has only the file
   */
  public record ChartPart(
      MetricCharts.Kind kind, Chart chart, String title, String about, List<Chart.File> files) {}

  /** One variant beside the others. */
  public record VariantLine(
      String title,
      String value,
      String interval,
      String n,
      String formula,
      String link,
      String why,
      boolean here) {}

  /** A term and what it is. */
  public record Fact(String term, String text) {}

  private final Visit visit;
  private final MetricReport report;
  private final Contract contract;
  private final String account;
  private final MetricCharts charts;
  private final MetricLinks links;

  /**
   * @param account the name of the one account it is asked about; empty for all
   */
  MetricTelling(Visit visit, MetricReport report, String account) {
    this.visit = visit;
    this.report = report;
    this.account = account;
    this.contract = report.contract();
    this.charts = new MetricCharts(visit, report, account);
    this.links = new MetricLinks(visit, report.question());
  }

  /**
   * @param distribution whether the number is made of values whose spread can be drawn
   */
  Model model(String yaml, boolean distribution) {
    return new Model(
        contract.title(),
        contract.question(),
        account,
        accountId().isEmpty() ? "" : visit.link(AccountPage.path(accountId())),
        link("", Map.of(Doors.ACCOUNT, "")),
        variants(),
        lengths(),
        figures(),
        say(),
        charts.charts(),
        grains(),
        distribution ? links.chart(MetricCharts.Kind.DISTRIBUTION) : "",
        charts.groups(),
        links.files(MetricCharts.Kind.BREAKDOWN),
        report.by() == null ? "" : MetricCharts.dimension(report.by()),
        dimensions(),
        sideBySide(),
        terms(),
        provenance(),
        report.query(),
        yaml,
        link("/rows", Map.of()),
        link("/values.csv", Map.of()),
        link("/values.json", Map.of()),
        ContextTable.isPossibleFor(contract.definition(report.question().variant()))
            ? link("/context", Map.of())
            : "",
        visit.scope().reason());
  }

  /** The same page with some of its parameters changed. */
  private String link(String end, Map<String, String> changed) {
    return links.to(end, changed);
  }

  private String accountId() {
    return Optional.ofNullable(report.question().account()).orElse("");
  }

  private List<WorkPage.Chip> variants() {
    String here = report.current().variant();
    return contract.variants().size() < 2
        ? List.of()
        : contract.variants().stream()
            .map(variant ->
                new WorkPage.Chip(
                    variant.title(),
                    link("", Map.of("variant", variant.name())),
                    variant.name().equals(here)))
            .toList();
  }

  private List<WorkPage.Chip> lengths() {
    return LENGTHS.stream()
        .map(days ->
            new WorkPage.Chip(
                days == 365 ? "A year" : days + " days",
                link("", Map.of("days", days.toString())),
                days == report.question().days()))
        .toList();
  }

  private List<Headline> figures() {
    List<Headline> figures = new ArrayList<>();
    String length = Words.count(report.question().days(), "day", "days");
    figures.add(figure("Last " + length, report.current()));
    MetricValue previous = report.previous();
    if (previous != null) {
      Headline before = figure(length + " before", previous);
      String change =
          report
              .change()
              .map(by ->
                  change(by)
                      + (!report.comparable()
                          ? ""
                          : report.clear()
                              ? "; the intervals do not meet"
                              : "; the intervals overlap"))
              .orElse(before.detail());
      figures.add(
          new Headline(
              before.title(),
              before.value(),
              before.unit(),
              before.interval(),
              change,
              before.link()));
    }
    return List.copyOf(figures);
  }

  private Headline figure(String title, MetricValue value) {
    return new Headline(
        title,
        value.value().isPresent()
            ? Units.exact(value.unit(), value.value().getAsDouble())
            : Words.noDataShort(value.absentReason().orElse("")),
        value.value().isPresent() ? Units.word(value.unit()) : "",
        Units.interval(value),
        value
            .absentReason()
            .map(
                reason -> because(reason) + (value.estimate().n() == 0 ? "" : ": " + counts(value)))
            .orElse(counts(value)),
        link("/rows", Map.of()));
  }

  private static String because(String reason) {
    return reason.startsWith("not reached: ")
        ? reason.substring("not reached: ".length())
        : "because " + reason;
  }

  private String counts(MetricValue value) {
    String unit = contract.definition(report.question().variant()).sampleUnit();
    return Words.number(value.estimate().n()) + " " + unit + ", " + period(value.period());
  }

  private String change(double by) {
    String unit = report.current().unit();
    return switch (unit) {
      case "percent", "points" -> Words.points(by, unit.equals("percent") ? 1 : 0);
      default -> (by > 0 ? "+" : "") + Units.exact(unit, by);
    };
  }

  /** What changed, and whether that is more than chance would explain. */
  private String say() {
    Optional<Double> change = report.change();
    if (report.current().value().isEmpty()) {
      return absence(report.current().absentReason().orElse("nobody knows"));
    }
    StringBuilder say = new StringBuilder();
    if (change.isPresent()) {
      double by = change.get();
      String direction =
          by == 0
              ? "It is unchanged against the time before."
              : "It "
                  + (by > 0 ? "rose" : "fell")
                  + " by "
                  + size(Math.abs(by))
                  + better(by)
                  + ". ";
      say.append(direction);
      if (by != 0 && report.comparable()) {
        say.append(
            report.clear()
                ? "The two intervals do not meet, so this is hardly chance."
                : "The two intervals overlap, so it may be chance.");
      }
    }
    MetricTrend trend = report.trend();
    ProcessBehaviour limits = trend == null ? null : trend.limits();
    if (trend != null && limits != null) {
      long out =
          trend.points().stream()
              .filter(MetricTrend.Point::complete)
              .filter(point -> point.value().value().isPresent())
              .filter(point ->
                  limits.locate(point.value().value().getAsDouble())
                      != ProcessBehaviour.Position.WITHIN)
              .count();
      say.append(
          out == 0
              ? " No complete step lies outside the usual movement."
              : " " + Words.count(out, "step lies", "steps lie") + " outside the usual movement.");
    }
    return say.toString().strip();
  }

  private static String absence(String reason) {
    return reason.startsWith("not reached: ")
        ? "The number lies beyond what has been seen: "
            + reason.substring("not reached: ".length())
            + "."
        : "There is no number for this time: " + reason + ".";
  }

  private String size(double by) {
    String unit = report.current().unit();
    return switch (unit) {
      case "percent", "points" -> Words.number(by, unit.equals("percent") ? 1 : 0) + " points";
      default -> (Units.exact(unit, by) + " " + Units.word(unit)).strip();
    };
  }

  private String better(double by) {
    return switch (contract.direction()) {
      case HIGHER_IS_BETTER -> by > 0 ? ", for the better" : ", for the worse";
      case LOWER_IS_BETTER -> by < 0 ? ", for the better" : ", for the worse";
      case NEITHER -> "";
    };
  }

  private List<WorkPage.Chip> grains() {
    MetricTrend trend = report.trend();
    if (trend == null) {
      return List.of();
    }
    return List.of(Grain.WEEK, Grain.MONTH, Grain.QUARTER).stream()
        .map(grain ->
            new WorkPage.Chip(
                Sights.title(grain.name().toLowerCase(Locale.ROOT)),
                link("", Map.of("grain", grain.name().toLowerCase(Locale.ROOT))),
                grain == trend.grain()))
        .toList();
  }

  private List<WorkPage.Chip> dimensions() {
    return contract.dimensions().stream()
        .map(name ->
            new WorkPage.Chip(
                MetricCharts.dimension(name),
                link("", Map.of("by", name)),
                name.equals(report.by())))
        .toList();
  }

  private List<VariantLine> sideBySide() {
    String here = report.current().variant();
    return report.variants().stream()
        .map(value ->
            new VariantLine(
                title(value.variant()),
                value.value().isPresent()
                    ? (Units.exact(value.unit(), value.value().getAsDouble())
                            + " "
                            + Units.word(value.unit()))
                        .strip()
                    : Units.valueShort(value),
                Units.interval(value),
                Words.number(value.estimate().n()),
                contract.definition(value.variant()).formula()
                    + value.absentReason().map(reason -> " (" + reason + ")").orElse(""),
                link("", Map.of("variant", value.variant())),
                why(value),
                value.variant().equals(here)))
        .toList();
  }

  /** Where the accounts are that make this variant differ from the one that is shown. */
  private String why(MetricValue value) {
    boolean comparable =
        value.unit().equals(report.current().unit())
            && !value.variant().equals(report.current().variant())
            && value.value().isPresent()
            && report.current().value().isPresent()
            && accountId().isEmpty();
    return comparable
        ? visit.link(
            "/metrics/" + contract.key() + "/difference",
            "variant",
            value.variant(),
            "other",
            report.current().variant(),
            "days",
            Integer.toString(report.question().days()))
        : "";
  }

  private String title(String variant) {
    return contract.definition(variant).variant().title();
  }

  private List<Fact> terms() {
    var definition = contract.definition(report.question().variant());
    List<Fact> terms = new ArrayList<>();
    terms.add(new Fact("Formula", definition.formula()));
    terms.add(new Fact("From", contract.formulaSource()));
    terms.add(new Fact("Unit", report.current().unit()));
    terms.add(new Fact("Owner", contract.owner()));
    terms.add(new Fact("Who acts on it", contract.stakeholder()));
    terms.add(new Fact("Next step", contract.nextStep()));
    if (definition.minimumSample() > 1) {
      terms.add(
          new Fact(
              "Needs",
              "at least "
                  + Words.number(definition.minimumSample())
                  + " "
                  + definition.sampleUnit()
                  + "; below that there is no number"));
    }
    if (contract.notes() != null) {
      terms.add(new Fact("Good to know", contract.notes()));
    }
    return List.copyOf(terms);
  }

  private List<Fact> provenance() {
    MetricValue value = report.current();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Version", Integer.toString(value.version())));
    facts.add(new Fact("Period", period(value.period()) + ", " + value.period().zone().getId()));
    facts.add(new Fact("Known by", Words.moment(value.asOf(), visit.asOf().zone())));
    facts.add(
        new Fact(
            "Newest data",
            value.freshness() == null
                ? "nothing has arrived"
                : Words.moment(value.freshness(), visit.asOf().zone())));
    value
        .interval()
        .ifPresent(interval -> facts.add(new Fact("Interval", "95 %, " + interval.method())));
    value
        .excluded()
        .forEach((reason, count) ->
            facts.add(new Fact("Left out", Words.number(count) + ": " + reason)));
    return List.copyOf(facts);
  }

  /** A period as people write it: both ends included. */
  static String period(Period period) {
    return Words.fullDate(period.from()) + " to " + Words.fullDate(period.to().minusDays(1));
  }
}
