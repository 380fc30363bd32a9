package dev.holdfast.stats;

/** Sums of e^(xβ), and of it times x and xx', over some subjects. */
final class RiskSums {

  long count;
  double weight;
  final double[] first;

  /** Its lower triangle. */
  final double[][] second;

  RiskSums(int width) {
    first = new double[width];
    second = new double[width][width];
  }

  void add(double risk, double[] x) {
    count++;
    sum(risk, x);
  }

  void remove(double risk, double[] x) {
    count--;
    sum(-risk, x);
  }

  private void sum(double risk, double[] x) {
    weight += risk;
    for (int i = 0; i < x.length; i++) {
      double part = risk * x[i];
      first[i] += part;
      double[] row = second[i];
      for (int j = 0; j <= i; j++) {
        row[j] += part * x[j];
      }
    }
  }
}
