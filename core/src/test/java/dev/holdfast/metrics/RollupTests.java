package dev.holdfast.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.facts.Fact;
import dev.holdfast.facts.FactAppender;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Facts.TicketStatus;
import dev.holdfast.facts.Facts.UsageEvent;
import dev.holdfast.facts.ImportId;
import dev.holdfast.facts.Knowledge;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollupTests {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** Both clock changes, a month's end and a year's end, to the second. */
  private static final List<Instant> EDGES =
      List.of(
          Instant.parse("2026-03-29T00:59:59Z"),
          Instant.parse("2026-03-28T22:59:59Z"),
          Instant.parse("2026-10-24T21:59:59Z"),
          Instant.parse("2026-10-25T22:59:59Z"),
          Instant.parse("2026-04-30T21:59:59Z"),
          Instant.parse("2026-12-31T22:59:59Z"));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whatIsStoredEqualsWhatTheFactsSayWhateverCameLateOrWasUndone(long seed) {
    Random random = new Random(seed);
    try (Bench bench =
        new Bench(new RollupSettings(BERLIN, BusinessHours.mondayToFriday(BERLIN)))) {
      Map<ImportId, List<Fact>> counting = new LinkedHashMap<>();
      boolean first = true;
      for (int round = 0; round < 6; round++) {
        ImportId id = bench.log.startDelivery("stream", "r" + round, "{}", "test");
        List<Fact> facts = someFacts(bench, random);
        bench.log.append(id, facts).join();
        counting.put(id, facts);
        if (round == 2 || round == 4) {
          ImportId undone = List.copyOf(counting.keySet()).get(random.nextInt(counting.size()));
          bench.log.undo(undone, "test");
          counting.remove(undone);
        }
        if (random.nextInt(3) > 0 || round == 5) {
          Refreshed refreshed = bench.refresh();
          assertThat(refreshed.fromScratch()).isEqualTo(first);
          first = false;
          compare(bench, counting, "seed " + seed + ", round " + round);
        }
      }
    }
  }

  @Test
  void aRefreshWithNothingNewTouchesNothing() {
    try (Bench bench = new Bench()) {
      bench.append(bench.use(EDGES.getFirst(), "a", "p", 1));
      assertThat(bench.refresh().fromScratch()).isTrue();
      Refreshed again = bench.refresh();
      assertThat(again.fromScratch()).isFalse();
      assertThat(again.usageEvents()).isZero();
      assertThat(again.accountDays()).isZero();
      assertThat(again.tickets()).isZero();
      assertThat(again.accounts()).isEmpty();
    }
  }

  @Test
  void aRefreshSaysWhichAccountsNewFactsOfAnyTypeTouched() {
    try (Bench bench = new Bench()) {
      bench.refresh();
      bench.append(
          bench.use(EDGES.getFirst(), "used", "p", 1),
          bench.ticket(EDGES.getFirst(), "t", "asked", TicketStatus.OPEN),
          bench.nps("2026-03-01T00:00:00Z", "answered", "p", 9),
          bench.account("2026-03-01T00:00:00Z", "changed", "gold", Map.of()));
      Refreshed refreshed = bench.refresh();
      assertThat(refreshed.accounts())
          .isEqualTo(
              Map.of(
                  FactType.USAGE_EVENT, Set.of("used"),
                  FactType.TICKET_EVENT, Set.of("asked"),
                  FactType.SURVEY_RESPONSE, Set.of("answered"),
                  FactType.ACCOUNT, Set.of("changed")));
      assertThat(refreshed.usageEvents()).isEqualTo(1);
      assertThat(refreshed.accountDays()).isEqualTo(1);
      assertThat(refreshed.tickets()).isEqualTo(1);
    }
  }

  @Test
  void restoredFactsOlderThanTheLastRefreshAreNotMissed() {
    try (Bench bench = new Bench()) {
      bench.append(bench.use(EDGES.getFirst(), "a", "p", 1));
      bench.refresh();
      ImportId id = bench.log.startDelivery("demo", "restored", "{}", "test");
      bench.warehouse.writeAlone(writer -> {
        try (FactAppender appender = bench.log.appender(writer, FactType.USAGE_EVENT, id)) {
          appender.append(
              bench.use(EDGES.getLast(), "b", "q", 1), Instant.parse("2020-01-01T00:00:00Z"));
        }
        return true;
      });
      assertThat(bench.refresh().fromScratch()).isTrue();
      assertThat(stored(bench, "account_day")).hasSize(2);
    }
  }

  @Test
  void otherSettingsMakeTheRollupsAnew() {
    try (Bench bench = new Bench()) {
      bench.append(bench.use(Instant.parse("2026-05-01T23:30:00Z"), "a", "p", 1));
      bench.refresh();
      Rollups inBerlin =
          Rollups.open(bench.log, new RollupSettings(BERLIN, BusinessHours.mondayToFriday(BERLIN)));
      assertThat(bench.warehouse.writeAlone(inBerlin::refresh).fromScratch()).isTrue();
      assertThat(stored(bench, "account_day")).singleElement().asString().contains("2026-05-02");
    }
  }

  @Test
  void onlyEventsThatCountAsUseMakeAPersonActive() {
    RollupSettings settings =
        new RollupSettings(BERLIN, "name != \"page view\"", BusinessHours.mondayToFriday(BERLIN));
    try (Bench bench = new Bench(settings)) {
      bench.append(
          bench.use(EDGES.getFirst(), "a", "p", 2),
          new UsageEvent(
              bench.at(EDGES.getFirst()), "b", "q", "page view", 5, null, null, Map.of()));
      bench.refresh();
      MetricRequest march =
          MetricRequest.of("active_accounts", Bench.days("2026-03-01", "2026-04-01"));
      assertThat(bench.one(march).value()).hasValue(1);
      assertThat(stored(bench, "account_day")).hasSize(2);
    }
  }

  private static List<Fact> someFacts(Bench bench, Random random) {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Instant when =
          EDGES
              .get(random.nextInt(EDGES.size()))
              .plusSeconds(random.nextInt(4) - 1 + 3600L * random.nextInt(6));
      String account = "a" + random.nextInt(3);
      String person = random.nextInt(5) == 0 ? null : "p" + random.nextInt(4);
      facts.add(bench.use(when, account, person, random.nextInt(4)));
    }
    for (int i = 0; i < 30; i++) {
      Instant when =
          EDGES.getFirst().plusSeconds(3600L * random.nextInt(24 * 60) * random.nextInt(2));
      int number = random.nextInt(8);
      TicketStatus[] all = TicketStatus.values();
      facts.add(
          bench.ticket(when, "t" + number, "a" + number % 3, all[random.nextInt(all.length)]));
    }
    return facts;
  }

  private static void compare(Bench bench, Map<ImportId, List<Fact>> counting, String when) {
    for (String relation : List.of("person_day", "account_day", "ticket")) {
      assertThat(stored(bench, relation))
          .as(relation + ", " + when)
          .isEqualTo(derived(bench, relation));
    }
    Map<String, Long> expected = new TreeMap<>();
    for (List<Fact> facts : counting.values()) {
      for (Fact fact : facts) {
        if (fact instanceof UsageEvent use && use.quantity() > 0) {
          LocalDate day = use.origin().occurredAt().atZone(BERLIN).toLocalDate();
          expected.merge(
              use.accountId() + "/" + use.personId() + "/" + day, use.quantity(), Long::sum);
        }
      }
    }
    assertThat(personDays(bench)).as(when).isEqualTo(expected);
  }

  private static Map<String, Long> personDays(Bench bench) {
    Map<String, Long> days = new TreeMap<>();
    bench.warehouse.read(sql ->
        sql.select(
                DSL.field("account_id", String.class),
                DSL.field("person_id", String.class),
                DSL.field("day", LocalDate.class),
                DSL.field("events", Long.class))
            .from(Relations.named("person_day").rows(reading(bench, sql, Knowledge.now())))
            .fetch(row ->
                days.put(row.value1() + "/" + row.value2() + "/" + row.value3(), row.value4())));
    return days;
  }

  private static Reading reading(Bench bench, org.jooq.DSLContext sql, Knowledge knowledge) {
    return new Reading(
        sql, bench.log.reader(sql, knowledge), bench.warehouse.engine(), bench.settings);
  }

  private static Set<String> stored(Bench bench, String relation) {
    return rows(bench, relation, Knowledge.now());
  }

  private static Set<String> derived(Bench bench, String relation) {
    return rows(bench, relation, Knowledge.asOf(Instant.parse("2040-01-01T00:00:00Z")));
  }

  private static Set<String> rows(Bench bench, String relation, Knowledge knowledge) {
    return bench.warehouse.read(sql -> {
      Relation named = Relations.named(relation);
      TreeSet<String> rows = new TreeSet<>();
      sql.select(named.columns())
          .from(named.rows(reading(bench, sql, knowledge)))
          .forEach(row -> rows.add(String.valueOf(row.intoList())));
      return rows;
    });
  }
}
