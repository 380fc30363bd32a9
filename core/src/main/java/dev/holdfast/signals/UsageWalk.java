package dev.holdfast.signals;

import dev.holdfast.stats.ProcessBehaviour;
import dev.holdfast.stats.SelfStartingCusum;
import dev.holdfast.stats.WeeklyCounts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Walks the weeks of an account with a chart that notices drops of use.
 *
 * <p>The first {@value #SETTLING} weeks of use are passed over, since an account begins small. A
 * week that says nothing is left out, never taken for 0. While a signal goes on the chart stands
 * still; it ends when use is back, or after {@value #NEW_USUAL} weeks, when what is left has become
 * the new usual use and the chart starts anew from there.
 */
final class UsageWalk {

  static final int SETTLING = 4;
  static final int NEW_USUAL = 13;

  /** Weeks before a drop that say what was usual. */
  private static final int USUAL_WEEKS = 26;

  private final SignalRule rule;
  private final Chart chart;
  private final double leastFall;
  private final double leastVolume;
  private final int needed;
  private final int clearWeeks;

  private final List<UsageWeek> quiet = new ArrayList<>();
  private final List<UsageWeek> low = new ArrayList<>();
  private final List<Episode> over = new ArrayList<>();
  private Standing standing = new Standing.Quiet("nobody has used the product yet");
  private double usual;
  private int back;

  private UsageWalk(SignalRule rule, Chart chart, double leastFall, double leastVolume) {
    this.rule = rule;
    this.chart = chart;
    this.leastFall = leastFall;
    this.leastVolume = leastVolume;
    this.needed = (rule.timing().baselineDays() + 6) / 7;
    this.clearWeeks = rule.timing().clearDays() / 7;
  }

  static Reading limits(SignalRule rule, Detector.UsageLimits limits, List<UsageWeek> weeks) {
    return new UsageWalk(rule, new Limits(limits), limits.leastFall(), limits.leastVolume())
        .walk(weeks);
  }

  static Reading cusum(SignalRule rule, Detector.UsageCusum cusum, List<UsageWeek> weeks) {
    return new UsageWalk(rule, new Sum(cusum), cusum.leastFall(), cusum.leastVolume()).walk(weeks);
  }

  private Reading walk(List<UsageWeek> weeks) {
    for (UsageWeek week : weeks.subList(Math.min(SETTLING, weeks.size()), weeks.size())) {
      if (!week.seen()) {
        leaveOut(week);
      } else if (standing instanceof Standing.Firing firing) {
        goOn(firing.episode(), week);
      } else {
        watch(week);
      }
    }
    if (weeks.size() <= SETTLING && !weeks.isEmpty()) {
      standing = new Standing.Arming(0, rule.timing().baselineDays());
    }
    return new Reading(standing, over);
  }

  private void leaveOut(UsageWeek week) {
    if (!(standing instanceof Standing.Firing)) {
      standing =
          new Standing.HeldBack(
              "the week of " + Say.day(week.monday()) + " is left out: " + week.unseen());
    }
  }

  private void watch(UsageWeek week) {
    quiet.add(week);
    int onset = chart.feed(quiet);
    int known = quiet.size() - 1;
    if (known < needed) {
      standing = new Standing.Arming(7 * known, rule.timing().baselineDays());
      return;
    }
    if (onset < 0) {
      standing = new Standing.Quiet(chart.clause());
      return;
    }
    List<UsageWeek> before = quiet.subList(Math.max(0, onset - USUAL_WEEKS), onset);
    List<UsageWeek> since = quiet.subList(onset, quiet.size());
    double was = mean(before);
    double now = mean(since);
    double fall = 1 - now / was;
    if (!(was >= leastVolume)) {
      standing =
          new Standing.Quiet(
              "its usual use of "
                  + Say.number(was, 0)
                  + " person-days a week is below the least volume of "
                  + Say.number(leastVolume, 0));
    } else if (fall < leastFall) {
      standing =
          new Standing.Quiet(
              "use fell by " + Say.percent(fall) + ", less than " + Say.percent(leastFall));
    } else {
      raise(onset, was, now, week);
    }
  }

  private void raise(int onset, double was, double now, UsageWeek week) {
    UsageWeek first = quiet.get(onset);
    List<EvidenceRow> rows = new ArrayList<>();
    for (UsageWeek one : quiet.subList(Math.max(0, onset - 4), quiet.size())) {
      rows.add(
          new EvidenceRow(
              one.monday(),
              one.monday().isBefore(first.monday()) ? "week before the drop" : "week of the drop",
              Say.number(one.personDays(), 0)
                  + " person-days, "
                  + Say.number(one.adjusted(), 0)
                  + " without the season"));
    }
    String sentence =
        "Weekly use fell from "
            + Say.number(was, 0)
            + " to "
            + Say.number(now, 0)
            + " person-days (season taken out), a fall of "
            + Say.percent(1 - now / was)
            + " since the week of "
            + Say.day(first.monday())
            + "; "
            + chart.clause();
    standing = new Standing.Firing(Episode.raised(first.monday(), week.known(), sentence, rows));
    usual = was;
    low.clear();
    low.addAll(quiet.subList(onset, quiet.size()));
    quiet.subList(onset, quiet.size()).clear();
    back = 0;
  }

  private void goOn(Episode episode, UsageWeek week) {
    low.add(week);
    back = week.adjusted() >= usual * (1 - leastFall / 2) ? back + 1 : 0;
    if (back >= clearWeeks) {
      quiet.addAll(low.subList(low.size() - back, low.size()));
      end(
          episode,
          week,
          "use is back at " + Say.number(week.adjusted(), 0) + " person-days a week");
    } else if (low.size() >= NEW_USUAL) {
      quiet.clear();
      quiet.addAll(low);
      end(
          episode,
          week,
          Say.number(mean(low), 0)
              + " person-days a week have been the new usual use for "
              + low.size()
              + " weeks");
    }
  }

  private void end(Episode episode, UsageWeek week, String reason) {
    LocalDate day = week.known();
    over.add(episode.end(day, reason));
    chart.restart(quiet);
    standing = new Standing.Quiet(reason);
  }

  private static double mean(List<UsageWeek> weeks) {
    return weeks.stream().mapToDouble(UsageWeek::adjusted).average().orElse(0);
  }

  /** On the scale on which the noise of counts does not depend on their level. */
  static double[] transformed(List<UsageWeek> weeks) {
    return new WeeklyCounts(
            IntStream.range(0, weeks.size())
                .mapToObj(i -> new WeeklyCounts.Week(i, weeks.get(i).adjusted()))
                .toList())
        .anscombe();
  }

  /** Notices drops in a list of weeks that grows by one at a time. */
  private interface Chart {

    /** Takes the last week; says at which position a drop began, -1 for none. */
    int feed(List<UsageWeek> weeks);

    /** What it says of the last week. */
    String clause();

    /** Starts anew from weeks that are taken for quiet. */
    void restart(List<UsageWeek> weeks);
  }

  private static final class Sum implements Chart {

    private final SelfStartingCusum cusum;
    private SelfStartingCusum.State state = SelfStartingCusum.State.START;

    Sum(Detector.UsageCusum settings) {
      this.cusum = new SelfStartingCusum(settings.slack(), settings.threshold());
    }

    @Override
    public int feed(List<UsageWeek> weeks) {
      state = cusum.next(state, transformed(weeks.subList(weeks.size() - 1, weeks.size()))[0]);
      return cusum.drops(state) ? weeks.size() - state.since() : -1;
    }

    @Override
    public String clause() {
      return "its sum of drops is "
          + Say.number(state.lower(), 1)
          + " standard deviations, the limit is "
          + Say.number(cusum.threshold(), 1);
    }

    @Override
    public void restart(List<UsageWeek> weeks) {
      state = SelfStartingCusum.State.START;
      for (double level : transformed(weeks)) {
        SelfStartingCusum.State next = cusum.next(state, level);
        state = new SelfStartingCusum.State(next.n(), next.mean(), next.squares(), 0, 0);
      }
    }
  }

  private static final class Limits implements Chart {

    /** Of one normal value three standard deviations below: the chance of natural limits. */
    private static final double CHANCE = 0.00135;

    /** By points, since they take long to find and are the same for every account. */
    private static final Map<Integer, Double> WIDTHS = new ConcurrentHashMap<>();

    private final int most;
    private String clause = "";

    Limits(Detector.UsageLimits settings) {
      this.most = settings.weeks();
    }

    @Override
    public int feed(List<UsageWeek> weeks) {
      int last = weeks.size() - 1;
      if (last < SelfStartingCusum.LEARNING) {
        clause = "too few weeks for limits";
        return -1;
      }
      double[] levels = transformed(weeks.subList(Math.max(0, last - most), weeks.size()));
      ProcessBehaviour limits =
          ProcessBehaviour.of(java.util.Arrays.copyOf(levels, levels.length - 1));
      double level = levels[levels.length - 1];
      double width =
          WIDTHS.computeIfAbsent(
              limits.points(), points -> ProcessBehaviour.widthOfNext(points, CHANCE));
      double lower = Math.max(0, limits.mean() - width * limits.meanMovingRange());
      boolean below = level < lower;
      clause =
          "the week had "
              + Say.number(weeks.get(last).adjusted(), 0)
              + " person-days, the lower limit of "
              + (levels.length - 1)
              + " weeks is "
              + Say.number(Math.max(0, lower * lower / 4 - 0.375), 0);
      return below ? last : -1;
    }

    @Override
    public String clause() {
      return clause;
    }

    @Override
    public void restart(List<UsageWeek> weeks) {
      // Limits know nothing but the weeks that they are fed.
    }
  }
}
