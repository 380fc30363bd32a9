package dev.holdfast.demo;

import dev.holdfast.demo.AccountPlan.Contact;
import dev.holdfast.demo.AccountPlan.Role;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Facts.Instrument;
import dev.holdfast.facts.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells what customers answer; scores and comments follow what the account goes through. */
final class Voice {

  static final String SOURCE = "surveys";

  private static final double NPS_ANSWERS = 0.42;
  private static final double COMMENTS = 0.48;

  private final Company company;
  private final Outbox outbox;

  Voice(Company company, Outbox outbox) {
    this.company = company;
    this.outbox = outbox;
  }

  /** Each contact is asked once a quarter; who hardly uses the product answers less. */
  void quarterly(AccountPlan plan, int from, int until, int month) {
    for (Contact contact : plan.people()) {
      if ((contact.number() + plan.profile().number()) % 3 != month % 3) {
        continue;
      }
      Dice dice =
          Dice.of(
              company.settings().seed(),
              plan.profile().number(),
              Dice.Purpose.VOICE,
              month * 100_000L + contact.number());
      int day = from + dice.below(until - from);
      boolean quiet = plan.has(Cause.USAGE_FALL, day);
      if (!contact.present(day)
          || day < contact.joins() + 30
          || plan.spell(day) == null
          || !dice.chance(NPS_ANSWERS * (quiet ? 0.6 : 1))) {
        continue;
      }
      double mean = 8.7 + mood(plan, contact, day);
      int score = Math.clamp(Math.round(mean + 1.5 * dice.normal()), 0, 10);
      long at = plan.at(day, 29_000 + dice.below(36_000));
      String band = score >= 9 ? "high" : score >= 7 ? "mid" : "low";
      String comment = dice.chance(COMMENTS) ? comment("nps", band, plan, day, null, dice) : null;
      answer(
          "nps-" + contact.id() + "-" + month,
          "Relationship",
          Instrument.NPS,
          0,
          10,
          score,
          comment,
          plan,
          contact.id(),
          null,
          null,
          at);
    }
  }

  /** How much better or worse than usual a contact speaks on the 0 to 10 scale. */
  private double mood(AccountPlan plan, Contact contact, int day) {
    double mood = contact.role() == Role.CHAMPION ? 0.6 : 0;
    mood -= contact.role() == Role.DETRACTOR ? 4 : 0;
    mood -= plan.has(Cause.LOW_FIT, day) ? 2.2 : 0;
    mood -= plan.has(Cause.SLOW_SUPPORT, day) ? 1.5 : 0;
    mood -= plan.has(Cause.USAGE_FALL, day) ? 1.1 : 0;
    mood -= plan.has(Cause.CHAMPION_GONE, day) ? 1.0 : 0;
    mood -= company.calendar().isAfterIncident(day) ? 0.8 : 0;
    return mood;
  }

  /** A ticket as its customer saw it. */
  record Solved(
      String ticketId,
      String personId,
      String rep,
      long solvedAt,
      double hours,
      boolean reopened) {}

  /** Answers about one ticket: satisfaction, effort, and the rep; some reps rate themselves. */
  void afterTicket(AccountPlan plan, int day, Solved ticket, Dice dice) {
    double mood =
        (plan.has(Cause.SLOW_SUPPORT, day) ? -1.2 : 0)
            + (plan.has(Cause.LOW_FIT, day) ? -0.5 : 0)
            + (ticket.hours > 72 ? -0.5 : 0)
            + (ticket.reopened ? -0.8 : 0)
            + (company.calendar().isIncident(day) ? -0.9 : 0);
    if (dice.chance(0.44)) {
      about(Instrument.CSAT, 5, 4.55 + mood + 0.85 * dice.normal(), plan, day, ticket, dice);
    }
    if (dice.chance(0.22)) {
      about(Instrument.CES, 7, 5.9 + 1.4 * mood + 1.2 * dice.normal(), plan, day, ticket, dice);
    }
    if (dice.chance(0.30)) {
      int score =
          about(
              Instrument.INTERACTION,
              5,
              4.6 + 0.7 * mood + 0.8 * dice.normal(),
              plan,
              day,
              ticket,
              dice);
      if (dice.chance(0.45)) {
        long self = Math.clamp(Math.round(score * 0.4 + 2.5 + 0.7 * dice.normal()), 1, 5);
        outbox.add(
            new Facts.SelfRating(
                new Origin(
                    "reflection",
                    "self-" + ticket.ticketId,
                    Instant.ofEpochSecond(ticket.solvedAt + 1_800)),
                ticket.ticketId,
                ticket.rep,
                1,
                5,
                self),
            60);
      }
    }
  }

  private int about(
      Instrument instrument,
      int best,
      double wanted,
      AccountPlan plan,
      int day,
      Solved ticket,
      Dice dice) {
    int score = Math.clamp(Math.round(wanted), 1, best);
    double share = (score - 1.0) / (best - 1);
    String band = share >= 0.7 ? "high" : share >= 0.45 ? "mid" : "low";
    String kind = instrument.name().toLowerCase(Locale.ROOT);
    String comment =
        dice.chance(COMMENTS) ? comment(kind, band, plan, day, ticket.rep, dice) : null;
    long at = ticket.solvedAt + (long) dice.logNormal(9_000, 1.1);
    answer(
        kind + "-" + ticket.ticketId,
        "After a ticket",
        instrument,
        1,
        best,
        score,
        comment,
        plan,
        ticket.personId,
        ticket.ticketId,
        ticket.rep,
        at);
    return score;
  }

  private void answer(
      String id,
      String survey,
      Instrument instrument,
      int lowest,
      int highest,
      int score,
      @Nullable String comment,
      AccountPlan plan,
      String person,
      @Nullable String interaction,
      @Nullable String rep,
      long at) {
    outbox.add(
        new Facts.SurveyResponse(
            new Origin(SOURCE, id, Instant.ofEpochSecond(at)),
            id,
            survey,
            "1",
            instrument,
            lowest,
            highest,
            true,
            score,
            comment,
            plan.profile().id(),
            person,
            interaction,
            rep,
            "email",
            false),
        120);
  }

  /** A comment that fits the score and, when something is wrong, says what. */
  private String comment(
      String kind, String band, AccountPlan plan, int day, @Nullable String rep, Dice dice) {
    List<String> themes = new ArrayList<>();
    for (Cause cause : Cause.values()) {
      if (plan.has(cause, day)) {
        themes.add(cause.word());
      }
    }
    if (company.calendar().isAfterIncident(day) || company.calendar().isIncident(day)) {
      themes.add("incident");
    }
    String heading = "comment." + kind + "." + band + ".";
    String theme = themes.isEmpty() || dice.chance(0.2) ? "any" : dice.pick(themes);
    String text = dice.pick(company.words().listOr(heading + theme, heading + "any"));
    if (rep == null && dice.chance(0.3)) {
      text += " " + dice.pick(company.words().list("comment.more." + band));
    }
    String feature = dice.pick(company.words().list("feature"));
    String number = Integer.toString(dice.range(3, 11));
    String first = rep == null ? "" : rep.substring(0, rep.indexOf(' '));
    String filled =
        text.replace("{feature}", feature).replace("{number}", number).replace("{rep}", first);
    return filled.substring(0, 1).toUpperCase(Locale.ROOT) + filled.substring(1);
  }
}
