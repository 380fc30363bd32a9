package dev.holdfast.reports;

import dev.holdfast.stats.ProcessBehaviour;
import java.time.LocalDate;
import java.util.List;

/**
 * Different people of an account in each of some weeks.
 *
 * @param lastDay last day of the last week
 * @param people by week, the oldest first
 */
public record UsageWeeks(LocalDate lastDay, List<Long> people) {

  /** Weeks that natural limits must rest on at least. */
  static final int LEAST_BASELINE = 8;

  public UsageWeeks {
    people = List.copyOf(people);
  }

  /** People in the last week. */
  long now() {
    return people.getLast();
  }

  /** The natural limits of the weeks before the last one that are on record. */
  ProcessBehaviour limits(int weeks) {
    int last = people.size() - 1;
    return ProcessBehaviour.of(
        people.subList(Math.max(0, last - weeks), last).stream()
            .mapToDouble(Long::doubleValue)
            .toArray());
  }

  boolean hasBaseline(int weeks) {
    return people.size() > weeks
        && people.subList(people.size() - 1 - weeks, people.size() - 1).stream()
            .allMatch(week -> week > 0);
  }
}
