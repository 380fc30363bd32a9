package dev.holdfast.metrics;

import dev.holdfast.base.Period;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts.Instrument;
import dev.holdfast.facts.Facts.SurveyResponse;
import dev.holdfast.facts.Facts.TicketEvent;
import dev.holdfast.facts.Facts.TicketStatus;
import dev.holdfast.facts.Facts.UsageEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a few metrics come to, counted in plain Java over the facts that count, in the order in
 * which they were recorded. Knows nothing of SQL; days are those of {@code java.time}.
 */
record PlainAnswers(List<Fact> facts) {

  /** What people answered in a period. */
  record Promoters(long promoters, long passives, long detractors, long earlier, long otherScale) {
    long n() {
      return promoters + passives + detractors;
    }
  }

  /** The latest answer of each person in a period; those without a name count each. */
  Promoters promoters(Period period) {
    Map<String, SurveyResponse> latest = new HashMap<>();
    long otherScale = 0;
    long earlier = 0;
    for (SurveyResponse answer : of(SurveyResponse.class)) {
      if (answer.instrument() != Instrument.NPS || !isIn(period, when(answer))) {
        continue;
      }
      if (answer.scaleMin() != 0 || answer.scaleMax() != 10 || !answer.highIsGood()) {
        otherScale++;
        continue;
      }
      String respondent =
          answer.personId() == null ? "\n" + answer.responseId() : answer.personId();
      SurveyResponse known = latest.get(respondent);
      earlier += known == null ? 0 : 1;
      if (known == null || !when(answer).isBefore(when(known))) {
        latest.put(respondent, answer);
      }
    }
    long promoters = count(latest, score -> score >= 9);
    long detractors = count(latest, score -> score <= 6);
    return new Promoters(
        promoters, latest.size() - promoters - detractors, detractors, earlier, otherScale);
  }

  private static long count(Map<String, SurveyResponse> answers, Predicate<Long> which) {
    return answers.values().stream().map(SurveyResponse::score).filter(which).count();
  }

  /** Different people with an event that counts as use on a day of the period. */
  long activePeople(Period period, ZoneId zone, Predicate<UsageEvent> counts) {
    Set<String> people = new HashSet<>();
    for (UsageEvent event : of(UsageEvent.class)) {
      var day = when(event).atZone(zone).toLocalDate();
      if (event.personId() != null
          && event.quantity() > 0
          && counts.test(event)
          && !day.isBefore(period.from())
          && day.isBefore(period.to())) {
        people.add(event.personId());
      }
    }
    return people.size();
  }

  /** Tickets that were last solved in the period and are still solved or closed. */
  long solved(Period period) {
    Map<String, List<TicketEvent>> tickets = new HashMap<>();
    for (TicketEvent event : of(TicketEvent.class)) {
      if (event.status() != null) {
        tickets.computeIfAbsent(event.ticketId(), any -> new ArrayList<>()).add(event);
      }
    }
    return tickets.values().stream()
        .map(PlainAnswers::solvedAt)
        .flatMap(Optional::stream)
        .filter(solved -> isIn(period, solved))
        .count();
  }

  private static Optional<Instant> solvedAt(List<TicketEvent> events) {
    List<TicketEvent> ordered = new ArrayList<>(events);
    // The sort is stable, so that of two alike the one recorded later comes later.
    ordered.sort(
        Comparator.<TicketEvent, Instant>comparing(PlainAnswers::when)
            .thenComparingInt(event -> closeness(event.status())));
    Optional<Instant> solved = Optional.empty();
    boolean done = false;
    for (TicketEvent event : ordered) {
      boolean isDone = closeness(event.status()) > 2;
      if (event.status() == TicketStatus.SOLVED && !done) {
        solved = Optional.of(when(event));
      }
      done = isDone;
    }
    return done ? solved : Optional.empty();
  }

  private static int closeness(@Nullable TicketStatus status) {
    return switch (status) {
      case null -> 1;
      case OPEN, PENDING_CUSTOMER, ON_HOLD -> 2;
      case SOLVED -> 3;
      case CLOSED -> 4;
    };
  }

  private static boolean isIn(Period period, Instant moment) {
    var day = moment.atZone(period.zone()).toLocalDate();
    return !day.isBefore(period.from()) && day.isBefore(period.to());
  }

  private static Instant when(Fact fact) {
    return fact.origin().occurredAt();
  }

  private <T extends Fact> List<T> of(Class<T> type) {
    return facts.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
