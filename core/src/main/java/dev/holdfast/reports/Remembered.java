package dev.holdfast.reports;

import dev.holdfast.facts.FactLog;
import dev.holdfast.workspace.RecordScope;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers that were found before and still hold, so that looking at the same thing twice costs
 * nothing.
 *
 * <p>The key is everything an answer depends on: how many commits the warehouse has seen (every
 * import, correction, undo and refresh is one), which accounts the viewer may see and whether
 * people may be named, the day and its zone, and the question itself with whatever else it rests
 * on, such as a person's override. The time of day is not in the key, so what is remembered must
 * not depend on it; but a fact may be recorded ahead of its time, and when the next of those comes
 * true everything is asked again. An answer is therefore never older than the last acknowledged
 * change.
 *
 * <p>At most {@value #MOST} answers are kept, those used last; a commit drops them all.
 */
final class Remembered {

  static final int MOST = 256;

  private record Key(
      RecordScope scope,
      boolean personal,
      LocalDate day,
      boolean past,
      ZoneId zone,
      Object question) {}

  /**
   * An answer.
   *
   * @param until the moment from which on it may no longer hold
   */
  private record Held(Instant until, Object answer) {}

  private final FactLog log;
  private final Map<Key, Held> held = new LinkedHashMap<>(16, 0.75f, true);
  private long commits;

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
    long before = log.warehouse().commits();
    Optional<T> known = known(view, question);
    if (known.isPresent()) {
      return known.get();
    }
    T answer = ask.get();
    Instant until =
        log.warehouse().read(sql -> ComingQueries.next(sql, view.now())).orElse(Instant.MAX);
    keep(before, key(view, question), new Held(until, answer));
    return answer;
  }

  /** The answer to a question, if it is at hand and still holds. */
  @SuppressWarnings("unchecked") // the same question always has an answer of the same class
  <T> Optional<T> known(Viewpoint view, Object question) {
    Held found = find(log.warehouse().commits(), key(view, question));
    return found != null && view.now().isBefore(found.until())
        ? Optional.of((T) found.answer())
        : Optional.empty();
  }

  private static Key key(Viewpoint view, Object question) {
    return new Key(
        view.scope(), view.personal(), view.day(), view.asOf() != null, view.zone(), question);
  }

  private synchronized @Nullable Held find(long now, Key key) {
    return now == commits ? held.get(key) : null;
  }

  private synchronized void keep(long asked, Key key, Held answer) {
    if (asked < commits) {
      return;
    }
    if (asked > commits) {
      held.clear();
      commits = asked;
    }
    held.put(key, answer);
    if (held.size() > MOST) {
      held.remove(held.keySet().iterator().next());
    }
  }
}
