package dev.holdfast.demo;

import dev.holdfast.facts.Facts.SpanKind;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What makes days special: holidays, promotions, a launch, an incident, releases, and seasons. */
final class CompanyCalendar {

  /** A named span of days; {@code knownDaysAhead} is when the company put it in the calendar. */
  record Span(
      String id,
      SpanKind kind,
      String name,
      @Nullable String region,
      LocalDate from,
      LocalDate to,
      int knownDaysAhead) {

    boolean contains(int day) {
      return from.toEpochDay() <= day && day <= to.toEpochDay();
    }
  }

  private static final int FUTURE_DAYS = 180;

  private static final int RELEASE_EVERY_DAYS = 35;

  /** Share of usage that is left on a holiday. */
  private static final double HOLIDAY_USE = 0.12;

  /** Share of usage that was possible during the incident. */
  private static final double INCIDENT_USE = 0.30;

  private final List<Span> spans = new ArrayList<>();
  private final int firstDay;
  private final Map<Country, double[]> rhythm = new EnumMap<>(Country.class);
  private final Span launch;
  private final Span incident;
  private final List<Span> promotions;

  CompanyCalendar(DemoSettings settings) {
    LocalDate last = settings.lastDay();
    this.firstDay = (int) settings.firstDay().toEpochDay() - 1;
    incident =
        span(
            SpanKind.INCIDENT,
            "Shipment board outage",
            last.minusDays(47).with(TemporalAdjusters.previousOrSame(DayOfWeek.TUESDAY)),
            1,
            0);
    launch =
        span(
            SpanKind.LAUNCH,
            "Shared arrival times",
            last.minusDays(132).with(TemporalAdjusters.previousOrSame(DayOfWeek.WEDNESDAY)),
            0,
            30);
    promotions =
        List.of(
            span(SpanKind.PROMOTION, "Carrier data at half price", last.minusDays(225), 13, 14),
            span(SpanKind.PROMOTION, "Training days two for one", last.minusDays(38), 9, 14));
    spans.addAll(List.of(incident, launch));
    spans.addAll(promotions);
    for (LocalDate day = last.minusDays(12);
        !day.isBefore(settings.firstDay());
        day = day.minusDays(RELEASE_EVERY_DAYS)) {
      LocalDate thursday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.THURSDAY));
      LocalDate release = season(Country.US, thursday) < 0.5 ? thursday.minusDays(14) : thursday;
      String version = "Release " + release.getYear() % 100 + "." + release.getMonthValue();
      spans.add(span(SpanKind.RELEASE, version, release, 0, 3));
    }
    spans.removeIf(span -> span.to().isBefore(settings.firstDay()));
    for (Country country : Country.values()) {
      List<PublicHolidays.Holiday> holidays = holidays(country, settings);
      holidays.forEach(holiday ->
          spans.add(
              new Span(
                  "holiday-" + country.name().toLowerCase(Locale.ROOT) + "-" + holiday.day(),
                  SpanKind.HOLIDAY,
                  holiday.name(),
                  country.name(),
                  holiday.day(),
                  holiday.day(),
                  10_000)));
      rhythm.put(country, rhythm(country, holidays, last));
    }
  }

  /** Every span, in the order they were made. */
  List<Span> spans() {
    return List.copyOf(spans);
  }

  /** Use on a day relative to an ordinary working day. */
  double rhythm(Country country, int day) {
    return Objects.requireNonNull(rhythm.get(country))[day - firstDay];
  }

  boolean isIncident(int day) {
    return incident.contains(day);
  }

  /** Whether people still have the incident in mind. */
  boolean isAfterIncident(int day) {
    long since = day - incident.to().toEpochDay();
    return since >= 0 && since < 14;
  }

  boolean isLaunched(int day) {
    return day >= launch.from().toEpochDay();
  }

  boolean isPromotion(int day) {
    return promotions.stream().anyMatch(span -> span.contains(day));
  }

  private static Span span(
      SpanKind kind, String name, LocalDate from, int moreDays, int knownDaysAhead) {
    return new Span(
        kind.name().toLowerCase(Locale.ROOT) + "-" + from,
        kind,
        name,
        null,
        from,
        from.plusDays(moreDays),
        knownDaysAhead);
  }

  private static List<PublicHolidays.Holiday> holidays(Country country, DemoSettings settings) {
    LocalDate until = settings.lastDay().plusDays(FUTURE_DAYS);
    List<PublicHolidays.Holiday> holidays = new ArrayList<>();
    for (int year = settings.firstDay().getYear(); year <= until.getYear(); year++) {
      PublicHolidays.of(country, year).stream()
          .filter(holiday ->
              !holiday.day().isBefore(settings.firstDay()) && !holiday.day().isAfter(until))
          .forEach(holidays::add);
    }
    return holidays;
  }

  private double[] rhythm(
      Country country, List<PublicHolidays.Holiday> holidays, LocalDate lastDay) {
    Set<LocalDate> off = new HashSet<>();
    holidays.forEach(holiday -> off.add(holiday.day()));
    double[] use = new double[(int) lastDay.toEpochDay() + 2 - firstDay];
    for (int i = 0; i < use.length; i++) {
      LocalDate day = LocalDate.ofEpochDay((long) firstDay + i);
      use[i] =
          weekday(day)
              * season(country, day)
              * (off.contains(day) ? HOLIDAY_USE : 1)
              * (isIncident(firstDay + i) ? INCIDENT_USE : 1);
    }
    return use;
  }

  private static double weekday(LocalDate day) {
    return switch (day.getDayOfWeek()) {
      case MONDAY -> 1.02;
      case TUESDAY -> 1.08;
      case WEDNESDAY -> 1.06;
      case THURSDAY -> 1.0;
      case FRIDAY -> 0.84;
      case SATURDAY -> 0.10;
      case SUNDAY -> 0.05;
    };
  }

  /** Freight peaks before Christmas and rests after it; Europe slows down in August. */
  private static double season(Country country, LocalDate day) {
    int monthDay = day.getMonthValue() * 100 + day.getDayOfMonth();
    if (monthDay >= 1222 || monthDay <= 104) {
      return 0.42;
    } else if (monthDay >= 1005) {
      return 1.14;
    } else if (monthDay >= 801 && monthDay <= 827) {
      return country.region.equals("EMEA") ? 0.78 : 0.94;
    } else if (monthDay <= 220) {
      return 0.93;
    }
    return 1.0;
  }
}
