package dev.holdfast.web.pages;

import dev.holdfast.metrics.Contract;
import dev.holdfast.metrics.Definition;
import dev.holdfast.metrics.MetricValue;
import dev.holdfast.reports.Board;
import dev.holdfast.reports.MetricTrend;
import dev.holdfast.reports.Threshold;
import dev.holdfast.reports.Thresholds;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.SmallTrend;
import dev.holdfast.web.parts.TrendChart;
import dev.holdfast.web.parts.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the board into what its page prints. */
final class BoardTelling {

  /** Length of the time that the charts below the tiles look at. */
  private static final int CHART_DAYS = 365;

  private final Visit visit;
  private final Board board;

  BoardTelling(Visit visit, Board board) {
    this.visit = visit;
    this.board = board;
  }

  BoardPage.Model model() {
    return new BoardPage.Model(
        headline(),
        visit.scope().reason(),
        visit.link("/metrics"),
        board.tiles().stream().map(this::tile).toList(),
        missing(),
        List.of(
            door("Recurring revenue over a year", "mrr_movements", MetricCharts.Kind.WATERFALL),
            door("How long accounts stay", "account_survival", MetricCharts.Kind.SURVIVAL)));
  }

  /** What the words of the tiles come to; which numbers are missing, if no tile has a word. */
  private String headline() {
    List<String> said = new ArrayList<>();
    for (Board.Tile tile : board.tiles()) {
      Thresholds.Verdict verdict = tile.verdict();
      if (verdict != null) {
        said.add(
            (said.isEmpty() ? tile.place().title() : within(tile.place()))
                + " is "
                + (verdict.reached() ? "" : "not ")
                + verdict.threshold().word());
      }
    }
    long without = board.tiles().stream().filter(tile -> tile.value().value().isEmpty()).count();
    if (without > 0) {
      said.add(
          without == board.tiles().size()
              ? "None of the numbers has enough data yet"
              : Words.count(without, "number has", "numbers have") + " too little data");
    }
    return said.isEmpty()
        ? Words.count(board.tiles().size(), "number", "numbers") + " that are read together"
        : String.join("; ", said);
  }

  /** A place's title within a sentence. */
  private static String within(Board.Place place) {
    return place == Board.Place.RECOMMENDATION
        ? place.title()
        : place.title().toLowerCase(Locale.ROOT);
  }

  private BoardPage.Tile tile(Board.Tile tile) {
    MetricValue value = tile.value();
    Contract contract = tile.report().contract();
    Definition definition = contract.definition(value.variant());
    boolean known = value.value().isPresent();
    String counted = Words.number(value.estimate().n()) + " " + definition.sampleUnit();
    String period = MetricTelling.period(value.period());
    return new BoardPage.Tile(
        contract.title(),
        new MetricLinks(visit, tile.report().question()).to("", Map.of()),
        known ? Units.headline(value.unit(), value.value().getAsDouble()) : Units.valueShort(value),
        known ? Units.word(value.unit()) : "",
        value
            .interval()
            .map(bounds ->
                Words.interval(
                    Units.headline(value.unit(), bounds.low()),
                    Units.headline(value.unit(), bounds.high())))
            .orElse(""),
        counted + ", " + period,
        value.absentReason().map(reason -> "No number, because " + reason + ".").orElse(""),
        word(value, tile.verdict()),
        scale(value.unit(), tile.scale()),
        trend(tile),
        trendWords(tile),
        definition.variant().title() + ". " + contract.question(),
        tile.standsIn() ? "Stands in for " + within(tile.place()) + "." : "");
  }

  private static BoardPage.@Nullable Word word(
      MetricValue value, Thresholds.@Nullable Verdict verdict) {
    if (verdict == null) {
      return null;
    }
    Threshold threshold = verdict.threshold();
    String words =
        (verdict.reached() ? threshold.word() : "not " + threshold.word())
            + ": "
            + (verdict.reached() ? "" : "not ")
            + side(value.unit(), threshold)
            + (verdict.inDoubt() ? ", but the interval reaches both sides" : "");
    return new BoardPage.Word(verdict.reached() ? "up" : "soon", Sights.title(words));
  }

  private static String side(String unit, Threshold threshold) {
    return (threshold.side() == Threshold.Side.ABOVE ? "above " : "below ")
        + Units.exact(unit, threshold.amount().doubleValue());
  }

  private static String scale(String unit, List<Threshold> scale) {
    return scale.stream()
        .map(threshold -> threshold.word() + " " + side(unit, threshold))
        .collect(Collectors.joining(", "));
  }

  private @Nullable SmallTrend trend(Board.Tile tile) {
    MetricTrend trend = tile.report().trend();
    if (trend == null || !drawn(trend)) {
      return null;
    }
    String unit = tile.value().unit();
    List<TrendChart.Point> points = MetricCharts.points(trend, visit.asOf().day());
    return new SmallTrend(
        tile.report().contract().title()
            + " by month from "
            + points.getFirst().name()
            + " to "
            + points.getLast().name()
            + ", with 95 % intervals",
        points,
        amount -> Units.exact(unit, amount));
  }

  private static boolean drawn(MetricTrend trend) {
    return trend.points().stream().anyMatch(point -> point.value().value().isPresent());
  }

  private static String trendWords(Board.Tile tile) {
    MetricTrend trend = tile.report().trend();
    if (trend == null) {
      return "It has no months: it is a number of the whole time.";
    }
    if (!drawn(trend)) {
      return "No month has enough data for a number.";
    }
    return trend.points().getLast().complete()
        ? "By month, with 95 % intervals."
        : "By month, with 95 % intervals; "
            + Words.month(trend.points().getLast().value().period().from())
            + " is not over.";
  }

  private String missing() {
    return board.missing().isEmpty()
        ? ""
        : "Not on the board, because there is no such metric in the catalogue yet: "
            + board.missing().stream().map(Board.Place::title).collect(Collectors.joining(", "))
            + ".";
  }

  private BoardPage.ChartDoor door(String title, String metric, MetricCharts.Kind kind) {
    String days = Integer.toString(CHART_DAYS);
    return new BoardPage.ChartDoor(
        title,
        visit.link("/metrics/" + metric + "/" + kind.word(), "days", days),
        visit.link("/metrics/" + metric, "days", days));
  }
}
