package dev.holdfast.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Cumulative incidence of causes that compete, such as a failed payment and a cancellation: the
 * probability of having left for one cause by a time, while the others are at work too.
 *
 * <p>{@code F_k(t) = Σ S(s-) d_k / n} over the times s up to t with events, S being the
 * Kaplan-Meier curve of all causes together; so {@code S + Σ_k F_k = 1}. One minus a Kaplan-Meier
 * curve that censors the other causes is larger and no such probability. Somebody is at risk after
 * their entry and up to and including their time: one censored at the time of an event was still at
 * risk. Unit: a probability from 0 to 1; times keep the caller's unit. Nobody at all is refused;
 * all censored gives no causes. What lies beyond the last time is unknown unless S has reached 0;
 * with late entries, a time at which all at risk leave ends the curves.
 *
 * <p>The standard error is the infinitesimal jackknife, {@code √Σ_i U_i²} with U_i the influence of
 * one subject on F_k(t); for a single cause it is Greenwood's.
 *
 * <p>Source: Aalen and Johansen (1978), Scand. J. Stat. 5:141-150; same as R {@code survfit} of
 * several states. Golden files: {@code aalen_johansen_example.csv}, {@code competing_checks.csv}.
 */
public final class AalenJohansen {

  /**
   * How one subject left.
   *
   * @param entry after this time they were under observation; negative infinity from the start
   * @param time when they left, 0 or more
   * @param cause why; null when they were last seen without any event
   */
  public record Exit(double entry, double time, @Nullable String cause) {
    public Exit {
      if (!(time >= 0) || Double.isInfinite(time) || !(entry < time)) {
        throw new IllegalArgumentException(
            "a time is 0 or more, finite and after the entry, not "
                + time
                + " with entry at "
                + entry);
      }
      time += 0.0; // -0.0 becomes 0.0
    }

    /** Left for a cause, observed from the start. */
    public static Exit of(double time, String cause) {
      return new Exit(Double.NEGATIVE_INFINITY, time, cause);
    }

    /** Last seen without any event, observed from the start. */
    public static Exit censored(double time) {
      return new Exit(Double.NEGATIVE_INFINITY, time, null);
    }
  }

  /**
   * The incidence of one cause at a time with events of any cause, and from there to the next.
   *
   * @param interval null where its scale has none, see {@link SurvivalTransform}
   */
  public record Step(
      double time, double incidence, double standardError, @Nullable Interval interval) {}

  private final List<String> causes;
  private final List<IncidencePoint> points;
  private final double lastTime;

  private AalenJohansen(List<String> causes, List<IncidencePoint> points, double lastTime) {
    this.causes = causes;
    this.points = points;
    this.lastTime = lastTime;
  }

  /** The curves of all causes. */
  public static AalenJohansen of(List<Exit> exits) {
    if (exits.isEmpty()) {
      throw new IllegalArgumentException("a curve of incidence needs at least one exit");
    }
    TreeSet<String> causes = new TreeSet<>();
    exits.stream().map(Exit::cause).filter(Objects::nonNull).forEach(causes::add);
    List<String> inOrder = List.copyOf(causes);
    double lastTime = exits.stream().mapToDouble(Exit::time).max().orElseThrow();
    return new AalenJohansen(inOrder, new IncidenceInfluence(exits, inOrder).points(), lastTime);
  }

  /** The causes that occurred, in alphabetical order. */
  public List<String> causes() {
    return causes;
  }

  /** Whether the curves are known at a time: up to the last exit, and for ever once S is 0. */
  public boolean reaches(double time) {
    return time <= lastTime || (!points.isEmpty() && points.getLast().survival() == 0);
  }

  /** The steps of one cause with log-log intervals at the usual level, in order of time. */
  public List<Step> steps(String cause) {
    return steps(cause, SurvivalTransform.LOG_LOG, Interval.LEVEL);
  }

  /** The steps of one cause, one for each time with an event of any cause, in order of time. */
  public List<Step> steps(String cause, SurvivalTransform transform, double level) {
    int index = index(cause);
    List<Step> steps = new ArrayList<>(points.size());
    for (IncidencePoint point : points) {
      double incidence = point.incidences().get(index);
      double error = point.standardErrors().get(index);
      Optional<Interval> interval =
          incidence == 0
              ? Optional.empty()
              : transform.around(incidence, error / incidence, level, "infinitesimal jackknife");
      steps.add(new Step(point.time(), incidence, error, interval.orElse(null)));
    }
    return List.copyOf(steps);
  }

  /** The step that a time lies on; absent before the first and beyond what was observed. */
  public Optional<Step> stepAt(String cause, double time) {
    List<Step> steps = steps(cause);
    return reaches(time)
        ? steps.reversed().stream().filter(step -> step.time() <= time).findFirst()
        : Optional.empty();
  }

  /** The probability of having left for no cause by a time; refused beyond what was observed. */
  public double survivalAt(double time) {
    if (!(time >= 0) || !reaches(time)) {
      throw new IllegalArgumentException(
          "incidence is known from 0 to " + lastTime + ", not at " + time);
    }
    double survival = 1;
    for (IncidencePoint point : points) {
      survival = point.time() <= time ? point.survival() : survival;
    }
    return survival;
  }

  private int index(String cause) {
    int index = causes.indexOf(cause);
    if (index < 0) {
      throw new IllegalArgumentException(
          "nobody left because of " + cause + "; the causes are " + causes);
    }
    return index;
  }
}
