package dev.holdfast.metrics;

import static dev.holdfast.metrics.Estimator.require;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A team's working week: shifts per weekday in a zone, without holidays.
 *
 * @param zone zone of the shifts
 * @param shifts the shifts that begin on each weekday
 * @param holidays local dates on which no shift begins
 */
public record Schedule(ZoneId zone, Map<DayOfWeek, List<Shift>> shifts, Set<LocalDate> holidays) {

  /** Work from {@code opens} to {@code closes}; into the next day when that is not later. */
  public record Shift(LocalTime opens, LocalTime closes) {}

  /** A span of working time. */
  record Span(Instant start, Instant end) {}

  public Schedule {
    Map<DayOfWeek, List<Shift>> ordered = new TreeMap<>();
    shifts.forEach((day, ofDay) ->
        ordered.put(day, ofDay.stream().sorted(Comparator.comparing(Shift::opens)).toList()));
    shifts = Collections.unmodifiableMap(ordered);
    holidays = Collections.unmodifiableSet(new TreeSet<>(holidays));
    require(
        shifts.values().stream().anyMatch(ofDay -> !ofDay.isEmpty()),
        "business hours need at least one shift");
  }

  /** Monday to Friday from 09:00 to 17:00, no holidays. */
  public static Schedule mondayToFriday(ZoneId zone) {
    Shift office = new Shift(LocalTime.of(9, 0), LocalTime.of(17, 0));
    return new Schedule(
        zone,
        Arrays.stream(DayOfWeek.values())
            .filter(day -> day.compareTo(DayOfWeek.SATURDAY) < 0)
            .collect(Collectors.toMap(day -> day, day -> List.of(office))),
        Set.of());
  }

  /**
   * The shifts that begin on local dates from {@code first} to before {@code last}, in order; they
   * may overlap.
   */
  List<Span> spans(LocalDate first, LocalDate last) {
    List<Span> spans = new ArrayList<>();
    for (LocalDate day = first; day.isBefore(last); day = day.plusDays(1)) {
      if (holidays.contains(day)) {
        continue;
      }
      for (Shift shift : shifts.getOrDefault(day.getDayOfWeek(), List.of())) {
        LocalDate closingDay = shift.closes().isAfter(shift.opens()) ? day : day.plusDays(1);
        Instant start = day.atTime(shift.opens()).atZone(zone).toInstant();
        Instant end = closingDay.atTime(shift.closes()).atZone(zone).toInstant();
        if (start.isBefore(end)) {
          spans.add(new Span(start, end));
        }
      }
    }
    return spans;
  }
}
