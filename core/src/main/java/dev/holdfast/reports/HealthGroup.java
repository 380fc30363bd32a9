package dev.holdfast.reports;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Customers that share a CSM, a tier or the quarter in which they began, with what they add up to.
 *
 * @param value what they share; {@link PortfolioFilter#NOT_KNOWN} when that is not known
 */
public record HealthGroup(String value, Portfolio.Sums sums) {

  /** Fewer accounts with a score and revenue have no mean: it would be the word of one of them. */
  public static final int LEAST_FOR_MEAN = 5;

  /** Whether there are too few accounts with a score and revenue for a mean. */
  public boolean tooFew() {
    return sums.weighed() < LEAST_FOR_MEAN;
  }

  /** Quarters in order, other groups with the largest revenue first; not known comes last. */
  static List<HealthGroup> of(
      List<AccountLine> customers, HealthBy by, Map<String, LocalDate> starts) {
    List<HealthGroup> groups = new ArrayList<>();
    customers.stream()
        .collect(
            Collectors.groupingBy(line -> by.of(line, starts), TreeMap::new, Collectors.toList()))
        .forEach((value, lines) -> groups.add(new HealthGroup(value, Portfolio.sums(lines))));
    Comparator<HealthGroup> order =
        Comparator.comparing(group -> group.value().equals(PortfolioFilter.NOT_KNOWN));
    groups.sort(
        by == HealthBy.COHORT
            ? order.thenComparing(HealthGroup::value)
            : order
                .thenComparing(HealthGroup::arrMinor, Comparator.reverseOrder())
                .thenComparing(HealthGroup::value));
    return List.copyOf(groups);
  }

  private long arrMinor() {
    return sums.arr() == null ? 0 : sums.arr().minor();
  }
}
