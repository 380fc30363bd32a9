package dev.holdfast.web.parts;

import gg.jte.Content;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A chart: the drawing, and the same as a table for screen readers and for the CSV file. A template
 * shows it with {@code parts.figure}.
 */
public sealed interface Chart permits TrendChart, SurvivalChart, HistogramChart, WaterfallChart {

  /** What the drawing shows, in a sentence for those who cannot see it. */
  String label();

  /** The drawing. */
  Content drawing();

  /** The headings of the table. */
  List<String> columns();

  /** The rows of the table. */
  List<List<String>> rows();

  /** How an amount of the chart is written, such as {@code Words::nps}. */
  @FunctionalInterface
  interface Unit extends DoubleFunction<String> {}
}
