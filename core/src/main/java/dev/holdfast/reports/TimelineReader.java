package dev.holdfast.reports;

import dev.holdfast.base.Money;
import dev.holdfast.stats.ProcessBehaviour;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells what happened at one account out of what the queries find. */
final class TimelineReader {

  /** More than a page, so that a page can be cut after merging the kinds. */
  private static final int LIMIT = Timeline.PAGE_SIZE + 20;

  /** A ticket that took longer is shown among everything even when it is solved. */
  private static final Duration LONG_TICKET = Duration.ofDays(3);

  private final Look look;
  private final String accountId;

  TimelineReader(Look look, String accountId) {
    this.look = look;
    this.accountId = accountId;
  }

  /** The page of a timeline that ends before an instant. */
  Timeline read(TimelineEntry.@Nullable Kind kind, Instant before) {
    List<TimelineEntry> entries = new ArrayList<>();
    for (TimelineEntry.Kind each : TimelineEntry.Kind.values()) {
      if (kind == null || kind == each) {
        entries.addAll(entries(each, before));
      }
    }
    return Timeline.of(
        kind,
        entries.stream()
            .filter(entry -> kind != null || entry.important())
            .filter(entry -> entry.at().isBefore(before))
            .sorted(TimelineEntry.ORDER)
            .toList());
  }

  private List<TimelineEntry> entries(TimelineEntry.Kind kind, Instant before) {
    return switch (kind) {
      case USAGE -> usage();
      case TICKETS -> TicketQueries.of(look, accountId, 500).stream().map(this::ticket).toList();
      case VOICE ->
          VoiceQueries.of(look, accountId, before, LIMIT).stream().map(this::answer).toList();
      case TOUCHES ->
          TouchQueries.of(look, accountId, before, LIMIT).stream().map(this::touch).toList();
      case PEOPLE ->
          PersonQueries.changesOf(look, accountId, before, LIMIT).stream()
              .map(this::personChange)
              .toList();
      case MONEY ->
          RevenueQueries.movementsOf(look, accountId).stream().map(this::movement).toList();
      case MILESTONES ->
          MilestoneQueries.of(look, accountId).stream().map(this::milestone).toList();
    };
  }

  /** Every week, those outside the natural limits of the eight before among everything. */
  private List<TimelineEntry> usage() {
    UsageWeeks weeks = UsageQueries.weeksOf(look, accountId, 78);
    List<TimelineEntry> entries = new ArrayList<>();
    List<Long> people = weeks.people();
    for (int i = 0; i < people.size(); i++) {
      LocalDate end = weeks.lastDay().minusDays(7L * (people.size() - 1 - i));
      UsageWeeks upTo = new UsageWeeks(end, people.subList(0, i + 1));
      boolean signal = false;
      String limits = "";
      if (upTo.hasBaseline(UsageWeeks.LEAST_BASELINE)) {
        ProcessBehaviour natural = upTo.limits(UsageWeeks.LEAST_BASELINE);
        ProcessBehaviour.Position position = natural.locate(people.get(i));
        signal = position != ProcessBehaviour.Position.WITHIN;
        limits =
            switch (position) {
              case BELOW -> "below the lower limit of " + Phrases.one(natural.lowerLimit());
              case ABOVE -> "above the upper limit of " + Phrases.one(natural.upperLimit());
              case WITHIN -> "";
            };
      }
      entries.add(
          new TimelineEntry(
              TimelineEntry.Kind.USAGE,
              end.plusDays(1).atStartOfDay(look.view().zone()).toInstant().minusMillis(1),
              Phrases.count(people.get(i), "person", "people") + " used it in the week",
              limits,
              signal));
    }
    return entries;
  }

  private TimelineEntry ticket(TicketLine ticket) {
    String name = "Ticket " + ticket.ticketId();
    String about =
        joined(
            ticket.subject() == null ? null : "“" + ticket.subject() + "”",
            ticket.complexity() == null ? null : Phrases.plain(ticket.complexity()),
            ticket.priority() == null ? null : Phrases.plain(ticket.priority()) + " priority");
    if (ticket.open()) {
      return new TimelineEntry(
          TimelineEntry.Kind.TICKETS,
          ticket.since(),
          name
              + " "
              + ticket.statusWord()
              + ", "
              + Phrases.duration(ticket.waited(look.view().until())),
          about,
          true);
    }
    Duration took = Duration.between(ticket.openedAt(), ticket.since());
    return new TimelineEntry(
        TimelineEntry.Kind.TICKETS,
        ticket.since(),
        name + " " + ticket.statusWord() + " after " + Phrases.duration(took),
        about,
        took.compareTo(LONG_TICKET) > 0);
  }

  private TimelineEntry answer(Answer answer) {
    return new TimelineEntry(
        TimelineEntry.Kind.VOICE,
        answer.at(),
        (answer.personName() == null ? "Somebody" : answer.personName())
            + " answered "
            + answer.words()
            + " ("
            + answer.instrumentWord()
            + ")",
        answer.comment() == null ? "" : "“" + answer.comment() + "”",
        true);
  }

  private TimelineEntry touch(TouchLine touch) {
    return new TimelineEntry(
        TimelineEntry.Kind.TOUCHES,
        touch.at(),
        Phrases.capitalised(Phrases.plain(touch.kind()))
            + (touch.minutes() > 0 ? ", " + touch.minutes() + " min" : "")
            + ": "
            + touch.csm()
            + (touch.personName() == null ? "" : " and " + touch.personName()),
        joined(touch.guidance(), touch.channel(), touch.direction()),
        true);
  }

  private TimelineEntry personChange(PersonChange change) {
    String what =
        switch (change.change()) {
          case "left" -> " left";
          case "joined" -> " joined";
          default -> " changed role";
        };
    return new TimelineEntry(
        TimelineEntry.Kind.PEOPLE,
        change.at(),
        Phrases.capitalised(change.who()) + what,
        change.howKnown() == null ? "" : "from: " + change.howKnown(),
        true);
  }

  private TimelineEntry movement(RevenueMovement movement) {
    Money yearly =
        new Money(Math.abs(movement.amount().minor()) * 12, movement.amount().currency());
    String amount = Phrases.money(yearly) + " a year";
    String text =
        switch (movement.kind()) {
          case "new" -> "Became a customer: " + amount;
          case "reactivation" -> "Came back: " + amount;
          case "expansion" -> "Grew by " + amount;
          case "contraction" -> "Shrank by " + amount;
          case "churn" -> "Left: " + amount;
          case "exchange" -> "The rate of exchange changed what it is worth by " + amount;
          default -> "Completed its term: " + amount;
        };
    return new TimelineEntry(
        TimelineEntry.Kind.MONEY,
        movement.day().atStartOfDay(look.view().zone()).toInstant(),
        text,
        "",
        true);
  }

  private TimelineEntry milestone(MilestoneQueries.Reached reached) {
    return new TimelineEntry(
        TimelineEntry.Kind.MILESTONES,
        reached.at(),
        "Reached “" + Phrases.plain(reached.milestone()) + "”",
        "",
        true);
  }

  private static String joined(@Nullable String... parts) {
    return Arrays.stream(parts)
        .filter(Objects::nonNull)
        .filter(part -> !part.isBlank())
        .collect(Collectors.joining(", "));
  }
}
