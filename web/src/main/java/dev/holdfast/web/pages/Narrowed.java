package dev.holdfast.web.pages;

import dev.holdfast.stream.FailedEvent;
import dev.holdfast.stream.FailedEvents;
import dev.holdfast.stream.FailedFilter;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a list of failed messages is narrowed to; an empty text means all. */
public record Narrowed(String source, String code, String field, String q) {

  private static final char BETWEEN = ':';

  /** One thing to narrow the list to. */
  public record Option(String name, String title, boolean chosen) {}

  /** As an address or a form says it; a form names code and field in one. */
  static Narrowed of(Map<String, String> parameters) {
    String reason = parameters.getOrDefault("reason", "");
    int end = reason.indexOf(BETWEEN);
    return new Narrowed(
        parameters.getOrDefault("source", ""),
        end < 0 ? parameters.getOrDefault("code", reason) : reason.substring(0, end),
        end < 0 ? parameters.getOrDefault("field", "") : reason.substring(end + 1),
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

  boolean isNarrow() {
    return !(source.isEmpty() && code.isEmpty() && field.isEmpty() && q.isEmpty());
  }

  /** The sources there are to choose from. */
  List<Option> sources(List<FailedEvents.Count> counts) {
    Map<String, Long> messages = new TreeMap<>();
    counts.forEach(count -> messages.merge(count.source(), count.messages(), Long::sum));
    Map<String, String> titles = new LinkedHashMap<>();
    messages.forEach((name, waiting) -> titles.put(name, name + number(waiting)));
    return options("All sources", titles, source, source);
  }

  /** The reasons there are to choose from, the most frequent first. */
  List<Option> reasons(List<FailedEvents.Count> counts) {
    Map<String, Long> messages = new LinkedHashMap<>();
    Map<String, String> words = new LinkedHashMap<>();
    for (FailedEvents.Count count : counts) {
      String reason = reason(count.code(), count.field());
      messages.merge(reason, count.messages(), Long::sum);
      words.put(reason, FailedReasons.words(count.code(), count.field()));
    }
    Map<String, String> titles = new LinkedHashMap<>();
    messages.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(
            each -> titles.put(each.getKey(), words.get(each.getKey()) + number(each.getValue())));
    return options("All reasons", titles, reason(code, field), FailedReasons.words(code, field));
  }

  /** What is chosen stays there to be chosen although nothing waits for it any more. */
  private static List<Option> options(
      String all, Map<String, String> titles, String chosen, String words) {
    List<Option> options = new ArrayList<>(List.of(new Option("", all, chosen.isEmpty())));
    titles.forEach((name, title) -> options.add(new Option(name, title, name.equals(chosen))));
    if (!chosen.isEmpty() && !titles.containsKey(chosen)) {
      options.add(new Option(chosen, words, true));
    }
    return options;
  }

  private static String reason(String code, String field) {
    return code.isEmpty() && field.isEmpty() ? "" : code + BETWEEN + field;
  }

  private static String number(long messages) {
    return " (" + Words.number(messages) + ")";
  }
}
