package dev.holdfast.signals;

import dev.holdfast.facts.FactType;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What may look like the silence of customers and is none: days without any fact of a kind, and
 * incidents of the calendar.
 *
 * <p>A day is a gap when nothing came of any account although the same weekday had {@value
 * #LEAST_USUAL} facts or more in the median of the {@value #WEEKS} weeks before. So a Sunday on
 * which nobody ever works is none.
 */
final class Gaps {

  private static final int WEEKS = 8;
  private static final int LEAST_USUAL = 10;

  private final Map<FactType, SortedSet<LocalDate>> silent = new EnumMap<>(FactType.class);
  private final List<Incident> incidents;

  /**
   * An outage.
   *
   * @param region country or segment whose accounts it touched; null for all
   */
  record Incident(String name, @Nullable String region, LocalDate from, LocalDate to) {

    boolean touches(Customer customer) {
      return region == null
          || region.equals(customer.country())
          || region.equals(customer.segment());
    }
  }

  Gaps(List<Incident> incidents) {
    this.incidents = List.copyOf(incidents);
  }

  List<Incident> incidents() {
    return incidents;
  }

  /** None at all. */
  static Gaps none() {
    return new Gaps(List.of());
  }

  /**
   * Finds the gaps of a kind of fact.
   *
   * @param counts facts of all accounts by day, without the days that have none
   * @param from first day to judge
   * @param to last day to judge; it must be over
   */
  void look(FactType type, Map<LocalDate, Long> counts, LocalDate from, LocalDate to) {
    SortedSet<LocalDate> days = new TreeSet<>();
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      if (!counts.containsKey(day) && usual(counts, day) >= LEAST_USUAL) {
        days.add(day);
      }
    }
    silent.put(type, days);
  }

  private static double usual(Map<LocalDate, Long> counts, LocalDate day) {
    double[] before = new double[WEEKS];
    for (int week = 1; week <= WEEKS; week++) {
      before[week - 1] = counts.getOrDefault(day.minusWeeks(week), 0L);
    }
    Arrays.sort(before);
    return (before[WEEKS / 2 - 1] + before[WEEKS / 2]) / 2;
  }

  /**
   * Why nothing should be said from these days, both included; absent when nothing stands against.
   */
  Optional<String> against(
      Collection<FactType> sources, Customer customer, LocalDate from, LocalDate to) {
    for (FactType source : sources) {
      SortedSet<LocalDate> days =
          silent.getOrDefault(source, new TreeSet<>()).subSet(from, to.plusDays(1));
      if (!days.isEmpty()) {
        return Optional.of(
            "no "
                + source.word().replace('_', ' ')
                + " of any account came on "
                + Say.day(days.last())
                + ", which is a gap in the data and not the customer's silence");
      }
    }
    return sources.isEmpty()
        ? Optional.empty()
        : incidents.stream()
            .filter(incident -> incident.touches(customer))
            .filter(incident -> !incident.from().isAfter(to) && !incident.to().isBefore(from))
            .findFirst()
            .map(incident ->
                "the incident “"
                    + incident.name()
                    + "” of "
                    + Say.day(incident.from())
                    + " lies in these days");
  }

  /** The days on which nothing came of a kind, in order. */
  Set<LocalDate> of(FactType type) {
    return new TreeSet<>(silent.getOrDefault(type, new TreeSet<>()));
  }
}
