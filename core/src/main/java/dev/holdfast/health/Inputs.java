package dev.holdfast.health;

import dev.holdfast.health.AccountDay.Commercial;
import dev.holdfast.health.AccountDay.Usage;
import dev.holdfast.health.AccountDay.Voice;
import dev.holdfast.health.InputReading.Absent;
import dev.holdfast.health.InputReading.Known;

/** The arithmetic of {@link HealthInput}. */
final class Inputs {

  /** Events in the earlier 28 days under which a change is noise. */
  private static final long LEAST_EVENTS = 20;

  /** Solved tickets under which a share is noise. */
  private static final long LEAST_SOLVED = 3;

  private static final double PLANNED_DAYS = 60;

  static final InputReading NO_TICKETS = new Absent("no tickets are known of any account");
  private static final InputReading NO_PEOPLE = new Absent("its usage does not say which people");
  private static final InputReading NO_USAGE = new Absent("this account has never sent usage");

  private Inputs() {}

  static InputReading used(AccountDay account, double value) {
    return account.usage().never() ? NO_USAGE : new Known(value);
  }

  static InputReading perPerson(AccountDay account, long amount) {
    return byPeople(account, ratio(amount, account.usage().people()));
  }

  private static InputReading byPeople(AccountDay account, double value) {
    return !account.usage().never() && account.usage().daysSincePeople() < 0
        ? NO_PEOPLE
        : used(account, value);
  }

  static InputReading reach(AccountDay account) {
    if (account.commercial().seats() == 0) {
      return new Absent("no running subscription has seats");
    }
    return byPeople(account, ratio(account.usage().people(), account.commercial().seats()));
  }

  static InputReading usageChange(AccountDay account) {
    Usage usage = account.usage();
    if (usage.never()) {
      return NO_USAGE;
    }
    if (usage.daysSincePeople() < 0) {
      return NO_PEOPLE;
    }
    if (usage.daysSincePeople() < 55) {
      return new Absent(
          "use began " + Numbers.days(usage.daysSincePeople()) + " ago, 56 days are needed");
    }
    if (usage.events() > 0 && usage.eventsBefore() < LEAST_EVENTS) {
      return new Absent(
          "too little to compare: "
              + Numbers.count(usage.eventsBefore(), "event", "events")
              + " in the earlier 28 days, "
              + LEAST_EVENTS
              + " are needed");
    }
    return new Known(change(account));
  }

  /** The change of use; silence is -1 however long it lasts. */
  static double change(AccountDay account) {
    Usage usage = account.usage();
    return usage.events() == 0 ? -1 : (double) usage.events() / usage.eventsBefore() - 1;
  }

  static InputReading resolution(AccountDay account) {
    if (!account.support().source()) {
      return NO_TICKETS;
    }
    Double median = account.support().medianHours();
    return median == null ? new Absent("no ticket was solved in 90 days") : new Known(median);
  }

  static double hours(AccountDay account) {
    Double median = account.support().medianHours();
    return median == null ? 0 : median;
  }

  static InputReading reopened(AccountDay account) {
    if (!account.support().source()) {
      return NO_TICKETS;
    }
    long solved = account.support().solved();
    return solved < LEAST_SOLVED
        ? new Absent(
            Numbers.count(solved, "ticket was", "tickets were")
                + " solved in 90 days, "
                + LEAST_SOLVED
                + " are needed")
        : new Known(ratio(account.support().reopened(), solved));
  }

  static InputReading nps(AccountDay account) {
    return account.voice().npsAnswers() == 0
        ? new Absent("nobody answered a recommendation question in 180 days")
        : new Known(npsOf(account));
  }

  static double npsOf(AccountDay account) {
    Voice voice = account.voice();
    return 100 * ratio(voice.promoters() - voice.detractors(), voice.npsAnswers());
  }

  static InputReading sinceTouch(AccountDay account) {
    if (!account.relationship().source()) {
      return new Absent("no contact with any account is recorded");
    }
    long days = account.relationship().daysSinceTouch();
    return new Known(days < 0 ? account.daysAsCustomer() : days);
  }

  static InputReading revenueChange(AccountDay account) {
    Commercial commercial = account.commercial();
    if (commercial.currencies() > 1) {
      return new Absent("its subscriptions are in several currencies");
    }
    if (commercial.arrBeforeMinor() <= 0) {
      return new Absent("it paid nothing 90 days earlier");
    }
    return new Known(revenue(account));
  }

  static double revenue(AccountDay account) {
    Commercial commercial = account.commercial();
    return (double) (commercial.arrMinor() - commercial.arrBeforeMinor())
        / commercial.arrBeforeMinor();
  }

  static InputReading pace(AccountDay account) {
    if (account.progress().milestonesKnown() == 0) {
      return new Absent("no milestones are recorded for any account");
    }
    double passed = Math.clamp(account.daysAsCustomer() / PLANNED_DAYS, 1 / PLANNED_DAYS, 1);
    return new Known(
        ratio(account.progress().milestones(), account.progress().milestonesKnown()) / passed);
  }

  static InputReading share(long part, long whole, String reasonWithoutWhole) {
    return whole == 0 ? new Absent(reasonWithoutWhole) : new Known(ratio(part, whole));
  }

  /** A quotient that is 0 when there is nothing to divide by. */
  static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
