package dev.holdfast.health;

import dev.holdfast.stats.Calibration;
import dev.holdfast.stats.Scored;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Whether probabilities of a loss came true, see {@link Calibration}.
 *
 * @param brier mean squared distance of probability and outcome
 * @param skill one less its ratio to the Brier score of saying the share of losses of everybody;
 *     null when there is none
 * @param intercept 0 is perfect; null when there is no line
 * @param slope 1 is perfect, below it probabilities are too extreme; null when there is no line
 * @param bins ten bins of equal size, lowest probabilities first
 */
public record Calibrated(
    double brier,
    @Nullable Double skill,
    @Nullable Double intercept,
    @Nullable Double slope,
    List<Bin> bins) {

  /**
   * Cases of neighbouring probabilities.
   *
   * @param said mean probability
   * @param happened share that was lost
   */
  public record Bin(long cases, double said, double happened) {}

  public Calibrated {
    bins = List.copyOf(bins);
  }

  static Calibrated of(List<Scored> probabilities) {
    Calibration calibration = Calibration.of(probabilities);
    OptionalDouble skill = calibration.brierSkill();
    return new Calibrated(
        calibration.brier(),
        skill.isPresent() ? (Double) skill.getAsDouble() : null,
        calibration.line().map(Calibration.Line::intercept).orElse(null),
        calibration.line().map(Calibration.Line::slope).orElse(null),
        calibration.bins().stream()
            .map(bin -> new Bin(bin.cases(), bin.meanProbability(), bin.eventShare()))
            .toList());
  }
}
