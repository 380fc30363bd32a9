package dev.holdfast.health;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backtest of snapshots found.
 *
 * @param learnedFrom rows the model was made from
 * @param learnedLost those of them that were lost
 * @param ridge penalty of the model, 0 for none
 * @param verdict in a sentence
 * @param ranking of the other rows, which the model had not seen
 * @param aucError standard error of the area (DeLong); null when there is none
 * @param calibrated whether its probabilities came true there
 * @param features those with the largest effect first
 * @param remarks what was done to the columns
 */
public record SnapshotReport(
    long learnedFrom,
    long learnedLost,
    double ridge,
    String verdict,
    Ranking ranking,
    @Nullable Double aucError,
    Calibrated calibrated,
    List<Feature> features,
    List<String> remarks) {

  /**
   * What a feature does to the log odds of a loss.
   *
   * @param perDeviation for one standard deviation more, with the ends of its 95 % interval
   */
  public record Feature(String name, double perDeviation, double low, double high) {}

  public SnapshotReport {
    features = List.copyOf(features);
    remarks = List.copyOf(remarks);
  }
}
