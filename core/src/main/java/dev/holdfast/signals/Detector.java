package dev.holdfast.signals;

import dev.holdfast.health.Band;

/** What a rule looks for, with its parameters. Those of days and shares are checked when read. */
public sealed interface Detector {

  /**
   * Health falls into a band or a worse one from a better one.
   *
   * @param into the band
   * @param marginPoints points above the band's upper edge that the score must reach to end it
   */
  record BandCrossing(Band into, double marginPoints) implements Detector {}

  /**
   * Health is so many points below its highest in so many days.
   *
   * @param clearPoints it ends when the fall is less than this
   */
  record ScoreDrop(double points, int days, double clearPoints) implements Detector {}

  /**
   * A week's use in person-days, without the season, is below the natural limits of the weeks
   * before it (XmR chart on the Anscombe scale, widened for limits that rest on few weeks).
   *
   * @param weeks the limits rest on at most so many weeks
   * @param leastFall share of the usual use that must be missing besides
   * @param leastVolume usual person-days a week under which nothing is said
   */
  record UsageLimits(int weeks, double leastFall, double leastVolume) implements Detector {}

  /**
   * Use has dropped for good: self-starting CUSUM on weekly use without the season, on the Anscombe
   * scale.
   *
   * @param slack k, in standard deviations
   * @param threshold h, in standard deviations
   * @param leastFall share of the usual use that must be missing besides
   * @param leastVolume usual person-days a week under which nothing is said
   */
  record UsageCusum(double slack, double threshold, double leastFall, double leastVolume)
      implements Detector {}

  /**
   * Nobody used the product although by its habits somebody would have.
   *
   * @param days fewest days without use
   * @param chance largest chance of so long a silence by habit
   */
  record Silence(int days, double chance) implements Detector {}

  /**
   * Answers to all instruments, each against what all customers answer, go down.
   *
   * @param days answers of the last so many days count
   * @param leastAnswers fewest answers, of two people at least
   * @param probability largest two-sided p value of Kendall's tau
   * @param leastFall fall along Theil and Sen's line, in standard deviations of all answers
   */
  record SatisfactionTrend(int days, int leastAnswers, double probability, double leastFall)
      implements Detector {}

  /** A champion or sponsor left in the last so many days. */
  record KeyPersonLeft(int days) implements Detector {}

  /** The next end of a term is at most so many days away. */
  record RenewalWindow(int days) implements Detector {}

  /** The oldest open ticket is so many days old or older. */
  record TicketOverdue(int days) implements Detector {}

  /** Health is green and yet somebody answered as a detractor in the last so many days. */
  record Contradiction(int days) implements Detector {}

  /**
   * Active people fill the seats.
   *
   * @param share of the seats, at which it begins
   * @param clearShare below which it ends
   */
  record SeatsNearLimit(double share, double clearShare) implements Detector {}

  /** A milestone was reached in the last so many days and no guidance has followed. */
  record ReadyForGuidance(int days) implements Detector {}

  /**
   * Whether it rests on what is usual for the account, so that a baseline must be known before it
   * may speak. The others rest on facts of a day: a date, a clock, an event.
   */
  default boolean needsBaseline() {
    return switch (this) {
      case UsageLimits limits -> true;
      case UsageCusum cusum -> true;
      case BandCrossing crossing -> true;
      case ScoreDrop drop -> true;
      case Silence silence -> true;
      case SatisfactionTrend trend -> true;
      case Contradiction contradiction -> true; // a Healthy that rests on a few days is no claim
      case SeatsNearLimit near -> true; // people are still being invited in the first weeks
      case KeyPersonLeft left -> false;
      case RenewalWindow window -> false;
      case TicketOverdue overdue -> false;
      case ReadyForGuidance ready -> false;
    };
  }

  /** Whether it looks at whole weeks, so that a day more changes nothing until the week is over. */
  default boolean weekly() {
    return switch (this) {
      case UsageLimits limits -> true;
      case UsageCusum cusum -> true;
      case BandCrossing crossing -> false;
      case ScoreDrop drop -> false;
      case Silence silence -> false;
      case SatisfactionTrend trend -> false;
      case KeyPersonLeft left -> false;
      case RenewalWindow window -> false;
      case TicketOverdue overdue -> false;
      case Contradiction contradiction -> false;
      case SeatsNearLimit near -> false;
      case ReadyForGuidance ready -> false;
    };
  }
}
