package dev.holdfast.demo;

import dev.holdfast.demo.AccountPlan.Contact;
import dev.holdfast.demo.AccountPlan.Profile;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Facts.TicketStatus;
import dev.holdfast.facts.Origin;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the tickets of an account, step by step, and hands solved ones to {@link Voice}. */
final class TicketStory {

  private static final String SOURCE = "helpdesk";
  private static final int HOUR = 3_600;

  /** How many times longer everything takes while support is slow. */
  private static final double SLOW = 4;

  private enum Complexity {
    SIMPLE(0.45, 7),
    STANDARD(0.40, 22),
    COMPLEX(0.15, 75);

    final double share;
    final double medianHours;

    Complexity(double share, double medianHours) {
      this.share = share;
      this.medianHours = medianHours;
    }

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final Company company;
  private final Outbox outbox;
  private final Voice voice;

  TicketStory(Company company, Outbox outbox, Voice voice) {
    this.company = company;
    this.outbox = outbox;
    this.voice = voice;
  }

  /** Tells the tickets opened on a day. */
  void tell(AccountPlan plan, int day) {
    if (!plan.hasAccess(day)) {
      return;
    }
    Profile profile = plan.profile();
    Dice dice = Dice.of(company.settings().seed(), profile.number(), Dice.Purpose.TICKETS, day);
    boolean incident = company.calendar().isIncident(day);
    double mean = profile.tier().ticketsPerMonth / 30.44 * rate(plan, day);
    int tickets = dice.poisson(mean * (incident ? 7 : 1));
    for (int i = 0; i < tickets; i++) {
      ticket(plan, day, i, incident && dice.chance(0.85), dice);
    }
  }

  private double rate(AccountPlan plan, int day) {
    Profile profile = plan.profile();
    double rhythm = 0.3 + 0.94 * company.calendar().rhythm(profile.country(), day);
    return rhythm
        * (profile.lowFit() ? 1.25 : 1)
        * (day < profile.goLiveDay() ? 1.6 : 1)
        * (plan.has(Cause.SLOW_SUPPORT, day) ? 1.3 : 1)
        * (plan.has(Cause.USAGE_FALL, day) ? 0.6 : 1);
  }

  private void ticket(AccountPlan plan, int day, int number, boolean outage, Dice dice) {
    List<Contact> present = plan.people().stream().filter(c -> c.present(day)).toList();
    if (present.isEmpty()) {
      return;
    }
    Contact person = present.get((int) (present.size() * StrictMath.pow(dice.uniform(), 1.6)));
    double point = dice.uniform();
    Complexity complexity =
        point < Complexity.SIMPLE.share
            ? Complexity.SIMPLE
            : point < 1 - Complexity.COMPLEX.share ? Complexity.STANDARD : Complexity.COMPLEX;
    String cause = outage ? "outage" : cause(plan, dice);
    Ticket ticket =
        new Ticket(
            plan,
            "tk-"
                + Integer.toString(plan.profile().number(), 36)
                + "-"
                + Integer.toString(day, 36)
                + (number == 0 ? "" : "-" + number),
            person.id(),
            dice.pick(company.team().reps()).name(),
            outage ? "urgent" : priority(dice),
            complexity.word(),
            cause,
            dice.pick(company.words().list("subject." + cause)));
    double slow = plan.has(Cause.SLOW_SUPPORT, day) ? SLOW : 1;
    tell(plan, day, ticket, complexity, slow, dice);
  }

  private static String cause(AccountPlan plan, Dice dice) {
    double point = dice.uniform();
    if (plan.profile().lowFit() && point < 0.35) {
      return "feature_gap";
    }
    point = dice.uniform();
    return point < 0.34
        ? "how_to"
        : point < 0.60
            ? "bug"
            : point < 0.80 ? "integration" : point < 0.92 ? "billing" : "feature_gap";
  }

  private static String priority(Dice dice) {
    double point = dice.uniform();
    return point < 0.18 ? "low" : point < 0.75 ? "normal" : point < 0.94 ? "high" : "urgent";
  }

  private void tell(
      AccountPlan plan, int day, Ticket ticket, Complexity complexity, double slow, Dice dice) {
    double haste =
        ticket.priority.equals("urgent") ? 0.35 : ticket.priority.equals("high") ? 0.7 : 1;
    long opened = plan.at(day, Math.clamp((long) (46_000 + 11_000 * dice.normal()), 3_000, 83_000));
    ticket.step(opened, TicketStatus.OPEN, false);
    long at = atWork(opened + (long) (HOUR * dice.logNormal(1.7 * slow * haste, 0.9)), dice);
    boolean asks = dice.chance(0.42);
    ticket.step(at, asks ? TicketStatus.PENDING_CUSTOMER : null, true);
    if (asks) {
      at += (long) (HOUR * dice.logNormal(7, 1.0));
      ticket.step(at, TicketStatus.OPEN, false);
    }
    if (complexity == Complexity.COMPLEX && dice.chance(0.5)) {
      at = atWork(at + (long) (HOUR * dice.logNormal(3 * slow, 0.6)), dice);
      ticket.step(at, TicketStatus.ON_HOLD, false);
    }
    double hours = dice.logNormal(complexity.medianHours * slow * haste, 0.85);
    at = atWork(Math.max(at + 900, opened + (long) (HOUR * hours)), dice);
    ticket.step(at, TicketStatus.SOLVED, true);
    boolean reopened = dice.chance(slow > 1 ? 0.16 : 0.06);
    if (reopened) {
      at += (long) (HOUR * dice.logNormal(14, 0.8));
      ticket.step(at, TicketStatus.OPEN, false);
      at = atWork(at + (long) (HOUR * dice.logNormal(9 * slow, 0.7)), dice);
      ticket.step(at, TicketStatus.SOLVED, true);
    }
    ticket.step(at + 96L * HOUR, TicketStatus.CLOSED, false);
    Voice.Solved solved =
        new Voice.Solved(
            ticket.id, ticket.person, ticket.agent, at, (at - opened) / (double) HOUR, reopened);
    voice.afterTicket(plan, day, solved, dice);
  }

  /**
   * The same moment, or the start of the next shift: support works Monday to Friday, 6 to 20 UTC.
   */
  private static long atWork(long at, Dice dice) {
    long day = Math.floorDiv(at, 86_400L);
    long second = Math.floorMod(at, 86_400L);
    boolean late = second >= 20 * HOUR;
    long next = late ? day + 1 : day;
    int weekday = (int) Math.floorMod(next + 3, 7L); // 0 is Monday
    long shift = weekday > 4 ? 7 - weekday : 0;
    if (!late && shift == 0 && second >= 6 * HOUR) {
      return at;
    }
    return (next + shift) * 86_400 + 6 * HOUR + dice.below(3 * HOUR);
  }

  /** One ticket whose steps become facts. */
  private final class Ticket {
    private final AccountPlan plan;
    private final String id;
    private final String person;
    private final String agent;
    private final String priority;
    private final String complexity;
    private final String cause;
    private final String subject;
    private int steps;

    Ticket(
        AccountPlan plan,
        String id,
        String person,
        String agent,
        String priority,
        String complexity,
        String cause,
        String subject) {
      this.plan = plan;
      this.id = id;
      this.person = person;
      this.agent = agent;
      this.priority = priority;
      this.complexity = complexity;
      this.cause = cause;
      this.subject = subject;
    }

    void step(long at, @Nullable TicketStatus status, boolean publicReply) {
      boolean first = steps == 0;
      outbox.add(
          new Facts.TicketEvent(
              new Origin(SOURCE, id + "." + steps++, Instant.ofEpochSecond(at)),
              id,
              plan.profile().id(),
              person,
              first ? null : agent,
              status,
              publicReply,
              priority,
              complexity,
              cause,
              first ? subject : null),
          75);
    }
  }
}
