package dev.holdfast.web.parts;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A comparison: one dot with its interval for each group on one common scale, as rows of a table. A
 * template shows it with {@code parts.dots}.
 *
 * @param caption what is compared, for the table's caption
 * @param group what a row is, such as "Tier"
 * @param rows in the order they are to be shown
 * @param unit how an amount is written
 * @param reference an amount to compare with, such as the whole company's; null when there is none
 */
public record DotPlot(
    String caption, String group, List<Row> rows, Chart.Unit unit, @Nullable Double reference) {

  /** The width of the scale in the rows' drawings. */
  private static final double WIDTH = 1000;

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
    rows = List.copyOf(rows);
  }

  private Scale scale() {
    var all =
        DoubleStream.concat(
                rows.stream()
                    .flatMap(row -> Stream.of(row.amount(), row.low(), row.high()))
                    .filter(a -> a != null)
                    .mapToDouble(Double::doubleValue),
                reference == null ? DoubleStream.empty() : DoubleStream.of(reference))
            .summaryStatistics();
    return all.getCount() == 0
        ? Scale.round(0, 1, 3, 0, WIDTH)
        : Scale.round(all.getMin(), all.getMax(), 3, 0, WIDTH);
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
}
