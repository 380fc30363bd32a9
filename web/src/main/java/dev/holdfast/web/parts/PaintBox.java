package dev.holdfast.web.parts;

import java.util.HashMap;
import java.util.Map;

/**
 * The colours and strokes of drawings outside a page: what the style sheet says for the light
 * theme, as attributes, because a file is opened where there is no style sheet.
 *
 * <p>A test holds every entry to the style sheet.
 */
final class PaintBox {

  static final String PAPER = "#ffffff";
  static final String INK = "#16191d";
  static final String SECOND_INK = "#4f565f";
  static final String THIRD_INK = "#656c75";

  /**
   * Helvetica and Arial stand on most machines, Liberation Sans has their widths on the rest. No
   * blank follows a comma, because the library that draws pictures takes it as part of the name.
   */
  static final String FONT = "Helvetica Neue,Arial,Liberation Sans,DejaVu Sans,sans-serif";

  static final int FONT_SIZE = 11;

  private static final String LINE = "#e6e8eb";
  private static final String SECOND_LINE = "#cfd4da";
  private static final String ACCENT = "#1f5fbf";
  private static final String ACCENT_SOFT = "#eaf1fb";
  private static final String GOOD = "#0b7a67";
  private static final String RISK = "#b2381a";

  /** How far the band of an interval lets through what is behind it. */
  private static final String SHADE = "0.08";

  private static final String HUE_SHADE = "0.12";
  private static final String[] HUES = {INK, ACCENT, "#8a5a08", GOOD, "#8b3a8f"};

  private static final Map<String, String> CLASSES = new HashMap<>();

  static {
    CLASSES.put("strong", "fill=\"" + INK + "\" font-weight=\"bold\"");
    CLASSES.put("grid", stroke(LINE, 1));
    CLASSES.put("axis", stroke(SECOND_LINE, 1));
    CLASSES.put("main", open(INK, 1.75));
    CLASSES.put("part", open(THIRD_INK, 1.75) + dashes("4 4"));
    CLASSES.put("hollow", fill(PAPER) + " " + stroke(THIRD_INK, 1.5));
    CLASSES.put("soft", fill(INK) + " fill-opacity=\"" + SHADE + "\"");
    CLASSES.put("limit", stroke(THIRD_INK, 1) + dashes("3 3"));
    CLASSES.put("note", stroke(ACCENT, 1) + dashes("2 3"));
    CLASSES.put("span", fill(ACCENT_SOFT));
    CLASSES.put("pt", fill(INK));
    CLASSES.put("out", fill(RISK));
    CLASSES.put("neg", fill(RISK));
    CLASSES.put("pos", fill(GOOD));
    CLASSES.put("even", fill(THIRD_INK));
    CLASSES.put("beyond", fill(SECOND_LINE));
    CLASSES.put("whisk", stroke(THIRD_INK, 1.5));
    CLASSES.put("link", stroke(SECOND_LINE, 1));
    CLASSES.put("cens", stroke(THIRD_INK, 1));
  }

  private PaintBox() {}

  /**
   * The attributes that stand for a class.
   *
   * @param hue the number of the series the part belongs to; -1 for none
   * @throws IllegalArgumentException for a class that is not in the box, so that no part of a file
   *     is drawn black by mistake
   */
  static String attributes(String css, int hue) {
    if (hue >= 0) {
      String colour = HUES[hue];
      switch (css) {
        case "main" -> {
          return open(colour, 1.75);
        }
        case "strong" -> {
          return "fill=\"" + colour + "\" font-weight=\"bold\"";
        }
        case "soft" -> {
          return fill(colour) + " fill-opacity=\"" + HUE_SHADE + "\"";
        }
        default -> {
          // Every other part looks the same in each series.
        }
      }
    }
    String found = CLASSES.get(css);
    if (found == null) {
      throw new IllegalArgumentException("no paint for the class " + css);
    }
    return found;
  }

  private static String fill(String colour) {
    return "fill=\"" + colour + "\"";
  }

  private static String stroke(String colour, double width) {
    return "stroke=\"" + colour + "\" stroke-width=\"" + width + "\"";
  }

  private static String open(String colour, double width) {
    return "fill=\"none\" " + stroke(colour, width) + " stroke-linejoin=\"round\"";
  }

  private static String dashes(String lengths) {
    return " stroke-dasharray=\"" + lengths + "\"";
  }
}
