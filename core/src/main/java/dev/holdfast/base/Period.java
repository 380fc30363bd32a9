package dev.holdfast.base;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/**
 * A half-open span of local dates in a named zone: {@code from} is in, {@code to} is not.
 *
 * @param from first local date
 * @param to first local date after the period
 * @param zone zone whose midnights bound the period
 */
public record Period(LocalDate from, LocalDate to, ZoneId zone) {

  /** How a longer period is cut into steps. */
  public enum Grain {
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR,
    /** One step: the whole period. */
    TOTAL
  }

  public Period {
    if (!from.isBefore(to)) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "A period must end after it starts: from "
              + from
              + " to "
              + to
              + " (the end is not part of it)");
    }
  }

  /** The calendar month that contains a date. */
  public static Period month(LocalDate day, ZoneId zone) {
    LocalDate first = day.withDayOfMonth(1);
    return new Period(first, first.plusMonths(1), zone);
  }

  /** The {@code days} local dates that end with {@code last}. */
  public static Period lastDays(LocalDate last, int days, ZoneId zone) {
    return new Period(last.plusDays(1 - days), last.plusDays(1), zone);
  }

  /** First instant of the period. */
  public Instant start() {
    return from.atStartOfDay(zone).toInstant();
  }

  /** First instant after the period. */
  public Instant end() {
    return to.atStartOfDay(zone).toInstant();
  }

  public long days() {
    return ChronoUnit.DAYS.between(from, to);
  }

  /**
   * The period cut at calendar boundaries, in order; the first and last step may be partial.
   *
   * @param grain size of the steps; weeks start on Monday
   */
  public List<Period> steps(Grain grain) {
    List<Period> steps = new ArrayList<>();
    LocalDate start = from;
    while (start.isBefore(to)) {
      LocalDate next = nextBoundary(start, grain);
      LocalDate end = next.isAfter(to) ? to : next;
      steps.add(new Period(start, end, zone));
      start = end;
    }
    return List.copyOf(steps);
  }

  private LocalDate nextBoundary(LocalDate day, Grain grain) {
    return switch (grain) {
      case DAY -> day.plusDays(1);
      case WEEK -> day.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1).plusMonths(1);
      case QUARTER ->
          day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / 3 * 3 + 1).plusMonths(3);
      case YEAR -> day.withDayOfYear(1).plusYears(1);
      case TOTAL -> to;
    };
  }
}
