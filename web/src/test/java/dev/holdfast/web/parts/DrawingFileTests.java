package dev.holdfast.web.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Charts as files that stand alone. */
class DrawingFileTests {

  private static final String TITLE = "NPS <by> \"tier\" & month";
  private static final Path CSS = Path.of("src/main/resources/holdfast/web/holdfast.css");

  static Stream<Chart> charts() {
    return Stream.of(
        Samples.trend(),
        Samples.survival(),
        Samples.histogram(),
        Samples.waterfall(),
        Samples.dots());
  }

  private static String file(Chart chart) {
    return DrawingFile.svg(chart.drawing(), TITLE, "1 Mar 2025 to 17 Mar 2026, Europe/Berlin");
  }

  @ParameterizedTest
  @MethodSource("charts")
  void aFileNeedsNoPageAndSaysWhatItIsAbout(Chart chart) throws Exception {
    String svg = file(chart);
    Document parsed =
        DocumentBuilderFactory.newDefaultNSInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(parsed.getDocumentElement().getNamespaceURI())
        .isEqualTo("http://www.w3.org/2000/svg");
    assertThat(svg).doesNotContain("class=", "style=", "var(", "light-dark", "url(", "href");
    assertThat(parsed.getDocumentElement().getTextContent())
        .contains(TITLE, "1 Mar 2025 to 17 Mar 2026, Europe/Berlin", chart.label());
    assertThat(svg).contains("fill=\"#ffffff\"", "font-family=\"Helvetica Neue,Arial");
    assertThat(svg.split("<text ", -1))
        .as("every text has a size and a colour of its own")
        .filteredOn(text -> text.contains("</text>"))
        .allMatch(text -> text.contains("font-size=") && text.contains("fill=\"#"));
  }

  @Test
  void eachSeriesKeepsItsColour() {
    assertThat(file(Samples.survival()))
        .contains("stroke=\"#16191d\" stroke-width=\"1.75\"", "stroke=\"#1f5fbf\"")
        .contains("fill=\"#8a5a08\" font-weight=\"bold\"");
  }

  @Test
  void aPartWithoutPaintIsAMistakeAndNotBlack() {
    assertThatThrownBy(() -> PaintBox.attributes("nobody-knows", -1))
        .hasMessageContaining("nobody-knows");
  }

  @ParameterizedTest
  @MethodSource("charts")
  void aPictureIsSharpAndHasItsWordsAndMarks(Chart chart) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(Picture.png(file(chart))));
    Drawing drawing = chart.drawing();
    assertThat(image.getWidth()).isEqualTo((int) ((drawing.width() + 40) * Picture.SCALE));
    assertThat(image.getRGB(2, 2)).as("white paper").isEqualTo(0xffffffff);
    assertThat(dark(image, 0, 0, image.getWidth(), 100)).as("the title").isGreaterThan(300);
    assertThat(dark(image, 0, 150, image.getWidth(), image.getHeight())).isGreaterThan(300);
  }

  private static long dark(BufferedImage image, int left, int top, int right, int bottom) {
    long dark = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        int rgb = image.getRGB(x, y);
        dark += ((rgb >> 16) & 255) < 128 && ((rgb >> 8) & 255) < 128 ? 1 : 0;
      }
    }
    return dark;
  }

  @Test
  void theColoursAreThoseOfTheStyleSheetsLightTheme() throws IOException {
    String css = Files.readString(CSS);
    Map<String, String> tokens = tokens(css);
    TreeSet<String> compared = new TreeSet<>();
    Matcher rule = Pattern.compile("(?m)^(\\.chart \\.[^{\\[]*)\\{([^}]*)}").matcher(css);
    while (rule.find()) {
      for (String selector : rule.group(1).split(",")) {
        String name = selector.strip().replace(".chart .", "");
        if (List.of("rest", "fill-none", "fill-good", "fill-watch", "fill-risk").contains(name)) {
          continue; // not in any chart that is a file
        }
        String attributes = PaintBox.attributes(name, -1);
        compared.add(name);
        for (String property : List.of("fill", "stroke", "stroke-width", "stroke-dasharray")) {
          Matcher said =
              Pattern.compile("(?:^|[; ])" + property + ": ([^;]+);").matcher(rule.group(2));
          if (said.find() && !said.group(1).equals("none")) {
            assertThat(attributes)
                .as(name)
                .contains(property + "=\"" + light(said.group(1), tokens) + "\"");
          }
        }
      }
    }
    assertThat(compared).hasSizeGreaterThan(15).contains("main", "soft", "out", "neg", "even");
  }

  private static Map<String, String> tokens(String css) {
    Map<String, String> tokens = new HashMap<>();
    Matcher token = Pattern.compile("(--[a-z0-9-]+): light-dark\\((#[0-9a-f]+),").matcher(css);
    while (token.find()) {
      tokens.putIfAbsent(token.group(1), token.group(2));
    }
    return tokens;
  }

  /** The colour without how far it lets through what is behind it. */
  private static String light(String value, Map<String, String> tokens) {
    Matcher variable = Pattern.compile("var\\((--[a-z0-9-]+)\\)").matcher(value);
    if (!variable.matches()) {
      return value;
    }
    String colour = tokens.getOrDefault(variable.group(1), "?");
    return colour.substring(0, Math.min(7, colour.length()));
  }
}
