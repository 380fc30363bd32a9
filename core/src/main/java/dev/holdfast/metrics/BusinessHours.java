package dev.holdfast.metrics;

import static dev.holdfast.metrics.Estimator.require;

import dev.holdfast.metrics.Schedule.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When a team works: the schedule in force on each day, so that a new one leaves the past as it
 * was.
 *
 * <p>Formula: the working time between two instants is the sum, over local dates, of the overlap of
 * the half-open span with the shifts of that date in the schedule then in force. A shift belongs to
 * the date on which it begins; where shifts overlap the time counts once. Unit: real seconds, so
 * the night of a clock change has 7 or 9 hours in a shift from 22:00 to 06:00. An empty or reversed
 * span has none. Golden file: {@code business_hours_scenarios.json}.
 *
 * @param first the schedule in force at first
 * @param later the schedules that took its place, by the local date from which on they are in force
 */
public record BusinessHours(Schedule first, SortedMap<LocalDate, Schedule> later) {

  /** First day that the clock of the warehouse knows. */
  static final LocalDate CLOCK_FROM = LocalDate.of(2000, 1, 1);

  /** First day that it does not know any more. */
  static final LocalDate CLOCK_TO = LocalDate.of(2050, 1, 1);

  /** Local dates and UTC dates differ by less than this, and a shift ends on the next day. */
  private static final int MARGIN_DAYS = 2;

  public BusinessHours {
    later = Collections.unmodifiableSortedMap(new TreeMap<>(later));
    for (LocalDate from : later.keySet()) {
      require(
          from.isAfter(CLOCK_FROM) && from.isBefore(CLOCK_TO),
          "a schedule is in force from a day between "
              + CLOCK_FROM
              + " and "
              + CLOCK_TO
              + " on, not from "
              + from);
    }
  }

  /** One schedule for all time. */
  public static BusinessHours always(Schedule schedule) {
    return new BusinessHours(schedule, new TreeMap<>());
  }

  /** Monday to Friday from 09:00 to 17:00, no holidays. */
  public static BusinessHours mondayToFriday(ZoneId zone) {
    return always(Schedule.mondayToFriday(zone));
  }

  /** The schedule in force on a local date. */
  public Schedule inForce(LocalDate date) {
    Schedule inForce = first;
    for (Schedule begun : later.headMap(date.plusDays(1)).values()) {
      inForce = begun;
    }
    return inForce;
  }

  /** Working time between two instants. */
  public Duration between(Instant start, Instant end) {
    Duration sum = Duration.ZERO;
    if (!start.isBefore(end)) {
      return sum;
    }
    for (Span span :
        spans(
            LocalDate.ofInstant(start, ZoneOffset.UTC).minusDays(MARGIN_DAYS),
            LocalDate.ofInstant(end, ZoneOffset.UTC).plusDays(MARGIN_DAYS))) {
      Instant from = span.start().isAfter(start) ? span.start() : start;
      Instant to = span.end().isBefore(end) ? span.end() : end;
      if (from.isBefore(to)) {
        sum = sum.plus(Duration.between(from, to));
      }
    }
    return sum;
  }

  /**
   * The spans of working time that begin on local dates from {@code start} to before {@code end},
   * in order; spans that meet or overlap are one.
   */
  List<Span> spans(LocalDate start, LocalDate end) {
    List<Span> spans = new ArrayList<>();
    LocalDate from = start;
    Schedule schedule = inForce(start);
    for (Map.Entry<LocalDate, Schedule> next : later.entrySet()) {
      if (next.getKey().isAfter(from) && next.getKey().isBefore(end)) {
        spans.addAll(schedule.spans(from, next.getKey()));
        from = next.getKey();
        schedule = next.getValue();
      }
    }
    spans.addAll(schedule.spans(from, end));
    return joined(spans);
  }

  private static List<Span> joined(List<Span> spans) {
    List<Span> joined = new ArrayList<>();
    for (Span next : spans.stream().sorted(Comparator.comparing(Span::start)).toList()) {
      if (!joined.isEmpty() && !next.start().isAfter(joined.getLast().end())) {
        Span last = joined.removeLast();
        Instant end = next.end().isAfter(last.end()) ? next.end() : last.end();
        joined.add(new Span(last.start(), end));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }
}
