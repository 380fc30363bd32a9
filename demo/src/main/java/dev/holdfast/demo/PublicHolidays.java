package dev.holdfast.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/**
 * The nationwide public holidays of the demo's countries, by rule.
 *
 * <p>Where the law moves a holiday off a weekend (US, CA, GB, AU), the day that is off is given.
 */
final class PublicHolidays {

  /** A day off. */
  record Holiday(LocalDate day, String name) {}

  private final int year;
  private final LocalDate easter;
  private final List<Holiday> holidays = new ArrayList<>();

  private PublicHolidays(int year) {
    this.year = year;
    this.easter = easterSunday(year);
  }

  /** The holidays of a year, in the order of the calendar. */
  static List<Holiday> of(Country country, int year) {
    PublicHolidays calendar = new PublicHolidays(year);
    switch (country) {
      case US -> calendar.unitedStates();
      case CA -> calendar.canada();
      case GB -> calendar.britain();
      case IE -> calendar.ireland();
      case DE -> calendar.germany();
      case FR -> calendar.france();
      case NL -> calendar.netherlands();
      case SE -> calendar.sweden();
      case AU -> calendar.australia();
    }
    return calendar.holidays.stream()
        .sorted(java.util.Comparator.comparing(Holiday::day).thenComparing(Holiday::name))
        .toList();
  }

  private void unitedStates() {
    add(nearest(date(1, 1)), "New Year's Day");
    add(nth(3, DayOfWeek.MONDAY, 1), "Martin Luther King Jr. Day");
    add(nth(3, DayOfWeek.MONDAY, 2), "Washington's Birthday");
    add(last(DayOfWeek.MONDAY, 5), "Memorial Day");
    add(nearest(date(6, 19)), "Juneteenth");
    add(nearest(date(7, 4)), "Independence Day");
    add(nth(1, DayOfWeek.MONDAY, 9), "Labor Day");
    add(nearest(date(11, 11)), "Veterans Day");
    add(nth(4, DayOfWeek.THURSDAY, 11), "Thanksgiving");
    add(nearest(date(12, 25)), "Christmas Day");
  }

  private void canada() {
    add(monday(date(1, 1)), "New Year's Day");
    add(easter.minusDays(2), "Good Friday");
    add(date(5, 25).with(TemporalAdjusters.previous(DayOfWeek.MONDAY)), "Victoria Day");
    add(monday(date(7, 1)), "Canada Day");
    add(nth(1, DayOfWeek.MONDAY, 9), "Labour Day");
    add(nth(2, DayOfWeek.MONDAY, 10), "Thanksgiving");
    add(monday(date(12, 25)), "Christmas Day");
  }

  private void britain() {
    add(monday(date(1, 1)), "New Year's Day");
    add(easter.minusDays(2), "Good Friday");
    add(easter.plusDays(1), "Easter Monday");
    add(nth(1, DayOfWeek.MONDAY, 5), "Early May bank holiday");
    add(last(DayOfWeek.MONDAY, 5), "Spring bank holiday");
    add(last(DayOfWeek.MONDAY, 8), "Summer bank holiday");
    christmasAndBoxingDay("Boxing Day");
  }

  private void ireland() {
    add(date(1, 1), "New Year's Day");
    LocalDate brigid = date(2, 1);
    add(
        brigid.getDayOfWeek() == DayOfWeek.FRIDAY ? brigid : nth(1, DayOfWeek.MONDAY, 2),
        "St Brigid's Day");
    add(date(3, 17), "St Patrick's Day");
    add(easter.plusDays(1), "Easter Monday");
    add(nth(1, DayOfWeek.MONDAY, 5), "May Day");
    add(nth(1, DayOfWeek.MONDAY, 6), "June holiday");
    add(nth(1, DayOfWeek.MONDAY, 8), "August holiday");
    add(last(DayOfWeek.MONDAY, 10), "October holiday");
    add(date(12, 25), "Christmas Day");
    add(date(12, 26), "St Stephen's Day");
  }

  private void germany() {
    add(date(1, 1), "Neujahr");
    add(easter.minusDays(2), "Karfreitag");
    add(easter.plusDays(1), "Ostermontag");
    add(date(5, 1), "Tag der Arbeit");
    add(easter.plusDays(39), "Christi Himmelfahrt");
    add(easter.plusDays(50), "Pfingstmontag");
    add(date(10, 3), "Tag der Deutschen Einheit");
    add(date(12, 25), "1. Weihnachtstag");
    add(date(12, 26), "2. Weihnachtstag");
  }

  private void france() {
    add(date(1, 1), "Jour de l'an");
    add(easter.plusDays(1), "Lundi de Pâques");
    add(date(5, 1), "Fête du Travail");
    add(date(5, 8), "Victoire 1945");
    add(easter.plusDays(39), "Ascension");
    add(easter.plusDays(50), "Lundi de Pentecôte");
    add(date(7, 14), "Fête nationale");
    add(date(8, 15), "Assomption");
    add(date(11, 1), "Toussaint");
    add(date(11, 11), "Armistice 1918");
    add(date(12, 25), "Noël");
  }

  private void netherlands() {
    add(date(1, 1), "Nieuwjaarsdag");
    add(easter.plusDays(1), "Tweede paasdag");
    LocalDate king = date(4, 27);
    add(king.getDayOfWeek() == DayOfWeek.SUNDAY ? king.minusDays(1) : king, "Koningsdag");
    add(easter.plusDays(39), "Hemelvaartsdag");
    add(easter.plusDays(50), "Tweede pinksterdag");
    add(date(12, 25), "Eerste kerstdag");
    add(date(12, 26), "Tweede kerstdag");
  }

  private void sweden() {
    add(date(1, 1), "Nyårsdagen");
    add(date(1, 6), "Trettondedag jul");
    add(easter.minusDays(2), "Långfredagen");
    add(easter.plusDays(1), "Annandag påsk");
    add(date(5, 1), "Första maj");
    add(easter.plusDays(39), "Kristi himmelsfärdsdag");
    add(date(6, 6), "Sveriges nationaldag");
    add(date(6, 19).with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY)), "Midsommarafton");
    add(date(12, 25), "Juldagen");
    add(date(12, 26), "Annandag jul");
  }

  private void australia() {
    add(monday(date(1, 1)), "New Year's Day");
    add(monday(date(1, 26)), "Australia Day");
    add(easter.minusDays(2), "Good Friday");
    add(easter.plusDays(1), "Easter Monday");
    add(date(4, 25), "Anzac Day");
    christmasAndBoxingDay("Boxing Day");
  }

  /** Christmas and the day after; off a weekend they move to the next free working days. */
  private void christmasAndBoxingDay(String second) {
    LocalDate christmas = date(12, 25);
    switch (christmas.getDayOfWeek()) {
      case FRIDAY -> {
        add(christmas, "Christmas Day");
        add(christmas.plusDays(3), second);
      }
      case SATURDAY -> {
        add(christmas.plusDays(2), "Christmas Day");
        add(christmas.plusDays(3), second);
      }
      case SUNDAY -> {
        add(christmas.plusDays(1), second);
        add(christmas.plusDays(2), "Christmas Day");
      }
      case MONDAY, TUESDAY, WEDNESDAY, THURSDAY -> {
        add(christmas, "Christmas Day");
        add(christmas.plusDays(1), second);
      }
    }
  }

  private void add(LocalDate day, String name) {
    holidays.add(new Holiday(day, name));
  }

  private LocalDate date(int month, int day) {
    return LocalDate.of(year, month, day);
  }

  private LocalDate nth(int nth, DayOfWeek weekday, int month) {
    return date(month, 1).with(TemporalAdjusters.dayOfWeekInMonth(nth, weekday));
  }

  private LocalDate last(DayOfWeek weekday, int month) {
    return date(month, 1).with(TemporalAdjusters.lastInMonth(weekday));
  }

  /** From a weekend to the Monday after. */
  private static LocalDate monday(LocalDate day) {
    return isWeekend(day) ? day.with(TemporalAdjusters.next(DayOfWeek.MONDAY)) : day;
  }

  /** From Saturday to the Friday before, from Sunday to the Monday after. */
  private static LocalDate nearest(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY ? day.minusDays(1) : monday(day);
  }

  static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek().getValue() > 5;
  }

  /**
   * Easter Sunday of the Gregorian calendar. Source: the anonymous algorithm of Nature, 20 April
   * 1876, as in Meeus, "Astronomical algorithms", chapter 8.
   */
  static LocalDate easterSunday(int year) {
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int d = b / 4;
    int e = b % 4;
    int f = (b + 8) / 25;
    int g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4;
    int k = c % 4;
    int l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int month = (h + l - 7 * m + 114) / 31;
    int day = (h + l - 7 * m + 114) % 31 + 1;
    return LocalDate.of(year, month, day);
  }
}
