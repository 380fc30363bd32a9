package dev.holdfast.metrics;

import static dev.holdfast.metrics.ContextFacts.has;
import static dev.holdfast.metrics.ContextFacts.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period.Grain;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts.SpanKind;
import dev.holdfast.facts.Facts.TicketStatus;
import dev.holdfast.facts.Knowledge;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which situation a row is in. */
class ContextTagTests {

  private static final ZoneId COMPANY = ZoneId.of("Europe/Berlin");

  private final Bench bench =
      new Bench(new RollupSettings(COMPANY, BusinessHours.mondayToFriday(COMPANY)));
  private final ContextFacts facts = new ContextFacts(bench);

  @AfterEach
  void close() {
    bench.close();
  }

  private ContextTable ask(String metric, String from, String to) {
    return bench.metrics.context(MetricRequest.of(metric, Bench.days(from, to)));
  }

  /** Six answers at a moment, of accounts in a zone. */
  private List<Fact> six(String name, @Nullable String zone, String when) {
    List<Fact> six = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      six.add(facts.account(name + i, null, zone));
      six.add(facts.answer("s", Instant.parse(when), name + i, i));
    }
    return six;
  }

  @Test
  void theHourIsTheCustomersAlsoOverAClockChange() {
    bench.append(six("before", "America/New_York", "2026-03-08T06:30:00Z"));
    bench.append(six("after", "America/New_York", "2026-03-08T07:30:00Z"));
    bench.append(six("autumn", "America/New_York", "2026-11-01T05:30:00Z"));
    bench.append(six("winter", "America/New_York", "2026-11-01T06:30:00Z"));
    bench.append(six("company", null, "2026-07-01T18:10:00Z"));
    bench.append(six("nowhere", "Mars/Base", "2026-01-01T18:10:00Z"));
    ContextTable table = ask("nps", "2026-01-01", "2026-12-01");
    assertThat(row(table, ContextTag.HOUR, "01:00").n())
        .as("once, and twice in autumn")
        .isEqualTo(18);
    assertThat(table.rows()).noneMatch(row -> row.value().equals("02:00"));
    assertThat(row(table, ContextTag.HOUR, "03:00").n()).isEqualTo(6);
    assertThat(row(table, ContextTag.HOUR, "20:00").n())
        .as("18:10 in Berlin's summer")
        .isEqualTo(6);
    assertThat(row(table, ContextTag.HOUR, "19:00").n()).as("and in its winter").isEqualTo(6);
    assertThat(row(table, ContextTag.PART_OF_DAY, "night").n()).isEqualTo(24);
    assertThat(row(table, ContextTag.PART_OF_DAY, "evening").n()).isEqualTo(12);
  }

  @Test
  void hoursAndWeekdaysAreThoseOfJavaInManyZones() {
    List<String> zones =
        List.of(
            "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "Europe/Dublin", "UTC");
    SplittableRandom random = new SplittableRandom(4);
    List<Fact> all = new ArrayList<>();
    TreeMap<String, Long> hours = new TreeMap<>();
    TreeMap<Integer, Long> weekdays = new TreeMap<>();
    zones.forEach(zone -> all.add(facts.account(zone, null, zone)));
    for (int i = 0; i < 2000; i++) {
      String zone = zones.get(random.nextInt(zones.size()));
      Instant when =
          Instant.parse("2025-01-02T00:00:00Z").plusSeconds(random.nextLong(363L * 86_400));
      all.add(facts.answer("s", when, zone, random.nextInt(11)));
      var there = when.atZone(ZoneId.of(zone));
      hours.merge("%02d:00".formatted(there.getHour()), 1L, Long::sum);
      weekdays.merge(there.getDayOfWeek().getValue(), 1L, Long::sum);
    }
    bench.append(all);
    ContextTable table = ask("nps", "2025-01-01", "2026-01-01");
    assertThat(hours).hasSize(24);
    hours.forEach((hour, n) -> assertThat(row(table, ContextTag.HOUR, hour).n()).isEqualTo(n));
    weekdays.forEach((day, n) ->
        assertThat(row(table, ContextTag.WEEKDAY, ContextTag.WEEKDAY.value(day)).n()).isEqualTo(n));
  }

  @Test
  void aHolidayIsOneOnlyInItsCountryAndOnBothItsEnds() {
    List<Fact> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      for (String country : List.of("DE", "FR")) {
        all.add(facts.account(country + i, country, null));
        for (int day = 1; day <= 4; day++) {
          all.add(
              facts.answer(
                  "s", Instant.parse("2026-05-0" + day + "T10:00:00Z"), country + i, i + day));
        }
      }
    }
    bench.append(all);
    bench.append(facts.span(SpanKind.HOLIDAY, "DE", "2026-05-02", "2026-05-03"));
    assertThat(row(ask("nps", "2026-05-01", "2026-06-01"), ContextTag.HOLIDAY, "yes").n())
        .isEqualTo(12);
    bench.append(facts.span(SpanKind.HOLIDAY, null, "2026-05-03", "2026-05-04"));
    assertThat(row(ask("nps", "2026-05-01", "2026-06-01"), ContextTag.HOLIDAY, "yes").n())
        .isEqualTo(12 + 6 + 12);
  }

  @Test
  void aPromotionEnteredLateTagsThePastButNotWhatWasKnownThen() {
    bench.append(facts.answers("s", 300, 1, when -> 0));
    Instant before = bench.append(facts.account("x", null, null));
    assertThat(has(bench.metrics.context(ContextFacts.NPS), ContextTag.PROMOTION)).isFalse();
    bench.append(facts.span(SpanKind.PROMOTION, null, "2026-02-01", "2026-02-14"));
    ContextTable now = bench.metrics.context(ContextFacts.NPS);
    assertThat(row(now, ContextTag.PROMOTION, "yes").n()).isPositive();
    ContextTable then = bench.metrics.context(ContextFacts.NPS.knowing(Knowledge.asOf(before)));
    assertThat(then.n()).isEqualTo(300);
    assertThat(has(then, ContextTag.PROMOTION)).isFalse();
    assertThat(then.notRecorded()).contains("promotion");
    assertThat(then.asOf()).isEqualTo(before);
  }

  @Test
  void daysSinceALaunchComeInThreeSteps() {
    List<Fact> all = new ArrayList<>();
    for (String day :
        List.of(
            "2026-01-31", "2026-02-01", "2026-02-07", "2026-02-08", "2026-02-28", "2026-03-01")) {
      for (int i = 0; i < 5; i++) {
        all.add(facts.answer("s", Instant.parse(day + "T12:00:00Z"), day + i, i));
      }
    }
    bench.append(all);
    bench.append(facts.span(SpanKind.LAUNCH, null, "2026-02-01", "2026-02-03"));
    ContextTable table = ask("nps", "2026-01-01", "2026-04-01");
    assertThat(row(table, ContextTag.SINCE_LAUNCH, "0 to 6 days").n()).isEqualTo(10);
    assertThat(row(table, ContextTag.SINCE_LAUNCH, "7 to 27 days").n()).isEqualTo(10);
    assertThat(row(table, ContextTag.SINCE_LAUNCH, "28 days or more").n()).isEqualTo(5);
  }

  @Test
  void usageIsComparedByDayWithoutAnHour() {
    List<Fact> all = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(2);
    for (int day = 0; day < 56; day++) {
      Instant when = Instant.parse("2026-01-05T10:00:00Z").plus(Duration.ofDays(day));
      for (int account = 0; account < 30; account++) {
        int events = (day % 7 == 6 ? 3 : 10) + random.nextInt(8);
        all.add(bench.use(when, "a" + account, "p" + account, events));
      }
    }
    bench.append(all);
    bench.refresh();
    for (String metric :
        List.of("active_people", "stickiness", "active_accounts", "usage_change")) {
      ContextTable table = ask(metric, "2026-01-05", "2026-03-02");
      assertThat(table.n()).as(metric).isEqualTo(56 * 30);
      assertThat(table.rows().getFirst().verdict()).startsWith("lower on Sundays: ");
      // Against a rest that has the low Sundays in it, every other day is a little high.
      assertThat(table.rows().stream().filter(ContextTable.Row::stands).skip(1))
          .allMatch(row -> row.tag() == ContextTag.WEEKDAY && row.difference() > 0);
      assertThat(has(table, ContextTag.HOUR) || has(table, ContextTag.PART_OF_DAY)).isFalse();
      assertThat(table.remarks()).anyMatch(remark -> remark.contains("no local hour"));
    }
  }

  @Test
  void aQuantileComparesPlacesAndNotValues() {
    List<Fact> all = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 400; i++) {
      Instant solved = ContextFacts.START.plus(Duration.ofHours(5L * i + 20));
      boolean night = solved.atZone(COMPANY).getHour() < 6;
      double hours = Math.exp(random.nextGaussian() + (night ? 2 : 0));
      String account = "a" + i % 60;
      all.add(
          bench.ticket(
              solved.minusSeconds(Math.round(hours * 3600)), "t" + i, account, TicketStatus.OPEN));
      all.add(bench.ticket(solved, "t" + i, account, TicketStatus.SOLVED));
    }
    bench.append(all);
    bench.refresh();
    ContextTable table = ask("full_resolution_time", "2026-01-01", "2026-04-01");
    assertThat(table.unit()).isEqualTo("percentile");
    ContextTable.Row night = row(table, ContextTag.PART_OF_DAY, "night");
    assertThat(night.stands()).isTrue();
    assertThat(night.difference()).isBetween(20.0, 50.0);
    assertThat(night.verdict()).startsWith("higher at night (00:00 to 06:00): ");
    double all100 =
        table.rows().stream()
            .filter(row -> row.tag() == ContextTag.PART_OF_DAY)
            .mapToDouble(row -> row.n() * row.mean())
            .sum();
    assertThat(all100 / table.n())
        .as("mean place")
        .isCloseTo(50, org.assertj.core.api.Assertions.within(1e-9));
    ContextTable mean =
        bench.metrics.context(
            MetricRequest.of("full_resolution_time", Bench.days("2026-01-01", "2026-04-01"))
                .variant("mean"));
    assertThat(mean.unit()).isEqualTo("hours");
  }

  @Test
  void metricsWithoutAnOutcomeForEachRowAreRefused() {
    for (String metric :
        List.of("mrr", "account_survival", "customer_churn_rate", "purchase_clv")) {
      assertThatThrownBy(() -> ask(metric, "2026-01-01", "2026-04-01"))
          .isInstanceOf(HoldfastException.class)
          .hasMessageContaining("'" + metric + "' is made of whole histories of accounts")
          .hasMessageContaining("such as nps");
    }
    assertThatThrownBy(() -> bench.metrics.context(ContextFacts.NPS.grain(Grain.MONTH)))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("over a whole period");
    assertThatThrownBy(() -> bench.metrics.context(ContextFacts.NPS.by("account.tier")))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("without dimensions");
  }
}
