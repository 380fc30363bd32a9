package dev.holdfast.stats;

import dev.holdfast.stats.NoEstimateException.Reason;
import java.util.List;

/**
 * Covariates with each column moved to a mean of 0 and scaled to a standard deviation of 1 (divisor
 * n), which keeps a fit accurate whatever the units are. A column that is the same for all is
 * refused by its index.
 */
final class StandardisedColumns {

  /** What a column keeps of its variance beside the others; below this it follows from them. */
  private static final double OWN_SHARE = 1e-10;

  private final double[][] rows;
  private final double[] means;
  private final double[] spreads;

  private StandardisedColumns(double[][] rows, double[] means, double[] spreads) {
    this.rows = rows;
    this.means = means;
    this.spreads = spreads;
  }

  static StandardisedColumns of(List<List<Double>> table) {
    double[][] rows = numbers(table);
    int width = rows[0].length;
    double[] means = new double[width];
    double[] spreads = new double[width];
    for (int j = 0; j < width; j++) {
      standardise(rows, j, means, spreads);
    }
    return new StandardisedColumns(rows, means, spreads);
  }

  int width() {
    return means.length;
  }

  private static double[][] numbers(List<List<Double>> table) {
    double[][] rows = new double[table.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = table.get(i).stream().mapToDouble(Double::doubleValue).toArray();
      if (rows[i].length != rows[0].length || rows[i].length == 0) {
        throw new IllegalArgumentException(
            "every row needs the same number of covariates, at least one; row "
                + i
                + " has "
                + rows[i].length);
      }
    }
    return rows;
  }

  private static void standardise(double[][] rows, int j, double[] means, double[] spreads) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (double[] row : rows) {
      low = Math.min(low, row[j]);
      high = Math.max(high, row[j]);
      sum += row[j];
    }
    if (!(high > low)) {
      throw new NoEstimateException(Reason.CONSTANT, j);
    }
    means[j] = sum / rows.length;
    double squares = 0;
    for (double[] row : rows) {
      row[j] -= means[j];
      squares += row[j] * row[j];
    }
    spreads[j] = Math.sqrt(squares / rows.length);
    for (double[] row : rows) {
      row[j] /= spreads[j];
    }
  }

  /**
   * Refuses a column that follows from those before it: in Cholesky's factor of the correlations, a
   * pivot is the share of its variance that a column has for itself.
   */
  StandardisedColumns requireIndependent() {
    int width = width();
    double[][] factor = new double[width][width];
    for (int j = 0; j < width; j++) {
      for (int k = 0; k <= j; k++) {
        double rest = correlation(rows, j, k);
        for (int m = 0; m < k; m++) {
          rest -= factor[j][m] * factor[k][m];
        }
        if (k < j) {
          factor[j][k] = rest / factor[k][k];
        } else if (rest < OWN_SHARE) {
          throw new NoEstimateException(Reason.DEPENDENT, j);
        } else {
          factor[j][j] = Math.sqrt(rest);
        }
      }
    }
    return this;
  }

  private static double correlation(double[][] rows, int j, int k) {
    double sum = 0;
    for (double[] row : rows) {
      sum += row[j] * row[k];
    }
    return sum / rows.length;
  }

  /** One row for each subject, in their order. */
  double[][] rows() {
    return rows;
  }

  /** In the caller's units. */
  double[] means() {
    return means;
  }

  /** Standard deviations in the caller's units. */
  double[] spreads() {
    return spreads;
  }
}
