package dev.holdfast.reports;

import dev.holdfast.metrics.MetricValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The words that amounts earn on the board, by metric. They are the company's to change, because
 * what is good depends on the trade.
 *
 * @param byMetric the weakest word first
 */
public record Thresholds(Map<String, List<Threshold>> byMetric) {

  /**
   * What a value comes to.
   *
   * @param threshold the strongest that is reached, or the weakest when none is
   * @param reached whether it is reached
   * @param inDoubt whether the interval allows the other verdict too
   */
  public record Verdict(Threshold threshold, boolean reached, boolean inDoubt) {}

  public Thresholds {
    Map<String, List<Threshold>> sorted = new TreeMap<>();
    byMetric.forEach((metric, list) -> sorted.put(metric, sorted(metric, list)));
    byMetric = Map.copyOf(sorted);
  }

  private static List<Threshold> sorted(String metric, List<Threshold> list) {
    if (list.stream().map(Threshold::side).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "the thresholds of " + metric + " look both up and down; use only > or only <");
    }
    Comparator<Threshold> ascending = Comparator.comparing(Threshold::amount);
    boolean up = !list.isEmpty() && list.getFirst().side() == Threshold.Side.ABOVE;
    return list.stream().sorted(up ? ascending : ascending.reversed()).toList();
  }

  /**
   * The words a company starts with: a Net Promoter Score above 50 is excellent and above 80
   * world-class; losing less than 10 % of the customers in a year is acceptable and less than 7 %
   * ideal.
   */
  public static Thresholds usual() {
    return new Thresholds(
        Map.of(
            "nps", List.of(Threshold.of("> 50 excellent"), Threshold.of("> 80 world-class")),
            "customer_churn_rate",
                List.of(Threshold.of("< 10 acceptable"), Threshold.of("< 7 ideal"))));
  }

  /** The same, with a company's own in place of those of the metrics that it names. */
  public Thresholds with(Map<String, List<Threshold>> own) {
    Map<String, List<Threshold>> all = new TreeMap<>(byMetric);
    all.putAll(own);
    return new Thresholds(all);
  }

  /** Those of a metric, the weakest first; empty when it has none. */
  public List<Threshold> of(String metric) {
    return byMetric.getOrDefault(metric, List.of());
  }

  /** What a value comes to; absent when it is missing or the metric has no thresholds. */
  Optional<Verdict> verdict(MetricValue value) {
    List<Threshold> scale = of(value.metric());
    if (scale.isEmpty() || value.value().isEmpty()) {
      return Optional.empty();
    }
    double amount = value.value().getAsDouble();
    Threshold best =
        scale.reversed().stream()
            .filter(threshold -> threshold.reached(amount))
            .findFirst()
            .orElse(scale.getFirst());
    return Optional.of(new Verdict(best, best.reached(amount), best.inDoubt(value)));
  }
}
