package dev.holdfast.web.parts;

import java.util.List;

/**
 * What a score is made of: a bar to the left or right for each part, from what is usual. A template
 * shows it with {@code parts.contributions}.
 *
 * @param caption what is explained, for the table's caption
 * @param parts in the order they are to be shown
 */
public record Contributions(String caption, List<Part> parts) {

  /** Half the width of the drawings. */
  private static final double HALF = 500;

  /**
   * One part.
   *
   * @param name what it is called
   * @param link where a click leads; empty for nowhere
   * @param points what it adds to the score, or takes from it
   * @param absent why it says nothing; empty when it does
   */
  public record Part(String name, String link, double points, String absent) {}

  public Contributions {
    parts = List.copyOf(parts);
  }

  /** The left edge of a part's bar, between 0 and 1000. */
  public String start(Part part) {
    return Svg.number(part.points() < 0 ? HALF - length(part) : HALF);
  }

  /** The length of a part's bar. */
  public String size(Part part) {
    return Svg.number(length(part));
  }

  private double length(Part part) {
    double most = parts.stream().mapToDouble(p -> Math.abs(p.points())).max().orElse(0);
    return most == 0 ? 0 : Math.abs(part.points()) / most * HALF;
  }

  /** A part's points in words: "-12.4", "+2.9". */
  public String words(Part part) {
    return Words.signed(part.points(), 1);
  }
}
