package dev.holdfast.demo;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/** Logistic regression by Newton's method, for tests. */
record LogisticFit(RealVector coefficients, RealMatrix covariance) {

  static LogisticFit of(double[][] rows, boolean[] outcomes) {
    int width = rows[0].length;
    RealVector beta = new ArrayRealVector(width);
    RealMatrix covariance = new Array2DRowRealMatrix(width, width);
    for (int step = 0; step < 25; step++) {
      double[] gradient = new double[width];
      double[][] information = new double[width][width];
      for (int i = 0; i < rows.length; i++) {
        double odds = 0;
        for (int j = 0; j < width; j++) {
          odds += rows[i][j] * beta.getEntry(j);
        }
        double p = 1 / (1 + Math.exp(-odds));
        for (int j = 0; j < width; j++) {
          gradient[j] += rows[i][j] * ((outcomes[i] ? 1 : 0) - p);
          for (int k = 0; k < width; k++) {
            information[j][k] += rows[i][j] * rows[i][k] * p * (1 - p);
          }
        }
      }
      covariance =
          new LUDecomposition(new Array2DRowRealMatrix(information)).getSolver().getInverse();
      beta = beta.add(covariance.operate(new ArrayRealVector(gradient)));
    }
    return new LogisticFit(beta, covariance);
  }

  double coefficient(int index) {
    return coefficients.getEntry(index);
  }

  double error(int index) {
    return Math.sqrt(covariance.getEntry(index, index));
  }
}
