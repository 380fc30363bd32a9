package dev.holdfast.reports;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;

/**
 * When something is a reason to look at an account. The page prints them, so that nobody has to
 * guess why an account is or is not on the list.
 *
 * @param renewalWithinDays a term that ends within so many days
 * @param healthDropPoints points of health lost in 30 days
 * @param silentTouchDays days without a touch after which risk counts as unattended
 * @param ticketWaits how long a ticket may wait for us
 * @param urgentTicketWaits how long one of high or urgent priority may
 * @param answerDays how long a bad answer stays a reason
 * @param leftDays how long a key person who left stays a reason
 * @param usageWeeks weeks before the last one that its limits rest on
 * @param usageDropPercent least fall of weekly people, besides being below the limit
 * @param usageLeastPeople least number of weekly people fewer than usual
 * @param feedSilentDays days without any usage, from an account used on most days, that look like
 *     missing data
 */
public record WorkRules(
    int renewalWithinDays,
    int healthDropPoints,
    int silentTouchDays,
    Duration ticketWaits,
    Duration urgentTicketWaits,
    int answerDays,
    int leftDays,
    int usageWeeks,
    int usageDropPercent,
    int usageLeastPeople,
    int feedSilentDays) {

  /** The rules a team starts with. */
  public static WorkRules usual() {
    return new WorkRules(
        90, 10, 14, Duration.ofHours(72), Duration.ofHours(24), 14, 30, 8, 30, 3, 4);
  }

  /** The day so many working days (Monday to Friday) after another. */
  static LocalDate workingDaysAfter(LocalDate day, int days) {
    LocalDate due = day;
    for (int left = days; left > 0; ) {
      due = due.plusDays(1);
      if (due.getDayOfWeek() != DayOfWeek.SATURDAY && due.getDayOfWeek() != DayOfWeek.SUNDAY) {
        left--;
      }
    }
    return due;
  }
}
