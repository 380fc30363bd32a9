package dev.holdfast.web.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chart as an SVG file that stands alone: on white paper, in the light theme's colours, with its
 * title and what it is about written above it. Nothing in it refers to a style sheet or a page.
 */
public final class DrawingFile {

  private static final double MARGIN = 20;
  private static final int TITLE_SIZE = 15;
  private static final int DETAIL_SIZE = 12;
  private static final double TITLE_LINE = 20;
  private static final double DETAIL_LINE = 16;

  /** About how wide a letter is, as a share of the size of the words. */
  private static final double LETTER = 0.54;

  /** Whatever people wrote is escaped, so a quotation mark only ever ends an attribute. */
  private static final Pattern CLASS = Pattern.compile("<(/?)([a-z]+)(?: class=\"([^\"]*)\")?");

  private static final Pattern HUE = Pattern.compile("hue([0-4])");

  private DrawingFile() {}

  /**
   * The file's text.
   *
   * @param title what is shown
   * @param detail period, zone and whatever else a reader must know who has only the file
   */
  public static String svg(Drawing drawing, String title, String detail) {
    double width = drawing.width() + 2 * MARGIN;
    List<String> titles = lines(title, drawing.width() / (TITLE_SIZE * LETTER));
    List<String> details = lines(detail, drawing.width() / (DETAIL_SIZE * LETTER));
    double head = MARGIN + titles.size() * TITLE_LINE + details.size() * DETAIL_LINE + MARGIN / 2;
    double height = head + drawing.height() + MARGIN;
    StringBuilder out = new StringBuilder(drawing.body().length() * 2);
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
        .append(Svg.number(width))
        .append("\" height=\"")
        .append(Svg.number(height))
        .append("\" viewBox=\"0 0 ")
        .append(Svg.number(width))
        .append(' ')
        .append(Svg.number(height))
        .append("\" role=\"img\" font-family=\"")
        .append(PaintBox.FONT)
        .append("\">\n<title>")
        .append(Svg.escaped(drawing.label()))
        .append("</title>\n<rect width=\"")
        .append(Svg.number(width))
        .append("\" height=\"")
        .append(Svg.number(height))
        .append("\" fill=\"" + PaintBox.PAPER + "\"/>\n");
    double y = MARGIN;
    for (String line : titles) {
      y += TITLE_LINE;
      words(out, y - 4, TITLE_SIZE, PaintBox.INK + "\" font-weight=\"bold", line);
    }
    for (String line : details) {
      y += DETAIL_LINE;
      words(out, y - 3, DETAIL_SIZE, PaintBox.SECOND_INK, line);
    }
    return out.append("<g transform=\"translate(")
        .append(Svg.number(MARGIN))
        .append(' ')
        .append(Svg.number(head))
        .append(")\">")
        .append(painted(drawing.body()))
        .append("</g>\n</svg>\n")
        .toString();
  }

  private static void words(StringBuilder out, double y, int size, String fill, String line) {
    out.append("<text x=\"")
        .append(Svg.number(MARGIN))
        .append("\" y=\"")
        .append(Svg.number(y))
        .append("\" font-size=\"")
        .append(size)
        .append("\" fill=\"")
        .append(fill)
        .append("\">")
        .append(Svg.escaped(line))
        .append("</text>\n");
  }

  /** The drawing with attributes in place of its classes. */
  private static String painted(String body) {
    StringBuilder out = new StringBuilder(body.length() * 2);
    Matcher tag = CLASS.matcher(body);
    int hue = -1;
    while (tag.find()) {
      String element = tag.group(2);
      if (!tag.group(1).isEmpty()) {
        hue = element.equals("g") ? -1 : hue;
        continue;
      }
      String css = tag.group(3) == null ? "" : tag.group(3);
      Matcher series = HUE.matcher(css);
      String attributes = "";
      if (element.equals("g") && series.matches()) {
        hue = Integer.parseInt(series.group(1));
      } else if (!css.isEmpty()) {
        attributes = " " + PaintBox.attributes(css, hue);
      }
      if (element.equals("text")) {
        attributes =
            " font-size=\""
                + PaintBox.FONT_SIZE
                + "\""
                + (css.isEmpty() ? " fill=\"" + PaintBox.THIRD_INK + "\"" : attributes);
      }
      tag.appendReplacement(out, Matcher.quoteReplacement("<" + element + attributes));
    }
    return tag.appendTail(out).toString();
  }

  /** A text in lines of so many letters, broken between words. */
  private static List<String> lines(String text, double letters) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > letters) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }
}
