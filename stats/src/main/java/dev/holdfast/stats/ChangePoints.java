package dev.holdfast.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The division of a series into stretches of steady level that costs least: exact, with pruning
 * (PELT).
 *
 * <p>Minimises the sum of {@link SegmentCost} over all segments plus a penalty of {@code 2 ln n}
 * for each change. Since the cost is already divided by the dispersion (counts) or the variance
 * (other values), this is a penalty of {@code 2 ln n × dispersion} on the undivided scale. Every
 * segment has at least {@value #SHORTEST} values; a series shorter than twice that has no change.
 * An empty series is refused. Among divisions that cost the same, the one with the earlier last
 * change is taken.
 *
 * <p>A missing value is left out by the caller, who maps positions back to dates. Positions count
 * from 0; a change at k means that the new level starts with the value at k.
 *
 * <p>Source: Killick, Fearnhead and Eckley (2012), J. Am. Stat. Assoc. 107:1590-1598; Jackson et
 * al. (2005), IEEE Signal Process. Lett. 12:105-108. Golden file: {@code changepoint_small.json}.
 *
 * @param segments in order, without gaps
 * @param cost of the division, with its penalties; no unit
 */
public record ChangePoints(List<Segment> segments, double cost) {

  /** Fewest values in a segment. */
  public static final int SHORTEST = 3;

  public ChangePoints {
    segments = List.copyOf(segments);
  }

  /**
   * A stretch of steady level.
   *
   * @param start position of its first value
   * @param end position after its last value
   * @param level mean of its values, in their unit
   */
  public record Segment(int start, int end, double level) {}

  /** The positions at which a new level starts, ascending; empty without a change. */
  public List<Integer> indices() {
    return segments.stream().skip(1).map(Segment::start).toList();
  }

  /**
   * Changes in the level of counts, or of counts from which the season was divided out.
   *
   * @param dispersion from {@link Dispersion}; 1 takes the counts for Poisson
   */
  public static ChangePoints ofCounts(double[] counts, double dispersion) {
    return search(SegmentCost.poisson(counts, dispersion), counts.length, true);
  }

  /**
   * Changes in the mean of values with normal noise, whose variance is taken from the differences
   * of neighbours, so that the changes themselves do not add to it. Equal values have no change.
   */
  public static ChangePoints ofMeans(double[] values) {
    double scale = RobustScale.ofDifferences(values).orElse(1);
    return ofMeans(values, scale * scale);
  }

  /** The same with a variance of the noise that the caller knows. */
  public static ChangePoints ofMeans(double[] values, double variance) {
    return search(SegmentCost.normal(values, variance), values.length, true);
  }

  /** Without pruning the result is the same and takes n² steps: for tests. */
  static ChangePoints search(SegmentCost segmentCost, int n, boolean pruning) {
    if (n == 0) {
      throw new IllegalArgumentException("change points need at least one value");
    }
    double penalty = 2 * Math.log(n);
    double[] least = new double[n + 1];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    least[0] = -penalty;
    int[] lastChange = new int[n + 1];
    List<Candidate> candidates = new ArrayList<>();
    for (int end = Math.min(SHORTEST, n); end <= n; end++) {
      int newest = Math.max(0, end - SHORTEST);
      if (least[newest] < Double.POSITIVE_INFINITY) {
        candidates.add(new Candidate(newest));
      }
      Candidate best = cheapest(candidates, least, segmentCost, end);
      least[end] = best.cost + penalty;
      lastChange[end] = best.start;
      if (pruning) {
        prune(candidates, least[end], end);
      }
    }
    return new ChangePoints(segments(segmentCost, lastChange, n), least[n]);
  }

  /** Costs every candidate up to here and returns the first of the cheapest. */
  private static Candidate cheapest(
      List<Candidate> candidates, double[] least, SegmentCost segmentCost, int end) {
    Candidate best = candidates.getFirst();
    for (Candidate candidate : candidates) {
      candidate.cost = least[candidate.start] + segmentCost.of(candidate.start, end);
      best = candidate.cost < best.cost ? candidate : best;
    }
    return best;
  }

  /** A position where the last segment may start. */
  private static final class Candidate {
    private final int start;
    private double cost;
    private int beatenAt = Integer.MAX_VALUE;

    private Candidate(int start) {
      this.start = start;
    }
  }

  /**
   * Drops the candidates that cannot win again. One that costs more than the best division up to
   * here is beaten by a change at this very position, yet only once a whole segment fits behind it.
   */
  private static void prune(List<Candidate> candidates, double best, int end) {
    for (Candidate candidate : candidates) {
      if (candidate.cost > best) {
        candidate.beatenAt = Math.min(candidate.beatenAt, end);
      }
    }
    candidates.removeIf(candidate -> end + 1 - SHORTEST >= candidate.beatenAt);
  }

  private static List<Segment> segments(SegmentCost segmentCost, int[] lastChange, int n) {
    List<Segment> segments = new ArrayList<>();
    int end = n;
    while (end > 0) {
      int start = lastChange[end];
      segments.add(new Segment(start, end, segmentCost.level(start, end)));
      end = start;
    }
    Collections.reverse(segments);
    return segments;
  }
}
