package dev.holdfast.metrics;

import static dev.holdfast.metrics.Estimator.require;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * When a team works: shifts per weekday in a zone, without holidays.
 *
 * <p>Formula: the working time between two instants is the sum, over local dates, of the overlap of
 * the half-open span with that date's shifts. Unit: real seconds, so the night of a clock change
 * has 7 or 9 hours in a shift from 22:00 to 06:00. An empty or reversed span has none. Golden file:
 * {@code business_hours_scenarios.json}.
 *
 * @param zone zone of the shifts
 * @param shifts the shifts that begin on each weekday
 * @param holidays local dates on which no shift begins
 */
public record BusinessHours(
    ZoneId zone, Map<DayOfWeek, List<Shift>> shifts, Set<LocalDate> holidays) {

  /** Work from {@code opens} to {@code closes}; into the next day when that is not later. */
  public record Shift(LocalTime opens, LocalTime closes) {}

  /** A span of working time. */
  record Span(Instant start, Instant end) {
    long seconds() {
      return Duration.between(start, end).toSeconds();
    }
  }

  public BusinessHours {
    Map<DayOfWeek, List<Shift>> ordered = new TreeMap<>();
    shifts.forEach((day, ofDay) ->
        ordered.put(day, ofDay.stream().sorted(Comparator.comparing(Shift::opens)).toList()));
    shifts = java.util.Collections.unmodifiableMap(ordered);
    holidays = java.util.Collections.unmodifiableSet(new TreeSet<>(holidays));
    require(
        shifts.values().stream().anyMatch(ofDay -> !ofDay.isEmpty()),
        "business hours need at least one shift");
  }

  /** Monday to Friday from 09:00 to 17:00, no holidays. */
  public static BusinessHours mondayToFriday(ZoneId zone) {
    Shift office = new Shift(LocalTime.of(9, 0), LocalTime.of(17, 0));
    return new BusinessHours(
        zone,
        Arrays.stream(DayOfWeek.values())
            .filter(day -> day.compareTo(DayOfWeek.SATURDAY) < 0)
            .collect(Collectors.toMap(day -> day, day -> List.of(office))),
        Set.of());
  }

  /** Working time between two instants. */
  public Duration between(Instant start, Instant end) {
    if (!start.isBefore(end)) {
      return Duration.ZERO;
    }
    Duration sum = Duration.ZERO;
    for (Span span :
        spans(
            start.atZone(zone).toLocalDate().minusDays(1),
            end.atZone(zone).toLocalDate().plusDays(1))) {
      Instant from = span.start().isAfter(start) ? span.start() : start;
      Instant to = span.end().isBefore(end) ? span.end() : end;
      if (from.isBefore(to)) {
        sum = sum.plus(Duration.between(from, to));
      }
    }
    return sum;
  }

  /**
   * The spans of working time that begin on local dates from {@code first} to before {@code last},
   * in order; spans that meet or overlap are one.
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
        append(spans, new Span(start, end));
      }
    }
    return spans;
  }

  private static void append(List<Span> spans, Span next) {
    if (!spans.isEmpty() && !next.start().isAfter(spans.getLast().end())) {
      Span last = spans.removeLast();
      Instant end = next.end().isAfter(last.end()) ? next.end() : last.end();
      spans.add(new Span(last.start(), end));
    } else if (next.start().isBefore(next.end())) {
      spans.add(next);
    }
  }
}
