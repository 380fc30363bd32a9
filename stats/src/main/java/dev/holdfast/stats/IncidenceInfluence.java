package dev.holdfast.stats;

import dev.holdfast.stats.AalenJohansen.Exit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The curves of {@link AalenJohansen} with the influence of every subject on them.
 *
 * <p>Subjects with the same entry, time and cause have the same influence and are counted together.
 * At a time with d events among n at risk, a subject at risk moves the hazard of cause k by {@code
 * (1 - d_k/n) / n} if it has that event and by {@code -d_k/n²} if not.
 */
final class IncidenceInfluence {

  /** Subjects that left in the same way, and what each of them moves. */
  private static final class Group {
    final Exit exit;
    final int cause;
    long count;
    double ofSurvival;
    final double[] ofIncidence;

    Group(Exit exit, int cause, int causes) {
      this.exit = exit;
      this.cause = cause;
      this.ofIncidence = new double[causes];
    }

    boolean atRisk(double time) {
      return exit.entry() < time && exit.time() >= time;
    }

    boolean hasEvent(double time) {
      return cause >= 0 && exit.time() == time;
    }

    /** Follows the curves over one time; survival is that just before it. */
    void follow(double time, double survival, double[] hazards, long atRisk) {
      boolean here = atRisk(time);
      double all = 0;
      double moved = 0;
      for (int k = 0; k < hazards.length; k++) {
        double own = hasEvent(time) && k == cause ? 1 : 0;
        double ofHazard = here ? (own - hazards[k]) / atRisk : 0;
        ofIncidence[k] += ofSurvival * hazards[k] + survival * ofHazard;
        all += hazards[k];
        moved += ofHazard;
      }
      ofSurvival = ofSurvival * (1 - all) - survival * moved;
    }
  }

  private final List<Group> groups;
  private final int causes;

  IncidenceInfluence(List<Exit> exits, List<String> causes) {
    Map<Exit, Group> byExit = new HashMap<>();
    for (Exit exit : exits) {
      int cause = exit.cause() == null ? -1 : causes.indexOf(exit.cause());
      byExit.computeIfAbsent(exit, _ -> new Group(exit, cause, causes.size())).count++;
    }
    this.groups = List.copyOf(byExit.values());
    this.causes = causes.size();
  }

  /** The curves at each time with events, in their order. */
  List<IncidencePoint> points() {
    List<IncidencePoint> points = new ArrayList<>();
    double survival = 1;
    double[] incidences = new double[causes];
    for (double time : times()) {
      long atRisk = 0;
      long[] events = new long[causes];
      for (Group group : groups) {
        atRisk += group.atRisk(time) ? group.count : 0;
        if (group.hasEvent(time)) {
          events[group.cause] += group.count;
        }
      }
      double[] hazards = new double[causes];
      long staying = atRisk;
      for (int k = 0; k < causes; k++) {
        hazards[k] = (double) events[k] / atRisk;
        incidences[k] += survival * hazards[k];
        staying -= events[k];
      }
      for (Group group : groups) {
        group.follow(time, survival, hazards, atRisk);
      }
      survival *= (double) staying / atRisk;
      for (int k = 0; k < causes; k++) {
        incidences[k] = Math.min(incidences[k], 1 - survival); // not above it by rounding
      }
      points.add(new IncidencePoint(time, survival, list(incidences), list(errors())));
    }
    return List.copyOf(points);
  }

  private double[] times() {
    return groups.stream()
        .filter(group -> group.cause >= 0)
        .mapToDouble(group -> group.exit.time())
        .distinct()
        .sorted()
        .toArray();
  }

  private static List<Double> list(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private double[] errors() {
    double[] errors = new double[causes];
    for (Group group : groups) {
      for (int k = 0; k < causes; k++) {
        errors[k] += group.count * group.ofIncidence[k] * group.ofIncidence[k];
      }
    }
    for (int k = 0; k < causes; k++) {
      errors[k] = Math.sqrt(errors[k]);
    }
    return errors;
  }
}
