package dev.holdfast.reports;

import dev.holdfast.metrics.MetricValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Six numbers that say more together than alone: would they recommend us, what are they worth, who
 * leaves, how long they wait, are they content, do they bring others.
 *
 * @param tiles in the order of their places; those whose metric is not in the catalogue are left
 *     out
 * @param missing places without a metric in the catalogue
 */
public record Board(List<Tile> tiles, List<Place> missing) {

  /** A place on the board, and the metrics that may fill it. */
  public enum Place {
    RECOMMENDATION("Net Promoter Score", 90, "nps"),
    LIFETIME_VALUE(
        "Customer lifetime value",
        365,
        "customer_lifetime_value",
        "purchase_clv",
        "customer_lifetime"),
    CHURN("Customer churn rate", 365, "customer_churn_rate"),
    RESOLUTION("Resolution time", 90, "full_resolution_time"),
    SATISFACTION("Customer satisfaction", 90, "csat"),
    REFERRALS("Accepted referrals", 365, "accepted_referrals");

    private final String title;
    private final int days;
    private final List<String> metrics;

    Place(String title, int days, String... metrics) {
      this.title = title;
      this.days = days;
      this.metrics = List.of(metrics);
    }

    public String title() {
      return title;
    }

    /** Length of the period of the place's number. */
    public int days() {
      return days;
    }

    /** Keys of the metrics that may fill it: the one it is for, then what stands in for it. */
    List<String> metrics() {
      return metrics;
    }
  }

  /**
   * One number with its last twelve months.
   *
   * @param report headline and trend
   * @param standsIn whether the metric is not the one that the place is for
   * @param scale the words it may earn, the weakest first; empty when there are none
   * @param verdict which it earns; null without a value or a scale
   */
  public record Tile(
      Place place,
      MetricReport report,
      boolean standsIn,
      List<Threshold> scale,
      Thresholds.@Nullable Verdict verdict) {

    public Tile {
      scale = List.copyOf(scale);
    }

    public MetricValue value() {
      return report.current();
    }
  }

  public Board {
    tiles = List.copyOf(tiles);
    missing = List.copyOf(missing);
  }

  /** The tile of a place; absent when it is missing. */
  public Optional<Tile> tile(Place place) {
    return tiles.stream().filter(tile -> tile.place() == place).findFirst();
  }

  /** Keys of all metrics that may be on the board. */
  public static Set<String> metrics() {
    return Arrays.stream(Place.values())
        .flatMap(place -> place.metrics().stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
