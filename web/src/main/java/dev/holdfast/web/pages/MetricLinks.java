package dev.holdfast.web.pages;

import dev.holdfast.base.Period.Grain;
import dev.holdfast.reports.MetricQuestion;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Chart;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Addresses of pages and files that answer the same question about a metric, or nearly the same.
 */
record MetricLinks(Visit visit, MetricQuestion question) {

  /** The files a chart can be had as. */
  enum Format {
    PNG,
    SVG,
    CSV;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * An address below the metric's own.
   *
   * @param end what follows the metric's address, such as {@code /rows}; empty for its page
   * @param changed parameters that differ from the question's
   */
  String to(String end, Map<String, String> changed) {
    Grain grain = question.grain();
    Map<String, String> own =
        Map.of(
            "variant",
            Optional.ofNullable(question.variant()).orElse(""),
            "days",
            Integer.toString(question.days()),
            "grain",
            grain == null ? "" : grain.name().toLowerCase(Locale.ROOT),
            "by",
            Optional.ofNullable(question.by()).orElse(""),
            Doors.ACCOUNT,
            Optional.ofNullable(question.account()).orElse(""));
    Object[] parameters =
        Stream.of("variant", "days", "grain", "by", Doors.ACCOUNT)
            .flatMap(
                name -> Stream.of(name, changed.getOrDefault(name, own.getOrDefault(name, ""))))
            .toArray();
    return visit.link("/metrics/" + question.metric() + end, parameters);
  }

  /** The page on which a chart stands alone. */
  String chart(MetricCharts.Kind kind) {
    return to("/" + kind.word(), Map.of());
  }

  /** A chart as files. */
  List<Chart.File> files(MetricCharts.Kind kind) {
    return Stream.of(Format.values())
        .map(format ->
            new Chart.File(format.name(), to("/" + kind.word() + "." + format.word(), Map.of())))
        .toList();
  }
}
