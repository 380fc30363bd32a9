package dev.holdfast.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts.Instrument;
import dev.holdfast.facts.Facts.TicketEvent;
import dev.holdfast.facts.Facts.TicketStatus;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.metrics.Schedule.Shift;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What users of other help desks found wrong or missing in their numbers. */
class SupportCaseTests {

  private static final TicketStatus OPEN = TicketStatus.OPEN;
  private static final TicketStatus PENDING = TicketStatus.PENDING_CUSTOMER;
  private static final TicketStatus ON_HOLD = TicketStatus.ON_HOLD;
  private static final TicketStatus SOLVED = TicketStatus.SOLVED;
  private static final TicketStatus CLOSED = TicketStatus.CLOSED;
  private static final double HOUR = 3600;

  private Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  /** Klipfolio's worked example of waits. */
  @Test
  void theWaitsOfTheTextbookTicketComeOut() {
    say(
        on("t", "10T09:00", OPEN),
        answer("t", "10T10:00", PENDING),
        on("t", "10T12:00", OPEN),
        on("t", "10T14:00", SOLVED));
    assertThat(clock("t", "calendar_seconds")).isEqualTo(5 * HOUR);
    assertThat(clock("t", "customer_seconds")).isEqualTo(3 * HOUR);
    assertThat(clock("t", "pending_seconds")).isEqualTo(2 * HOUR);
    assertThat(clock("t", "our_side_seconds")).isEqualTo(3 * HOUR);
    assertThat(clock("t", "on_hold_seconds")).isEqualTo(0);
    assertThat(clock("t", "first_reply_seconds")).isEqualTo(HOUR);
  }

  /** Chatwoot 3446: reports in business hours. */
  @Test
  void everyTimeHasATwinInBusinessHours() {
    forFive(id -> List.of(on(id, "13T16:00", OPEN), answer(id, "16T10:00", SOLVED)));
    for (String metric :
        List.of("first_response_time", "first_resolution_time", "full_resolution_time")) {
      for (String statistic : List.of("median", "mean", "p90")) {
        assertThat(march(metric, statistic).value()).as(metric).hasValue(66);
        assertThat(march(metric, "business_" + statistic).value()).as(metric).hasValue(2);
      }
    }
  }

  /** Chatwoot 11057: the export left business hours out; 6887: from a bar to its tickets. */
  @Test
  void theTicketsBehindANumberAreListedWithTheirBusinessHours() {
    forFive(id -> List.of(on(id, "13T16:00", OPEN), answer(id, "16T10:00", SOLVED)));
    say(on("waiting", "13T16:00", OPEN));
    bench.refresh();
    Rows rows = bench.metrics.rows(request("full_resolution_time").variant("business_median"), 10);
    int id = rows.columns().indexOf("ticket_id");
    int business = rows.columns().indexOf("business_seconds");
    assertThat(rows.rows()).extracting(row -> row.get(id)).containsExactly(ids());
    assertThat(rows.rows())
        .allSatisfy(row ->
            assertThat(Double.parseDouble(String.valueOf(row.get(business)))).isEqualTo(2 * HOUR));
  }

  /** Chatwoot 14009: several intervals a day. */
  @Test
  void theBreakBetweenTwoShiftsDoesNotCount() {
    Schedule twoShifts =
        new Schedule(
            ZoneOffset.UTC,
            Map.of(DayOfWeek.TUESDAY, List.of(shift(9, 12), shift(13, 17))),
            Set.of());
    with(BusinessHours.always(twoShifts));
    say(on("t", "10T11:00", OPEN), answer("t", "10T14:00", SOLVED));
    assertThat(clock("t", "business_seconds")).isEqualTo(2 * HOUR);
    assertThat(clock("t", "first_reply_business_seconds")).isEqualTo(2 * HOUR);
    assertThat(clock("t", "our_side_seconds")).isEqualTo(2 * HOUR);
  }

  /** Chatwoot 9747: the share of tickets within target. */
  @Test
  void theShareAnsweredWithinTargetIsANumber() {
    forFive(id ->
        List.of(
            on(id, "10T09:00", OPEN), answer(id, id.equals("t1") ? "10T14:00" : "10T13:00", null)));
    assertThat(march("first_response_within_target", "business").value()).hasValue(80);
  }

  /** Chatwoot 10628 and 12865: satisfaction is asked after every resolution. */
  @Test
  void answersAfterEveryResolutionCountOnceForEachCustomer() {
    List<Fact> answers = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      answers.add(
          bench.answer("2026-03-10T10:00:00Z", Instrument.CSAT, 1, 5, true, "a", "p" + i, 1));
      answers.add(
          bench.answer("2026-03-12T10:00:00Z", Instrument.CSAT, 1, 5, true, "a", "p" + i, 5));
    }
    bench.append(answers);
    MetricValue latest = march("csat", "latest");
    assertThat(latest.value()).hasValue(100);
    assertThat(latest.estimate().n()).isEqualTo(5);
  }

  /** Chatwoot's reporting events: one for each time a conversation is resolved. */
  @Test
  void aTicketSolvedThreeTimesIsOneTicketAndItsTimesInBetweenAreNobodys() {
    forFive(id ->
        List.of(
            on(id, "10T09:00", OPEN),
            on(id, "10T10:00", SOLVED),
            on(id, "11T10:00", OPEN),
            on(id, "11T12:00", SOLVED),
            on(id, "12T10:00", ON_HOLD),
            on(id, "12T11:00", SOLVED),
            on(id, "12T11:30", SOLVED)));
    MetricValue full = march("full_resolution_time", "mean");
    assertThat(full.estimate().n()).isEqualTo(5);
    assertThat(full.value()).hasValue(50);
    assertThat(march("full_resolution_time", "customer_mean").value()).hasValue(4);
    assertThat(march("full_resolution_time", "our_side_mean").value()).hasValue(4);
    assertThat(march("full_resolution_time", "on_hold_mean").value()).hasValue(1);
    assertThat(march("reopen_rate", "times").value()).hasValue(2);
  }

  /** Zammad 4777, 2579 and 4516: the time of the close was set only after reopening. */
  @Test
  void theFirstResolutionIsThereOnTheFirstCloseAndReopeningLeavesIt() {
    say(on("t", "10T09:00", OPEN), on("t", "10T11:00", SOLVED));
    assertThat(clock("t", "first_resolution_seconds")).isEqualTo(2 * HOUR);
    assertThat(clock("t", "calendar_seconds")).isEqualTo(2 * HOUR);
    say(on("t", "11T09:00", OPEN));
    assertThat(clock("t", "first_resolution_seconds")).isEqualTo(2 * HOUR);
    assertThat(clock("t", "calendar_seconds")).as("not solved now").isNull();
    assertThat(clock("t", "our_side_seconds")).isNull();
    say(on("t", "11T10:00", CLOSED));
    assertThat(clock("t", "first_resolution_seconds")).isEqualTo(2 * HOUR);
    assertThat(clock("t", "calendar_seconds")).as("the only solution").isEqualTo(2 * HOUR);
    assertThat(clock("t", "customer_seconds")).as("nor the time after it").isEqualTo(2 * HOUR);
    say(on("t", "12T09:00", OPEN), on("t", "12T10:00", SOLVED));
    assertThat(clock("t", "first_resolution_business_seconds")).isEqualTo(2 * HOUR);
    assertThat(clock("t", "calendar_seconds")).isEqualTo(49 * HOUR);
    assertThat(clock("t", "customer_seconds")).isEqualTo(4 * HOUR);
  }

  /** Zammad 5177: a later reply took the place of the first response. */
  @Test
  void aLaterReplyNeverMovesTheFirstResponse() {
    say(on("t", "10T09:00", OPEN), answer("t", "10T10:00", PENDING));
    say(on("t", "10T12:00", OPEN), answer("t", "10T15:00", null));
    say(on("t", "10T16:00", SOLVED), on("t", "11T09:00", OPEN), answer("t", "11T10:00", SOLVED));
    assertThat(clock("t", "first_reply_seconds")).isEqualTo(HOUR);
  }

  /** Zammad 3140: a ticket escalated although the agent had answered. */
  @Test
  void anAnsweredTicketIsNotCountedAsUnanswered() {
    forFive(id -> List.of(on(id, "10T09:00", OPEN), answer(id, "10T10:00", null)));
    say(
        on("silent", "10T09:00", OPEN),
        on("noted", "10T09:00", OPEN),
        on("noted", "10T10:00", ON_HOLD));
    MetricValue answered = march("first_response_time", "mean");
    assertThat(answered.estimate().n()).isEqualTo(5);
    assertThat(answered.excluded())
        .isEqualTo(Map.of("still unanswered at the end of the period", 2L));
  }

  /** Zammad 534: another calendar did not count anew. */
  @Test
  void anotherCalendarCountsAllTicketsAnewAndAScheduleOfAFutureDayNone() {
    say(on("t", "10T09:00", OPEN), answer("t", "10T16:00", SOLVED));
    assertThat(clock("t", "business_seconds")).isEqualTo(7 * HOUR);
    Schedule usual = Schedule.mondayToFriday(ZoneOffset.UTC);
    Schedule mornings =
        new Schedule(ZoneOffset.UTC, Map.of(DayOfWeek.TUESDAY, List.of(shift(9, 12))), Set.of());
    assertThat(reopenWith(BusinessHours.always(mornings)).fromScratch()).isTrue();
    assertThat(clock("t", "business_seconds")).isEqualTo(3 * HOUR);
    reopenWith(
        new BusinessHours(usual, new TreeMap<>(Map.of(LocalDate.of(2026, 3, 11), mornings))));
    assertThat(clock("t", "business_seconds")).isEqualTo(7 * HOUR);
    reopenWith(
        new BusinessHours(usual, new TreeMap<>(Map.of(LocalDate.of(2026, 3, 10), mornings))));
    assertThat(clock("t", "business_seconds")).isEqualTo(3 * HOUR);
  }

  @Test
  void mergedSpamAndClosedTicketsAreLeftOutAndCounted() {
    forFive(id -> List.of(on(id, "10T09:00", OPEN), answer(id, "10T10:00", SOLVED)));
    say(
        caused("merged", "10T09:00", OPEN, "merged"),
        caused("merged", "10T09:05", SOLVED, null),
        caused("spam", "10T09:00", CLOSED, "spam"),
        caused("auto", "10T09:00", OPEN, null),
        caused("auto", "20T09:00", SOLVED, "auto_closed"),
        caused("dropped", "10T09:00", OPEN, null),
        caused("dropped", "10T09:30", CLOSED, null));
    MetricValue full = march("full_resolution_time", "mean");
    assertThat(full.value()).hasValue(1);
    assertThat(full.excluded())
        .isEqualTo(
            Map.of(
                "merged into another ticket, spam or closed automatically", 2L,
                "closed without being solved", 1L));
  }

  @Test
  void aReplyAtTheMomentOfTheOpeningIsAnAnswerUnlessItOpensTheTicket() {
    say(on("asked", "10T09:00", OPEN), answer("asked", "10T09:00", null));
    say(answer("told", "10T09:00", OPEN));
    assertThat(clock("asked", "first_reply_seconds")).isEqualTo(0);
    assertThat(clock("told", "first_reply_seconds")).isNull();
  }

  @Test
  void inAPeriodThatIsNotOverAnOpenTicketIsSeenUntilNow() {
    bench.close();
    bench = new Bench(RollupSettings.defaults(), Instant.parse("2026-03-10T12:00:00Z"));
    forFive(id -> List.of(on(id, "10T09:00", OPEN)));
    say(on("t1", "10T10:00", SOLVED), on("t2", "10T10:00", SOLVED), on("t3", "10T10:00", SOLVED));
    IntStream.range(0, 5).forEach(i -> say(on("fresh" + i, "10T11:30", OPEN)));
    MetricValue median = march("full_resolution_time", "with_open_median");
    assertThat(median.value()).as("three of the five that an hour was seen of").hasValue(1);
    assertThat(median.estimate().n()).isEqualTo(10);
    MetricRequest before =
        request("full_resolution_time")
            .variant("with_open_median")
            .knowing(Knowledge.asOf(Instant.parse("2026-03-10T09:30:00Z")));
    assertThat(bench.one(before).value()).as("nothing was known then").isEmpty();
  }

  private void with(BusinessHours hours) {
    bench.close();
    bench = new Bench(new RollupSettings(ZoneOffset.UTC, hours));
  }

  private Refreshed reopenWith(BusinessHours hours) {
    Rollups anew = Rollups.open(bench.log, new RollupSettings(ZoneOffset.UTC, hours));
    return bench.warehouse.writeAlone(anew::refresh);
  }

  private static Shift shift(int opens, int closes) {
    return new Shift(LocalTime.of(opens, 0), LocalTime.of(closes, 0));
  }

  private interface Story {
    List<Fact> of(String ticket);
  }

  private static String[] ids() {
    return new String[] {"t1", "t2", "t3", "t4", "t5"};
  }

  private void forFive(Story story) {
    for (String id : ids()) {
      say(story.of(id).toArray(Fact[]::new));
    }
  }

  private void say(Fact... facts) {
    bench.append(facts);
  }

  private Fact on(String ticket, String dayAndTime, TicketStatus status) {
    return event(ticket, dayAndTime, status, false, null);
  }

  private Fact answer(String ticket, String dayAndTime, @Nullable TicketStatus status) {
    return event(ticket, dayAndTime, status, true, null);
  }

  private Fact caused(
      String ticket, String dayAndTime, TicketStatus status, @Nullable String cause) {
    return event(ticket, dayAndTime, status, true, cause);
  }

  private Fact event(
      String ticket,
      String dayAndTime,
      @Nullable TicketStatus status,
      boolean reply,
      @Nullable String cause) {
    return new TicketEvent(
        bench.at("2026-03-" + dayAndTime + ":00Z"),
        ticket,
        "a",
        "p",
        null,
        status,
        reply,
        null,
        null,
        cause,
        null);
  }

  private static MetricRequest request(String metric) {
    return MetricRequest.of(metric, Bench.days("2026-03-01", "2026-04-01"));
  }

  private MetricValue march(String metric, String variant) {
    bench.refresh();
    return bench.one(request(metric).variant(variant));
  }

  private @Nullable Double clock(String ticket, String column) {
    bench.refresh();
    return bench.warehouse.read(sql -> {
      Relation relation = Relations.named("ticket");
      Reading reading =
          new Reading(
              sql,
              bench.log.reader(sql, Knowledge.now()),
              bench.warehouse.engine(),
              bench.settings);
      Record row =
          sql.select(relation.columns())
              .from(relation.rows(reading))
              .where(TicketSpanQueries.TICKET_ID.eq(ticket))
              .fetchSingle();
      return row.get(column, Double.class);
    });
  }
}
