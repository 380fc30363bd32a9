package dev.holdfast.web.pages;

import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Words;
import dev.holdfast.workspace.Audit;
import dev.holdfast.workspace.Source;
import dev.holdfast.workspace.WriteKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the write keys of a source. */
public final class KeyTelling {

  /**
   * One key.
   *
   * @param state whether it works, and since or until when
   * @param rotates whether another one may take its place
   */
  public record Row(
      long number,
      String hint,
      String made,
      String state,
      String css,
      String by,
      boolean works,
      boolean rotates) {}

  private final Source source;
  private final Audit audit;
  private final Instant now;
  private final Visit visit;

  KeyTelling(Source source, Audit audit, Instant now, Visit visit) {
    this.source = source;
    this.audit = audit;
    this.now = now;
    this.visit = visit;
  }

  String headline() {
    long works = source.keys().stream().filter(key -> key.worksAt(now)).count();
    if (works > 0) {
      return source.name() + " has " + Words.count(works, "key that works", "keys that work");
    }
    return source.keys().isEmpty()
        ? source.name() + " has no key yet"
        : "No key of " + source.name() + " works";
  }

  String sentence(SourceCards.@Nullable Traffic traffic) {
    if (source.keys().isEmpty()) {
      return "A source sends its messages with a write key. Make its first one.";
    }
    if (source.keys().stream().noneMatch(key -> key.worksAt(now))) {
      return "All it sends is refused. Make a new key.";
    }
    return traffic == null
        ? "Nothing has arrived from it yet; the set-up below sends a first message."
        : "Its last message came " + traffic.last() + ".";
  }

  /** Its keys, newest first, those that work before those that have ended. */
  List<Row> rows() {
    return source.keys().stream()
        .map(this::row)
        .sorted(Comparator.comparing(Row::works).reversed())
        .toList();
  }

  private Row row(WriteKey key) {
    boolean works = key.worksAt(now);
    Optional<Audit.Entry> last =
        key.endsAt().isEmpty()
            ? Optional.empty()
            : audit.about("write key", source.name() + "/" + key.id().number()).stream()
                .findFirst();
    String end = key.endsAt().map(this::moment).orElse("");
    String state = key.endsAt().isEmpty() ? "works" : works ? "works until " + end : "ended " + end;
    return new Row(
        key.id().number(),
        key.hint(),
        moment(key.createdAt()) + " by " + key.createdBy(),
        state,
        works ? key.endsAt().isEmpty() ? "up" : "soon" : "muted",
        last.map(entry -> entry.action() + " by " + entry.actor()).orElse(""),
        works,
        key.endsAt().isEmpty());
  }

  private String moment(Instant at) {
    return Words.minute(at, visit.asOf().zone());
  }
}
