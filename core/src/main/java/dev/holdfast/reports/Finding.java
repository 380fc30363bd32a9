package dev.holdfast.reports;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One reason to look at an account, as sentences made from the rows behind it.
 *
 * @param kind what kind of reason it is
 * @param why what happened, in one line
 * @param detail the evidence, in one line; may be empty
 * @param whyNow why it should not wait; may be empty
 * @param since when its newest evidence came about: what is newer than a mark speaks again
 * @param due when somebody should have looked
 */
public record Finding(
    Kind kind, String why, String detail, String whyNow, Instant since, LocalDate due) {

  /** Kinds of reason, the strongest first. */
  public enum Kind {
    USAGE_FELL(9, "usage"),
    KEY_PERSON_LEFT(9, "people"),
    BAND_FELL(8, "health"),
    BAD_ANSWER(7, "voice"),
    TICKET_WAITING(6, "tickets"),
    RENEWAL(6, "money"),
    AT_RISK(5, "health"),
    ONBOARDING_STILL(5, "timeline"),
    HEALTH_FELL(4, "health"),
    FEED_SILENT(4, "usage");

    private final int weight;
    private final String card;

    Kind(int weight, String card) {
      this.weight = weight;
      this.card = card;
    }

    /** How much it counts against others that are due on the same day. */
    public int weight() {
      return weight;
    }

    /** The part of the account page that shows the rows behind it. */
    public String card() {
      return card;
    }
  }
}
