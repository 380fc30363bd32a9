package dev.holdfast.reports;

import dev.holdfast.facts.FactLog;
import dev.holdfast.workspace.RecordScope;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Answers that were found before and still hold, so that looking at the same thing twice costs
 * nothing.
 *
 * <p>The key is everything an answer depends on: how many settled commits the warehouse has seen
 * (every import, correction, undo and refresh is one; what streams in counts with the next
 * refresh), which accounts the viewer may see and whether people may be named, the day and its
 * zone, and the question itself with whatever else it rests on, such as a person's override. The
 * time of day is not in the key, so what is remembered must not depend on it; but a fact may be
 * recorded ahead of its time, and when the next of those comes true everything is asked again. An
 * answer is therefore never older than the last refresh or change that somebody made.
 *
 * <p>At most {@value #MOST} answers are kept, those used last; a commit drops them all.
 */
final class Remembered {

  static final int MOST = 256;

  /** No answer takes longer: those that began earlier may come in after one that began later. */
  private static final Duration SLOWEST = Duration.ofMinutes(1);

  private record Key(
      RecordScope scope,
      boolean personal,
      LocalDate day,
      boolean past,
      ZoneId zone,
      Object question) {}

  private final FactLog log;
  private final Map<Key, Object> held = new LinkedHashMap<>(16, 0.75f, true);
  private long commits = -1;

  /** No fact that is recorded comes true from the first of these moments to before the second. */
  private Instant from = Instant.MAX;

  private Instant until = Instant.MIN;

  Remembered(FactLog log) {
    this.log = log;
  }

  /**
   * The answer to a question, asked again only if it may have changed.
   *
   * @param question what is asked, equal by content; the same question always has an answer of the
   *     same class
   */
  <T> T answer(Viewpoint view, Object question, Supplier<T> ask) {
    // Taken before asking: a change that comes while we ask makes the answer too new, never too
    // old.
    long before = log.warehouse().settledCommits();
    Optional<T> known = known(view, question);
    if (known.isPresent()) {
      return known.get();
    }
    T answer = ask.get();
    keep(before, view.now(), key(view, question), answer);
    return answer;
  }

  /** The answer to a question, if it is at hand and still holds. */
  @SuppressWarnings("unchecked") // the same question always has an answer of the same class
  synchronized <T> Optional<T> known(Viewpoint view, Object question) {
    return log.warehouse().settledCommits() == commits && holds(view.now())
        ? Optional.ofNullable((T) held.get(key(view, question)))
        : Optional.empty();
  }

  private Instant comingTrue(Instant after) {
    return log.warehouse().read(sql -> ComingQueries.next(sql, after)).orElse(Instant.MAX);
  }

  private boolean holds(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }

  private static Key key(Viewpoint view, Object question) {
    return new Key(
        view.scope(), view.personal(), view.day(), view.asOf() != null, view.zone(), question);
  }

  private synchronized void keep(long asked, Instant now, Key key, Object answer) {
    if (asked < commits || (asked == commits && now.isBefore(from))) {
      return; // somebody has asked later
    }
    if (asked > commits || !now.isBefore(until)) {
      held.clear();
      commits = asked;
      from = now.minus(SLOWEST);
      until = comingTrue(from);
      if (!now.isBefore(until)) {
        from = now;
        until = comingTrue(now);
      }
    }
    held.put(key, answer);
    if (held.size() > MOST) {
      held.remove(held.keySet().iterator().next());
    }
  }
}
