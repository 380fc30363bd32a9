package dev.holdfast.metrics;

import dev.holdfast.facts.Facts.TicketEvent;
import dev.holdfast.facts.Facts.TicketStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ticket's clocks found by walking through its events one by one, without any SQL. */
final class TicketReplay {

  private final BusinessHours hours;
  private final List<TicketEvent> events;
  private final Instant opened;
  private @Nullable Instant firstReply;
  private @Nullable Instant firstSolved;
  private @Nullable Instant lastSolved;
  private long reopens;
  private boolean done;

  /** The clocks when the ticket was last solved, and those that run now. */
  private Map<String, Duration> atSolution = Map.of();

  private final Map<String, Duration> running = new LinkedHashMap<>();

  /** Events of one ticket that were recorded together. */
  TicketReplay(BusinessHours hours, List<TicketEvent> events) {
    this.hours = hours;
    this.events =
        events.stream()
            .sorted(
                Comparator.comparing((TicketEvent event) -> event.origin().occurredAt())
                    .thenComparingInt(TicketReplay::rank)
                    .thenComparing(event -> event.origin().factId()))
            .toList();
    this.opened = this.events.getFirst().origin().occurredAt();
    walk();
  }

  private static int rank(TicketEvent event) {
    TicketStatus status = event.status();
    if (status == null) {
      return 1;
    }
    return status == TicketStatus.CLOSED ? 3 : status == TicketStatus.SOLVED ? 2 : 0;
  }

  private void walk() {
    TicketStatus stands = TicketStatus.OPEN;
    Instant since = opened;
    for (int i = 0; i < events.size(); i++) {
      TicketEvent event = events.get(i);
      Instant now = event.origin().occurredAt();
      pass(stands, since, now);
      since = now;
      if (event.publicReply() && i > 0 && firstReply == null) {
        firstReply = now;
      }
      if (event.status() != null) {
        stands = event.status();
        become(stands, now);
      }
    }
  }

  private void pass(TicketStatus stands, Instant from, Instant to) {
    Duration calendar = Duration.between(from, to);
    if (stands == TicketStatus.OPEN || stands == TicketStatus.ON_HOLD) {
      running.merge("our_side_seconds", hours.between(from, to), Duration::plus);
      running.merge("customer_seconds", calendar, Duration::plus);
    }
    if (stands == TicketStatus.ON_HOLD) {
      running.merge("on_hold_seconds", calendar, Duration::plus);
    }
    if (stands == TicketStatus.PENDING_CUSTOMER) {
      running.merge("pending_seconds", calendar, Duration::plus);
    }
  }

  private void become(TicketStatus status, Instant now) {
    boolean ends = status == TicketStatus.SOLVED || status == TicketStatus.CLOSED;
    if (status == TicketStatus.SOLVED && !done) {
      firstSolved = firstSolved == null ? now : firstSolved;
      lastSolved = now;
      atSolution = Map.copyOf(running);
    }
    if (done && !ends) {
      reopens++;
    }
    done = ends;
  }

  long reopens() {
    return reopens;
  }

  /** Every clock by its column, in seconds; null where its end has not come. */
  Map<String, @Nullable Double> clocks() {
    Map<String, @Nullable Double> clocks = new LinkedHashMap<>();
    Instant solved = done ? lastSolved : null;
    put(clocks, "calendar_seconds", "business_seconds", solved);
    put(clocks, "first_reply_seconds", "first_reply_business_seconds", firstReply);
    put(clocks, "first_resolution_seconds", "first_resolution_business_seconds", firstSolved);
    for (String clock :
        List.of("our_side_seconds", "customer_seconds", "pending_seconds", "on_hold_seconds")) {
      Duration length = atSolution.getOrDefault(clock, Duration.ZERO);
      clocks.put(clock, solved == null ? null : seconds(length));
    }
    return clocks;
  }

  private void put(
      Map<String, @Nullable Double> clocks,
      String calendar,
      String business,
      @Nullable Instant until) {
    clocks.put(calendar, until == null ? null : seconds(Duration.between(opened, until)));
    clocks.put(business, until == null ? null : seconds(hours.between(opened, until)));
  }

  private static double seconds(Duration length) {
    return length.toNanos() / 1e9;
  }
}
