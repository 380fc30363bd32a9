package dev.holdfast.health;

/** A mean of scores weighted by revenue, as it is summed up. */
final class WeightedMean {

  private double weighted;
  private double weight;

  void add(double score, double revenue) {
    addSums(score * revenue, revenue);
  }

  void addSums(double scoresTimesRevenue, double revenue) {
    weighted += scoresTimesRevenue;
    weight += revenue;
  }

  boolean isEmpty() {
    return weight <= 0;
  }

  double weight() {
    return weight;
  }

  /** Not a number when it is empty. */
  double mean() {
    return weighted / weight;
  }
}
