package dev.holdfast.health;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an account at the end of a day that its risk of a loss is read from.
 *
 * @param score of health, 0 to 100; null when it is unknown
 * @param tenureDays days since it was first known or subscribed
 * @param termDays days to the next end of a running subscription's term; negative when there is
 *     none
 */
record RiskState(
    String accountId,
    LocalDate day,
    @Nullable Double score,
    Band band,
    long tenureDays,
    long termDays) {

  static final double DAYS_A_MONTH = 365.25 / 12;
  static final int QUARTER = 92;
  static final int MONTH = 31;

  static RiskState of(Scored scored) {
    Integer thousandths = scored.score().thousandths();
    return of(
        scored.account(),
        thousandths == null ? null : (Double) Points.points(thousandths),
        scored.score().band());
  }

  /** With the score that history holds. */
  static RiskState of(AccountDay account, @Nullable Double score, Band band) {
    return new RiskState(
        account.accountId(),
        account.day(),
        score,
        band,
        account.daysAsCustomer(),
        account.commercial().daysToTermEnd());
  }

  /**
   * 1 when a term ends within so many days of the start of the month that begins after so many
   * months, else 0. A term that has ended by then counts as renewed, with an end that is far.
   */
  double termWithin(int days, int months) {
    double left = termDays - months * DAYS_A_MONTH;
    return termDays >= 0 && left >= 0 && left < days ? 1 : 0;
  }

  String termWords() {
    return termDays < 0
        ? "no end of a term is known"
        : "its term ends in " + Numbers.days(termDays);
  }
}
