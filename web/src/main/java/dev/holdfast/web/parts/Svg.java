package dev.holdfast.web.parts;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Writes one SVG drawing. Colours and strokes come from the style sheet by class; only places and
 * sizes are attributes, which is what a content policy without inline styles allows.
 */
final class Svg {

  private final StringBuilder out = new StringBuilder(4096);
  private final String css;
  private final double width;
  private final double height;
  private final String label;

  /** A drawing that is named for those who cannot see it. */
  Svg(double width, double height, String label) {
    this("chart", width, height, label);
  }

  Svg(String css, double width, double height, String label) {
    this.css = css;
    this.width = width;
    this.height = height;
    this.label = label;
  }

  Svg group(String css) {
    out.append("<g class=\"").append(css).append("\">");
    return this;
  }

  Svg endGroup() {
    out.append("</g>");
    return this;
  }

  Svg line(String css, double x1, double y1, double x2, double y2) {
    out.append("<line class=\"").append(css).append('"');
    attribute("x1", x1);
    attribute("y1", y1);
    attribute("x2", x2);
    attribute("y2", y2);
    out.append("/>");
    return this;
  }

  Svg path(String css, CharSequence d) {
    if (!d.isEmpty()) {
      out.append("<path class=\"").append(css).append("\" d=\"").append(d).append("\"/>");
    }
    return this;
  }

  /** A mark with a tooltip. */
  Svg circle(String css, double x, double y, double radius, String tooltip) {
    out.append("<circle class=\"").append(css).append('"');
    attribute("cx", x);
    attribute("cy", y);
    attribute("r", radius);
    return tooltip(tooltip, "circle");
  }

  /** A bar with a tooltip; a height below zero is drawn as nothing. */
  Svg bar(String css, double x, double y, double width, double height, String tooltip) {
    out.append("<rect class=\"").append(css).append('"');
    attribute("x", x);
    attribute("y", y);
    attribute("width", Math.max(0, width));
    attribute("height", Math.max(0, height));
    return tooltip(tooltip, "rect");
  }

  private Svg tooltip(String tooltip, String element) {
    if (tooltip.isEmpty()) {
      out.append("/>");
    } else {
      out.append("><title>")
          .append(escaped(tooltip))
          .append("</title></")
          .append(element)
          .append('>');
    }
    return this;
  }

  /**
   * A piece of text.
   *
   * @param anchor which end lies at x: "start", "middle" or "end"
   */
  Svg text(String css, double x, double y, String anchor, String text) {
    out.append("<text");
    if (!css.isEmpty()) {
      out.append(" class=\"").append(css).append('"');
    }
    attribute("x", x);
    attribute("y", y);
    if (!anchor.equals("start")) {
      out.append(" text-anchor=\"").append(anchor).append('"');
    }
    out.append('>').append(escaped(text)).append("</text>");
    return this;
  }

  Drawing done() {
    return new Drawing(css, width, height, label, out.toString());
  }

  private void attribute(String name, double place) {
    out.append(' ').append(name).append("=\"").append(number(place)).append('"');
  }

  /** A place with at most one decimal, in the notation of SVG. */
  static String number(double place) {
    return BigDecimal.valueOf(place)
        .setScale(1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** "x,y" in a path. */
  static String point(double x, double y) {
    return number(x) + "," + number(y);
  }

  /** About how wide a text of the charts' size is, in the drawing's unit. */
  static double widthOf(String text) {
    return text.length() * 6.2;
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
