package dev.holdfast.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Groups tickets whose subjects say nearly the same.
 *
 * <p>Two wordings are similar when at least half of the stems that occur in either occur in both
 * (Jaccard's index). The most frequent wording begins the first group; each next one, by falling
 * frequency and then by its words, joins the group whose first wording it is most similar to, or
 * begins its own. The result does not depend on the order of the tickets. It knows words and no
 * meaning: "cannot sign in" and "login broken" stay apart. Subjects in other languages than English
 * are compared by their words as written.
 *
 * <p>Source: Jaccard (1912), New Phytologist 11:37-50; Porter (1980) for the stems.
 */
final class SimilarRequests {

  private static final double ALIKE = 0.5;
  private static final int EXAMPLES = 3;

  /** Tickets whose subjects have the same stems. */
  private record Wording(SortedSet<String> stems, List<Request> requests) {}

  /** Groups found so far, each by the wording that began it. */
  private final List<List<Wording>> groups = new ArrayList<>();

  /** For each stem, the groups whose first wording has it. */
  private final Map<String, List<Integer>> groupsWith = new HashMap<>();

  private SimilarRequests() {}

  /** The largest groups, at most so many. */
  static TopRequests of(List<Request> requests, int most) {
    List<Request> said =
        requests.stream()
            .filter(request -> request.subject() != null && !request.subject().isBlank())
            .toList();
    SimilarRequests similar = new SimilarRequests();
    wordings(said).forEach(similar::place);
    List<RequestGroup> largest =
        similar.groups.stream()
            .map(group -> summary(group, said.size()))
            .sorted(
                Comparator.comparingLong(RequestGroup::tickets)
                    .reversed()
                    .thenComparing(group -> String.join(" ", group.words())))
            .limit(most)
            .toList();
    return new TopRequests(largest, said.size(), requests.size() - said.size());
  }

  private static List<Wording> wordings(List<Request> said) {
    Map<String, SortedSet<String>> stemsOf = new HashMap<>();
    Map<String, Wording> wordings = new TreeMap<>();
    for (Request request : said) {
      SortedSet<String> stems = stemsOf.computeIfAbsent(subject(request), Stems::of);
      wordings
          .computeIfAbsent(String.join(" ", stems), any -> new Wording(stems, new ArrayList<>()))
          .requests()
          .add(request);
    }
    // Sorting keeps the order of the alphabet among wordings that are equally frequent.
    return wordings.values().stream()
        .sorted(Comparator.comparingInt((Wording wording) -> -wording.requests().size()))
        .toList();
  }

  private void place(Wording wording) {
    Optional<Integer> home = nearest(wording);
    if (home.isPresent()) {
      groups.get(home.get()).add(wording);
      return;
    }
    int number = groups.size();
    groups.add(new ArrayList<>(List.of(wording)));
    for (String stem : wording.stems()) {
      groupsWith.computeIfAbsent(stem, any -> new ArrayList<>()).add(number);
    }
  }

  /** The most similar group that is similar enough; of equal ones the oldest. */
  private Optional<Integer> nearest(Wording wording) {
    Map<Integer, Integer> shared = new TreeMap<>();
    for (String stem : wording.stems()) {
      groupsWith
          .getOrDefault(stem, List.of())
          .forEach(group -> shared.merge(group, 1, Integer::sum));
    }
    double best = 0;
    Optional<Integer> nearest = Optional.empty();
    for (Map.Entry<Integer, Integer> group : shared.entrySet()) {
      int first = groups.get(group.getKey()).getFirst().stems().size();
      int both = group.getValue();
      double index = (double) both / (first + wording.stems().size() - both);
      if (index >= ALIKE && index > best) {
        best = index;
        nearest = Optional.of(group.getKey());
      }
    }
    return nearest;
  }

  private static RequestGroup summary(List<Wording> group, int all) {
    List<Request> requests = group.stream().flatMap(one -> one.requests().stream()).toList();
    return new RequestGroup(
        List.copyOf(group.getFirst().stems()),
        requests.size(),
        (double) requests.size() / all,
        examples(requests),
        requests.stream().map(Request::ticketId).sorted().toList(),
        List.copyOf(
            requests.stream()
                .map(Request::accountId)
                .collect(Collectors.toCollection(TreeSet::new))));
  }

  private static List<String> examples(List<Request> requests) {
    Map<String, Long> times =
        requests.stream()
            .collect(
                Collectors.groupingBy(
                    SimilarRequests::subject, TreeMap::new, Collectors.counting()));
    return times.entrySet().stream()
        .sorted(Comparator.comparingLong((Map.Entry<String, Long> subject) -> -subject.getValue()))
        .limit(EXAMPLES)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String subject(Request request) {
    return String.valueOf(request.subject()).strip();
  }
}
