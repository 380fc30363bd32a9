package dev.holdfast.web.parts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.base.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTests {

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 18);

  @Test
  void numbersSeparateThousandsWhateverTheMachineSpeaks() {
    assertThat(Words.number(1151)).isEqualTo("1,151");
    assertThat(Words.number(1178.1716, 2)).isEqualTo("1,178.17");
    assertThat(Words.number(2.0, 2)).isEqualTo("2");
    assertThat(Words.number(0.125, 2)).as("half away from zero").isEqualTo("0.13");
  }

  @Test
  void headlinesHaveThreeSignificantDigitsAtMost() {
    assertThat(List.of(178.1716, 6.4321, 0.012345, 13_284.0, 0.0, 100.0))
        .extracting(Words::headline)
        .containsExactly("178", "6.43", "0.0123", "13,300", "0", "100");
  }

  @Test
  void scoresCarryTheirSignAndNoPercent() {
    assertThat(List.of(33.0, -4.4, 0.0, -0.3))
        .extracting(Words::nps)
        .containsExactly("+33", "-4", "0", "0");
    assertThat(Words.points(-11, 0)).isEqualTo("-11 points");
    assertThat(Words.points(1, 0)).isEqualTo("+1 point");
  }

  @Test
  void whatTakesNoTimeIsToldInMilliseconds() {
    assertThat(List.of(0L, 38L, 999L, 1_000L, 1_440L, 9_960L, 10_000L, 75_000L, 90_000_000L))
        .extracting(milliseconds -> Words.shortDuration(Duration.ofMillis(milliseconds)))
        .containsExactly(
            "0 ms", "38 ms", "999 ms", "1 s", "1.4 s", "10 s", "10 s", "1 min", "1 d 1 h");
    Instant at = Instant.parse("2026-03-18T13:05:00.250Z");
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    assertThat(Words.exactTime(at, berlin)).isEqualTo("14:05:00.250");
    assertThat(Words.exactMoment(at, berlin)).isEqualTo("18 Mar 2026, 14:05:00.250 Europe/Berlin");
    assertThat(Words.minute(at, berlin)).isEqualTo("18 Mar 2026, 14:05");
  }

  @Test
  void sharesBecomePercent() {
    assertThat(Words.percent(0.8528992, 1)).isEqualTo("85.3 %");
    assertThat(Words.percent(0.24, 1)).isEqualTo("24 %");
    assertThat(Words.interval("+28", "+38")).isEqualTo("[+28, +38]");
  }

  @Test
  void moneyIsExactOrCompact() {
    assertThat(Words.money(money(9_600_000, "USD"))).isEqualTo("$96,000");
    assertThat(Words.money(money(-1_250, "EUR"))).isEqualTo("-€12.50");
    assertThat(Words.money(money(5_000, "JPY"))).isEqualTo("¥5,000");
    assertThat(Words.money(money(100_000, "SEK"))).isEqualTo("SEK 1,000");
    assertThat(Words.moneyShort(money(840_000, "USD"))).isEqualTo("$8,400");
    assertThat(Words.moneyShort(money(999_900, "USD"))).isEqualTo("$9,999");
    assertThat(Words.moneyShort(money(1_000_000, "USD"))).isEqualTo("$10k");
    assertThat(Words.moneyShort(money(21_420_000, "USD"))).isEqualTo("$214k");
    assertThat(Words.moneyShort(money(99_999_999, "USD"))).isEqualTo("$1M");
    assertThat(Words.moneyShort(money(-125_400_000, "GBP"))).isEqualTo("-£1.25M");
  }

  @Test
  void datesNameTheYearWhenItIsAnotherOne() {
    assertThat(Words.date(LocalDate.of(2026, 3, 3), TODAY)).isEqualTo("3 Mar");
    assertThat(Words.date(LocalDate.of(2025, 12, 31), TODAY)).isEqualTo("31 Dec 2025");
    assertThat(Words.fullDate(TODAY)).isEqualTo("18 Mar 2026");
    assertThat(Words.moment(Instant.parse("2026-03-18T13:05:00Z"), ZoneId.of("Europe/Berlin")))
        .isEqualTo("18 Mar 2026, 14:05 Europe/Berlin");
  }

  @Test
  void datesAreRelativeOnlyWithinAWeek() {
    assertThat(List.of(0, 1, -1, 3, -7, 8))
        .extracting(days -> Words.nearDate(TODAY.plusDays(days), TODAY))
        .containsExactly("today", "tomorrow", "yesterday", "in 3 days", "7 days ago", "26 Mar");
  }

  @Test
  void durationsHaveTheirTwoLargestUnits() {
    assertThat(
            List.of(
                Duration.ofSeconds(12),
                Duration.ofMinutes(40),
                Duration.ofMinutes(130),
                Duration.ofHours(52),
                Duration.ofHours(48),
                Duration.ofMinutes(2 * 24 * 60 - 1),
                Duration.ofMinutes(-90)))
        .extracting(Words::duration)
        .containsExactly("12 s", "40 min", "2 h 10 min", "2 d 4 h", "2 d", "2 d", "-1 h 30 min");
  }

  @Test
  void namesAndCountsReadWell() {
    assertThat(Words.count(1, "account", "accounts")).isEqualTo("1 account");
    assertThat(Words.count(1200, "account", "accounts")).isEqualTo("1,200 accounts");
    assertThat(Words.initials("mara ida lindqvist")).as("not the Turkish capital").isEqualTo("ML");
    assertThat(Words.initials("ida")).isEqualTo("I");
    assertThat(Words.noData("nobody was asked")).isEqualTo("no data, because nobody was asked");
  }

  private static Money money(long minor, String currency) {
    return new Money(minor, Currency.getInstance(currency));
  }
}
