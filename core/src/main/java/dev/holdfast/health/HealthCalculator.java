package dev.holdfast.health;

import dev.holdfast.health.InputReading.Absent;
import dev.holdfast.health.InputReading.Known;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns what is known of an account into its score.
 *
 * <p>Formula: score = sum of w(i) p(i) / sum of w(i) over the measures that count, rounded half up
 * once, to thousandths of a point. A measure counts when it has data or its policy gives it points.
 * Coverage = weight of the measures with data / weight of all.
 *
 * <p>Unit: points, 0 to 100; high is good.
 *
 * <p>Contributions: measure i adds R(i) - R(i-1), where R(i) is the sum of the first i terms w p /
 * W rounded half up to thousandths. They add up to the score exactly, in whole thousandths, and
 * each is within a thousandth of its own term; nothing is left over.
 *
 * <p>Null rule: coverage under 60 %, or a blocking measure without data, gives no score and the
 * band Unknown.
 *
 * <p>Source: weighted mean with redistribution of missing weight, as in `features.md` 2.9; checked
 * by hand-made cases and properties in {@code HealthCalculatorTests}.
 */
final class HealthCalculator {

  private final HealthProfile profile;
  private final List<Measure> measures;
  private final long[] millionths;

  private HealthCalculator(HealthProfile profile) {
    this.profile = profile;
    this.measures = profile.measures();
    this.millionths = measures.stream().mapToLong(Measure::weightMillionths).toArray();
  }

  /** The calculator of a profile, for many accounts. */
  static HealthCalculator of(HealthProfile profile) {
    return new HealthCalculator(profile);
  }

  static HealthScore score(HealthProfile profile, AccountDay account) {
    return of(profile).score(account);
  }

  HealthScore score(AccountDay account) {
    InputReading[] readings = new InputReading[measures.size()];
    @Nullable Integer[] points = new @Nullable Integer[measures.size()];
    long all = 0;
    long covered = 0;
    long counting = 0;
    String blocked = null;
    for (int i = 0; i < readings.length; i++) {
      Measure measure = measures.get(i);
      long weight = millionths[i];
      all += weight;
      readings[i] = measure.input().read(account);
      switch (readings[i]) {
        case Known known -> {
          covered += weight;
          points[i] = measure.curve().thousandths(known.value());
        }
        case Absent absent -> {
          points[i] = pointsWithout(measure.missing());
          if (measure.missing() == MissingPolicy.BLOCK && blocked == null) {
            blocked = measure.title() + ": " + absent.reason();
          }
        }
      }
      counting += points[i] == null ? 0 : weight;
    }
    String unknown = blocked != null ? blocked : tooLittle(covered, all, counting);
    return assemble(readings, points, new Weights(all, covered, counting), unknown);
  }

  private record Weights(long all, long covered, long counting) {}

  private HealthScore assemble(
      InputReading[] readings,
      @Nullable Integer[] points,
      Weights weights,
      @Nullable String unknown) {
    List<MeasureScore> scores = new ArrayList<>(readings.length);
    long sum = 0;
    int before = 0;
    for (int i = 0; i < readings.length; i++) {
      Measure measure = measures.get(i);
      Integer own = points[i];
      long weight = millionths[i];
      Integer contribution = null;
      if (own != null && unknown == null) {
        sum += weight * own;
        int upToHere = divide(sum, weights.counting());
        contribution = upToHere - before;
        before = upToHere;
      }
      double effective = own == null ? 0 : (double) weight / weights.counting();
      scores.add(new MeasureScore(measure, readings[i], own, effective, contribution));
    }
    return new HealthScore(
        profile,
        unknown == null ? (Integer) before : null,
        unknown == null ? profile.bands().of(before) : Band.UNKNOWN,
        (double) weights.covered() / weights.all(),
        unknown,
        scores);
  }

  private static @Nullable Integer pointsWithout(MissingPolicy policy) {
    return switch (policy) {
      case EXCLUDE, BLOCK -> null;
      case NEUTRAL -> Points.MOST / 2;
      case WORST -> 0;
    };
  }

  private static @Nullable String tooLittle(long covered, long all, long counting) {
    if (counting == 0 || covered * 100 < all * HealthProfile.LEAST_COVERAGE_PERCENT) {
      return "only "
          + Numbers.rounded(100.0 * covered / all, 1)
          + " % of the weight has data, "
          + HealthProfile.LEAST_COVERAGE_PERCENT
          + " % are needed";
    }
    return null;
  }

  /** A quotient of positive numbers, rounded half up. */
  private static int divide(long sum, long by) {
    long whole = sum / by;
    return Math.toIntExact(2 * (sum % by) >= by ? whole + 1 : whole);
  }
}
