package dev.holdfast.stats;

import java.util.List;
import java.util.Optional;

/**
 * Area under a survival curve up to a horizon, {@code ∫ S} from 0 to tau, with variance {@code Σ
 * A(t)² d / (n (n-d))} over the event times, A(t) being the area from t to tau.
 *
 * <p>Unit: that of the times, from 0 to tau. Source: Klein and Moeschberger (2003), Survival
 * Analysis, section 4.5.
 */
record RestrictedMean(double tau, double mean, double standardError) {

  static RestrictedMean of(List<KaplanMeier.Point> points, double tau) {
    double whole = 0;
    double from = 0;
    double survival = 1;
    for (KaplanMeier.Point point : before(points, tau)) {
      whole += survival * (point.time() - from);
      from = point.time();
      survival = point.survival();
    }
    whole += survival * (tau - from);
    return new RestrictedMean(tau, whole, Math.sqrt(variance(points, tau, whole)));
  }

  private static double variance(List<KaplanMeier.Point> points, double tau, double whole) {
    double variance = 0;
    double rest = whole;
    double from = 0;
    double survival = 1;
    double greenwood = 0;
    for (KaplanMeier.Point point : before(points, tau)) {
      rest -= survival * (point.time() - from);
      variance += rest * rest * (point.greenwood() - greenwood);
      from = point.time();
      survival = point.survival();
      greenwood = point.greenwood();
    }
    return variance;
  }

  private static List<KaplanMeier.Point> before(List<KaplanMeier.Point> points, double tau) {
    return points.stream().takeWhile(point -> point.time() < tau).toList();
  }

  Optional<Interval> interval(double level) {
    double half = CriticalValues.z(level) * standardError;
    if (half == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Interval(
            Math.max(0, mean - half),
            Math.min(tau, mean + half),
            level,
            "restricted mean, normal"));
  }
}
