package dev.holdfast.web.parts;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line the size of a word: what happened lately, without axis; a gap where there is no number. A
 * template prints it as it is.
 *
 * @param label what it shows, in a few words with first and last value
 * @param amounts in order of time; null where there is none
 * @param low the amount at the bottom
 * @param high the amount at the top
 */
public record Sparkline(String label, List<@Nullable Double> amounts, double low, double high)
    implements Content {

  private static final double WIDTH = 96;
  private static final double HEIGHT = 24;
  private static final double EDGE = 3;

  public Sparkline {
    amounts = Collections.unmodifiableList(new ArrayList<>(amounts));
    if (!(low <= high)) {
      throw new IllegalArgumentException("from " + low + " to " + high);
    }
  }

  /** One whose bottom and top are its own smallest and largest amount. */
  public static Sparkline of(String label, List<@Nullable Double> amounts) {
    var all =
        amounts.stream()
            .filter(Objects::nonNull)
            .mapToDouble(a -> a == null ? 0 : a)
            .summaryStatistics();
    return all.getCount() == 0
        ? new Sparkline(label, amounts, 0, 1)
        : new Sparkline(label, amounts, all.getMin(), all.getMax());
  }

  @Override
  public void writeTo(TemplateOutput output) {
    Scale up =
        low == high
            ? new Scale(low - 1, low + 1, HEIGHT - EDGE, EDGE, 1)
            : new Scale(low, high, HEIGHT - EDGE, EDGE, 1);
    StringBuilder line = new StringBuilder();
    boolean pen = false;
    int last = -1;
    double lastPlace = 0;
    double step = amounts.size() < 2 ? 0 : (WIDTH - 2 * EDGE) / (amounts.size() - 1);
    for (int i = 0; i < amounts.size(); i++) {
      Double amount = amounts.get(i);
      if (amount == null) {
        pen = false;
        continue;
      }
      double x = EDGE + step * i;
      double y = up.place(Math.clamp(amount, Math.min(low, high), Math.max(low, high)));
      line.append(pen ? 'L' : 'M').append(Svg.point(x, y));
      last = i;
      lastPlace = y;
      pen = true;
    }
    Svg svg = new Svg("chart spark", WIDTH, HEIGHT, label).path("main", line);
    if (last >= 0) {
      svg.circle("pt", EDGE + step * last, lastPlace, 2, "");
    }
    svg.done().writeTo(output);
  }
}
