package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.web.parts.Band;
import dev.holdfast.web.parts.Chart;
import dev.holdfast.web.parts.Samples;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of each part on a page, looked at by a real browser. */
class PartsPageTests {

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  private static final List<Chart.File> FILES =
      List.of(
          new Chart.File("PNG", "/sample.png?as_of=x"),
          new Chart.File("CSV", "/sample.csv?as_of=x"));

  @TempDir Path folder;

  @Test
  void everyPartIsReadableNamedAndNarrowEnough() throws Exception {
    StringOutput html = new StringOutput();
    html.writeContent(
        """
        <!doctype html><html lang="en"><head><title>Parts</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <link rel="stylesheet" href="/planted.css"></head><body><main><h1>Parts</h1>
        """);
    for (Band band : Band.values()) {
      TEMPLATES.render("parts/band.jte", Map.of("band", band, "score", "62"), html);
    }
    Samples.sparkline().writeTo(html);
    Samples.smallTrend().writeTo(html);
    figure(html, Samples.trend(), "NPS by week");
    figure(html, Samples.survival(), "Survival by contract");
    figure(html, Samples.histogram(), "Time to resolution");
    figure(html, Samples.waterfall(), "Revenue movements");
    TEMPLATES.render("parts/dots.jte", Map.of("plot", Samples.dots()), html);
    TEMPLATES.render("parts/contributions.jte", Map.of("bars", Samples.contributions()), html);
    html.writeContent("</main></body></html>");
    String css = Files.readString(Path.of("src/main/resources/holdfast/web/holdfast.css"));
    try (var running = new RunningServer(folder);
        var browser = new PageTest(running)) {
      assertThat(browser.faultsOf(html.toString(), css)).isEmpty();
      browser.picturesOf(html.toString(), css, Path.of("target", "pictures"), "parts");
      browser.pictures(
          "/keys", dev.holdfast.workspace.Role.CSM, Path.of("target", "pictures"), "keys");
    }
  }

  private static void figure(StringOutput html, Object chart, String title) {
    TEMPLATES.render(
        "parts/figure.jte", Map.of("chart", chart, "title", title, "files", FILES), html);
  }
}
