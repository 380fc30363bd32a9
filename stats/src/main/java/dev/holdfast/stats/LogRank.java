package dev.holdfast.stats;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealVector;
import org.hipparchus.special.Gamma;

/**
 * The log-rank test that several groups have the same survival.
 *
 * <p>{@code (O-E)' V⁻¹ (O-E)} with E the events a group would have had at the pooled rate and V the
 * hypergeometric covariance, both summed over the event times.
 *
 * <p>Source: Mantel (1966), Cancer Chemother. Rep. 50:163-170; same as R {@code survdiff}. Golden
 * files: {@code freireich_input.csv}, {@code km_telco_contract.csv}.
 *
 * @param chiSquare 0 or more
 * @param degreesOfFreedom groups with an expected event, less one
 * @param pValue chance of a statistic at least this large if there is no difference
 */
public record LogRank(double chiSquare, int degreesOfFreedom, double pValue) {

  /** The test; absent when fewer than two groups were ever at risk together at an event. */
  public static Optional<LogRank> of(List<KaplanMeier> groups) {
    Tally tally = new Tally(groups.size());
    SortedMap<Double, double[]> eventsByTime = eventsByTime(groups);
    eventsByTime.forEach((time, events) -> tally.add(atRisk(groups, time), events));
    return tally.test();
  }

  private static SortedMap<Double, double[]> eventsByTime(List<KaplanMeier> groups) {
    SortedMap<Double, double[]> eventsByTime = new TreeMap<>();
    for (int group = 0; group < groups.size(); group++) {
      for (KaplanMeier.Point point : groups.get(group).points()) {
        if (point.events() > 0) {
          eventsByTime.computeIfAbsent(point.time(), _ -> new double[groups.size()])[group] =
              point.events();
        }
      }
    }
    return eventsByTime;
  }

  private static double[] atRisk(List<KaplanMeier> groups, double time) {
    return groups.stream().mapToDouble(group -> group.atRiskBefore(time)).toArray();
  }

  /** Observed minus expected events of each group, and their covariance, summed over times. */
  private static final class Tally {
    private final double[] expected;
    private final double[] excess;
    private final double[][] covariance;

    Tally(int groups) {
      expected = new double[groups];
      excess = new double[groups];
      covariance = new double[groups][groups];
    }

    void add(double[] atRisk, double[] events) {
      double n = 0;
      double d = 0;
      for (int group = 0; group < atRisk.length; group++) {
        n += atRisk[group];
        d += events[group];
      }
      double spread = n > 1 ? d * (n - d) / (n - 1) : 0;
      for (int a = 0; a < atRisk.length; a++) {
        double share = atRisk[a] / n;
        expected[a] += d * share;
        excess[a] += events[a] - d * share;
        for (int b = 0; b < atRisk.length; b++) {
          covariance[a][b] += spread * share * ((a == b ? 1 : 0) - atRisk[b] / n);
        }
      }
    }

    Optional<LogRank> test() {
      int[] exposed =
          IntStream.range(0, expected.length).filter(group -> expected[group] > 0).toArray();
      int freedom = exposed.length - 1;
      if (freedom < 1) {
        return Optional.empty();
      }
      double[][] matrix = new double[freedom][freedom];
      double[] vector = new double[freedom];
      for (int a = 0; a < freedom; a++) {
        vector[a] = excess[exposed[a]];
        for (int b = 0; b < freedom; b++) {
          matrix[a][b] = covariance[exposed[a]][exposed[b]];
        }
      }
      DecompositionSolver solver =
          new LUDecomposition(new Array2DRowRealMatrix(matrix, false)).getSolver();
      if (!solver.isNonSingular()) {
        return Optional.empty();
      }
      RealVector difference = new ArrayRealVector(vector, false);
      double chiSquare = difference.dotProduct(solver.solve(difference));
      double pValue = Gamma.regularizedGammaQ(freedom / 2.0, chiSquare / 2);
      return Optional.of(new LogRank(chiSquare, freedom, pValue));
    }
  }
}
