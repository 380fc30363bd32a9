package dev.holdfast.health;

import dev.holdfast.health.HealthExplanation.Driver;
import dev.holdfast.health.InputReading.Known;
import dev.holdfast.health.ProfilePreview.Bin;
import dev.holdfast.health.ProfilePreview.Counts;
import dev.holdfast.health.ProfilePreview.Mover;
import dev.holdfast.health.ProfilePreview.Spread;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sums up the scores of a day under a draft beside those it has. */
final class Previews {

  private static final int MOST_MOVERS = 50;
  private static final int NAMED_DRIVERS = 2;
  private static final int BIN_POINTS = 5;
  private static final int MEASURE_BINS = 10;

  private Previews() {}

  /** An account's score now and under the draft, or under the profile it would get instead. */
  record Pair(Scored before, Scored after) {

    boolean had(HealthProfile profile) {
      return before.score().profile().name().equals(profile.name());
    }

    boolean takes(HealthProfile profile) {
      return after.score().profile().name().equals(profile.name());
    }
  }

  static ProfilePreview of(LocalDate day, HealthProfile draft, List<Pair> pairs) {
    List<Scored> before = pairs.stream().filter(p -> p.had(draft)).map(Pair::before).toList();
    List<Scored> after = pairs.stream().filter(p -> p.takes(draft)).map(Pair::after).toList();
    List<Pair> changing =
        pairs.stream()
            .filter(pair -> pair.before().score().band() != pair.after().score().band())
            .sorted(
                Comparator.comparingLong((Pair pair) -> -arr(pair))
                    .thenComparing(pair -> pair.after().account().accountId()))
            .toList();
    return new ProfilePreview(
        day,
        after.size(),
        pairs.stream().filter(pair -> pair.takes(draft) && !pair.had(draft)).count(),
        pairs.stream().filter(pair -> pair.had(draft) && !pair.takes(draft)).count(),
        mean(before),
        mean(after),
        Stream.of(Band.values())
            .map(band -> new Counts(band, count(before, band), count(after, band)))
            .toList(),
        bins(before, after),
        changing.size(),
        changing.stream().limit(MOST_MOVERS).map(Previews::mover).toList(),
        spreads(draft, after));
  }

  private static long arr(Pair pair) {
    return pair.after().account().commercial().arrMinor();
  }

  private static long count(List<Scored> all, Band band) {
    return all.stream().filter(scored -> scored.score().band() == band).count();
  }

  private static @Nullable Double mean(List<Scored> all) {
    long sum = 0;
    long n = 0;
    for (Scored scored : all) {
      Integer thousandths = scored.score().thousandths();
      if (thousandths != null) {
        sum += thousandths;
        n++;
      }
    }
    return n == 0 ? null : (Double) (sum / 1000.0 / n);
  }

  private static List<Bin> bins(List<Scored> before, List<Scored> after) {
    int n = 100 / BIN_POINTS;
    long[] was = binned(scores(before), n);
    long[] will = binned(scores(after), n);
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      bins.add(new Bin(i * BIN_POINTS, was[i], will[i]));
    }
    return bins;
  }

  private static List<Integer> scores(List<Scored> all) {
    return all.stream()
        .map(scored -> scored.score().thousandths())
        .filter(Objects::nonNull)
        .toList();
  }

  private static long[] binned(List<Integer> thousandths, int n) {
    long[] bins = new long[n];
    for (int points : thousandths) {
      bins[Math.min(n - 1, points / (Points.MOST / n))]++;
    }
    return bins;
  }

  private static Mover mover(Pair pair) {
    Integer before = pair.before().score().thousandths();
    Integer after = pair.after().score().thousandths();
    return new Mover(
        pair.after().account().accountId(),
        pair.before().score().band(),
        pair.after().score().band(),
        before == null ? null : (Double) Points.points(before),
        after == null ? null : (Double) Points.points(after),
        arr(pair),
        pair.after().account().commercial().currency(),
        why(pair));
  }

  private static String why(Pair pair) {
    String unknown = pair.after().score().whyUnknown();
    if (unknown != null) {
      return "no score: " + unknown;
    }
    List<Driver> drivers = Changes.drivers(pair.before(), pair.after());
    if (pair.before().score().thousandths() == null) {
      return "it had no score: " + pair.before().score().whyUnknown();
    }
    return drivers.isEmpty()
        ? "the bands moved"
        : drivers.stream()
            .limit(NAMED_DRIVERS)
            .map(driver -> driver.title() + " " + Numbers.signed(driver.by(), 1))
            .collect(Collectors.joining(", "));
  }

  private static List<Spread> spreads(HealthProfile draft, List<Scored> after) {
    List<Spread> spreads = new ArrayList<>();
    List<Measure> measures = draft.measures();
    for (int i = 0; i < measures.size(); i++) {
      int at = i;
      spreads.add(spread(measures.get(i), after, scored -> scored.score().measures().get(at)));
    }
    return spreads;
  }

  private static Spread spread(
      Measure measure, List<Scored> after, Function<Scored, MeasureScore> read) {
    List<Integer> points = new ArrayList<>();
    for (Scored scored : after) {
      MeasureScore score = read.apply(scored);
      Integer own = score.points();
      if (score.reading() instanceof Known && own != null) {
        points.add(own);
      }
    }
    Collections.sort(points);
    return new Spread(
        measure.name(),
        measure.title(),
        after.isEmpty() ? 0 : (double) points.size() / after.size(),
        at(points, 0.1),
        at(points, 0.5),
        at(points, 0.9),
        share(points, 0),
        share(points, Points.MOST),
        LongStream.of(binned(points, MEASURE_BINS)).boxed().toList());
  }

  /** The value below which a share lies, of sorted points. */
  private static @Nullable Double at(List<Integer> sorted, double share) {
    return sorted.isEmpty()
        ? null
        : (Double) Points.points(sorted.get((int) Math.round(share * (sorted.size() - 1))));
  }

  private static double share(List<Integer> points, int of) {
    return points.isEmpty()
        ? 0
        : (double) points.stream().filter(own -> own == of).count() / points.size();
  }
}
