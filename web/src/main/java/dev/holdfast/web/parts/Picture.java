package dev.holdfast.web.parts;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.FloatSize;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A PNG picture of a chart's file, drawn by the server without a browser or a screen. */
public final class Picture {

  /** Dots of the picture for one unit of the drawing, so that it stays sharp on paper. */
  public static final int SCALE = 2;

  static {
    System.setProperty("java.awt.headless", "true");
  }

  private Picture() {}

  /**
   * The picture of an SVG that {@link DrawingFile} made.
   *
   * @throws HoldfastException {@code OUTSIDE_UNAVAILABLE} when the machine has no font to write
   *     with
   */
  public static byte[] png(String svg) {
    requireFont();
    SVGDocument document =
        new SVGLoader()
            .load(
                new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)),
                null,
                LoaderContext.createDefault());
    if (document == null) {
      throw new HoldfastException(ErrorCode.BROKEN_PROMISE, "the chart's SVG cannot be read");
    }
    FloatSize size = document.size();
    BufferedImage image =
        new BufferedImage(
            Math.round(size.width * SCALE),
            Math.round(size.height * SCALE),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    try {
      pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      pen.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      pen.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      pen.scale(SCALE, SCALE);
      document.render(null, pen);
    } finally {
      pen.dispose();
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.BROKEN_PROMISE, "the picture cannot be written", e);
    }
    return png.toByteArray();
  }

  private static void requireFont() {
    String[] families;
    try {
      families = GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames();
    } catch (RuntimeException | LinkageError e) {
      throw noFont(e);
    }
    if (families.length == 0) {
      throw noFont(null);
    }
  }

  private static HoldfastException noFont(@Nullable Throwable cause) {
    return new HoldfastException(
        ErrorCode.OUTSIDE_UNAVAILABLE,
        "This machine has no font to write a picture with. Install fontconfig and a font, such as"
            + " the package fonts-liberation, and try again; the SVG and the CSV need none.",
        cause);
  }
}
