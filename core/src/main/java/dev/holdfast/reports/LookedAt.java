package dev.holdfast.reports;

import dev.holdfast.workspace.RecordScope;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which metrics people looked at lately, so that they can be made ready for the next time: at most
 * {@value #MOST} looks, each for a day.
 */
final class LookedAt {

  static final int MOST = 128;

  private static final Duration LATELY = Duration.ofDays(1);

  /**
   * What is looked at.
   *
   * @param part the part that is looked at besides the headline; null for the whole page
   */
  record Asked(MetricQuestion question, MetricReport.@Nullable Part part) {}

  /** A way of looking at a metric, whoever did. */
  record Look(
      RecordScope scope, boolean personal, @Nullable LocalDate asOf, ZoneId zone, Asked asked) {

    /** The same look at another moment. */
    Viewpoint view(Instant now) {
      return new Viewpoint(scope, personal, now, asOf, zone);
    }
  }

  private final Map<Look, Instant> last = new LinkedHashMap<>(16, 0.75f, true);

  synchronized void note(Viewpoint view, Asked asked) {
    last.put(new Look(view.scope(), view.personal(), view.asOf(), view.zone(), asked), view.now());
    if (last.size() > MOST) {
      last.remove(last.keySet().iterator().next());
    }
  }

  /** The looks of the last day, the latest first. */
  synchronized List<Look> recent(Instant now) {
    last.values().removeIf(at -> at.isBefore(now.minus(LATELY)));
    return List.copyOf(last.keySet()).reversed();
  }

  synchronized void forget(Look look) {
    last.remove(look);
  }
}
