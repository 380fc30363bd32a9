package dev.holdfast.web.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gg.jte.Content;
import gg.jte.output.StringOutput;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChartTests {

  @Test
  void scalesHaveRoundTicksThatHoldAllAmounts() {
    Scale scale = Scale.round(-3, 62, 4, 200, 10);
    assertThat(scale.ticks()).containsExactly(-20.0, 0.0, 20.0, 40.0, 60.0, 80.0);
    assertThat(scale.place(-20)).isEqualTo(200);
    assertThat(scale.place(80)).isEqualTo(10);
    assertThat(Scale.round(5, 5, 4, 0, 1).ticks()).as("one amount").hasSizeGreaterThan(1);
    assertThat(Scale.round(0, 0.3, 3, 0, 1).ticks().getFirst()).isEqualTo(0.0);
  }

  @Test
  void aTrendIsBrokenWhereThereIsNoNumber() {
    String svg = text(Samples.trend().drawing());
    String main = attribute(svg, "path class=\"main\" d");
    assertThat(main.chars().filter(c -> c == 'M').count()).as("two pieces").isEqualTo(2);
    assertThat(count(svg, "<circle")).as("no mark for the gap").isEqualTo(23);
    assertThat(count(attribute(svg, "path class=\"soft\" d"), "Z")).isEqualTo(2);
  }

  @Test
  void anIncompletePeriodIsDashedAndHollow() {
    String svg = text(Samples.trend().drawing());
    assertThat(count(svg, "class=\"part\"")).isEqualTo(1);
    assertThat(count(svg, "circle class=\"hollow\"")).isEqualTo(1);
    assertThat(svg).contains("not over yet");
  }

  @Test
  void aPointOutsideItsLimitsIsMarked() {
    String svg = text(Samples.trend().drawing());
    assertThat(count(svg, "circle class=\"out\"")).isEqualTo(4);
    assertThat(svg).contains("upper +55", "lower +34", "release 6.0");
  }

  @Test
  void theTableSaysTheSameAsTheDrawing() {
    TrendChart trend = Samples.trend();
    assertThat(trend.rows()).hasSize(24).allMatch(row -> row.size() == trend.columns().size());
    assertThat(trend.rows().get(9))
        .containsExactly("8 Dec", "no data, because only 2 people answered", "", "2", "");
    assertThat(trend.rows().getLast()).contains("not over yet");
    assertThat(Samples.waterfall().rows().getLast()).containsExactly("March", "$191k");
  }

  @Test
  void aTrendOfNothingButGapsIsStillAChart() {
    var empty =
        new TrendChart.Point(LocalDate.EPOCH, "Jan", null, null, null, 0, true, "no answers");
    var trend = new TrendChart("x", List.of(empty), Words::nps, null, List.of(), List.of());
    assertThat(text(trend.drawing())).startsWith("<svg").endsWith("</svg>").doesNotContain("NaN");
    assertThatThrownBy(
            () -> new TrendChart.Point(LocalDate.EPOCH, "Jan", null, null, null, 0, true, ""))
        .hasMessageContaining("says why");
  }

  @Test
  void placesAreWrittenAsSvgReadsThem() {
    for (Content drawing :
        List.of(
            Samples.trend().drawing(),
            Samples.survival().drawing(),
            Samples.histogram().drawing(),
            Samples.waterfall().drawing(),
            Samples.dots().drawing(),
            Samples.smallTrend(),
            Samples.sparkline())) {
      String svg = text(drawing);
      assertThat(svg).doesNotContain("NaN", "Infinity", "E-", "style=");
      assertThat(Pattern.compile("\\d,\\d+,\\d").matcher(svg).find()).isFalse();
    }
  }

  @Test
  void whatPeopleWroteIsEscaped() {
    var chart =
        new HistogramChart(
            "a \"b\" <c>",
            List.of(new HistogramChart.Bin(0, 1, 5)),
            false,
            amount -> "<script>" + amount,
            "&",
            List.of());
    assertThat(text(chart.drawing()))
        .contains("aria-label=\"a &quot;b&quot; &lt;c&gt;\"", "&lt;script&gt;0.0", "5 &amp;")
        .doesNotContain("<script>");
  }

  @Test
  void survivalFallsInStepsAndSaysHowManyAreAtRisk() {
    String svg = text(Samples.survival().drawing());
    assertThat(count(svg, "path class=\"main\"")).isEqualTo(3);
    assertThat(attribute(svg, "path class=\"main\" d")).doesNotContain("L").contains("H", "V");
    assertThat(count(svg, "class=\"cens\"")).isEqualTo(6);
    assertThat(svg).contains("At risk", "3,875", "Month to month");
  }

  @Test
  void aWaterfallStartsEachMovementWhereTheLastEnded() {
    WaterfallChart chart = Samples.waterfall();
    assertThat(chart.closingAmount()).isEqualTo(190_600);
    String svg = text(chart.drawing());
    assertThat(count(svg, "class=\"pos\"")).isEqualTo(2);
    assertThat(count(svg, "class=\"neg\"")).isEqualTo(2);
    assertThat(svg).contains("+$14.2k", "-$11.3k");
  }

  @Test
  void contributionsGrowFromTheMiddle() {
    Contributions bars = Samples.contributions();
    var reach = bars.parts().getFirst();
    assertThat(List.of(bars.start(reach), bars.size(reach), bars.words(reach)))
        .containsExactly("0", "500", "-12.4");
    var seats = bars.parts().get(2);
    assertThat(List.of(bars.start(seats), bars.words(seats))).containsExactly("500", "+2.9");
  }

  @Test
  void aSmallTrendMarksGapsAndThePeriodThatIsNotOver() {
    String svg = text(Samples.smallTrend());
    assertThat(count(attribute(svg, "path class=\"main\" d"), "M")).as("a gap").isEqualTo(2);
    assertThat(count(svg, "class=\"part\"")).isEqualTo(1);
    assertThat(count(svg, "circle class=\"hollow\"")).isEqualTo(1);
    assertThat(count(svg, "class=\"whisk\"")).as("an interval for each number").isEqualTo(23);
    assertThat(svg).contains("not over yet", ">6 Oct</text>", ">16 Mar</text>");
    var empty =
        new TrendChart.Point(LocalDate.EPOCH, "Jan", null, null, null, 0, true, "no answers");
    assertThat(text(new SmallTrend("x", List.of(empty), Words::nps)))
        .doesNotContain("NaN", "<circle");
  }

  @Test
  void theFilesNumbersAreExactAndEmptyWhereThereAreNone() {
    TrendChart trend = Samples.trend();
    assertThat(trend.records().get(9))
        .containsExactly("8 Dec", "2025-12-08", "", "", "", "2", "yes", "only 2 people answered");
    assertThat(trend.records().getLast()).contains("no");
    double first = java.util.Objects.requireNonNull(trend.points().getFirst().amount());
    assertThat(Double.parseDouble(trend.records().getFirst().get(2))).isEqualTo(first);
    for (Chart chart :
        List.of(
            trend, Samples.survival(), Samples.histogram(), Samples.waterfall(), Samples.dots())) {
      assertThat(chart.records())
          .isNotEmpty()
          .allMatch(record -> record.size() == chart.fields().size());
      assertThat(chart.rows()).allMatch(row -> row.size() == chart.columns().size());
      assertThat(chart.fields()).allMatch(field -> field.matches("[a-z_]+"));
    }
    assertThat(Words.exact(1234567890.125)).isEqualTo("1234567890.125");
    assertThat(Words.exact(1e-7)).isEqualTo("0.0000001");
    assertThat(Words.exact(-0.0)).isEqualTo("0");
  }

  @Test
  void whatIsLargerThanAllBinsIsInALastOneWithoutAnEnd() {
    var beyond = new HistogramChart.Bin(20, Double.POSITIVE_INFINITY, 3);
    var chart =
        new HistogramChart(
            "x",
            List.of(new HistogramChart.Bin(0, 10, 5), new HistogramChart.Bin(10, 20, 4), beyond),
            false,
            amount -> Words.number(amount, 0) + " h",
            "tickets",
            List.of(new HistogramChart.Mark(400, "mean")));
    assertThat(text(chart.drawing()))
        .contains("20 h or more: 3 tickets", "class=\"beyond\"", "mean 400 h")
        .doesNotContain("Infinity");
    assertThat(chart.records().getLast()).containsExactly("20", "", "3");
    var scores =
        new HistogramChart(
            "x",
            List.of(new HistogramChart.Bin(9, 10, 5), new HistogramChart.Bin(10, 11, 4)),
            true,
            amount -> Words.number(amount, 0),
            "answers",
            List.of());
    assertThat(scores.rows()).containsExactly(List.of("9", "5"), List.of("10", "4"));
    assertThatThrownBy(
            () -> new HistogramChart("x", List.of(beyond), false, Words::nps, "tickets", List.of()))
        .hasMessageContaining("only the last");
  }

  @Test
  void aSparklineHasAGapWhereThereIsNoNumber() {
    String svg = text(Samples.sparkline());
    assertThat(count(attribute(svg, "path class=\"main\" d"), "M")).isEqualTo(2);
    assertThat(text(Sparkline.of("nothing", Arrays.asList(null, null)))).contains("nothing");
    assertThat(text(Sparkline.of("flat", List.of(5.0, 5.0)))).doesNotContain("NaN");
  }

  private static String text(Content content) {
    StringOutput out = new StringOutput();
    content.writeTo(out);
    return out.toString();
  }

  private static String attribute(String svg, String name) {
    int from = svg.indexOf(name + "=\"") + name.length() + 2;
    return svg.substring(from, svg.indexOf('"', from));
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
