package dev.holdfast.app;

import dev.holdfast.metrics.BusinessHours;
import dev.holdfast.metrics.HolidayCalendar;
import dev.holdfast.metrics.Schedule;
import dev.holdfast.metrics.Schedule.Shift;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads {@code business-hours}: one schedule, or a list of them with the day each begins. */
final class BusinessHoursSettings {

  private static final String KEY = "business-hours";
  private static final String SHIFT = "\"09:00-12:30\"";
  private static final List<DayOfWeek> OFFICE_DAYS =
      List.of(
          DayOfWeek.MONDAY,
          DayOfWeek.TUESDAY,
          DayOfWeek.WEDNESDAY,
          DayOfWeek.THURSDAY,
          DayOfWeek.FRIDAY);

  private BusinessHoursSettings() {}

  /** The schedules; the first one also stands for the time before it. */
  static BusinessHours read(SettingsFile file, ZoneId companyZone) {
    List<SettingsFile> areas = file.areas(KEY);
    Optional<LocalDate> before = from(areas.getFirst());
    Schedule first = schedule(areas.getFirst(), companyZone);
    TreeMap<LocalDate, Schedule> later = new TreeMap<>();
    for (SettingsFile area : areas.subList(1, areas.size())) {
      Optional<LocalDate> from = from(area);
      if (from.isEmpty() || (before.isPresent() && !from.get().isAfter(before.get()))) {
        throw SettingsFile.bad(
            area.name("from")
                + " must be the day from which on the schedule is in force, such as 2026-04-01,"
                + " later than that of the schedule before it");
      }
      later.put(from.get(), schedule(area, companyZone));
      before = from;
    }
    return new BusinessHours(first, later);
  }

  private static Optional<LocalDate> from(SettingsFile area) {
    return area.get("from", "2026-04-01", LocalDate::parse);
  }

  private static Schedule schedule(SettingsFile area, ZoneId companyZone) {
    ZoneId zone = area.get("zone", "Europe/London", ZoneId::of).orElse(companyZone);
    List<Shift> usual = shifts(area);
    Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day :
        area.list("days", "monday", BusinessHoursSettings::day).orElse(OFFICE_DAYS)) {
      week.put(day, usual);
    }
    for (DayOfWeek day : DayOfWeek.values()) {
      area.list(day.name().toLowerCase(Locale.ROOT), SHIFT, BusinessHoursSettings::shift)
          .ifPresent(own -> week.put(day, own));
    }
    Set<LocalDate> holidays =
        new TreeSet<>(area.list("holidays", "2026-12-25", LocalDate::parse).orElse(List.of()));
    area.get("holiday-calendar", "de/by", HolidayCalendar::publicHolidays)
        .ifPresent(holidays::addAll);
    area.end();
    if (week.values().stream().allMatch(List::isEmpty)) {
      throw SettingsFile.bad(
          area.name("days") + " leaves no working time; name a day, such as [monday]");
    }
    return new Schedule(zone, week, holidays);
  }

  /** The shifts of every working day: a list, or one from opening to closing. */
  private static List<Shift> shifts(SettingsFile area) {
    Optional<LocalTime> opens = area.get("opens", "\"09:00\"", LocalTime::parse);
    Optional<LocalTime> closes = area.get("closes", "\"17:00\"", LocalTime::parse);
    Optional<List<Shift>> shifts = area.list("shifts", SHIFT, BusinessHoursSettings::shift);
    if (shifts.isPresent() && (opens.isPresent() || closes.isPresent())) {
      throw SettingsFile.bad(
          area.name("shifts") + " stands in place of opens and closes; give one of the two");
    }
    return shifts.orElse(
        List.of(new Shift(opens.orElse(LocalTime.of(9, 0)), closes.orElse(LocalTime.of(17, 0)))));
  }

  private static Shift shift(String text) {
    String[] ends = text.split("-", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException(text);
    }
    return new Shift(LocalTime.parse(ends[0].trim()), LocalTime.parse(ends[1].trim()));
  }

  private static DayOfWeek day(String text) {
    return DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT));
  }
}
