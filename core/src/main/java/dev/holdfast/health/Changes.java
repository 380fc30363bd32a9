package dev.holdfast.health;

import dev.holdfast.health.HealthExplanation.Change;
import dev.holdfast.health.HealthExplanation.Driver;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what made a score change between two days. */
final class Changes {

  private static final int NAMED = 3;

  /** Points under which a change is not worth a sentence. */
  private static final double NOTHING = 0.5;

  private Changes() {}

  /**
   * The change of an account.
   *
   * @param before null when it was not a customer then
   */
  static Change of(int days, LocalDate since, @Nullable Scored before, Scored after) {
    Integer scoreAfter = after.score().thousandths();
    Integer scoreBefore = before == null ? null : before.score().thousandths();
    if (before == null || scoreBefore == null || scoreAfter == null) {
      return new Change(
          days,
          since,
          scoreBefore == null ? null : (Double) Points.points(scoreBefore),
          null,
          withoutScore(days, before, after),
          List.of());
    }
    List<Driver> drivers = drivers(before, after);
    double by = Points.points(scoreAfter - scoreBefore);
    return new Change(
        days,
        since,
        Points.points(scoreBefore),
        by,
        sentence(days, by, drivers) + profileChange(before, after),
        drivers);
  }

  /** Changes of contributions, the largest first. */
  static List<Driver> drivers(Scored before, Scored after) {
    Map<String, MeasureScore> then = byName(before.score());
    Map<String, MeasureScore> now = byName(after.score());
    Map<String, MeasureScore> all = new LinkedHashMap<>(now);
    then.forEach(all::putIfAbsent);
    List<Driver> drivers = new ArrayList<>();
    all.forEach((name, any) -> {
      int by = contribution(now.get(name)) - contribution(then.get(name));
      if (by != 0) {
        drivers.add(
            new Driver(
                name,
                any.measure().title(),
                Points.points(by),
                words(then.get(name), before),
                words(now.get(name), after)));
      }
    });
    drivers.sort(
        Comparator.comparingDouble((Driver driver) -> -Math.abs(driver.by()))
            .thenComparing(Driver::measure));
    return drivers;
  }

  private static String sentence(int days, double by, List<Driver> drivers) {
    String span = " in " + Numbers.days(days);
    if (Math.abs(by) < NOTHING) {
      return "Hardly changed" + span + ".";
    }
    String reasons =
        drivers.stream()
            .filter(driver -> driver.by() * by > 0)
            .limit(NAMED)
            .map(driver -> driver.title() + " (" + driver.before() + " to " + driver.after() + ")")
            .collect(Collectors.joining(", "));
    String points = Numbers.rounded(Math.abs(by), 0);
    return (by < 0 ? "Down " : "Up ")
        + points
        + (points.equals("1") ? " point" : " points")
        + span
        + ": "
        + reasons
        + ".";
  }

  private static String profileChange(Scored before, Scored after) {
    String then = before.score().profile().label();
    String now = after.score().profile().label();
    return then.equals(now) ? "" : " The profile changed from " + then + " to " + now + ".";
  }

  private static String withoutScore(int days, @Nullable Scored before, Scored after) {
    String now = after.score().whyUnknown();
    if (now != null) {
      return "No score now: " + now + ".";
    }
    String ago = " " + Numbers.days(days) + " ago";
    String then = before == null ? null : before.score().whyUnknown();
    return then == null ? "Not a customer" + ago + "." : "No score" + ago + ": " + then + ".";
  }

  private static Map<String, MeasureScore> byName(HealthScore score) {
    Map<String, MeasureScore> byName = new LinkedHashMap<>();
    score.measures().forEach(measure -> byName.put(measure.measure().name(), measure));
    return byName;
  }

  private static int contribution(@Nullable MeasureScore measure) {
    Integer contribution = measure == null ? null : measure.contribution();
    return contribution == null ? 0 : contribution;
  }

  private static String words(@Nullable MeasureScore measure, Scored scored) {
    return measure == null ? "not looked at" : measure.measure().input().words(scored.account());
  }
}
