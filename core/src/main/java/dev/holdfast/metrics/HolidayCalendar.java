package dev.holdfast.metrics;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The public holidays of a country or a part of it, as Jollyday (de.focus-shift, Apache-2.0) knows
 * them, on the days on which they are kept: one that falls on a weekend is kept on another day
 * where the country does so. Days that are only remembered, and days on which only banks close, are
 * none.
 */
public final class HolidayCalendar {

  private HolidayCalendar() {}

  /**
   * The public holidays of all days for which working time is counted.
   *
   * @param calendar country and, after slashes, part of it: {@code de}, {@code de/by}
   * @throws HoldfastException {@code BAD_DEFINITION} when there is no such calendar, with those
   *     there are
   */
  public static Set<LocalDate> publicHolidays(String calendar) {
    List<String> parts = Arrays.asList(calendar.trim().toLowerCase(Locale.ROOT).split("/", -1));
    requireOneOf(calendar, parts.getFirst(), countries());
    HolidayManager country = HolidayManager.getInstance(ManagerParameters.create(parts.getFirst()));
    List<String> region = parts.subList(1, parts.size());
    requireRegion(calendar, region, country.getCalendarHierarchy());
    return country
        .getHolidays(
            BusinessHours.CLOCK_FROM,
            BusinessHours.CLOCK_TO,
            HolidayType.PUBLIC_HOLIDAY,
            region.toArray(String[]::new))
        .stream()
        .map(Holiday::getDate)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> countries() {
    return HolidayManager.getSupportedCalendarCodes().stream()
        .map(code -> code.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static void requireRegion(
      String calendar, List<String> region, CalendarHierarchy country) {
    CalendarHierarchy within = country;
    for (String part : region) {
      Map<String, CalendarHierarchy> parts = within.getChildren();
      requireOneOf(calendar, part, parts.keySet());
      within = parts.getOrDefault(part, within);
    }
  }

  private static void requireOneOf(String calendar, String part, Set<String> known) {
    if (!known.contains(part)) {
      throw new HoldfastException(
          ErrorCode.BAD_DEFINITION,
          "there is no holiday calendar '"
              + calendar
              + "': '"
              + part
              + "' is not one of "
              + String.join(", ", new TreeSet<>(known)));
    }
  }
}
