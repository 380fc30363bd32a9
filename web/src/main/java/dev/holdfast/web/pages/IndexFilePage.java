package dev.holdfast.web.pages;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.reports.Reports;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.DrawingFile;
import dev.holdfast.web.parts.Picture;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The business index of the accounts in sight as a file: drawn, or every day of it. */
@Controller
public final class IndexFilePage {

  private final Reports reports;
  private final InstantSource clock;

  IndexFilePage(Reports reports, InstantSource clock) {
    this.reports = reports;
    this.clock = clock;
  }

  @GetMapping(IndexTelling.FILE + ".{format:svg|png|csv}")
  @OpenTo(Circle.SIGNED_IN)
  void file(Visit visit, @PathVariable String format, HttpServletResponse response)
      throws IOException {
    IndexTelling telling =
        reports
            .businessIndex(Sights.viewpoint(visit, clock.instant()))
            .map(index -> new IndexTelling(visit, index))
            .orElseThrow(() -> new HoldfastException(ErrorCode.NOT_FOUND, HealthPage.NO_INDEX));
    String name = "business-index." + format;
    switch (MetricLinks.Format.valueOf(format.toUpperCase(Locale.ROOT))) {
      case SVG ->
          MetricPage.send(
              response, "image/svg+xml", name, svg(telling).getBytes(StandardCharsets.UTF_8));
      case PNG -> MetricPage.send(response, "image/png", name, Picture.png(svg(telling)));
      case CSV ->
          MetricPage.send(
              response,
              "text/csv; charset=utf-8",
              name,
              telling.csv().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String svg(IndexTelling telling) {
    return DrawingFile.svg(telling.chart().drawing(), telling.title(), telling.description());
  }
}
