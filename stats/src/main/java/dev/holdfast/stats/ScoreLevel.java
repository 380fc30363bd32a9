package dev.holdfast.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All cases with one score. Cases with equal scores have no order, so that nothing computed from
 * levels depends on that of the input.
 */
record ScoreLevel(double score, long cases, long events) {

  /** The levels of some cases, highest score first; no cases at all are refused. */
  static List<ScoreLevel> of(List<Scored> scored) {
    if (scored.isEmpty()) {
      throw new IllegalArgumentException("there are no scored cases");
    }
    List<Scored> sorted =
        scored.stream().sorted(Comparator.comparingDouble(Scored::score).reversed()).toList();
    List<ScoreLevel> levels = new ArrayList<>();
    for (int from = 0, to; from < sorted.size(); from = to) {
      double score = sorted.get(from).score();
      long events = 0;
      for (to = from; to < sorted.size() && sorted.get(to).score() == score; to++) {
        events += sorted.get(to).event() ? 1 : 0;
      }
      levels.add(new ScoreLevel(score, to - from, events));
    }
    return levels;
  }

  double eventShare() {
    return (double) events / cases;
  }

  /** How many of some levels had the event; refused when it was all or nobody. */
  static long eventsAmongBoth(List<Scored> scored) {
    long events = scored.stream().filter(Scored::event).count();
    if (events == 0 || events == scored.size()) {
      throw new NoEstimateException(NoEstimateException.Reason.ONE_OUTCOME);
    }
    return events;
  }
}
