package dev.holdfast.web.parts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A line over time with its interval as a band, control limits, spans and notes; a gap where there
 * is no number, dashes towards an incomplete period.
 *
 * @param label what it shows, in a sentence
 * @param points in order of time, at least one
 * @param unit how an amount is written
 * @param limits the control limits; null when there are none
 * @param notes moments worth naming, in order of time
 * @param spans stretches of time worth naming, such as holidays
 */
public record TrendChart(
    String label,
    List<Point> points,
    Unit unit,
    @Nullable Limits limits,
    List<Note> notes,
    List<Span> spans)
    implements Chart {

  private static final double WIDTH = 820;
  private static final double HEIGHT = 244;
  private static final double TOP = 18;
  private static final double BOTTOM = 214;
  private static final double LEAST_LABEL_ROOM = 46;

  /** About how wide a letter is at the size of a chart's words. */
  private static final double LETTER_WIDTH = 5.8;

  /**
   * One period.
   *
   * @param start its first day
   * @param name how the period is called, such as "2 Mar" or "Mar 2026"
   * @param amount its amount; null when there is none
   * @param low lower bound of the interval; null when there is none
   * @param high upper bound of the interval; null when there is none
   * @param n how many it was made of
   * @param complete whether the period is over
   * @param absent why there is no amount; empty when there is one
   */
  public record Point(
      LocalDate start,
      String name,
      @Nullable Double amount,
      @Nullable Double low,
      @Nullable Double high,
      long n,
      boolean complete,
      String absent) {

    public Point {
      if (amount == null && absent.isEmpty()) {
        throw new IllegalArgumentException("a period without an amount says why: " + name);
      }
    }

    /** The period in words: its amount, how sure that is, of how many, and whether it is over. */
    String words(Unit unit) {
      return name
          + ": "
          + amountIn(unit)
          + (intervalIn(unit).isEmpty() ? "" : " " + intervalIn(unit))
          + ", n "
          + Words.number(n)
          + (complete ? "" : ", not over yet");
    }

    String amountIn(Unit unit) {
      return amount == null ? Words.noData(absent) : unit.apply(amount);
    }

    String intervalIn(Unit unit) {
      return low == null || high == null ? "" : Words.interval(unit.apply(low), unit.apply(high));
    }
  }

  /** Control limits: an amount outside them is more than the usual movement. */
  public record Limits(double low, double high) {}

  /** A moment worth naming. */
  public record Note(LocalDate day, String text) {}

  /** A stretch of time worth naming; {@code to} is not part of it. */
  public record Span(LocalDate from, LocalDate to, String text) {}

  public TrendChart {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a trend needs a period");
    }
    points = List.copyOf(points);
    notes = List.copyOf(notes);
    spans = List.copyOf(spans);
  }

  /** The width of the words at the right edge. */
  private double besideWidth() {
    return limits == null
        ? 0
        : Math.max(
            Svg.widthOf("upper " + unit.apply(limits.high())),
            Svg.widthOf("lower " + unit.apply(limits.low())));
  }

  @Override
  public Drawing drawing() {
    Scale up = amounts();
    double left =
        up.ticks().stream().mapToDouble(t -> Svg.widthOf(unit.apply(t))).max().orElse(30) + 14;
    double right = WIDTH - Math.max(92, besideWidth() + 14);
    Svg svg = new Svg(WIDTH, HEIGHT, label);
    for (Span span : spans) {
      double from = across(span.from(), left, right);
      svg.bar("span", from, TOP, across(span.to(), left, right) - from, BOTTOM - TOP, span.text());
    }
    for (double tick : up.ticks()) {
      svg.line("grid", left, up.place(tick), right, up.place(tick));
      svg.text("", left - 8, up.place(tick) + 4, "end", unit.apply(tick));
    }
    drawBand(svg, up, left, right);
    drawLimits(svg, up, left, right);
    double labelledTo = 0;
    for (Note note : notes) {
      double x = across(note.day(), left, right);
      svg.line("note", x, TOP - 4, x, BOTTOM);
      // Every note has its line; its words only where they do not cover the words before.
      if (x - 6 - LETTER_WIDTH * note.text().length() > labelledTo) {
        svg.text("", x - 6, TOP + 4, "end", note.text());
        labelledTo = x;
      }
    }
    drawLine(svg, up, left, right);
    drawNames(svg, left, right);
    return svg.done();
  }

  private Scale amounts() {
    DoubleStream drawn =
        points.stream()
            .flatMap(p -> Stream.of(p.amount(), p.low(), p.high()))
            .filter(a -> a != null)
            .mapToDouble(Double::doubleValue);
    DoubleStream limit =
        limits == null ? DoubleStream.empty() : DoubleStream.of(limits.low(), limits.high());
    var all = DoubleStream.concat(drawn, limit).summaryStatistics();
    return all.getCount() == 0
        ? Scale.round(0, 1, 4, BOTTOM, TOP)
        : Scale.round(all.getMin(), all.getMax(), 4, BOTTOM, TOP);
  }

  private double across(int index, double left, double right) {
    return points.size() == 1
        ? (left + right) / 2
        : left + (right - left) * index / (points.size() - 1);
  }

  /** The place of a day: between the periods it lies between. */
  private double across(LocalDate day, double left, double right) {
    int at = 0;
    while (at < points.size() - 1 && !points.get(at + 1).start().isAfter(day)) {
      at++;
    }
    return across(at, left, right);
  }

  private void drawBand(Svg svg, Scale up, double left, double right) {
    StringBuilder upper = new StringBuilder();
    List<String> lower = new ArrayList<>();
    StringBuilder d = new StringBuilder();
    for (int i = 0; i <= points.size(); i++) {
      Point point = i < points.size() ? points.get(i) : null;
      Double low = point == null ? null : point.low();
      Double high = point == null ? null : point.high();
      if (low == null || high == null) {
        if (lower.size() > 1) {
          d.append(upper).append(" L").append(String.join(" L", lower.reversed())).append('Z');
        }
        upper.setLength(0);
        lower.clear();
      } else {
        double x = across(i, left, right);
        upper.append(upper.isEmpty() ? "M" : " L").append(Svg.point(x, up.place(high)));
        lower.add(Svg.point(x, up.place(low)));
      }
    }
    svg.path("soft", d);
  }

  private void drawLimits(Svg svg, Scale up, double left, double right) {
    if (limits != null) {
      svg.line("limit", left, up.place(limits.high()), right, up.place(limits.high()));
      svg.text(
          "",
          right + 8,
          up.place(limits.high()) + 4,
          "start",
          "upper " + unit.apply(limits.high()));
      svg.line("limit", left, up.place(limits.low()), right, up.place(limits.low()));
      svg.text(
          "", right + 8, up.place(limits.low()) + 4, "start", "lower " + unit.apply(limits.low()));
    }
  }

  private void drawLine(Svg svg, Scale up, double left, double right) {
    StringBuilder whole = new StringBuilder();
    StringBuilder dashed = new StringBuilder();
    StringBuilder before = new StringBuilder();
    int last = -1;
    for (int i = 0; i < points.size(); i++) {
      Double amount = points.get(i).amount();
      if (amount == null) {
        before.setLength(0);
        continue;
      }
      String place = Svg.point(across(i, left, right), up.place(amount));
      if (points.get(i).complete()) {
        whole.append(before.isEmpty() ? " M" : " L").append(place);
      } else if (!before.isEmpty()) {
        dashed.append("M").append(before).append(" L").append(place);
      }
      before.setLength(0);
      before.append(place);
      last = i;
    }
    svg.path("main", whole.toString().strip());
    svg.path("part", dashed);
    for (int i = 0; i < points.size(); i++) {
      drawPoint(svg, up, i, across(i, left, right), i == last);
    }
    if (last >= 0) {
      double amount = amountAt(last);
      svg.text("strong", right + 8, lastLabelPlace(up, amount), "start", unit.apply(amount));
    }
  }

  /** The last amount's label keeps clear of the labels of the limits. */
  private double lastLabelPlace(Scale up, double amount) {
    double place = up.place(amount) + 4;
    if (limits != null) {
      for (double limit : new double[] {limits.low(), limits.high()}) {
        double other = up.place(limit) + 4;
        if (Math.abs(place - other) < 12) {
          place = other + (place < other ? -12 : 12);
        }
      }
    }
    return place;
  }

  private void drawPoint(Svg svg, Scale up, int index, double x, boolean last) {
    Point point = points.get(index);
    if (point.amount() == null) {
      return;
    }
    double amount = point.amount();
    boolean out = limits != null && (amount < limits.low() || amount > limits.high());
    String css = !point.complete() ? "hollow" : out ? "out" : "pt";
    double radius = last || out || !point.complete() ? 3 : points.size() > 60 ? 1.4 : 1.8;
    svg.circle(css, x, up.place(amount), radius, point.words(unit));
  }

  private double amountAt(int index) {
    Double amount = points.get(index).amount();
    return amount == null ? 0 : amount;
  }

  /** Names under the axis, as many as fit. */
  private void drawNames(Svg svg, double left, double right) {
    double room =
        Math.max(
            LEAST_LABEL_ROOM,
            points.stream().mapToDouble(p -> Svg.widthOf(p.name())).max().orElse(0) + 12);
    int every = (int) Math.max(1, Math.ceil(room * points.size() / (right - left)));
    for (int i = 0; i < points.size(); i += every) {
      svg.text("", across(i, left, right), BOTTOM + 18, "middle", points.get(i).name());
    }
  }

  @Override
  public List<String> columns() {
    return List.of("Period", "Value", "95 % interval", "n", "Remark");
  }

  @Override
  public List<List<String>> rows() {
    return points.stream()
        .map(p ->
            List.of(
                p.name(),
                p.amountIn(unit),
                p.intervalIn(unit),
                Words.number(p.n()),
                p.complete() ? "" : "not over yet"))
        .toList();
  }

  @Override
  public List<String> fields() {
    return List.of("period", "from", "value", "low", "high", "n", "complete", "absent_reason");
  }

  @Override
  public List<List<String>> records() {
    return points.stream()
        .map(p ->
            List.of(
                p.name(),
                p.start().toString(),
                Words.exactOrEmpty(p.amount()),
                Words.exactOrEmpty(p.low()),
                Words.exactOrEmpty(p.high()),
                Long.toString(p.n()),
                p.complete() ? "yes" : "no",
                p.absent()))
        .toList();
  }
}
