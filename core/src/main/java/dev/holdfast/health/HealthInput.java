package dev.holdfast.health;

import dev.holdfast.health.InputReading.Absent;
import dev.holdfast.health.InputReading.Known;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a measure can read: a closed set. Each says when it has no data, which is never the same as
 * zero.
 *
 * <p>All look at the end of a local day and only at what had happened by then.
 */
public enum HealthInput {
  /** People active in 28 days divided by the seats of running subscriptions. */
  REACH(
      "people active in 28 days, of the seats paid for",
      Inputs::reach,
      account -> account.usage().people() + " of " + account.commercial().seats() + " seats"),
  /**
   * Events of people in 28 days against the 28 days before, as a share of the latter: -1 is
   * silence. Both spans hold four of each weekday. Needs 20 events in the earlier span.
   */
  USAGE_CHANGE_28(
      "use in 28 days against the 28 days before",
      Inputs::usageChange,
      account ->
          Numbers.signed(100 * Inputs.change(account), 0)
              + " %, "
              + account.usage().eventsBefore()
              + " to "
              + account.usage().events()
              + " events"),
  /** Days with use per active person in 28 days. */
  ACTIVE_DAYS_PER_PERSON(
      "days with use per active person in 28 days",
      account -> Inputs.perPerson(account, account.usage().personDays()),
      account ->
          Numbers.rounded(Inputs.ratio(account.usage().personDays(), account.usage().people()), 1)
              + " days a person"),
  /** Events per active person in 28 days. */
  EVENTS_PER_PERSON(
      "events per active person in 28 days",
      account -> Inputs.perPerson(account, account.usage().events()),
      account ->
          Numbers.rounded(Inputs.ratio(account.usage().events(), account.usage().people()), 1)
              + " events a person"),
  /** Distinct event names in 28 days. */
  EVENT_NAMES_28(
      "different things done in 28 days",
      account -> Inputs.used(account, (double) account.usage().names()),
      account -> Numbers.count(account.usage().names(), "kind of event", "kinds of event")),
  /** Age in days of the oldest open ticket; 0 when none is open. */
  OLDEST_OPEN_TICKET_DAYS(
      "age of the oldest open ticket",
      account ->
          account.support().source()
              ? new Known(account.support().oldestOpenDays())
              : Inputs.NO_TICKETS,
      account ->
          account.support().open() == 0
              ? "no open ticket"
              : Numbers.count(account.support().open(), "open ticket", "open tickets")
                  + ", the oldest for "
                  + Numbers.days(account.support().oldestOpenDays())),
  /** Median hours from opening to solving of tickets solved in 90 days. */
  MEDIAN_RESOLUTION_HOURS_90(
      "median time to solve a ticket, last 90 days",
      Inputs::resolution,
      account -> Numbers.rounded(Inputs.hours(account), 1) + " h"),
  /** Share of solvings of the last 90 days after which the ticket came back; needs 3. */
  REOPEN_SHARE_90(
      "solved tickets that came back, last 90 days",
      Inputs::reopened,
      account -> account.support().reopened() + " of " + account.support().solved() + " came back"),
  /** Share of CSAT answers of the last 90 days in the top quarter of their scale (4 and 5 of 5). */
  CSAT_90(
      "satisfied answers (CSAT), last 90 days",
      account ->
          Inputs.share(
              account.voice().csatSatisfied(),
              account.voice().csatAnswers(),
              "nobody answered a satisfaction question in 90 days"),
      account ->
          account.voice().csatSatisfied() + " of " + account.voice().csatAnswers() + " satisfied"),
  /** NPS, -100 to 100, of each respondent's latest answer of the last 180 days. */
  NPS_180(
      "recommendation (NPS), each person's latest answer of 180 days",
      Inputs::nps,
      account ->
          "NPS "
              + Numbers.signed(Inputs.npsOf(account), 0)
              + " from "
              + Numbers.count(account.voice().npsAnswers(), "person", "people")),
  /** Champions and sponsors who are still there. */
  CHAMPIONS(
      "champions and sponsors who are still there",
      account ->
          account.relationship().people() == 0 && account.relationship().champions() == 0
              ? new Absent("no people of this account are known")
              : new Known(account.relationship().champions()),
      account ->
          Numbers.count(
              account.relationship().champions(), "champion or sponsor", "champions or sponsors")),
  /**
   * Days since a contact in which the customer took part; days as a customer when there never was
   * one.
   */
  DAYS_SINCE_TOUCH(
      "days since a contact in which the customer took part",
      Inputs::sinceTouch,
      account ->
          account.relationship().daysSinceTouch() < 0
              ? "never, in " + Numbers.days(account.daysAsCustomer()) + " as a customer"
              : Numbers.days(account.relationship().daysSinceTouch()) + " ago"),
  /** Days to the next end of a running subscription's term. */
  DAYS_TO_TERM_END(
      "days to the end of the term",
      account ->
          account.commercial().daysToTermEnd() < 0
              ? new Absent("no running subscription has an end of term ahead")
              : new Known(account.commercial().daysToTermEnd()),
      account -> Numbers.days(account.commercial().daysToTermEnd())),
  /** Yearly revenue against 90 days earlier, as a share of the latter; -1 when all of it ended. */
  REVENUE_CHANGE_90(
      "yearly revenue against 90 days earlier",
      Inputs::revenueChange,
      account -> Numbers.signed(100 * Inputs.revenue(account), 1) + " %"),
  /** Results of the customer that went up less those that went down, per kind asked; -1 to 1. */
  OUTCOMES_180(
      "the customer's own results, last 180 days",
      account ->
          Inputs.share(
              account.progress().outcomeBalance(),
              account.progress().outcomeKinds(),
              "nobody asked for the customer's own results in 180 days"),
      account ->
          Numbers.count(account.progress().outcomeKinds(), "kind of result", "kinds of result")
              + " known, balance "
              + Numbers.signed((double) account.progress().outcomeBalance(), 0)),
  /** Share of the milestones that customers reach which this account has reached. */
  MILESTONES(
      "milestones reached, of those that customers reach",
      account ->
          Inputs.share(
              account.progress().milestones(),
              account.progress().milestonesKnown(),
              "no milestones are recorded for any account"),
      account ->
          account.progress().milestones()
              + " of "
              + account.progress().milestonesKnown()
              + " milestones"),
  /**
   * Share of milestones reached divided by the share of 60 days that have passed since the start
   * (all of it from day 60 on): 1 is on time.
   */
  MILESTONE_PACE_60(
      "milestones reached against a plan of 60 days",
      Inputs::pace,
      account ->
          account.progress().milestones()
              + " of "
              + account.progress().milestonesKnown()
              + " milestones after "
              + Numbers.days(account.daysAsCustomer())),
  /** Days since the account was first known or subscribed. */
  DAYS_AS_CUSTOMER(
      "days as a customer",
      account -> new Known(account.daysAsCustomer()),
      account -> Numbers.days(account.daysAsCustomer()));

  private final String title;
  private final Function<AccountDay, InputReading> reading;
  private final Function<AccountDay, String> words;

  HealthInput(
      String title,
      Function<AccountDay, InputReading> reading,
      Function<AccountDay, String> words) {
    this.title = title;
    this.reading = reading;
    this.words = words;
  }

  /** The input as profiles spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is, for people. */
  public String title() {
    return title;
  }

  static Optional<HealthInput> named(String word) {
    return Arrays.stream(values()).filter(input -> input.word().equals(word)).findFirst();
  }

  InputReading read(AccountDay account) {
    return reading.apply(account);
  }

  /** What it says of an account, in words; the reason when there is no data. */
  String words(AccountDay account) {
    return switch (read(account)) {
      case Known known -> words.apply(account);
      case Absent absent -> absent.reason();
    };
  }
}
