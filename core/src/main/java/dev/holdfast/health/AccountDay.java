package dev.holdfast.health;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one account at the end of one local day: counts and sums from which every input
 * of health follows.
 *
 * @param profile name of the profile that applies
 * @param profileVersion its version
 * @param daysAsCustomer days since it was first known or subscribed, the earlier of both
 */
record AccountDay(
    String accountId,
    LocalDate day,
    String profile,
    int profileVersion,
    long daysAsCustomer,
    Usage usage,
    Support support,
    Voice voice,
    Relationship relationship,
    Commercial commercial,
    Progress progress,
    Kind kind) {

  /**
   * What kind of account it is, as its latest fact says.
   *
   * @param tier null when it is not stated
   * @param segment null when it is not stated
   */
  record Kind(@Nullable String tier, @Nullable String segment) {}

  /**
   * Use of the product.
   *
   * @param daysSinceFirst days since the first use ever; negative when there was none
   * @param daysSincePeople days since the first use ever by a known person; negative when there was
   *     none
   * @param people distinct people in the last 28 days
   * @param personDays days with use, summed over people, in the last 28 days
   * @param events of people in the last 28 days
   * @param eventsBefore in the 28 days before those
   * @param names distinct event names in the last 28 days
   */
  record Usage(
      long daysSinceFirst,
      long daysSincePeople,
      long people,
      long personDays,
      long events,
      long eventsBefore,
      long names) {

    boolean never() {
      return daysSinceFirst < 0;
    }
  }

  /**
   * Tickets.
   *
   * @param source whether any account's ticket was known by then
   * @param open tickets that wait for an end
   * @param oldestOpenDays age of the oldest of them; 0 when there is none
   * @param solved times a ticket was solved in the last 90 days
   * @param reopened how many of those were taken up again
   * @param medianHours median time from opening to the last solving, of the tickets solved in the
   *     last 90 days and still so; null when there is none
   */
  record Support(
      boolean source,
      long open,
      long oldestOpenDays,
      long solved,
      long reopened,
      @Nullable Double medianHours) {}

  /** Answers: CSAT of the last 90 days, each respondent's latest NPS of the last 180 days. */
  record Voice(
      long csatAnswers, long csatSatisfied, long npsAnswers, long promoters, long detractors) {}

  /**
   * People and contact.
   *
   * @param people known and still there
   * @param champions champions and sponsors among them
   * @param source whether contact with any account was recorded by then
   * @param daysSinceTouch days since the last contact in which the customer took part; negative
   *     when there was none
   */
  record Relationship(long people, long champions, boolean source, long daysSinceTouch) {}

  /**
   * Contract and money.
   *
   * @param subscriptions that run
   * @param seats their quantities
   * @param arrMinor their yearly revenue
   * @param arrBeforeMinor the same 90 days earlier
   * @param currency of the account's subscriptions; null when it has none
   * @param currencies how many different ones
   * @param daysToTermEnd days to the next end of a term; negative when none is known
   */
  record Commercial(
      long subscriptions,
      long seats,
      long arrMinor,
      long arrBeforeMinor,
      @Nullable String currency,
      long currencies,
      long daysToTermEnd) {}

  /**
   * What the customer got done.
   *
   * @param outcomeKinds kinds of the customer's own results asked about in the last 180 days
   * @param outcomeBalance those that went up less those that went down
   * @param milestones reached
   * @param milestonesKnown different milestones that any account had reached by then
   */
  record Progress(long outcomeKinds, long outcomeBalance, long milestones, long milestonesKnown) {}
}
