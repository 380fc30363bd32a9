package dev.holdfast.bench;

import dev.holdfast.app.Holdfast;
import dev.holdfast.app.Pipeline;
import dev.holdfast.app.Settings;
import dev.holdfast.base.Clocks;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.demo.MoreEvents;
import dev.holdfast.demo.Progress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a refresh takes, by size of the history: everything from scratch, and after some new
 * events; beside it the same questions written by hand for DuckDB, on the same file in the same
 * run.
 */
public final class RefreshBench {

  private static final int NEW_EVENTS = 10_000;
  private static final int INCREMENTS = 15;

  private RefreshBench() {}

  /**
   * What one size of history took; times in seconds.
   *
   * @param usageEvents usage events of the history
   * @param accounts accounts
   * @param generateSeconds making the company; not part of any comparison
   * @param fullSeconds rollups, every metric by month over a year, today's health, from scratch
   * @param fullSteps the same by step
   * @param byHandSeconds the hand-written queries
   * @param byHandSteps the same by step
   * @param ratio {@code fullSeconds / byHandSeconds}
   * @param incrementSeconds refreshes after 10,000 new events each, in the order they ran
   * @param incrementMedianSeconds their median
   * @param incrementSteps the steps of the last one
   */
  public record Size(
      long usageEvents,
      int accounts,
      double generateSeconds,
      double fullSeconds,
      Map<String, Double> fullSteps,
      double byHandSeconds,
      Map<String, Double> byHandSteps,
      double ratio,
      List<Double> incrementSeconds,
      double incrementMedianSeconds,
      Map<String, Double> incrementSteps) {}

  /**
   * Runs the benchmark for one size, in a folder that is made and kept.
   *
   * @param folder data folder; a company that is there already is used again
   */
  public static Size run(Path folder, int accounts, long events, Progress progress) {
    double generateSeconds = BenchCompany.make(folder, accounts, events, Clocks.system(), progress);
    Settings settings = Settings.of(folder);
    Map<String, Double> byHand;
    try {
      byHand =
          HandWritten.run(
              settings.warehouseFile().toString(),
              settings.warehouse().memoryLimit(),
              settings.warehouse().threads(),
              LocalDate.ofInstant(Clocks.system().instant(), settings.zone()).minusDays(1));
    } catch (SQLException e) {
      throw new HoldfastException(ErrorCode.STORE_FAILED, "the hand-written queries failed", e);
    }
    try (Holdfast holdfast = Holdfast.open(settings, Clocks.system())) {
      Pipeline pipeline = holdfast.pipeline();
      pipeline.forget();
      Map<String, Double> full = new LinkedHashMap<>(pipeline.refresh().seconds());
      long start = System.nanoTime();
      pipeline.everyMetric();
      full.put("metrics", seconds(start));
      List<Double> increments = new ArrayList<>();
      Map<String, Double> steps = Map.of();
      for (int i = 0; i < INCREMENTS; i++) {
        MoreEvents.append(
            holdfast.facts(),
            NEW_EVENTS,
            LocalDate.ofInstant(holdfast.clock().instant(), settings.zone()).minusDays(1),
            System.nanoTime());
        steps = pipeline.refresh().seconds();
        increments.add(sum(steps));
      }
      List<Double> sorted = new ArrayList<>(increments);
      Collections.sort(sorted);
      return new Size(
          events,
          accounts,
          generateSeconds,
          sum(full),
          full,
          sum(byHand),
          byHand,
          sum(full) / sum(byHand),
          increments,
          sorted.get(INCREMENTS / 2),
          steps);
    }
  }

  private static double sum(Map<String, Double> seconds) {
    return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
