package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicHolidaysTests {

  @Test
  void easterIsWhereAlmanacsPutIt() {
    assertThat(PublicHolidays.easterSunday(2024)).isEqualTo(LocalDate.of(2024, 3, 31));
    assertThat(PublicHolidays.easterSunday(2025)).isEqualTo(LocalDate.of(2025, 4, 20));
    assertThat(PublicHolidays.easterSunday(2026)).isEqualTo(LocalDate.of(2026, 4, 5));
    assertThat(PublicHolidays.easterSunday(2038)).isEqualTo(LocalDate.of(2038, 4, 25));
  }

  @Test
  void unitedStatesMovesHolidaysOffWeekends() {
    assertThat(days(Country.US, 2026))
        .containsExactly(
            "2026-01-01",
            "2026-01-19",
            "2026-02-16",
            "2026-05-25",
            "2026-06-19",
            "2026-07-03",
            "2026-09-07",
            "2026-11-11",
            "2026-11-26",
            "2026-12-25");
  }

  @Test
  void britainGetsASubstituteForBoxingDay() {
    assertThat(days(Country.GB, 2026))
        .containsExactly(
            "2026-01-01",
            "2026-04-03",
            "2026-04-06",
            "2026-05-04",
            "2026-05-25",
            "2026-08-31",
            "2026-12-25",
            "2026-12-28");
    assertThat(days(Country.GB, 2022)).endsWith("2022-12-26", "2022-12-27");
  }

  @Test
  void germanHolidaysStayWhereTheyFall() {
    assertThat(days(Country.DE, 2026))
        .containsExactly(
            "2026-01-01",
            "2026-04-03",
            "2026-04-06",
            "2026-05-01",
            "2026-05-14",
            "2026-05-25",
            "2026-10-03",
            "2026-12-25",
            "2026-12-26");
  }

  @Test
  void everyCountryHasHolidays() {
    for (Country country : Country.values()) {
      assertThat(days(country, 2027)).as(country.name()).hasSizeBetween(7, 12).isSorted();
    }
  }

  private static List<String> days(Country country, int year) {
    return PublicHolidays.of(country, year).stream().map(h -> h.day().toString()).toList();
  }
}
