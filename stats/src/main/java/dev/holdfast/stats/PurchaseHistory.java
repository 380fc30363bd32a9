package dev.holdfast.stats;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the models of single purchases need of one customer: how often they bought again, when last,
 * and how long they were watched.
 *
 * <p>Times run from the first purchase, all in the same unit (weeks are usual). Whoever was watched
 * for no time at all says nothing and has no history.
 *
 * @param repeats purchases after the first, those of one day counting once; 0 or more
 * @param last time of the last purchase; 0 exactly when there was no repeat
 * @param observed length of the observation, above 0 and not below {@code last}
 */
public record PurchaseHistory(long repeats, double last, double observed) {

  public PurchaseHistory {
    if (repeats < 0
        || !(last >= 0)
        || !(observed > 0)
        || last > observed
        || Double.isInfinite(observed)) {
      throw new IllegalArgumentException(
          repeats
              + " repeats, the last at "
              + last
              + " of "
              + observed
              + ": times run from the first purchase, 0 <= last <= observed, observed > 0");
    }
    if ((repeats == 0) != (last == 0)) {
      throw new IllegalArgumentException(
          repeats
              + " repeats, the last at "
              + last
              + ": a repeat comes after the first purchase; merge purchases of the same day");
    }
  }

  /**
   * A history from the days of all purchases of a customer, which may repeat and be in any order.
   *
   * <p>Times keep the resolution of a day whatever the unit is: weeks are days / 7, and not
   * calendar weeks, which would merge purchases and move the estimates. Purchases after the end are
   * left out. Absent when no purchase lies before the end, which leaves no time to watch.
   *
   * @param end last day of the observation
   * @param daysInUnit days in the unit of time, 7 for weeks
   */
  public static Optional<PurchaseHistory> of(
      Collection<LocalDate> purchases, LocalDate end, double daysInUnit) {
    if (!(daysInUnit > 0)) {
      throw new IllegalArgumentException("a unit of " + daysInUnit + " days");
    }
    TreeSet<LocalDate> days = new TreeSet<>(purchases);
    days.tailSet(end, false).clear();
    if (days.isEmpty() || !days.first().isBefore(end)) {
      return Optional.empty();
    }
    LocalDate first = days.first();
    return Optional.of(
        new PurchaseHistory(
            days.size() - 1L,
            ChronoUnit.DAYS.between(first, days.last()) / daysInUnit,
            ChronoUnit.DAYS.between(first, end) / daysInUnit));
  }
}
