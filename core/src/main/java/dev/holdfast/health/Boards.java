package dev.holdfast.health;

import dev.holdfast.health.HealthBoard.BandCount;
import dev.holdfast.health.HealthBoard.Mover;
import dev.holdfast.health.HealthBoard.Revenue;
import dev.holdfast.health.HealthBoard.Unscored;
import dev.holdfast.health.HealthBoard.Weighted;
import dev.holdfast.health.HealthExplanation.Change;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sums up the scores of a day. */
final class Boards {

  private static final int DAYS_BACK = 30;
  private static final int MOST_MOVERS = 20;

  /** Points under which an account did not move. */
  private static final double LEAST_MOVE = 1;

  private Boards() {}

  /**
   * The board of a day.
   *
   * @param now scores of the day
   * @param before scores of 30 days earlier
   */
  static HealthBoard board(LocalDate day, List<Scored> now, List<Scored> before) {
    Map<String, Scored> then = new HashMap<>();
    before.forEach(scored -> then.put(scored.account().accountId(), scored));
    List<Mover> movers = new ArrayList<>();
    for (Scored scored : now) {
      Mover mover = mover(scored, then.get(scored.account().accountId()));
      if (mover != null) {
        movers.add(mover);
      }
    }
    Comparator<Mover> byMove =
        Comparator.comparingDouble(Mover::by).thenComparing(Mover::accountId);
    return new HealthBoard(
        day,
        now.size(),
        List.of(Band.values()).stream().map(band -> count(band, now)).toList(),
        weighted(now),
        movers.stream().filter(m -> m.by() < 0).sorted(byMove).limit(MOST_MOVERS).toList(),
        movers.stream()
            .filter(m -> m.by() > 0)
            .sorted(byMove.reversed())
            .limit(MOST_MOVERS)
            .toList(),
        unknown(now));
  }

  private static @Nullable Mover mover(Scored now, @Nullable Scored then) {
    Integer before = then == null ? null : then.score().thousandths();
    Integer after = now.score().thousandths();
    if (then == null
        || before == null
        || after == null
        || Math.abs(Points.points(after - before)) < LEAST_MOVE) {
      return null;
    }
    Change change = Changes.of(DAYS_BACK, then.day(), then, now);
    return new Mover(
        now.account().accountId(),
        Points.points(after),
        now.score().band(),
        Points.points(after - before),
        change.sentence(),
        change.drivers());
  }

  private static BandCount count(Band band, List<Scored> all) {
    Map<String, Long> arr = new TreeMap<>();
    long accounts = 0;
    for (Scored scored : all) {
      if (scored.score().band() == band) {
        accounts++;
        String currency = scored.account().commercial().currency();
        if (currency != null) {
          arr.merge(currency, scored.account().commercial().arrMinor(), Long::sum);
        }
      }
    }
    return new BandCount(
        band,
        accounts,
        all.isEmpty() ? 0 : (double) accounts / all.size(),
        arr.entrySet().stream().map(e -> new Revenue(e.getKey(), e.getValue())).toList());
  }

  private static List<Weighted> weighted(List<Scored> all) {
    Map<String, double[]> sums = new TreeMap<>();
    for (Scored scored : all) {
      Integer score = scored.score().thousandths();
      String currency = scored.account().commercial().currency();
      long arr = scored.account().commercial().arrMinor();
      if (score != null && currency != null && arr > 0) {
        double[] sum = sums.computeIfAbsent(currency, c -> new double[3]);
        sum[0] += Points.points(score) * arr;
        sum[1] += arr;
        sum[2]++;
      }
    }
    return sums.entrySet().stream()
        .map(e ->
            new Weighted(
                e.getKey(), e.getValue()[0] / e.getValue()[1], Math.round(e.getValue()[2])))
        .toList();
  }

  private static List<Unscored> unknown(List<Scored> all) {
    List<Unscored> unknown = new ArrayList<>();
    for (Scored scored : all) {
      String why = scored.score().whyUnknown();
      if (why != null) {
        unknown.add(
            new Unscored(
                scored.account().accountId(),
                scored.score().coverage(),
                why,
                scored.account().commercial().arrMinor(),
                scored.account().commercial().currency()));
      }
    }
    unknown.sort(
        Comparator.comparingLong(Unscored::arrMinor).reversed().thenComparing(Unscored::accountId));
    return unknown;
  }
}
