package dev.holdfast.health;

import org.jspecify.annotations.Nullable;

/**
 * What a backtest found of one measure.
 *
 * @param name its name in the profile
 * @param title what it is, for people
 * @param kind whether the profile calls it leading or lagging
 * @param declaredShare its share of the weight in the profile, 0 to 1
 * @param suggestedShare the share that losses suggest, 0 to 1; null when nothing is suggested
 * @param coverage share of the accounts at cut-offs for which it had data
 * @param alone how it ranks by itself: fewer points are more risk
 * @param odds what the others leave for it to say; null when it has no suggested weight
 * @param closestTo name of the measure it goes along with most; null when there is none
 * @param correlation of their points, -1 to 1
 * @param leak why it is not to be trusted; null when nothing speaks against it
 */
public record MeasureFinding(
    String name,
    String title,
    SignalKind kind,
    double declaredShare,
    @Nullable Double suggestedShare,
    double coverage,
    Ranking alone,
    @Nullable Odds odds,
    @Nullable String closestTo,
    @Nullable Double correlation,
    @Nullable Leak leak) {

  /**
   * By how much 10 points less multiply the odds of a loss, the other measures being the same, with
   * the ends of its 95 % interval.
   */
  public record Odds(double ratio, double low, double high) {}

  /** Which way it points, in words. */
  public String direction() {
    return switch (alone.signal()) {
      case EVIDENCE -> "as declared: fewer points, more losses";
      case BACKWARDS -> "the other way round: more points, more losses";
      case NONE -> "no evidence of signal";
      case INSUFFICIENT -> "too few losses to say";
    };
  }
}
