package dev.holdfast.reports;

import java.time.LocalDate;
import java.util.List;

/**
 * How an account is used, week by week; weeks end with the last complete day.
 *
 * @param lastDay last day of the last week
 * @param people different people by week, the oldest first; empty without usage
 * @param features events by week of what is used most, the most used first
 */
public record AccountUsage(LocalDate lastDay, List<Long> people, List<Feature> features) {

  /** Events of one name by week, the oldest first. */
  public record Feature(String name, List<Long> counts) {
    public Feature {
      counts = List.copyOf(counts);
    }
  }

  public AccountUsage {
    people = List.copyOf(people);
    features = List.copyOf(features);
  }
}
