package dev.holdfast.web.parts;

import java.util.ArrayList;
import java.util.List;

/**
 * How a balance came to be another: the opening, each movement from where the last one ended, the
 * closing.
 *
 * @param label what it shows, in a sentence
 * @param opening the balance before
 * @param movements in their order; they add up to closing less opening
 * @param unit how an amount is written
 */
public record WaterfallChart(
    String label, Bar opening, List<Bar> movements, String closing, Unit unit) implements Chart {

  private static final double WIDTH = 820;
  private static final double HEIGHT = 240;
  private static final double TOP = 26;
  private static final double BOTTOM = 206;

  /** A named amount; a movement's may be below zero. */
  public record Bar(String name, double amount) {}

  public WaterfallChart {
    movements = List.copyOf(movements);
  }

  /** The balance after all movements. */
  public double closingAmount() {
    return opening.amount() + movements.stream().mapToDouble(Bar::amount).sum();
  }

  @Override
  public Drawing drawing() {
    double running = opening.amount();
    double lowest = Math.min(0, running);
    double highest = Math.max(0, running);
    for (Bar movement : movements) {
      running += movement.amount();
      lowest = Math.min(lowest, running);
      highest = Math.max(highest, running);
    }
    Scale up = Scale.round(lowest, highest, 4, BOTTOM, TOP);
    double left =
        up.ticks().stream().mapToDouble(t -> Svg.widthOf(unit.apply(t))).max().orElse(30) + 14;
    double slot = (WIDTH - 12 - left) / (movements.size() + 2);
    Svg svg = new Svg(WIDTH, HEIGHT, label);
    for (double tick : up.ticks()) {
      svg.line(tick == 0 ? "axis" : "grid", left, up.place(tick), WIDTH - 12, up.place(tick));
      svg.text("", left - 8, up.place(tick) + 4, "end", unit.apply(tick));
    }
    drawBar(
        svg, up, left, slot, 0, opening.amount(), "even", opening, unit.apply(opening.amount()));
    running = opening.amount();
    for (int i = 0; i < movements.size(); i++) {
      Bar movement = movements.get(i);
      String css = movement.amount() < 0 ? "neg" : "pos";
      String sign = movement.amount() > 0 ? "+" : "";
      drawBar(
          svg,
          up,
          left + slot * (i + 1),
          slot,
          running,
          running + movement.amount(),
          css,
          movement,
          sign + unit.apply(movement.amount()));
      running += movement.amount();
    }
    Bar close = new Bar(closing, running);
    drawBar(
        svg,
        up,
        left + slot * (movements.size() + 1),
        slot,
        0,
        running,
        "even",
        close,
        unit.apply(running));
    return svg.done();
  }

  private static void drawBar(
      Svg svg,
      Scale up,
      double x,
      double slot,
      double from,
      double to,
      String css,
      Bar bar,
      String words) {
    double high = up.place(Math.max(from, to));
    double low = up.place(Math.min(from, to));
    svg.bar(
        css,
        x + slot * 0.16,
        high,
        slot * 0.68,
        Math.max(low - high, 1),
        bar.name() + ": " + words);
    if (x + slot * 1.5 < WIDTH) {
      svg.line("link", x + slot * 0.84, up.place(to), x + slot * 1.16, up.place(to));
    }
    svg.text("strong", x + slot / 2, high - 6, "middle", words);
    svg.text("", x + slot / 2, BOTTOM + 18, "middle", bar.name());
  }

  @Override
  public List<String> columns() {
    return List.of("Movement", "Amount");
  }

  @Override
  public List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(opening.name(), unit.apply(opening.amount())));
    movements.forEach(m -> rows.add(List.of(m.name(), unit.apply(m.amount()))));
    rows.add(List.of(closing, unit.apply(closingAmount())));
    return List.copyOf(rows);
  }

  @Override
  public List<String> fields() {
    return List.of("movement", "amount");
  }

  @Override
  public List<List<String>> records() {
    List<List<String>> records = new ArrayList<>();
    records.add(List.of(opening.name(), Words.exact(opening.amount())));
    movements.forEach(m -> records.add(List.of(m.name(), Words.exact(m.amount()))));
    records.add(List.of(closing, Words.exact(closingAmount())));
    return List.copyOf(records);
  }
}
