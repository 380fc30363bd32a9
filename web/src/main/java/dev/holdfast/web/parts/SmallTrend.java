package dev.holdfast.web.parts;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.List;
import java.util.stream.Stream;

/**
 * A trend the size of a postcard's stamp: line, interval as whiskers, the last amount in words; a
 * gap where there is no number, dashes towards an incomplete period. A template prints it as it is.
 *
 * @param label what it shows, in a sentence
 * @param points in order of time, at least one
 * @param unit how an amount is written
 */
public record SmallTrend(String label, List<TrendChart.Point> points, Chart.Unit unit)
    implements Content {

  private static final double WIDTH = 320;
  private static final double HEIGHT = 84;
  private static final double TOP = 8;
  private static final double BOTTOM = 62;
  private static final double LEFT = 6;

  public SmallTrend {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a trend needs a period");
    }
  }

  @Override
  public void writeTo(TemplateOutput output) {
    drawing().writeTo(output);
  }

  private Drawing drawing() {
    Svg svg = new Svg(WIDTH, HEIGHT, label);
    TrendChart.Point last =
        points.reversed().stream().filter(p -> p.amount() != null).findFirst().orElse(null);
    double right = WIDTH - 14 - (last == null ? 0 : Svg.widthOf(last.amountIn(unit)));
    Scale up = amounts();
    svg.line("axis", LEFT, BOTTOM + 4, right, BOTTOM + 4);
    drawWhiskers(svg, up, right);
    drawLine(svg, up, right);
    Double amount = last == null ? null : last.amount();
    if (last != null && amount != null) {
      svg.text(
          last.complete() ? "strong" : "",
          right + 8,
          up.place(amount) + 4,
          "start",
          unit.apply(amount));
    }
    svg.text("", LEFT, HEIGHT - 4, "start", points.getFirst().name());
    if (points.size() > 1) {
      svg.text("", right, HEIGHT - 4, "end", points.getLast().name());
    }
    return svg.done();
  }

  private Scale amounts() {
    var all =
        points.stream()
            .flatMap(p -> Stream.of(p.amount(), p.low(), p.high()))
            .filter(a -> a != null)
            .mapToDouble(Double::doubleValue)
            .summaryStatistics();
    if (all.getCount() == 0) {
      return new Scale(0, 1, BOTTOM, TOP, 1);
    }
    double room = all.getMin() == all.getMax() ? 1 : 0;
    return new Scale(all.getMin() - room, all.getMax() + room, BOTTOM, TOP, 1);
  }

  private double across(int index, double right) {
    return points.size() == 1
        ? (LEFT + right) / 2
        : LEFT + (right - LEFT) * index / (points.size() - 1);
  }

  private void drawWhiskers(Svg svg, Scale up, double right) {
    for (int i = 0; i < points.size(); i++) {
      Double low = points.get(i).low();
      Double high = points.get(i).high();
      if (low != null && high != null) {
        double x = across(i, right);
        svg.line("whisk", x, up.place(low), x, up.place(high));
      }
    }
  }

  private void drawLine(Svg svg, Scale up, double right) {
    StringBuilder whole = new StringBuilder();
    StringBuilder dashed = new StringBuilder();
    String before = "";
    for (int i = 0; i < points.size(); i++) {
      Double amount = points.get(i).amount();
      if (amount == null) {
        before = "";
        continue;
      }
      String place = Svg.point(across(i, right), up.place(amount));
      if (points.get(i).complete()) {
        whole.append(before.isEmpty() ? " M" : " L").append(place);
      } else if (!before.isEmpty()) {
        dashed.append('M').append(before).append(" L").append(place);
      }
      before = place;
    }
    svg.path("main", whole.toString().strip());
    svg.path("part", dashed);
    for (int i = 0; i < points.size(); i++) {
      TrendChart.Point point = points.get(i);
      Double amount = point.amount();
      if (amount != null) {
        String css = point.complete() ? "pt" : "hollow";
        svg.circle(css, across(i, right), up.place(amount), 2.5, point.words(unit));
      }
    }
  }
}
