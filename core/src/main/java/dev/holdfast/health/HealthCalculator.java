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
 * <p>A percentile that has no accounts to compare with has no data either.
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
  private final References references;

  private HealthCalculator(HealthProfile profile, References references) {
    this.profile = profile;
    this.references = references;
    this.measures = profile.measures();
    this.millionths = measures.stream().mapToLong(Measure::weightMillionths).toArray();
  }

  /**
   * The calculator of a profile, for many accounts.
   *
   * @param references what percentiles are read from, for the days of those accounts; see {@link
   *     HealthSource#references}
   */
  static HealthCalculator of(HealthProfile profile, References references) {
    return new HealthCalculator(profile, references);
  }

  /** The calculator of a profile that compares nobody; a percentile would have no data. */
  static HealthCalculator of(HealthProfile profile) {
    return of(profile, References.none());
  }

  static HealthScore score(HealthProfile profile, AccountDay account) {
    return of(profile).score(account);
  }

  HealthScore score(AccountDay account) {
    Read[] reads = new Read[measures.size()];
    long all = 0;
    long covered = 0;
    long counting = 0;
    String blocked = null;
    for (int i = 0; i < reads.length; i++) {
      Measure measure = measures.get(i);
      long weight = millionths[i];
      all += weight;
      Read read = read(measure, account);
      reads[i] = read;
      switch (read.reading()) {
        case Known known -> covered += weight;
        case Absent absent -> {
          if (measure.missing() == MissingPolicy.BLOCK && blocked == null) {
            blocked = measure.title() + ": " + absent.reason();
          }
        }
      }
      counting += read.points() == null ? 0 : weight;
    }
    String unknown = blocked != null ? blocked : tooLittle(covered, all, counting);
    return assemble(reads, new Weights(all, covered, counting), unknown);
  }

  /** What a measure says of an account before weights come in. */
  private record Read(
      InputReading reading, @Nullable Reference reference, @Nullable Integer points) {

    static Read without(Absent absent, @Nullable Reference reference, Measure measure) {
      return new Read(absent, reference, pointsWithout(measure.missing()));
    }
  }

  private Read read(Measure measure, AccountDay account) {
    InputReading reading = measure.input().read(account);
    return switch (reading) {
      case Absent absent -> Read.without(absent, null, measure);
      case Known known ->
          switch (measure.curve().at(account.daysAsCustomer())) {
            case Curve.Fixed fixed -> new Read(known, null, fixed.thousandths(known.value()));
            case Curve.Percentile percentile ->
                compared(measure, percentile.among(), account, known);
          };
    };
  }

  private Read compared(Measure measure, Among among, AccountDay account, Known known) {
    String group = among.group(account);
    if (group == null) {
      return Read.without(References.nobody(among, account, measure.input()), null, measure);
    }
    Reference reference =
        references.find(profile, among, group, measure.input(), account.day()).orElse(null);
    if (reference == null || !reference.isEnough()) {
      long accounts = reference == null ? 0 : reference.accounts();
      return Read.without(
          References.tooFew(among, group, account, measure.input(), accounts), reference, measure);
    }
    double percentile = reference.percentile(known.value());
    return new Read(
        known,
        reference,
        Points.of(measure.direction() == Direction.MORE_IS_BETTER ? percentile : 100 - percentile));
  }

  private record Weights(long all, long covered, long counting) {}

  private HealthScore assemble(Read[] reads, Weights weights, @Nullable String unknown) {
    List<MeasureScore> scores = new ArrayList<>(reads.length);
    long sum = 0;
    int before = 0;
    for (int i = 0; i < reads.length; i++) {
      Measure measure = measures.get(i);
      Integer own = reads[i].points();
      long weight = millionths[i];
      Integer contribution = null;
      if (own != null && unknown == null) {
        sum += weight * own;
        int upToHere = divide(sum, weights.counting());
        contribution = upToHere - before;
        before = upToHere;
      }
      double effective = own == null ? 0 : (double) weight / weights.counting();
      scores.add(
          new MeasureScore(
              measure, reads[i].reading(), reads[i].reference(), own, effective, contribution));
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
