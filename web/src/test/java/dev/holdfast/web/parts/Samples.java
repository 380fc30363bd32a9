package dev.holdfast.web.parts;

import dev.holdfast.base.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One of each chart, with everything a chart can show. */
public final class Samples {

  private static final Currency DOLLAR = Currency.getInstance("USD");
  private static final LocalDate MONDAY = LocalDate.of(2025, 10, 6);

  private Samples() {}

  /** Twenty-four weeks: a gap, a point outside its limits, and the last week not over. */
  public static TrendChart trend() {
    List<TrendChart.Point> points = new ArrayList<>();
    for (int week = 0; week < 24; week++) {
      LocalDate start = MONDAY.plusWeeks(week);
      String name = Words.date(start, LocalDate.of(start.getYear(), 1, 1));
      if (week == 9) {
        points.add(
            new TrendChart.Point(start, name, null, null, null, 2, true, "only 2 people answered"));
        continue;
      }
      double score = 44 + 6 * Math.sin(week * 1.7) - (week > 18 ? 16 : 0);
      points.add(
          new TrendChart.Point(
              start, name, score, score - 8, score + 8, 180 + week, week < 23, ""));
    }
    return new TrendChart(
        "NPS by week with its 95 % interval; below the lower limit since February",
        points,
        Words::nps,
        new TrendChart.Limits(34, 55),
        List.of(new TrendChart.Note(MONDAY.plusWeeks(19), "release 6.0")),
        List.of(new TrendChart.Span(MONDAY.plusWeeks(11), MONDAY.plusWeeks(13), "holidays")));
  }

  /** The same in small. */
  public static SmallTrend smallTrend() {
    return new SmallTrend("NPS by week in small", trend().points(), Words::nps);
  }

  /** Three groups with intervals. */
  public static SurvivalChart survival() {
    List<SurvivalChart.Curve> curves = new ArrayList<>();
    String[] names = {"Month to month", "One year", "Two years"};
    for (int c = 0; c < names.length; c++) {
      List<SurvivalChart.Step> steps = new ArrayList<>();
      double share = 1;
      for (int month = 1; month <= 70; month += 2 + c) {
        share *= 1 - 0.035 / (1 + 3 * c);
        steps.add(
            new SurvivalChart.Step(
                month, share, share - 0.0006 * month, Math.min(1, share + 0.0006 * month)));
      }
      List<SurvivalChart.AtRisk> atRisk =
          IntStream.rangeClosed(0, 7)
              .mapToObj(i -> new SurvivalChart.AtRisk(i * 10, 3875 - i * 500))
              .toList();
      curves.add(new SurvivalChart.Curve(names[c], steps, atRisk, List.of(33.0, 52.5)));
    }
    return new SurvivalChart("Accounts still there by contract", curves, "months");
  }

  /** A skewed spread with median and mean. */
  public static HistogramChart histogram() {
    List<HistogramChart.Bin> bins =
        IntStream.range(0, 24)
            .mapToObj(i ->
                new HistogramChart.Bin(i * 12, i * 12 + 12, Math.round(900 * Math.exp(-i / 4.0))))
            .toList();
    return new HistogramChart(
        "Time to resolution, most within two days",
        bins,
        false,
        hours -> Words.number(hours, 0) + " h",
        "tickets",
        List.of(new HistogramChart.Mark(22.1, "median"), new HistogramChart.Mark(60, "mean")));
  }

  /** A month of revenue movements. */
  public static WaterfallChart waterfall() {
    return new WaterfallChart(
        "Revenue from February to March",
        new WaterfallChart.Bar("February", 182_000),
        List.of(
            new WaterfallChart.Bar("New", 14_200),
            new WaterfallChart.Bar("Expansion", 9_800),
            new WaterfallChart.Bar("Contraction", -4_100),
            new WaterfallChart.Bar("Churn", -11_300)),
        "March",
        amount -> Words.moneyShort(new Money(Math.round(amount * 100), DOLLAR)));
  }

  /** Three groups, one of them with too few answers. */
  public static DotPlot dots() {
    return new DotPlot(
        "NPS by tier",
        "Tier",
        List.of(
            new DotPlot.Row("Enterprise", "", 51.0, 44.0, 58.0, 310, ""),
            new DotPlot.Row("Mid-market", "", 38.0, 33.0, 43.0, 702, ""),
            new DotPlot.Row("Small", "", null, null, null, 3, "only 3 people answered")),
        Words::nps,
        41.0);
  }

  /** A score's parts, one of them absent. */
  public static Contributions contributions() {
    return new Contributions(
        "Health 38 against 64, its peers' mean",
        List.of(
            new Contributions.Part("Reach", "", -12.4, ""),
            new Contributions.Part("Usage change", "", -9.1, ""),
            new Contributions.Part("Seats paid", "", 2.9, ""),
            new Contributions.Part(
                "Outcome confirmed", "", 0, "nobody asked yet; weight shared out")));
  }

  /** Ninety days with a gap. */
  public static Sparkline sparkline() {
    List<@Nullable Double> amounts = new ArrayList<>();
    for (int day = 0; day < 90; day++) {
      amounts.add(day > 40 && day < 50 ? null : 62 - day * 0.25 + 5 * Math.sin(day / 5.0));
    }
    return Sparkline.of("Health over 90 days, from 62 to 38", amounts);
  }
}
