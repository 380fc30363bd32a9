package dev.holdfast.web.parts;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A comparison: one dot with its interval for each group on one common scale. A page shows it as
 * rows of a table with {@code parts.dots}; a file has the drawing.
 *
 * @param caption what is compared, for the table's caption
 * @param group what a row is, such as "Tier"
 * @param groups in the order they are to be shown
 * @param unit how an amount is written
 * @param reference an amount to compare with, such as the whole company's; null when there is none
 */
public record DotPlot(
    String caption, String group, List<Row> groups, Unit unit, @Nullable Double reference)
    implements Chart {

  /** The width of the scale in the rows' drawings. */
  private static final double WIDTH = 1000;

  private static final double DRAWN_WIDTH = 820;
  private static final double ROW = 28;
  private static final double HEAD = 26;

  /** The room for amounts, intervals and counts at the right edge of the drawing. */
  private static final double WORDS = 200;

  private static final double LONGEST_NAME = 260;

  /**
   * One group.
   *
   * @param link where a click leads; empty for nowhere
   * @param amount null when there is none
   * @param low lower bound of the interval; null when there is none
   * @param high upper bound of the interval; null when there is none
   * @param absent why there is no amount; empty when there is one
   */
  public record Row(
      String name,
      String link,
      @Nullable Double amount,
      @Nullable Double low,
      @Nullable Double high,
      long n,
      String absent) {

    public Row {
      if (amount == null && absent.isEmpty()) {
        throw new IllegalArgumentException("a group without an amount says why: " + name);
      }
    }
  }

  public DotPlot {
    groups = List.copyOf(groups);
  }

  private Scale scale() {
    return scale(0, WIDTH);
  }

  private Scale scale(double start, double end) {
    var all =
        DoubleStream.concat(
                groups.stream()
                    .flatMap(row -> Stream.of(row.amount(), row.low(), row.high()))
                    .filter(a -> a != null)
                    .mapToDouble(Double::doubleValue),
                reference == null ? DoubleStream.empty() : DoubleStream.of(reference))
            .summaryStatistics();
    return all.getCount() == 0
        ? Scale.round(0, 1, 3, start, end)
        : Scale.round(all.getMin(), all.getMax(), 3, start, end);
  }

  /** The amount at the left edge, in words. */
  public String from() {
    return unit.apply(scale().low());
  }

  /** The amount at the right edge, in words. */
  public String to() {
    return unit.apply(scale().high());
  }

  /** The place of an amount between 0 and 1000, as an attribute is written. */
  public String place(double amount) {
    return Svg.number(scale().place(amount));
  }

  /** A row's amount in words, or why there is none. */
  public String words(Row row) {
    return row.amount() == null ? Words.noDataShort(row.absent()) : unit.apply(row.amount());
  }

  /** What stands under a row's name: why it has no amount; empty when it has one. */
  public String why(Row row) {
    return row.amount() != null || row.absent().startsWith(Words.noDataShort(row.absent()))
        ? ""
        : row.absent();
  }

  /** A row's interval in words; empty when there is none. */
  public String interval(Row row) {
    return row.low() == null || row.high() == null
        ? ""
        : Words.interval(unit.apply(row.low()), unit.apply(row.high()));
  }

  @Override
  public String label() {
    return caption;
  }

  @Override
  public Drawing drawing() {
    double names = groups.stream().mapToDouble(row -> Svg.widthOf(row.name())).max().orElse(0);
    double left = Math.min(LONGEST_NAME, Math.max(Svg.widthOf(group), names)) + 20;
    double right = DRAWN_WIDTH - WORDS;
    Scale across = scale(left, right);
    double bottom = HEAD + ROW * groups.size();
    Svg svg = new Svg(DRAWN_WIDTH, bottom + 8, caption);
    svg.text("", 0, 12, "start", group);
    svg.text("", right + 80, 12, "end", "Value");
    svg.text("", DRAWN_WIDTH, 12, "end", "n");
    for (double tick : across.ticks()) {
      svg.line("grid", across.place(tick), HEAD - 6, across.place(tick), bottom);
      svg.text("", across.place(tick), 12, "middle", unit.apply(tick));
    }
    if (reference != null) {
      svg.line("note", across.place(reference), HEAD - 6, across.place(reference), bottom);
    }
    for (int i = 0; i < groups.size(); i++) {
      drawRow(svg, across, groups.get(i), HEAD + ROW * i + ROW / 2, right);
    }
    return svg.done();
  }

  private void drawRow(Svg svg, Scale across, Row row, double y, double right) {
    svg.text("strong", 0, y + 4, "start", cut(row.name()));
    if (row.low() != null && row.high() != null) {
      svg.line("whisk", across.place(row.low()), y, across.place(row.high()), y);
    }
    if (row.amount() != null) {
      svg.circle("pt", across.place(row.amount()), y, 4, "");
    }
    svg.text(row.amount() == null ? "" : "strong", right + 80, y + 4, "end", words(row));
    svg.text("", right + 88, y + 4, "start", interval(row));
    svg.text("", DRAWN_WIDTH, y + 4, "end", Words.number(row.n()));
  }

  private static String cut(String name) {
    int most = (int) (LONGEST_NAME / Svg.widthOf("x"));
    return name.length() <= most ? name : name.substring(0, most - 1) + "…";
  }

  @Override
  public List<String> columns() {
    return List.of(group, "Value", "95 % interval", "n", "Remark");
  }

  @Override
  public List<List<String>> rows() {
    return groups.stream()
        .map(row ->
            List.of(row.name(), words(row), interval(row), Words.number(row.n()), row.absent()))
        .toList();
  }

  @Override
  public List<String> fields() {
    return List.of("group", "value", "low", "high", "n", "absent_reason");
  }

  @Override
  public List<List<String>> records() {
    return groups.stream()
        .map(row ->
            List.of(
                row.name(),
                Words.exactOrEmpty(row.amount()),
                Words.exactOrEmpty(row.low()),
                Words.exactOrEmpty(row.high()),
                Long.toString(row.n()),
                row.absent()))
        .toList();
  }
}
