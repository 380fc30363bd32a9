package dev.holdfast.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts.TicketStatus;
import dev.holdfast.metrics.Schedule.Shift;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BusinessHoursTests {

  @Test
  void everyScenarioOfTheGoldenFileComesOutToTheMinute() throws IOException {
    JsonNode scenarios = RealSetTests.golden("business_hours_scenarios.json");
    assertThat(scenarios).hasSize(16);
    for (JsonNode scenario : scenarios) {
      Instant start = instant(scenario, "start_utc");
      Instant end = instant(scenario, "end_utc");
      assertThat(hours(scenario).between(start, end).toSeconds())
          .as(scenario.get("name").asString())
          .isEqualTo(60 * scenario.get("business_minutes").asLong());
    }
  }

  @Test
  void theClockInTheWarehouseRunsLikeTheOneInJava() throws IOException {
    try (Bench bench = new Bench()) {
      for (JsonNode scenario : RealSetTests.golden("business_hours_scenarios.json")) {
        String name = scenario.get("name").asString();
        Instant start = instant(scenario, "start_utc");
        Instant end = instant(scenario, "end_utc");
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          facts.add(bench.ticket(start, name + i, name, TicketStatus.OPEN));
          facts.add(bench.ticket(end, name + i, name, TicketStatus.SOLVED));
        }
        bench.append(facts);
        RollupSettings settings = new RollupSettings(ZoneOffset.UTC, hours(scenario));
        bench.warehouse.writeAlone(Rollups.open(bench.log, settings)::refresh);
        LocalDate solved = end.atZone(ZoneOffset.UTC).toLocalDate();
        MetricRequest request =
            MetricRequest.of(
                    "full_resolution_time", new Period(solved, solved.plusDays(1), ZoneOffset.UTC))
                .where("account_id == \"" + name + "\"");
        assertThat(bench.one(request.variant("business_mean")).value().getAsDouble() * 60)
            .as(name)
            .isEqualTo(scenario.get("business_minutes").asDouble());
        assertThat(bench.one(request.variant("mean")).value().getAsDouble() * 60)
            .isEqualTo(scenario.get("calendar_minutes").asDouble());
      }
    }
  }

  @Test
  void aWeekWithoutWorkIsRefused() {
    assertThatThrownBy(() -> new Schedule(ZoneOffset.UTC, Map.of(), Set.of()))
        .isInstanceOf(HoldfastException.class);
  }

  @Test
  void theScheduleInForceCountsAndANewOneLeavesThePastAsItWas() {
    Schedule shortWeek =
        new Schedule(
            ZoneId.of("America/New_York"),
            Map.of(DayOfWeek.MONDAY, List.of(shift(9, 0, 13, 0))),
            Set.of(LocalDate.of(2026, 4, 13)));
    Schedule nights =
        new Schedule(
            ZoneId.of("Europe/Berlin"),
            Map.of(
                DayOfWeek.TUESDAY,
                List.of(shift(9, 0, 12, 0), shift(11, 0, 14, 0), shift(22, 0, 6, 0))),
            Set.of());
    BusinessHours hours =
        new BusinessHours(
            BusinessHours.mondayToFriday(ZoneId.of("Europe/Berlin")).first(),
            new TreeMap<>(
                Map.of(
                    LocalDate.of(2026, 4, 1), shortWeek,
                    LocalDate.of(2026, 4, 21), nights)));
    assertThat(hours.inForce(LocalDate.of(2026, 3, 31)).zone()).hasToString("Europe/Berlin");
    assertThat(hours.inForce(LocalDate.of(2026, 4, 1))).isEqualTo(shortWeek);
    assertThat(worked(hours, "2026-03-31T06:00:00Z", "2026-04-08T00:00:00Z"))
        .as("eight hours of the old Tuesday, four of the new Monday")
        .isEqualTo(Duration.ofHours(12));
    assertThat(worked(hours, "2026-04-08T00:00:00Z", "2026-04-21T00:00:00Z"))
        .as("of two Mondays one is a holiday")
        .isEqualTo(Duration.ofHours(4));
    assertThat(worked(hours, "2026-04-21T00:00:00Z", "2026-04-28T00:00:00Z"))
        .as("a Tuesday of two shifts that overlap, and its night")
        .isEqualTo(Duration.ofHours(5 + 8));
    assertThat(worked(hours, "2026-03-01T00:00:00Z", "2026-03-31T07:00:00Z"))
        .isEqualTo(
            BusinessHours.mondayToFriday(ZoneId.of("Europe/Berlin"))
                .between(
                    Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-31T07:00:00Z")));
  }

  @Test
  void publicHolidaysAreThoseOfTheCountryAndItsPart() {
    Set<LocalDate> germany = HolidayCalendar.publicHolidays("de");
    Set<LocalDate> bavaria = HolidayCalendar.publicHolidays("DE/by");
    assertThat(germany).contains(LocalDate.of(2026, 10, 3), LocalDate.of(2026, 4, 6));
    assertThat(germany).doesNotContain(LocalDate.of(2026, 1, 6));
    assertThat(bavaria).containsAll(germany).contains(LocalDate.of(2026, 1, 6));
    assertThat(HolidayCalendar.publicHolidays("us"))
        .as("the fourth of July of 2026 is a Saturday")
        .contains(LocalDate.of(2026, 7, 3));
    assertThat(HolidayCalendar.publicHolidays("gb/eng"))
        .as("Boxing Day of 2026 is a Saturday")
        .contains(LocalDate.of(2026, 12, 28), LocalDate.of(2026, 5, 4));
    assertThatThrownBy(() -> HolidayCalendar.publicHolidays("de/xx"))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("'xx' is not one of bb, be,");
  }

  private static Duration worked(BusinessHours hours, String start, String end) {
    return hours.between(Instant.parse(start), Instant.parse(end));
  }

  private static Instant instant(JsonNode scenario, String name) {
    return Instant.parse(scenario.get(name).asString().replace("Z", ":00Z"));
  }

  private static BusinessHours hours(JsonNode scenario) {
    Set<LocalDate> holidays = new HashSet<>();
    scenario.get("holidays").forEach(day -> holidays.add(LocalDate.parse(day.asString())));
    String calendar = scenario.get("calendar").asString();
    List<Shift> shifts =
        switch (calendar) {
          case "MonFri09-17" -> List.of(shift(9, 0, 17, 0));
          case "24x7" -> List.of(shift(0, 0, 0, 0));
          case "Daily22-06" -> List.of(shift(22, 0, 6, 0));
          case "MonFri0900-1230+1330-1800" -> List.of(shift(9, 0, 12, 30), shift(13, 30, 18, 0));
          default -> throw new AssertionError(calendar);
        };
    Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
    Arrays.stream(DayOfWeek.values())
        .filter(day -> !calendar.startsWith("MonFri") || day.getValue() <= 5)
        .forEach(day -> week.put(day, shifts));
    return BusinessHours.always(
        new Schedule(ZoneId.of(scenario.get("zone").asString()), week, holidays));
  }

  private static Shift shift(int opens, int openMinute, int closes, int closeMinute) {
    return new Shift(LocalTime.of(opens, openMinute), LocalTime.of(closes, closeMinute));
  }
}
