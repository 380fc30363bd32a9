package dev.holdfast.stats;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** For each case the share of the other outcome that it is ranked rightly against. */
final class Placements {
  private final double[] ofEvents;
  private final double[] ofOthers;

  private Placements(double[] ofEvents, double[] ofOthers) {
    this.ofEvents = ofEvents;
    this.ofOthers = ofOthers;
  }

  static Placements of(List<Scored> scored) {
    double[] events = scores(scored, true);
    double[] others = scores(scored, false);
    double[] eventsUp = events.clone();
    double[] othersUp = others.clone();
    Arrays.sort(eventsUp);
    Arrays.sort(othersUp);
    return new Placements(
        Arrays.stream(events).map(score -> shareBelow(score, othersUp)).toArray(),
        Arrays.stream(others).map(score -> 1 - shareBelow(score, eventsUp)).toArray());
  }

  private static double[] scores(List<Scored> scored, boolean event) {
    return scored.stream().filter(one -> one.event() == event).mapToDouble(Scored::score).toArray();
  }

  /** Share of sorted scores below one, those equal to it counting a half. */
  private static double shareBelow(double score, double[] sorted) {
    int below = first(sorted, score, false);
    int upTo = first(sorted, score, true);
    return (below + upTo) / 2.0 / sorted.length;
  }

  /** The first place with a score of at least, or above, the one given. */
  private static int first(double[] sorted, double score, boolean above) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < score || (above && sorted[middle] == score)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  double area() {
    return Arrays.stream(ofEvents).average().orElseThrow();
  }

  Placements minus(Placements other) {
    return new Placements(
        difference(ofEvents, other.ofEvents), difference(ofOthers, other.ofOthers));
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  /** Variance of the area; not a number when an outcome has a single case. */
  double variance() {
    return variance(ofEvents) / ofEvents.length + variance(ofOthers) / ofOthers.length;
  }

  /**
   * Variance of the area when cases come in clusters; not a number when fewer than two clusters
   * have one of the outcomes.
   */
  double variance(List<Scored> scored, List<String> clusters) {
    double area = area();
    Map<String, Sums> byCluster = new HashMap<>();
    int event = 0;
    int other = 0;
    for (int i = 0; i < clusters.size(); i++) {
      Sums sums = byCluster.computeIfAbsent(clusters.get(i), _ -> new Sums());
      if (scored.get(i).event()) {
        sums.ofEvents += ofEvents[event++] - area;
        sums.events++;
      } else {
        sums.ofOthers += ofOthers[other++] - area;
        sums.others++;
      }
    }
    double s10 = 0;
    double s01 = 0;
    double s11 = 0;
    int withEvents = 0;
    int withOthers = 0;
    for (Sums sums : byCluster.values()) {
      s10 += sums.ofEvents * sums.ofEvents;
      s01 += sums.ofOthers * sums.ofOthers;
      s11 += sums.ofEvents * sums.ofOthers;
      withEvents += sums.events > 0 ? 1 : 0;
      withOthers += sums.others > 0 ? 1 : 0;
    }
    if (withEvents < 2 || withOthers < 2) {
      return Double.NaN;
    }
    double m = ofEvents.length;
    double n = ofOthers.length;
    return Math.max(
        0,
        correction(withEvents) * s10 / (m * m)
            + correction(withOthers) * s01 / (n * n)
            + 2 * correction(byCluster.size()) * s11 / (m * n));
  }

  private static double correction(int clusters) {
    return (double) clusters / (clusters - 1);
  }

  /** Placement values less the area, summed over a cluster. */
  private static final class Sums {
    private double ofEvents;
    private double ofOthers;
    private int events;
    private int others;
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return squares / (values.length - 1);
  }
}
