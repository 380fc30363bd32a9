package dev.holdfast.web.parts;

import gg.jte.Content;
import gg.jte.TemplateOutput;

/**
 * A finished drawing. In a page the style sheet colours it by class, so a template prints it as it
 * is; {@link DrawingFile} makes a file of it that needs no page.
 *
 * @param css its classes, separated by blanks
 * @param width its width in units of the drawing
 * @param height its height in units of the drawing
 * @param label what it shows, for those who cannot see it
 * @param body what is drawn, as SVG with its text escaped
 */
public record Drawing(String css, double width, double height, String label, String body)
    implements Content {

  @Override
  public void writeTo(TemplateOutput output) {
    output.writeContent(
        "<svg class=\""
            + css
            + "\" viewBox=\"0 0 "
            + Svg.number(width)
            + ' '
            + Svg.number(height)
            + "\" width=\""
            + Svg.number(width)
            + "\" height=\""
            + Svg.number(height)
            + "\" role=\"img\" aria-label=\""
            + Svg.escaped(label)
            + "\">"
            + body
            + "</svg>");
  }
}
