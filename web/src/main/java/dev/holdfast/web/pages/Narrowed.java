package dev.holdfast.web.pages;

import dev.holdfast.stream.FailedEvent;
import dev.holdfast.stream.FailedEvents;
import dev.holdfast.stream.FailedFilter;
import dev.holdfast.web.frame.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a list of failed messages is narrowed to; an empty text means all. */
public record Narrowed(String source, String code, String field, String q) {

  /** One thing the list is narrowed to, and the list without it. */
  public record Chip(String says, String link) {}

  /** As an address or a form says it. */
  static Narrowed of(Map<String, String> parameters) {
    return new Narrowed(
        parameters.getOrDefault("source", ""),
        parameters.getOrDefault("code", ""),
        parameters.getOrDefault("field", ""),
        parameters.getOrDefault("q", "").strip());
  }

  FailedFilter filter(long after, int limit) {
    return new FailedFilter(FailedEvent.Status.OPEN, source, code, field, q, after, limit);
  }

  /** Whether messages of a kind are meant, the search left aside. */
  boolean holds(FailedEvents.Count count) {
    return (source.isEmpty() || source.equals(count.source()))
        && (code.isEmpty() || code.equals(count.code()))
        && (field.isEmpty() || field.equals(count.field()));
  }

  /** The list, with more in its address. */
  String link(Visit visit, Object... more) {
    return link(FailedPage.PATH, visit, more);
  }

  /** Another address that remembers the list. */
  String link(String path, Visit visit, Object... more) {
    List<Object> all =
        new ArrayList<>(List.of("source", source, "code", code, "field", field, "q", q));
    all.addAll(List.of(more));
    return visit.link(path, all.toArray());
  }

  List<Chip> chips(Visit visit) {
    List<Chip> chips = new ArrayList<>();
    if (!source.isEmpty()) {
      chips.add(new Chip("from " + source, new Narrowed("", code, field, q).link(visit)));
    }
    if (!code.isEmpty()) {
      chips.add(
          new Chip(FailedReasons.words(code, field), new Narrowed(source, "", "", q).link(visit)));
    } else if (!field.isEmpty()) {
      chips.add(new Chip(field, new Narrowed(source, "", "", q).link(visit)));
    }
    if (!q.isEmpty()) {
      chips.add(
          new Chip(
              "with \u201c" + q + "\u201d", new Narrowed(source, code, field, "").link(visit)));
    }
    return chips;
  }
}
