package dev.holdfast.web.pages;

import dev.holdfast.reports.Distribution;
import dev.holdfast.reports.MetricQuestion;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.HistogramChart;
import dev.holdfast.web.parts.Words;
import java.util.Optional;

/** Turns the values behind a number into a histogram, or says why there is none. */
final class DistributionTelling {

  private final Visit visit;
  private final MetricQuestion question;
  private final String account;
  private final Distribution distribution;

  /**
   * @param account the name of the one account it is asked about; empty for all
   */
  DistributionTelling(
      Visit visit, MetricQuestion question, String account, Distribution distribution) {
    this.visit = visit;
    this.question = question;
    this.account = account;
    this.distribution = distribution;
  }

  String title() {
    return switch (distribution) {
      case Distribution.Spread spread ->
          distribution.contract().title()
              + ": how the "
              + Words.number(spread.n())
              + " "
              + counted()
              + " are spread";
      case Distribution.NotShown not ->
          distribution.contract().title() + ": how the values are spread";
    };
  }

  private String counted() {
    return distribution.contract().definition(question.variant()).sampleUnit();
  }

  /** Why nothing is drawn, with what was counted; empty when something is. */
  String reason() {
    return switch (distribution) {
      case Distribution.Spread spread -> "";
      case Distribution.NotShown not ->
          "Not drawn, because "
              + not.reason()
              + ". Counted: "
              + Words.number(not.headline().estimate().n())
              + " "
              + counted()
              + ".";
    };
  }

  Optional<MetricTelling.ChartPart> part() {
    return switch (distribution) {
      case Distribution.NotShown not -> Optional.empty();
      case Distribution.Spread spread -> Optional.of(part(spread));
    };
  }

  private MetricTelling.ChartPart part(Distribution.Spread spread) {
    // The scores behind a score in points are no points themselves.
    String unit = spread.headline().unit().equals("points") ? "score" : spread.headline().unit();
    String word = Units.word(unit).equals("score") ? "" : Units.word(unit);
    var chart =
        new HistogramChart(
            title() + (word.isEmpty() ? "" : ", in " + word),
            spread.bins().stream()
                .map(bin -> new HistogramChart.Bin(bin.from(), bin.to(), bin.count()))
                .toList(),
            spread.single(),
            amount -> Units.exact(unit, amount),
            counted(),
            spread.marks().stream()
                .map(mark -> new HistogramChart.Mark(mark.amount(), mark.name()))
                .toList());
    return new MetricTelling.ChartPart(
        MetricCharts.Kind.DISTRIBUTION,
        chart,
        title()
            + (word.isEmpty() ? "" : ", in " + word)
            + (spread.unknown() == 0
                ? ""
                : "; " + Words.number(spread.unknown()) + " have no value"),
        MetricCharts.about(
            visit, spread.headline(), spread.contract(), account, spread.headline().period()),
        new MetricLinks(visit, question).files(MetricCharts.Kind.DISTRIBUTION));
  }
}
