package dev.holdfast.health;

import dev.holdfast.health.MeasureFinding.Odds;
import dev.holdfast.health.Ranking.Case;
import dev.holdfast.health.WeightFit.Coefficient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at each measure of a profile by itself. */
final class MeasureFindings {

  /** Rows that have both under which no correlation is given. */
  private static final int FEWEST_ROWS = 30;

  private record Closest(@Nullable String name, @Nullable Double correlation) {}

  private final List<Measure> measures;
  private final List<ReplayRow> rows;
  private final Leak.Sides sides;
  private final Map<Integer, Coefficient> coefficients = new HashMap<>();

  private MeasureFindings(Replay replay, List<Coefficient> coefficients) {
    this.measures = replay.profile().measures();
    this.rows = replay.counted();
    this.sides = Leak.Sides.of(replay);
    coefficients.forEach(one -> this.coefficients.put(one.measure(), one));
  }

  /**
   * The findings, in the profile's order.
   *
   * @param coefficients of the suggested weights; empty when nothing is suggested
   */
  static List<MeasureFinding> of(Replay replay, List<Coefficient> coefficients) {
    MeasureFindings findings = new MeasureFindings(replay, coefficients);
    List<MeasureFinding> all = new ArrayList<>();
    for (int j = 0; j < findings.measures.size(); j++) {
      all.add(findings.finding(j));
    }
    return all;
  }

  private MeasureFinding finding(int j) {
    Measure measure = measures.get(j);
    List<Case> cases =
        rows.stream()
            .filter(row -> row.has(j))
            .map(row -> new Case(row.accountId(), row.day(), -row.points(j), row.lost()))
            .toList();
    Coefficient coefficient = coefficients.get(j);
    Closest closest = closest(j);
    double all = measures.stream().mapToDouble(one -> one.weight().doubleValue()).sum();
    double suggested = coefficients.values().stream().mapToDouble(Coefficient::perTenPoints).sum();
    return new MeasureFinding(
        measure.name(),
        measure.title(),
        measure.signal(),
        measure.weight().doubleValue() / all,
        coefficients.isEmpty()
            ? null
            : (Double) (coefficient == null ? 0 : coefficient.perTenPoints() / suggested),
        rows.isEmpty() ? 0 : (double) cases.size() / rows.size(),
        Ranking.of(cases),
        coefficient == null
            ? null
            : new Odds(
                Math.exp(-coefficient.perTenPoints()),
                Math.exp(-coefficient.high()),
                Math.exp(-coefficient.low())),
        closest.name(),
        closest.correlation(),
        Leak.of(sides, j).orElse(null));
  }

  /** The other measure with the largest correlation, whatever its sign. */
  private Closest closest(int j) {
    Closest closest = new Closest(null, null);
    for (int k = 0; k < measures.size(); k++) {
      Double correlation = k == j ? null : correlation(j, k);
      if (correlation != null
          && (closest.correlation() == null
              || Math.abs(correlation) > Math.abs(closest.correlation()))) {
        closest = new Closest(measures.get(k).name(), correlation);
      }
    }
    return closest;
  }

  /** Pearson's, of the rows that have both; null when there are few or one is always the same. */
  private @Nullable Double correlation(int j, int k) {
    double n = 0;
    double sumJ = 0;
    double sumK = 0;
    double squaresJ = 0;
    double squaresK = 0;
    double products = 0;
    for (ReplayRow row : rows) {
      if (row.has(j) && row.has(k)) {
        double x = row.points(j) - 50;
        double y = row.points(k) - 50;
        n++;
        sumJ += x;
        sumK += y;
        squaresJ += x * x;
        squaresK += y * y;
        products += x * y;
      }
    }
    double varianceJ = n * squaresJ - sumJ * sumJ;
    double varianceK = n * squaresK - sumK * sumK;
    return n < FEWEST_ROWS || !(varianceJ > 1e-9) || !(varianceK > 1e-9)
        ? null
        : (Double) ((n * products - sumJ * sumK) / Math.sqrt(varianceJ * varianceK));
  }
}
