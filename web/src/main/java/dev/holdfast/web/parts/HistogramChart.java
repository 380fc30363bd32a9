package dev.holdfast.web.parts;

import gg.jte.Content;
import java.util.List;

/**
 * How amounts are spread: bars from zero, with marks such as median and mean above them.
 *
 * @param label what it shows, in a sentence
 * @param bins in order, at least one
 * @param unit how an amount is written
 * @param counted what is counted, such as "tickets"
 * @param marks amounts worth naming
 */
public record HistogramChart(
    String label, List<Bin> bins, Unit unit, String counted, List<Mark> marks) implements Chart {

  private static final double WIDTH = 820;
  private static final double HEIGHT = 232;
  private static final double TOP = 30;
  private static final double BOTTOM = 200;

  /** How many amounts lie from {@code from} to before {@code to}. */
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
  }

  @Override
  public Content drawing() {
    long most = bins.stream().mapToLong(Bin::count).max().orElse(1);
    Scale up = Scale.round(0, (double) Math.max(1, most), 3, BOTTOM, TOP);
    double left = Svg.widthOf(Words.number(Math.round(up.high()))) + 14;
    Scale across = new Scale(bins.getFirst().from(), bins.getLast().to(), left, WIDTH - 20, 1);
    Svg svg = new Svg(WIDTH, HEIGHT, label);
    for (double tick : up.ticks()) {
      svg.line("grid", left, up.place(tick), WIDTH - 20, up.place(tick));
      svg.text("", left - 8, up.place(tick) + 4, "end", Words.number(tick, 1));
    }
    for (Bin bin : bins) {
      double x = across.place(bin.from());
      svg.bar(
          "even",
          x + 0.5,
          up.place((double) bin.count()),
          across.place(bin.to()) - x - 1,
          BOTTOM - up.place((double) bin.count()),
          range(bin) + ": " + Words.number(bin.count()) + " " + counted);
    }
    for (int i = 0; i < marks.size(); i++) {
      double x = across.place(marks.get(i).amount());
      svg.line("note", x, TOP - 6, x, BOTTOM);
      svg.text(
          "strong",
          x + 4,
          TOP - 8 - 12 * (i % 2),
          "start",
          marks.get(i).name() + " " + unit.apply(marks.get(i).amount()));
    }
    double widest =
        bins.stream().mapToDouble(b -> Svg.widthOf(unit.apply(b.from()))).max().orElse(40);
    int every = (int) Math.max(1, Math.ceil((widest + 14) * bins.size() / (WIDTH - 20 - left)));
    for (int i = 0; i < bins.size(); i += every) {
      svg.text(
          "",
          across.place(bins.get(i).from()),
          BOTTOM + 18,
          "middle",
          unit.apply(bins.get(i).from()));
    }
    return svg.done();
  }

  private String range(Bin bin) {
    return unit.apply(bin.from()) + " to " + unit.apply(bin.to());
  }

  @Override
  public List<String> columns() {
    return List.of("From, to before", counted);
  }

  @Override
  public List<List<String>> rows() {
    return bins.stream().map(bin -> List.of(range(bin), Words.number(bin.count()))).toList();
  }
}
