package dev.holdfast.stats;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Reads times off a survival curve and off the bounds around it. */
final class SurvivalQuantiles {

  /** A curve this close to the asked share has hit it; the square root of the machine epsilon. */
  private static final double TOLERANCE = Math.sqrt(Math.ulp(1.0));

  private SurvivalQuantiles() {}

  /**
   * The first time at which a curve has fallen by a share. Where the curve runs level exactly at
   * it, every time on the level fits and the middle of the level is taken. Times without a value
   * are passed over.
   */
  static OptionalDouble crossing(
      List<KaplanMeier.Point> points,
      double share,
      Function<KaplanMeier.Point, Optional<Double>> curve) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("a share between 0 and 1 is needed, not " + share);
    }
    OptionalDouble levelFrom = OptionalDouble.empty();
    for (KaplanMeier.Point point : points) {
      Optional<Double> value = curve.apply(point);
      if (value.isEmpty()) {
        continue;
      }
      double fallen = 1 - value.get();
      if (fallen - TOLERANCE >= share) {
        double time = point.time();
        return OptionalDouble.of((levelFrom.orElse(time) + time) / 2);
      }
      if (levelFrom.isEmpty() && fallen + TOLERANCE >= share) {
        levelFrom = OptionalDouble.of(point.time());
      }
    }
    if (levelFrom.isEmpty()) {
      return levelFrom;
    }
    return OptionalDouble.of((levelFrom.getAsDouble() + points.getLast().time()) / 2);
  }

  static Interval interval(
      List<KaplanMeier.Point> points, double share, SurvivalTransform transform, double level) {
    OptionalDouble low = crossing(points, share, bound(transform, level, Interval::low));
    OptionalDouble high = crossing(points, share, bound(transform, level, Interval::high));
    return new Interval(
        low.orElseGet(() -> endOfKnowledge(points)),
        high.orElse(Double.POSITIVE_INFINITY),
        level,
        "Brookmeyer-Crowley, " + transform.label());
  }

  private static Function<KaplanMeier.Point, Optional<Double>> bound(
      SurvivalTransform transform, double level, Function<Interval, Double> side) {
    return point ->
        transform.around(point.survival(), Math.sqrt(point.greenwood()), level).map(side);
  }

  private static double endOfKnowledge(List<KaplanMeier.Point> points) {
    for (KaplanMeier.Point point : points) {
      if (point.survival() == 0) {
        return point.time();
      }
    }
    return points.getLast().time();
  }
}
