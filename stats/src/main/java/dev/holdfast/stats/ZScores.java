package dev.holdfast.stats;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Moves and scales features so that those of a training set have a mean of 0 and a standard
 * deviation of 1 (divisor n): {@code (x - mean) / deviation}. New cases are scaled by the same
 * numbers. A feature that is the same for all is refused by a {@link NoEstimateException}.
 *
 * <p>Golden file: {@code telco_classification.json}.
 *
 * @param means of the training set, one for each feature, in its unit
 * @param deviations standard deviations of the training set, above 0
 */
public record ZScores(List<Double> means, List<Double> deviations) {

  public ZScores {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.size() != deviations.size() || deviations.stream().anyMatch(sd -> !(sd > 0))) {
      throw new IllegalArgumentException("means " + means + ", deviations " + deviations);
    }
  }

  /** The scale of a training set, one row for each case. */
  public static ZScores of(List<List<Double>> training) {
    StandardisedColumns columns = StandardisedColumns.of(training);
    return new ZScores(list(columns.means()), list(columns.spreads()));
  }

  private static List<Double> list(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  /** The features of one case, scaled. */
  public List<Double> apply(List<Double> features) {
    if (features.size() != means.size()) {
      throw new IllegalArgumentException(
          features.size() + " features for a scale of " + means.size());
    }
    return IntStream.range(0, means.size())
        .mapToObj(j -> (features.get(j) - means.get(j)) / deviations.get(j))
        .toList();
  }
}
