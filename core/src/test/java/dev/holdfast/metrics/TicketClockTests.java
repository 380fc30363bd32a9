package dev.holdfast.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.facts.Facts.TicketEvent;
import dev.holdfast.facts.Facts.TicketStatus;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.metrics.Schedule.Shift;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clocks of tickets agree with a walk through their events, whatever the events and hours. */
class TicketClockTests {

  private static final int TICKETS = 1200;

  private static final List<String> ZONES =
      List.of("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC");

  /** Around these nights clocks change in the zones above. */
  private static final List<LocalDate> NIGHTS =
      List.of(
          LocalDate.of(2026, 3, 8),
          LocalDate.of(2026, 3, 29),
          LocalDate.of(2026, 4, 5),
          LocalDate.of(2026, 10, 4),
          LocalDate.of(2026, 10, 25),
          LocalDate.of(2026, 11, 1));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyClockAgreesToTheSecondAndNoneIsNegative(long seed) {
    Random random = new Random(seed);
    BusinessHours hours = someHours(random);
    try (Bench bench = new Bench(new RollupSettings(ZoneOffset.UTC, hours))) {
      Map<String, List<TicketEvent>> events = new LinkedHashMap<>();
      for (int i = 0; i < TICKETS; i++) {
        events.put("t" + i, someEvents(bench, random, "t" + i));
      }
      append(bench, random, events);
      Map<String, Map<String, @Nullable Object>> stored = tickets(bench, Knowledge.now());
      assertThat(stored).hasSize(TICKETS);
      assertThat(tickets(bench, Knowledge.asOf(Instant.parse("2040-01-01T00:00:00Z"))))
          .as("as of, seed %s", seed)
          .isEqualTo(stored);
      events.forEach((id, ofTicket) -> {
        Map<String, @Nullable Object> ticket = Objects.requireNonNull(stored.get(id), id);
        TicketReplay replay = new TicketReplay(hours, ofTicket);
        assertThat(ticket)
            .as("seed %s, %s of %s, hours %s", seed, id, ofTicket, hours)
            .containsAllEntriesOf(replay.clocks())
            .containsEntry("reopens", replay.reopens());
        neverNegative(ticket);
      });
      assertThat(stored.values())
          .anySatisfy(ticket -> assertThat(ticket.get("reopens")).isEqualTo(2L));
    }
  }

  @Test
  void aBusinessClockIsAbsentWhereItsHoursAreNotKnown() {
    try (Bench bench = new Bench()) {
      bench.append(
          bench.ticket(Instant.parse("1999-12-31T12:00:00Z"), "old", "a", TicketStatus.OPEN),
          bench.ticket(Instant.parse("2000-01-03T12:00:00Z"), "old", "a", TicketStatus.SOLVED));
      bench.refresh();
      Map<String, @Nullable Object> old = tickets(bench, Knowledge.now()).get("old");
      assertThat(old)
          .containsEntry("calendar_seconds", 3 * 86_400.0)
          .containsEntry("customer_seconds", 3 * 86_400.0)
          .containsEntry("business_seconds", null)
          .containsEntry("our_side_seconds", null)
          .containsEntry("first_resolution_business_seconds", null);
    }
  }

  private static void neverNegative(Map<String, @Nullable Object> ticket) {
    ticket.forEach((column, value) -> {
      if (column.endsWith("_seconds") && value != null) {
        assertThat((double) value).as("%s of %s", column, ticket).isNotNegative();
      }
    });
    if (ticket.get("our_side_seconds") instanceof Double ours) {
      assertThat(ours).isLessThanOrEqualTo((Double) ticket.get("business_seconds"));
      assertThat((Double) ticket.get("customer_seconds"))
          .isLessThanOrEqualTo((Double) ticket.get("calendar_seconds"));
    }
  }

  /** Some tickets at once, others event by event, with a refresh in between. */
  private static void append(Bench bench, Random random, Map<String, List<TicketEvent>> events) {
    List<TicketEvent> late = new ArrayList<>();
    List<TicketEvent> early = new ArrayList<>();
    for (List<TicketEvent> ofTicket : events.values()) {
      boolean split = random.nextInt(3) == 0 && distinctTimes(ofTicket);
      for (TicketEvent event : ofTicket) {
        (split && random.nextBoolean() ? late : early).add(event);
      }
    }
    bench.append(early);
    bench.refresh();
    bench.append(late);
    assertThat(bench.refresh().fromScratch()).isFalse();
  }

  private static boolean distinctTimes(List<TicketEvent> events) {
    return events.stream().map(event -> event.origin().occurredAt()).distinct().count()
        == events.size();
  }

  private static Map<String, Map<String, @Nullable Object>> tickets(
      Bench bench, Knowledge knowledge) {
    Map<String, Map<String, @Nullable Object>> tickets = new TreeMap<>();
    Relation relation = Relations.named("ticket");
    bench.warehouse.read(sql -> {
      Reading reading =
          new Reading(
              sql, bench.log.reader(sql, knowledge), bench.warehouse.engine(), bench.settings);
      for (Record row : sql.select(relation.columns()).from(relation.rows(reading)).fetch()) {
        Map<String, @Nullable Object> ticket = new LinkedHashMap<>();
        for (Field<?> column : relation.columns()) {
          ticket.put(column.getName(), row.get(column));
        }
        tickets.put(row.get("ticket_id", String.class), ticket);
      }
      return true;
    });
    return tickets;
  }

  private static List<TicketEvent> someEvents(Bench bench, Random random, String id) {
    Instant at =
        NIGHTS
            .get(random.nextInt(NIGHTS.size()))
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant()
            .plusSeconds(random.nextInt(3 * 86_400) - 86_400);
    TicketStatus[] all = TicketStatus.values();
    List<TicketEvent> events = new ArrayList<>();
    for (int i = random.nextInt(9); i >= 0; i--) {
      TicketStatus status = random.nextInt(4) == 0 ? null : all[random.nextInt(all.length)];
      events.add(
          new TicketEvent(
              bench.at(at),
              id,
              "a",
              null,
              null,
              status,
              random.nextInt(3) == 0,
              null,
              null,
              null,
              null));
      at = at.plusSeconds(random.nextInt(5) == 0 ? 0 : random.nextInt(1 << random.nextInt(22)));
    }
    return events;
  }

  private static BusinessHours someHours(Random random) {
    Schedule first = someSchedule(random);
    TreeMap<LocalDate, Schedule> later = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      later.put(
          NIGHTS.get(random.nextInt(NIGHTS.size())).plusDays(random.nextInt(3) - 1),
          someSchedule(random));
    }
    return new BusinessHours(first, later);
  }

  private static Schedule someSchedule(Random random) {
    Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      List<Shift> shifts = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        shifts.add(new Shift(someTime(random), someTime(random)));
      }
      week.put(day, shifts);
    }
    week.put(DayOfWeek.SUNDAY, List.of(new Shift(LocalTime.of(22, 0), LocalTime.of(6, 0))));
    Set<LocalDate> holidays = new HashSet<>();
    for (LocalDate night : NIGHTS) {
      holidays.add(night.plusDays(random.nextInt(30)));
    }
    return new Schedule(ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))), week, holidays);
  }

  private static LocalTime someTime(Random random) {
    return LocalTime.MIDNIGHT.plusMinutes(15L * random.nextInt(96));
  }
}
