package dev.holdfast.reports;

import java.util.List;

/**
 * What customers ask for most in a period.
 *
 * @param groups the most frequent ones, the largest first
 * @param withSubject tickets with a subject, which the shares are of
 * @param withoutSubject tickets of which nothing can be said
 */
public record TopRequests(List<RequestGroup> groups, long withSubject, long withoutSubject) {

  public TopRequests {
    groups = List.copyOf(groups);
  }

  /** The same without what people wrote. */
  TopRequests withoutTexts() {
    return new TopRequests(
        groups.stream().map(RequestGroup::withoutTexts).toList(), withSubject, withoutSubject);
  }
}
