package dev.holdfast.web.parts;

import java.util.List;

/**
 * How amounts are spread: bars from zero, with marks such as median and mean above them.
 *
 * @param label what it shows, in a sentence
 * @param bins in order, at least one
 * @param single whether each bin holds one amount only, its {@code from}
 * @param unit how an amount is written
 * @param counted what is counted, such as "tickets"
 * @param marks amounts worth naming
 */
public record HistogramChart(
    String label, List<Bin> bins, boolean single, Unit unit, String counted, List<Mark> marks)
    implements Chart {

  private static final double WIDTH = 820;
  private static final double HEIGHT = 232;
  private static final double TOP = 30;
  private static final double BOTTOM = 200;

  /**
   * How many amounts lie from {@code from} to before {@code to}; the last bin may have no end and
   * holds all that is larger.
   */
  public record Bin(double from, double to, long count) {

    public Bin {
      if (!(from < to) || count < 0) {
        throw new IllegalArgumentException("not a bin: " + from + " to " + to + ": " + count);
      }
    }
  }

  /** An amount worth naming, such as the median. */
  public record Mark(double amount, String name) {}

  public HistogramChart {
    bins = List.copyOf(bins);
    marks = List.copyOf(marks);
    if (bins.isEmpty()) {
      throw new IllegalArgumentException("a histogram needs a bin");
    }
    if (bins.stream().limit(bins.size() - 1L).anyMatch(bin -> Double.isInfinite(bin.to()))
        || (bins.size() == 1 && Double.isInfinite(bins.getFirst().to()))) {
      throw new IllegalArgumentException("only the last of several bins may have no end");
    }
  }

  @Override
  public Drawing drawing() {
    long most = bins.stream().mapToLong(Bin::count).max().orElse(1);
    Scale up = Scale.round(0, (double) Math.max(1, most), 3, BOTTOM, TOP);
    double left = Svg.widthOf(Words.number(Math.round(up.high()))) + 14;
    Scale across = new Scale(bins.getFirst().from(), end(bins.getLast()), left, WIDTH - 20, 1);
    Svg svg = new Svg(WIDTH, HEIGHT, label);
    for (double tick : up.ticks()) {
      svg.line("grid", left, up.place(tick), WIDTH - 20, up.place(tick));
      svg.text("", left - 8, up.place(tick) + 4, "end", Words.number(tick, 1));
    }
    for (Bin bin : bins) {
      double x = across.place(bin.from());
      svg.bar(
          Double.isInfinite(bin.to()) ? "beyond" : "even",
          x + 0.5,
          up.place((double) bin.count()),
          across.place(end(bin)) - x - 1,
          BOTTOM - up.place((double) bin.count()),
          range(bin) + ": " + Words.number(bin.count()) + " " + counted);
    }
    drawMarks(svg, across);
    drawNames(svg, across, left);
    return svg.done();
  }

  /** Where a bin ends in the drawing: one without an end is as wide as the one before it. */
  private double end(Bin bin) {
    if (!Double.isInfinite(bin.to())) {
      return bin.to();
    }
    Bin before = bins.get(bins.size() - 2);
    return bin.from() + before.to() - before.from();
  }

  /** The marks; the words of each in a line of its own, on the side where there is room. */
  private void drawMarks(Svg svg, Scale across) {
    for (int i = 0; i < marks.size(); i++) {
      Mark mark = marks.get(i);
      double x = across.place(Math.clamp(mark.amount(), across.low(), across.high()));
      String words = mark.name() + " " + unit.apply(mark.amount());
      boolean fits = x + 4 + Svg.widthOf(words) < WIDTH;
      svg.line("note", x, TOP - 6 - 12 * (i % 2), x, BOTTOM);
      svg.text(
          "strong", fits ? x + 4 : x - 4, TOP - 6 - 12 * (i % 2), fits ? "start" : "end", words);
    }
  }

  /** The amounts at which bins begin, as many as fit. */
  private void drawNames(Svg svg, Scale across, double left) {
    double widest =
        bins.stream().mapToDouble(b -> Svg.widthOf(unit.apply(b.from()))).max().orElse(40);
    int every = (int) Math.max(1, Math.ceil((widest + 14) * bins.size() / (WIDTH - 20 - left)));
    for (int i = 0; i < bins.size(); i += every) {
      double from = bins.get(i).from();
      double middle = (from + end(bins.get(i))) / 2;
      svg.text("", across.place(single ? middle : from), BOTTOM + 18, "middle", unit.apply(from));
    }
  }

  private String range(Bin bin) {
    if (single) {
      return unit.apply(bin.from());
    }
    return Double.isInfinite(bin.to())
        ? unit.apply(bin.from()) + " or more"
        : unit.apply(bin.from()) + " to " + unit.apply(bin.to());
  }

  @Override
  public List<String> columns() {
    return List.of(single ? "Value" : "From, to before", counted);
  }

  @Override
  public List<List<String>> rows() {
    return bins.stream().map(bin -> List.of(range(bin), Words.number(bin.count()))).toList();
  }

  @Override
  public List<String> fields() {
    return List.of("from", "to_before", "count");
  }

  @Override
  public List<List<String>> records() {
    return bins.stream()
        .map(bin ->
            List.of(
                Words.exact(bin.from()),
                Double.isInfinite(bin.to()) ? "" : Words.exact(bin.to()),
                Long.toString(bin.count())))
        .toList();
  }
}
