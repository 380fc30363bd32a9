package dev.holdfast.stats;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The product-limit estimate of survival from counts of events and censorings by time.
 *
 * <p>{@code S(t) = Π (1 - d/n)} over the times up to t, with d events among n at risk; those who
 * are censored at a time are still at risk for its events. Unit: a probability from 0 to 1; times
 * keep the caller's unit and are 0 or more. Nobody at all is refused; all censored gives S = 1 and
 * no median. What lies beyond the last time is unknown unless S has reached 0.
 *
 * <p>Source: Kaplan and Meier (1958), J. Am. Stat. Assoc. 53:457-481; conventions of R survival
 * 3.5-3. Golden files: {@code km_*.csv}, {@code survival_checks.csv}.
 */
public final class KaplanMeier {

  /** How many had the event, and how many were last seen without it, at one time. */
  public record TimeCount(double time, long events, long censored) {
    public TimeCount {
      requireTime(time);
      time += 0.0; // -0.0 becomes 0.0
      if (events < 0 || censored < 0) {
        throw new IllegalArgumentException(events + " events, " + censored + " censored");
      }
    }
  }

  /** How many came under observation at one time; they are at risk only after it. */
  public record Entry(double time, long count) {

    /** Time of those who were observed from their start: they are at risk at time 0 too. */
    public static final double FROM_THE_START = Double.NEGATIVE_INFINITY;

    public Entry {
      if (time != FROM_THE_START) {
        requireTime(time);
      }
      time += 0.0; // -0.0 becomes 0.0
      if (count < 0) {
        throw new IllegalArgumentException("negative count of entries: " + count);
      }
    }
  }

  /**
   * The curve at one time at which somebody left, and from there to the next.
   *
   * @param standardError Greenwood's, of S; null once S is 0
   * @param interval null where its scale has none, see {@link SurvivalTransform}
   */
  public record Step(
      double time,
      long atRisk,
      long events,
      long censored,
      double survival,
      @Nullable Double standardError,
      @Nullable Interval interval) {}

  /** One time of the curve; {@code greenwood} is the variance of log S. */
  record Point(
      double time, long atRisk, long events, long censored, double survival, double greenwood) {}

  private final List<Point> points;
  private final NavigableMap<Double, Point> byTime = new TreeMap<>();

  /** How many had come under observation by a time, that time included. */
  private final NavigableMap<Double, Long> entered;

  private KaplanMeier(List<Point> points, NavigableMap<Double, Long> entered) {
    this.points = List.copyOf(points);
    this.entered = entered;
    for (Point point : points) {
      byTime.put(point.time(), point);
    }
  }

  /** The curve of people who were all under observation from the start. */
  public static KaplanMeier of(List<TimeCount> exits) {
    long everybody = 0;
    for (TimeCount exit : exits) {
      everybody += exit.events() + exit.censored();
    }
    NavigableMap<Double, Long> entered = new TreeMap<>();
    entered.put(Double.NEGATIVE_INFINITY, everybody);
    return new KaplanMeier(curve(exits, entered), entered);
  }

  /**
   * The curve of people who came under observation late: each is at risk on (entry, exit]. Without
   * the entries, those who left before observation began would be missing from the curve's start.
   */
  public static KaplanMeier of(List<TimeCount> exits, List<Entry> delayedEntries) {
    NavigableMap<Double, Long> entered = new TreeMap<>();
    for (Entry entry : delayedEntries) {
      entered.merge(entry.time(), entry.count(), Long::sum);
    }
    long sum = 0;
    for (Map.Entry<Double, Long> entry : entered.entrySet()) {
      sum += entry.getValue();
      entry.setValue(sum);
    }
    return new KaplanMeier(curve(exits, entered), entered);
  }

  private static List<Point> curve(List<TimeCount> exits, NavigableMap<Double, Long> entered) {
    List<Point> points = new ArrayList<>();
    double survival = 1;
    double greenwood = 0;
    long gone = 0;
    for (TimeCount exit : distinctTimes(exits)) {
      long leaving = exit.events() + exit.censored();
      long atRisk = enteredBefore(entered, exit.time()) - gone;
      if (leaving > atRisk) {
        throw new IllegalArgumentException(
            leaving + " left at time " + exit.time() + ", with only " + atRisk + " at risk");
      }
      long staying = atRisk - exit.events();
      survival *= (double) staying / atRisk;
      greenwood += staying == 0 ? 0 : (double) exit.events() / ((double) atRisk * staying);
      points.add(
          new Point(exit.time(), atRisk, exit.events(), exit.censored(), survival, greenwood));
      gone += leaving;
    }
    if (gone != enteredBefore(entered, Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("entries and exits do not add up: " + gone + " left");
    }
    return points;
  }

  private static Collection<TimeCount> distinctTimes(List<TimeCount> exits) {
    NavigableMap<Double, TimeCount> distinct = new TreeMap<>();
    for (TimeCount exit : exits) {
      if (exit.events() + exit.censored() > 0) {
        distinct.merge(exit.time(), exit, KaplanMeier::merged);
      }
    }
    if (distinct.isEmpty()) {
      throw new IllegalArgumentException("a survival curve needs at least one exit");
    }
    return distinct.values();
  }

  /** The steps with log-log intervals at the usual level, in order of time. */
  public List<Step> steps() {
    return steps(SurvivalTransform.LOG_LOG, Interval.LEVEL);
  }

  /** The steps in order of time; times at which people were only censored are among them. */
  public List<Step> steps(SurvivalTransform transform, double level) {
    List<Step> steps = new ArrayList<>(points.size());
    for (Point point : points) {
      steps.add(step(point, transform, level));
    }
    return List.copyOf(steps);
  }

  /** The step that a time lies on; absent before the first one and beyond what was observed. */
  public Optional<Step> stepAt(double time) {
    if (!reaches(time)) {
      return Optional.empty();
    }
    return pointAt(time).map(point -> step(point, SurvivalTransform.LOG_LOG, Interval.LEVEL));
  }

  /** Whether the curve is known at a time: up to the last exit, and for ever once S is 0. */
  public boolean reaches(double time) {
    return time <= lastTime() || points.getLast().survival() == 0;
  }

  /** The last time at which anybody left. */
  public double lastTime() {
    return points.getLast().time();
  }

  /** S at a time; refused where the curve does not reach. */
  public double survivalAt(double time) {
    requireReach(time);
    return pointAt(time).map(Point::survival).orElse(1.0);
  }

  /** The time by which half have had the event; absent when not reached. */
  public OptionalDouble median() {
    return quantile(0.5);
  }

  /** The log-log interval of the median at the usual level; it exists even without a median. */
  public Interval medianInterval() {
    return quantileInterval(0.5, SurvivalTransform.LOG_LOG, Interval.LEVEL);
  }

  /** The time by which a share (above 0, under 1) has had the event; absent when not reached. */
  public OptionalDouble quantile(double share) {
    return SurvivalQuantiles.crossing(points, share, point -> Optional.of(point.survival()));
  }

  /**
   * The times at which the share lies within the curve's own interval.
   *
   * <p>Without an upper crossing the upper bound is infinite; without a lower crossing (where R
   * prints NA) the lower bound is the last time at which the curve is known.
   *
   * <p>Source: Brookmeyer and Crowley (1982), Biometrics 38:29-41.
   */
  public Interval quantileInterval(double share, SurvivalTransform transform, double level) {
    return SurvivalQuantiles.interval(points, share, transform, level);
  }

  /** Restricted mean: expected time up to a horizon, {@code ∫ S} from 0 to tau. */
  public double rmst(double tau) {
    requireReach(tau);
    return RestrictedMean.of(points, tau).mean();
  }

  /** Standard error of {@link #rmst}. */
  public double rmstStandardError(double tau) {
    requireReach(tau);
    return RestrictedMean.of(points, tau).standardError();
  }

  /** Normal interval of {@link #rmst}, within 0..tau; absent without an event before tau. */
  public Optional<Interval> rmstInterval(double tau, double level) {
    requireReach(tau);
    return RestrictedMean.of(points, tau).interval(level);
  }

  List<Point> points() {
    return points;
  }

  /** How many are under observation just before a time. */
  long atRiskBefore(double time) {
    Map.Entry<Double, Point> next = byTime.ceilingEntry(time);
    if (next == null) {
      return 0;
    }
    long enteredFromThereOn = enteredBefore(entered, next.getKey()) - enteredBefore(entered, time);
    return next.getValue().atRisk() - enteredFromThereOn;
  }

  private Optional<Point> pointAt(double time) {
    return Optional.ofNullable(byTime.floorEntry(time)).map(Map.Entry::getValue);
  }

  private static Step step(Point point, SurvivalTransform transform, double level) {
    double survival = point.survival();
    double errorOfLog = Math.sqrt(point.greenwood());
    return new Step(
        point.time(),
        point.atRisk(),
        point.events(),
        point.censored(),
        survival,
        survival == 0 ? null : Double.valueOf(survival * errorOfLog),
        transform.around(survival, errorOfLog, level).orElse(null));
  }

  private static TimeCount merged(TimeCount a, TimeCount b) {
    return new TimeCount(a.time(), a.events() + b.events(), a.censored() + b.censored());
  }

  private static long enteredBefore(NavigableMap<Double, Long> entered, double time) {
    Map.Entry<Double, Long> last = entered.lowerEntry(time);
    return last == null ? 0 : last.getValue();
  }

  private void requireReach(double time) {
    if (!(time >= 0) || !reaches(time)) {
      throw new IllegalArgumentException(
          "survival is known from 0 to " + lastTime() + ", not at " + time);
    }
  }

  private static void requireTime(double time) {
    if (!(time >= 0) || Double.isInfinite(time)) {
      throw new IllegalArgumentException("a time is 0 or more and finite, not " + time);
    }
  }
}
