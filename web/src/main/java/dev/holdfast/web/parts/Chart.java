package dev.holdfast.web.parts;

import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A chart: the drawing, the same as a table for screen readers, and the same as exact numbers for a
 * file. A template shows it with {@code parts.figure}.
 */
public sealed interface Chart
    permits TrendChart, SurvivalChart, HistogramChart, WaterfallChart, DotPlot {

  /** What the drawing shows, in a sentence for those who cannot see it. */
  String label();

  /** The drawing. */
  Drawing drawing();

  /** The headings of the table. */
  List<String> columns();

  /** The rows of the table, in words. */
  List<List<String>> rows();

  /** The headings of the file: lower case, words joined by underscores. */
  List<String> fields();

  /**
   * The rows of the file: numbers as exact as they were computed, dates as ISO 8601, empty where
   * there is no number.
   */
  List<List<String>> records();

  /** How an amount of the chart is written, such as {@code Words::nps}. */
  @FunctionalInterface
  interface Unit extends DoubleFunction<String> {}

  /** The chart as a file: what kind, and where it is. */
  record File(String kind, String link) {}
}
